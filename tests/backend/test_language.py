"""What the language reads: one line of text, one outline of the tree."""

from __future__ import annotations

import ast
import math
import unicodedata
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chainrule.language import parse, syntax

READ = {
    "q = (x + y) * z": "q = ((x + y) * z)",
    "x*x + 3*x": "((x * x) + (3 * x))",
    "-x ** -2": "(- (x ** (- 2)))",
    "2 ** 3 ** 4": "(2 ** (3 ** 4))",
    "a - b - c": "((a - b) - c)",
    "a // b % c @ d": "(((a // b) % c) @ d)",
    "+-x": "(+ (- x))",
    "a = b = 1": "a = b = 1",
    "a, (b, c) = f(x)": "(a, (b, c)) = f(x)",
    "[a, b] = v": "(a, b) = v",
    "x += 1": "x += 1",
    "w @= v": "w @= v",
    "w **= 2.5": "w **= 2.5",
    "x, y": "(x, y)",
    "x,": "(x,)",
    "()": "()",
    "[[1, 2], [3, 4]]": "[[1, 2], [3, 4]]",
    "[]": "[]",
    "0 < x <= 1 != y": "(0 < x <= 1 != y)",
    "not a and b or c": "(((not a) and b) or c)",
    "a and b and c": "(a and b and c)",
    "sum(x, axis=0, keepdims=True)": "sum(x, axis=0, keepdims=True)",
    "mse(y, z, reduction='sum')": "mse(y, z, reduction='sum')",
    "f('a' \"b\")": "f('ab')",
    "w.T @ x.sum(axis=None)": "(w.T @ x.sum(axis=None))",
    "x[0]": "x[0]",
    "x[0, 1:3]": "x[0, 1:3]",
    "x[::-1, None, ..., a:]": "x[::(- 1), None, ..., a:]",
    "x[[0, 2]]": "x[[0, 2]]",
    "x[()]": "x[]",
    "grad(f)(x)[0].T": "grad(f)(x)[0].T",
    "1e3 + .5 + 5. + 0x10 + 1_000": "((((1000.0 + 0.5) + 5.0) + 16) + 1000)",
    "1e999": "inf",
    "True": "True",
    "σ(θ) * Δ": "(σ(θ) * Δ)",
    "ﬁ": "fi",
    "a if b else c if d else e": "(a if b else (c if d else e))",
    "f(lambda x, k=2: x ** k)": "f((lambda x, k=2: (x ** k)))",
    "[i * j for i in x if i for j in y]": "[(i * j) for i in x if i for j in y]",
    "sum(i for i, (j, *k) in x)": "sum((i for (i, (j, *k)) in x))",
    "print(f'loss {x * x:.3f} {{y}} {z!r}', 'a')": "print(f('loss ', {(x * x):f('.3f')}, ' {y} ', {z!r}), 'a')",
    "f'{p[\"w\"]}' 'b'": "f({p['w']}, 'b')",
    "f'{x=} {y = :{w}.{k}f}{a == b!s}'": "f('x=', {x!r}, ' ', 'y = ', {y:f({w}, '.', {k}, 'f')}, {(a == b)!s})",
    "f'{x:(^5}' rf'\\n{x}\\n'": "f({x:f('(^5')}, '\\\\n', {x}, '\\\\n')",
    "p = {'w': w, **q, 1: {}}": "p = {'w': w, **q, 1: {}}",
    "{k: v - 1 for k, v in p.items() if k in q}": "{k: (v - 1) for (k, v) in p.items() if (k in q)}",
    "x not in y": "(x not in y)",
    "f(*a, b, **c)": "f(*a, b, **c)",
    "[*a, 1]": "[*a, 1]",
    "def f(a, *b, c=1, **d): return a": "def f(a, *b, c=1 only, **d): return a;",
    "p.data -= 1 * p.grad": "p.data -= (1 * p.grad)",
    "w.grad = None": "w.grad = None",
    "d['k'], x.y[0] = z": "(d['k'], x.y[0]) = z",
    "with torch.no_grad():\n  x": "with torch.no_grad(): x;",
    "with a() as t, b():\n  x; y": "with a() as t: with b(): x; y;;",
    "@jit\n@f(1)\ndef g(x): return x": "@jit @f(1) def g(x): return x;",
    "class A(nn.Module):\n  'Doc.'\n  def __init__(self):\n    super().__init__()\n    self.a = 1\n  def forward(self, x): return x": (
        "class A(nn.Module): def __init__(self): super().__init__(); self.a = 1;; def forward(self, x): return x;;"
    ),
    "class Value:\n  def __init__(self, x): self._p = x\n  def __add__(self, o): return o": (
        "class Value(): def __init__(self, x): self._p = x;; def __add__(self, o): return o;;"
    ),
    "x: float = 2\ny: int": "x = 2",
    "del x\nx": "x",
    "def f():\n  global x\n  x = 1": "def f(): global x; x = 1;",
    "if __name__ == '__main__':\n  x": "if True: x;",
    "%matplotlib inline\n!pip install torch (\nx": "passed | passed | x",
    "# In [3]:\nx": "x",
    "In [9]: a\nIn [10]: for i in x:\n    ...:     y\n    ...: \nOut[10]: 4\n\nIn [11]: a * 2": "a | for i in x: y; | (a * 2)",
    ">>> for i in x:\n...     y[..., 0]\n...\n>>> y\ntensor(4.)\n>>> y * 2": "for i in x: y[..., 0]; | y | (y * 2)",
    "for _ in range(3): x": "for _ in range(3): x;",
    "y = x^2 + 2·a×b − √(x)^2": "y = (((x ** 2) + ((2 * a) * b)) - sqrt((x ** 2)))",
    "-x^-n^2 ≤ 3 ÷ y": "((- (x ** (- (n ** 2)))) <= (3 / y))",
    "x ^= 2": "x **= 2",
    "y = 'a\\n'": "y = 'a\\n'",
    "from __future__ import annotations\nimport matplotlib.pyplot as plt": "plt is matplotlib.pyplot",
    "x is not None": "(x is not None)",
    "if a:\n  b\nelif c: d; e\nelse:\n  if f: g": "if a: b; elif c: d; e; else: if f: g;;",
    "for i, x in enumerate(y):\n  if x: continue\n  break": "for (i, x) in enumerate(y): if x: continue;; break;",
    "while True:\n\tx += 1\ny": "while True: x += 1; | y",
    "def f(x, k: float = 2) -> float:\n  '''Says.'''\n  # and\n  return x, k\nf(2)": "def f(x, k=2): return (x, k); | f(2)",
    "def f(): return": "def f(): return;",
    "assert x > 0, 'small'": "assert",
    "import numpy as np, torch": "np is numpy | torch is torch",
    "from math import exp as e, pi": "e is exp of math | pi is pi of math",
    "a, *b = x": "(a, *b) = x",
    "x; y; z": "x | y | z",
    "x;; y;": "x | y",
    "pass\nx": "x",
    '"""A \\docstring."""\nx': "x",
    "x  # said once": "x",
    "# first\n\n  \nx\n\n# last": "x",
    "w = [[1, 2],  # a row\n     [3, 4]]\nw": "w = [[1, 2], [3, 4]] | w",
    "x = 1 + \\\n  2": "x = (1 + 2)",
    "x = 1\r\ny = 2\rz = 3": "x = 1 | y = 2 | z = 3",
    "\tx = 1\n\ty = 2": "x = 1 | y = 2",
    "  x = 1\ny = 2": "x = 1 | y = 2",
    "\ufeffx = 1": "x = 1",
    "x\u00a0=\u20032": "x = 2",
    "f(\n  a,\n  axis=0,\n)": "f(a, axis=0)",
}


def outline(node: Any) -> str:
    """A node as text with every bracket written."""
    match node:
        case syntax.Number(value, whole):
            return str(int(value)) if whole else str(value)
        case syntax.Name(name):
            return name
        case syntax.Text(value) | syntax.Flag(value):
            return repr(value)
        case syntax.List(items):
            return f"[{', '.join(map(outline, items))}]"
        case syntax.Tuple(items) | syntax.TupleTarget(items):
            return f"({', '.join(map(outline, items))}{',' * (len(items) == 1)})"
        case syntax.Unary(operator, operand):
            return f"({operator} {outline(operand)})"
        case syntax.Binary(operator, left, right):
            return f"({outline(left)} {operator} {outline(right)})"
        case syntax.Compare(operators, operands):
            pairs = zip(operators, operands[1:], strict=True)
            return f"({outline(operands[0])}{''.join(f' {operator} {outline(operand)}' for operator, operand in pairs)})"
        case syntax.Boolean(operator, operands):
            return f"({f' {operator} '.join(map(outline, operands))})"
        case syntax.Call(function, arguments, keywords):
            named = [f"{each.name}={outline(each.value)}" if each.name else f"**{outline(each.value)}" for each in keywords]
            return f"{outline(function)}({', '.join([*map(outline, arguments), *named])})"
        case syntax.Attribute(value, name):
            bare = outline(value)
            return f"({bare}).{name}" if isinstance(value, syntax.Number) else f"{bare}.{name}"
        case syntax.Subscript(value, items):
            return f"{outline(value)}[{', '.join(map(outline, items))}]"
        case syntax.Slice(lower, upper, step):
            ends = [outline(each) if each else "" for each in (lower, upper)]
            return ":".join([*ends, outline(step)] if step else ends)
        case syntax.NewAxis():
            return "None"
        case syntax.EllipsisItem():
            return "..."
        case syntax.Conditional(condition, then, otherwise):
            return f"({outline(then)} if {outline(condition)} else {outline(otherwise)})"
        case syntax.Lambda(parameters, body):
            return f"(lambda {', '.join(map(outline, parameters))}: {outline(body)})"
        case syntax.Parameter(name, default, _, stars, only):
            return "*" * stars + (name if default is None else f"{name}={outline(default)}") + " only" * only
        case syntax.Clause(target, iterable, conditions):
            return f" for {outline(target)} in {outline(iterable)}" + "".join(f" if {outline(one)}" for one in conditions)
        case syntax.Comprehension(key, element, clauses, listed):
            inner = (f"{outline(key)}: " if key else "") + outline(element) + "".join(map(outline, clauses))
            return f"{{{inner}}}" if key else f"[{inner}]" if listed else f"({inner})"
        case syntax.Format(values):
            return f"f({', '.join(map(outline, values))})"
        case syntax.Field(value, conversion, spec):
            return f"{{{outline(value)}{f'!{conversion}' if conversion else ''}{f':{outline(spec)}' if spec else ''}}}"
        case syntax.Dict(keys, values):
            both = zip(keys, values, strict=True)
            entries = [f"{outline(key)}: {outline(value)}" if key else f"**{outline(value)}" for key, value in both]
            return f"{{{', '.join(entries)}}}"
        case syntax.Spread(value):
            return f"*{outline(value)}"
        case syntax.Place(of):
            return outline(of)
        case syntax.StarTarget(target):
            return f"*{outline(target)}"
        case syntax.If(branches, otherwise):
            said = " el".join(f"if {outline(one.condition)}: {block(one.body)}" for one in branches)
            return said + (f" else: {block(otherwise)}" if otherwise else "")
        case syntax.For(target, iterable, body):
            return f"for {outline(target)} in {outline(iterable)}: {block(body)}"
        case syntax.While(condition, body):
            return f"while {outline(condition)}: {block(body)}"
        case syntax.Leave(word):
            return str(word)
        case syntax.Passed():
            return "passed"
        case syntax.Global(names):
            return f"global {', '.join(names)}"
        case syntax.With(context, target, body):
            return f"with {outline(context)}{f' as {outline(target)}' if target else ''}: {block(body)}"
        case syntax.Class(name, bases, functions, attributes):
            return f"class {outline(name)}({', '.join(map(outline, bases))}): {block((*attributes, *functions))}"
        case syntax.Define(name, parameters, body, decorators):
            said = "".join(f"@{outline(one)} " for one in decorators)
            return f"{said}def {outline(name)}({', '.join(map(outline, parameters))}): {block(body)}"
        case syntax.Return(value):
            return "return" if value is None else f"return {outline(value)}"
        case syntax.Assert():
            return "assert"
        case syntax.Import(name, library, member):
            return f"{name} is {library}" if member is None else f"{name} is {member} of {library}"
        case syntax.Assign(targets, value):
            return " = ".join([*map(outline, targets), outline(value)])
        case syntax.Augment(target, operator, value):
            return f"{outline(target)} {operator}= {outline(value)}"
        case syntax.Expression(value):
            return outline(value)
        case syntax.Module(statements):
            return " | ".join(map(outline, statements))
    raise TypeError(type(node))


def block(body: Any) -> str:
    """The statements of a body, each with its end."""
    return " ".join(f"{outline(one)};" for one in body)


def nodes(tree: Any) -> list[Any]:
    """Every node of a tree."""
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node
        elif hasattr(node, "__dataclass_fields__"):
            found.append(node)
            waiting += [getattr(node, each.name) for each in fields(node)]
    return found


def piece(text: str, span: tuple[int, int]) -> str:
    """What a browser would mark."""
    return text.encode("utf-16-le")[2 * span[0] : 2 * span[1]].decode("utf-16-le")


def read(text: str) -> syntax.Module:
    parsed = parse(text)
    assert parsed.problems == ()
    assert parsed.module is not None
    return parsed.module


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=READ)
def test_a_text_is_read_as_its_outline_says(text: str, expected: str) -> None:
    assert outline(read(text)) == expected


def test_whole_numbers_are_told_from_others() -> None:
    numbers = [node for node in nodes(read("[2, 2.0, 2e0, 0b11]")) if isinstance(node, syntax.Number)]
    assert sorted((number.span, number.value, number.whole) for number in numbers) == [
        ((1, 2), 2.0, True),
        ((4, 7), 2.0, False),
        ((9, 12), 2.0, False),
        ((14, 18), 3.0, True),
    ]


def test_a_number_past_every_float_is_infinite_when_written_with_an_exponent() -> None:
    (number,) = (node for node in nodes(read("1e999")) if isinstance(node, syntax.Number))
    assert math.isinf(number.value) and not number.whole


def test_a_statement_that_holds_another_program_keeps_the_text_as_typed() -> None:
    assert read("x = 1\r\n# ü").text == "x = 1\r\n# ü"
    assert read(">>> x = 1\n1").text == ">>> x = 1\n1"


SPANS = [
    "q = (alpha + beta[1, gamma]) * f(delta, axis=epsilon).T",
    "𝒙 = 1; 𝒚 = 𝒙 * é + e\u0301  # 😀",
    "# 😀😀\n\tf('😀', 'ü') + x1\r\n\r\nß = [a,\r\n  b, '''\r\n😀''' , c]\rd",
    "a\u00a0=\u2003b \\\r\n + c; dd = ee",
    "  ﬁ = θ ** Δt\n  x.sum( axis = k ). T [ 𝒙 : y ]",
    "q = é^𝒙^2 · (ab^c\n + √d^ee) ≤ f(g^2, axis=h)",
    ">>> a = é\n😀ü\nüb\n>>> c = a + dd",
    "In [1]: a = é\nOut[1]: 😀ü\nüb\nIn [22]: c = a + dd",
    "for é in x:\n  y = é^2 ^a; zz = y^ww\n  f'{é^y} {zz}'",
]


@pytest.mark.parametrize("text", SPANS)
def test_spans_count_as_a_browser_counts(text: str) -> None:
    module = read(text)
    for node in nodes(module):
        if isinstance(node, syntax.Name):
            assert {"√": "sqrt"}.get(piece(text, node.span), unicodedata.normalize("NFKC", piece(text, node.span))) == node.name
        elif isinstance(node, syntax.Attribute):
            assert piece(text, node.name_span) == node.name
            assert piece(text, node.span).endswith(node.name)
        elif isinstance(node, syntax.Number):
            assert float(piece(text, node.span)) == node.value
        elif isinstance(node, syntax.Keyword):
            assert node.name is not None and piece(text, node.span).startswith(node.name)
        elif isinstance(node, syntax.Call):
            assert piece(text, node.span).endswith(")") or piece(text, node.span).startswith("√")
        elif isinstance(node, syntax.Subscript):
            assert piece(text, node.span).endswith("]")


def test_a_text_literal_keeps_what_was_typed() -> None:
    texts = [node.value for node in nodes(read(SPANS[2])) if isinstance(node, syntax.Text)]
    assert sorted(texts) == ["\r\n😀", "ü", "😀"]


def test_every_span_lies_within_that_of_the_node_around_it() -> None:
    for text in SPANS:
        for node in nodes(read(text).statements):
            parts = [part for each in fields(node) for part in _parts(getattr(node, each.name))]
            assert all(node.span[0] <= part.span[0] < part.span[1] <= node.span[1] for part in parts)


def _parts(value: Any) -> list[Any]:
    values = value if isinstance(value, tuple) else (value,)
    return [each for each in values if hasattr(each, "span")]


def test_nodes_compare_by_place_and_not_by_content() -> None:
    first, second = read("x; x").statements
    assert first != second and len({first, second}) == 2


_ATOMS = st.sampled_from(["x", "y1", "θ", "2", "0.5", "1e3", "'sum'", "True", "None", "[]", "()"])


def _larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "@", "<", "<=", "==", "!=", " and ", " or "])
    names = st.sampled_from(["f", "x.sum", "g(1)"])
    items = st.one_of(parts, st.builds("{}:{}".format, parts, parts), st.just("::2"), st.just("..."))
    return st.one_of(
        st.builds("{}{}{}".format, parts, signs, parts),
        st.builds("({} {} {})".format, parts, signs, parts),
        st.builds("-{}".format, parts),
        st.builds("(not {})".format, parts),
        st.builds("[{}, {}]".format, parts, parts),
        st.builds("({},)".format, parts),
        st.builds("{}({}, axis={})".format, names, parts, parts),
        st.builds("({}).T".format, parts),
        st.builds("x[{}, {}]".format, items, items),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.recursive(_ATOMS, _larger, max_leaves=12))
def test_the_tree_of_any_expression_is_that_of_python(text: str) -> None:
    written = outline(read(f"q = {text}"))
    assert ast.dump(ast.parse(written)) == ast.dump(ast.parse(f"q = {text}"))
