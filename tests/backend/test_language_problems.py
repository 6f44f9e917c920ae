"""What the language refuses: the code, the place and the next move, and what survives beside it."""

from __future__ import annotations

import pytest

from chainrule.errors import Problem
from chainrule.language import parse

# text: code, the piece of the text that is marked, a phrase of the hint
REFUSED = {
    "x = = 2": ("syntax", "= =", "=="),
    "y = x +": ("syntax", "+", "next one"),
    "y =": ("syntax", "=", "Finish"),
    "y = x > = 2": ("syntax", "> =", "Write >="),
    "y = x => 2": ("syntax", "=>", "Write >="),
    "y = * x": ("syntax", "*", "Write the value"),
    "* x": ("syntax", "*", "Write the value"),
    "/ x": ("syntax", "/", "Begin the line"),
    "y = 2x": ("syntax", "2x", "2*x"),
    "y = 2.5θ": ("syntax", "2.5θ", "2.5*θ"),
    "y = 2 x": ("syntax", "2 x", "2 * x"),
    "y = sin x": ("syntax", "sin x", "sin(x)"),
    "y = (a) b": ("syntax", ") b", "* for a product"),
    "y = 1or 2": ("syntax", "1or", "blank"),
    "y = 2(x)": ("not-callable", "2", "a * (b + c)"),
    "y = (a + b)(a - b)": ("not-callable", "a + b", "a * (b + c)"),
    "y = a && b": ("syntax", "&&", "and"),
    "y = a || b": ("syntax", "||", "or"),
    "y = !a": ("syntax", "!", "not"),
    "y = a <> b": ("syntax", "<>", "!="),
    "y = a << b": ("unsupported-syntax", "<<", "2 ** n"),
    "y = x[]": ("syntax", "[", "x[0]"),
    "y = a not b": ("syntax", "not", "a and not b"),
    "y = x.": ("syntax", ".", "x.T"),
    "y = f(, x)": ("syntax", "(,", "Write the value"),
    "y = [1,, 2]": ("syntax", ",,", "Write the value"),
    "y = [1; 2]": ("syntax", ";", "comma"),
    "y = (x = 1)": ("syntax", "=", "=="),
    "y = f(x.y = 1)": ("syntax", "=", "=="),
    "y = f(a=1, a=2)": ("syntax", "a=2", "once"),
    "y = f(a=1, 2)": ("syntax", ")", "first"),
    "y = (1:2)": ("syntax", ":", "x[1:3]"),
    "1 = x": ("syntax", "1", "=="),
    "x + 1 = y": ("syntax", "x + 1", "=="),
    "f(x) = 3": ("syntax", "f(x)", "=="),
    "f(x, y) = x * y": ("syntax", "f(x, y)", "def f(x, y): return"),
    "f(x)(y) = x * y": ("syntax", "f(x)(y)", "y = x + 1"),
    "y = [1, 2 3]": ("syntax", "2 3", "a comma stands: 2, 3."),
    "y = f(a b)": ("syntax", "a b", "a comma stands: a, b."),
    "() = x": ("syntax", "()", "name"),
    "lambda = 0.1": ("syntax", "lambda", "lam_1"),
    "y = x.lambda": ("syntax", "lambda", "another name"),
    "y = 007": ("syntax", "007", "zeros"),
    "y = 1.2.3": ("syntax", "1.2.3", "one point"),
    "y = 1__0": ("syntax", "1__0", "digits"),
    "y = 2j": ("unsupported-syntax", "2j", "*"),
    "y = " + "9" * 400: ("syntax", "9" * 400, "smaller"),
    "y = " + "9" * 5000: ("syntax", "9" * 5000, "exponent"),
    "y = " + "a" * 201: ("syntax", "a" * 201, "shorter"),
    "y = x'": ("syntax", "'", "x.T"),
    'y = """a': ("syntax", '"', '"""'),
    "y = x²": ("syntax", "²", "x ** 2"),
    "y = xⁿ": ("syntax", "xⁿ", "x ** n"),
    "y = Wᵀ": ("syntax", "Wᵀ", "W.T"),
    "y = x₁": ("syntax", "₁", "x1"),
    "y = “a”": ("syntax", "“", 'Write "'),
    "y = 😀": ("syntax", "😀", "Delete it"),
    "y = x\x00": ("syntax", "\x00", "Delete it"),
    "y = e + \u0301": ("syntax", "\u0301", "Delete it"),
    "y = x \\ 2": ("syntax", "\\", "last character"),
    "y = (1 + 2": ("unclosed-bracket", "(", "missing )"),
    "y = f([1, 2)": ("unclosed-bracket", "[", "Write ]"),
    "y = (1, 2]": ("unclosed-bracket", "(", "Write )"),
    "y = 1)": ("syntax", ")", "Remove it"),
    "y = ().__class__": ("private-name", "__class__", "letter"),
    "y = ().__class__.__base__": ("private-name", "__base__", "letter"),
    "__x = 1": ("private-name", "__x", "letter"),
    "x.__dict__ = 1": ("private-name", "__dict__", "letter"),
    "f(__a=1)": ("private-name", "__a", "letter"),
    "𝐢𝐟 = 1": ("syntax", "𝐢𝐟", "another name"),
    "y = (a := 2)": ("unsupported-syntax", "a := 2", "line of its own"),
    "y = ...": ("unsupported-syntax", "...", "x[..., 0]"),
    "y = b'x'": ("unsupported-syntax", "b'x'", "plain text"),
    "*b = x": ("unsupported-syntax", "*b", "beside it"),
    "*a, *b = x": ("syntax", "*b", "one name"),
    "f'{x'": ("syntax", "{", "missing }"),
    "f'{x*}'": ("syntax", "x*", "expression"),
    "f'{x!q}'": ("syntax", "!q", "{x!r}"),
    "f'{x!rr}'": ("syntax", "r", "{x:.3f}"),
    "f'{x:{y:{z}}}'": ("syntax", "{", "a name first"),
    "y = a if b": ("syntax", "if", "else"),
    "y = a else b": ("syntax", "else", "if"),
    "y = for i in x": ("syntax", "for", "brackets"),
    "y = lambda": ("syntax", "lambda", "Finish"),
    "y = lambda x": ("syntax", "lambda", "lambda x: x * x"),
    "y = lambda x, x: x": ("syntax", "x", "name of its own"),
    "if x > 0": ("syntax", "0", "colon"),
    "if:\n  y": ("syntax", "if", "if x > 0:"),
    "if x = 1:\n  y": ("syntax", "=", "=="),
    "if x:": ("syntax", "if", "indented"),
    "if x:\n    y\n  z": ("syntax", "z", "same place"),
    "if a: b\nelif c:\nelse: d": ("syntax", "elif", "indented"),
    "else:\n  y": ("syntax", "else", "under an if"),
    "if x:\n  y\nelse z:\n  y": ("syntax", "z", "elif"),
    "for i range(3):\n  x": ("syntax", "for", "for i in range(3):"),
    "for i in x:\n  y = = 2": ("syntax", "= =", "=="),
    "for i in x:\n  y\nelse:\n  z": ("unsupported-syntax", "z", "without else"),
    "while x\n  y": ("syntax", "x", "while x < 10:"),
    "def f(x)\n  return x": ("syntax", ")", "def f(x):"),
    "def f:\n  return 1": ("syntax", "def", "def f(x):"),
    "def f(x, x):\n  return x": ("syntax", "x", "name of its own"),
    "def f(x):\n  return x +": ("syntax", "+", "Finish"),
    "def f(x):\n  break": ("syntax", "break", "inside a for"),
    "for i in x:\n  def f(): continue": ("syntax", "continue", "inside a for"),
    "return x": ("syntax", "return x", "without return"),
    "break": ("syntax", "break", "inside a for"),
    "try:\n  x\nexcept:\n  y": ("unsupported-syntax", "try:\n  x\nexcept:\n  y", "left margin"),
    "import antigravity": ("unsupported-syntax", "import antigravity", "catalogue"),
    "class A(B, metaclass=C): pass": ("unsupported-syntax", "class A(B, metaclass=C): pass", "nn.Module"),
    "class A:\n  x[0] = 1": ("unsupported-syntax", "x[0] = 1", "__init__"),
    "class A:\n  print(1)": ("unsupported-syntax", "print(1)", "__init__"),
    "nonlocal x": ("syntax", "nonlocal x", "function"),
    "class A:\n  def __getattr__(self, o): return o": ("private-name", "__getattr__", "letter"),
    "class A": ("syntax", "A", "colon"),
    "with a": ("syntax", "a", "colon"),
    "self.__w = 1": ("private-name", "__w", "letter"),
    "y = x ^": ("syntax", "^", "next one"),
    "x++": ("syntax", "+", "x += 1"),
    ">>>x = 2": ("syntax", ">>", "prompts"),
    "y = (a # ^\n) ^ / b": ("syntax", "^ /", "Write the value"),
    "x √ y": ("syntax", "√", "a and not b"),
    "async def f(): pass": ("unsupported-syntax", "async def f(): pass", "lines of its own"),
    "match x:\n  case 1: y": ("unsupported-syntax", "match x:\n  case 1: y", "lines that run"),
    "\ud800": ("syntax", "\ud800", "type it again"),
    "": ("empty-program", "", "expression"),
    "# only this": ("empty-program", "# only this", "expression"),
    "'only this'": ("empty-program", "'only this'", "expression"),
}


def piece(text: str, problem: Problem) -> str:
    """What a browser would mark."""
    assert problem.span is not None
    start, end = problem.span
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(("text", "code", "marked", "hint"), [(text, *row) for text, row in REFUSED.items()], ids=range(len(REFUSED)))
def test_a_fault_names_its_place_and_the_next_move(text: str, code: str, marked: str, hint: str) -> None:
    parsed = parse(text)
    (problem,) = parsed.problems
    assert (problem.code, piece(text, problem)) == (code, marked)
    assert problem.hint is not None and hint in problem.hint
    assert len(problem.detail) < 200 and len(problem.hint) < 200
    assert parsed.module is None or parsed.module.statements == ()


def test_a_construct_is_named_with_its_line() -> None:
    (problem,) = parse("x = 1\n\ntry:\n    y = i\nexcept:\n    y = 2").problems
    assert problem.detail == "A try block (line 3) is not available."
    assert dict(problem.facts) == {"construct": "Try", "line": 3}


def test_an_open_bracket_is_named_with_its_place() -> None:
    (problem,) = parse("x = 1\ny = f([1, 2], (3\n  + 4\n").problems
    assert problem.detail == "( opened in line 2, column 15, is never closed."
    assert dict(problem.facts) == {"bracket": "(", "partner": ")", "line": 2, "column": 15}


# text: what is still read, the codes in order
BESIDE = {
    "a = 1\nb = 2 +\nc = 3": (["a = 1", "c = 3"], ["syntax"]),
    "a = 1; b = 2x; c = 3": (["a = 1", "c = 3"], ["syntax"]),
    "a = 1\nb = = 2\nc = (3\nd = 4\ne = 1 << 2\nf = x.__g": (
        ["a = 1", "d = 4"],
        ["syntax", "unclosed-bracket", "unsupported-syntax", "private-name"],
    ),
    "w = [[1, 2],\n     [3, 4]\ny = 3\nz": (["y = 3", "z"], ["unclosed-bracket"]),
    "w = f(x,\n  axis=0\n\ny, z = w": (["y, z = w"], ["unclosed-bracket"]),
    "a = 1 +\n    2\nb = 3": (["b = 3"], ["syntax"]),
    "a = 1\nif a:\n    b = 2\n\n    c = 3 +\nelif d:\n    e = 4\nelse:\n    f = 5\ng = 6": (["a = 1", "g = 6"], ["syntax"]),
    "a = 1\n@f\n@g\ndef h(x):\n    return x << 2\nb = 2": (["a = 1", "b = 2"], ["unsupported-syntax"]),
    "a = 'x\nb = 2": (["b = 2"], ["syntax"]),
    "a = 1\n  b = 2\nc = 3": (["a = 1", "c = 3"], ["syntax"]),
    "a = 1]\nb = 2": (["b = 2"], ["syntax"]),
}


@pytest.mark.parametrize(("text", "kept", "codes"), [(text, *row) for text, row in BESIDE.items()], ids=range(len(BESIDE)))
def test_statements_beside_a_fault_survive(text: str, kept: list[str], codes: list[str]) -> None:
    parsed = parse(text)
    assert parsed.module is not None
    assert [text[slice(*statement.span)] for statement in parsed.module.statements] == kept
    assert [problem.code for problem in parsed.problems] == codes


def test_at_most_twenty_problems_are_told_in_the_order_of_the_text() -> None:
    problems = parse("y = = 2\n" * 30).problems
    assert [problem.span for problem in problems] == [(8 * line + 2, 8 * line + 5) for line in range(20)]


# a slip in the first word: the word meant
SLIPS = {
    "fro i in range(3):\n    y = x * i": ("fro", "for"),
    "whlie x > 0:\n    y = 2": ("whlie", "while"),
    "def f(x):\n    retrun x * 2\ny = f(2)": ("retrun", "return"),
    "improt torch": ("improt", "import"),
}


@pytest.mark.parametrize(("text", "slip", "meant"), [(text, *row) for text, row in SLIPS.items()], ids=range(len(SLIPS)))
def test_a_slip_in_a_word_of_the_language_is_told(text: str, slip: str, meant: str) -> None:
    problem = parse(text).problems[0]
    assert problem.span is not None and text[slice(*problem.span)] == slip
    assert problem.hint == f"Did you mean {meant}?"
