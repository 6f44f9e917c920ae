"""Programs: functions, loops, choices, lists. What ran is what is drawn."""

from __future__ import annotations

import io
import time
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chainrule
from chainrule.errors import CODES
from chainrule.trace.study import Record, record
from chainrule.wire.document import document


def study(text: str) -> Record:
    return record(text, {})


def gradients(text: str) -> dict[str, Any]:
    found = study(text)
    assert not found.problems, found.problems
    assert found.back is not None
    return {one.name: found.back.gradients[one.node] for one in found.program.inputs}


def result(text: str) -> Any:
    found = study(text)
    assert not found.problems, found.problems
    assert found.target is not None
    return found.values[found.target]


# program: its result, the gradients of its inputs
PROGRAMS: dict[str, tuple[Any, dict[str, Any]]] = {
    "x = 2\ns = 0\nfor i in range(3):\n    s = s + x ** i\ns": (7.0, {"x": 5.0, "s": 1.0}),
    "x = 1\nfor i in range(100):\n    x = x * 2\n    if x > 50:\n        break\nx": (64.0, {"x": 64.0}),
    "x = 3\ns = x\nfor i in range(4):\n    if i % 2:\n        continue\n    s += i * x\ns": (9.0, {"x": 3.0}),
    "xs = [1, 2, 3]\ny = sum(x * x for x in xs)": (14.0, {"xs": [2, 4, 6]}),
    "w = 1.5\nl = 0\nfor k, (x, y) in enumerate(zip([1, 2], [2, 4])):\n    l += (w * x - y) ** 2\nl": (1.25, {"w": -5.0, "l": 1.0}),
    "a = [[1, 2], [3, 4]]\ny = 0\nfor row in a:\n    y += row[0] * row[1]\ny": (14.0, {"a": [[2, 1], [4, 3]], "y": 1.0}),
    "def power(x, n):\n    return 1 if n == 0 else x * power(x, n - 1)\nx = 3\ny = power(x, 4)": (81.0, {"x": 108.0}),
    "w = 3\ndef f(x):\n    def g(z):\n        return w * z\n    return g(x) * g(x)\ny = f(2 * w)": (324.0, {"w": 432.0}),
    "f = lambda x, k=2: x ** k\nx = 3\ny = f(x) + f(x, k=3)": (36.0, {"x": 33.0}),
    "def f(x):\n    '''Two.'''\n    return x, x * x\nx = 3\np, q = f(x)\ny = p * q": (27.0, {"x": 27.0}),
    "x = 2\na, (b, *c) = x, (3, 4, 5)\ny = a * b * c[0] * c[-1]": (120.0, {"x": 60.0, "b": 40.0}),
    "x = 2\nys = []\nfor i in range(3):\n    ys.append(x * i)\ny = sum(ys) + ys[-1]": (10.0, {"x": 5.0}),
    "x = 2\nys = [x * i for i in range(4) if i != 1]": ([0, 4, 6], {"x": 5.0}),
    "x = -2\ny = x * x if x < 0 and not x > 5 else 3 * x": (4.0, {"x": -4.0}),
    "x = 2\ny = x * (0 < x < 3)": (2.0, {"x": 1.0}),
    "x = [1, -2, 3]\ny = sum(x[x > 0] ** 2)": (10.0, {"x": [2, 0, 6]}),
    "x = [[1, -1], [2, -2]]\ny = sum(x[x > 0])": (3.0, {"x": [[1, 0], [1, 0]]}),
    "x = [1, 5, 3]\nids = [2, 2, 0]\ny = sum(x[ids] ** 2)": (19.0, {"x": [2, 0, 12], "ids": None}),
    "x = 1.5\ndef f(x):\n    return x * x - 2\nfor i in range(4):\n    x = x - f(x) / (2 * x)\nx": (np.sqrt(2), {"x": 0.0}),
    "def apply(f, x):\n    return f(x)\nx = 2\ny = apply(lambda t: t * t, x) + apply(square, x)": (8.0, {"x": 8.0}),
    "def even(n, x):\n    return x if n == 0 else odd(n - 1, x * x)\ndef odd(n, x): return even(n - 1, x + 1)\nx = 2\nz = even(2, x)": (
        5.0,
        {"x": 4.0},
    ),
    "def f(x, b=None):\n    if b is None:\n        b = 1\n    return x * b\nx = 2\ny = f(x) + f(x, 3)": (8.0, {"x": 4.0}),
    "x = 3\ny = x * len([1, 2]) * max(1, 2, 3) * min(range(2, 5)) * abs(0 - int(2.5)) * float('2')": (144.0, {"x": 48.0}),
    "from math import exp, pi as p\nimport numpy as np\nx = 0\ny = exp(x) * p": (np.pi, {"x": np.pi}),
    "w = [[1, 2], [3, 4]]\nb = [1, 2]\np = [w, b]\ny = sum([1, 1] @ p[0] + p[1])": (
        13.0,
        {"w": [[1, 1], [1, 1]], "b": [1, 1]},
    ),
}


@pytest.mark.parametrize(("text", "value", "slopes"), [(text, *row) for text, row in PROGRAMS.items()], ids=range(len(PROGRAMS)))
def test_a_program_gives_its_result_and_gradients(text: str, value: Any, slopes: dict[str, Any]) -> None:
    np.testing.assert_allclose(result(text), value, rtol=1e-9)
    found = gradients(text)
    assert set(found) == set(slopes)
    for name, slope in slopes.items():
        if slope is None:
            assert found[name] is None
        else:
            np.testing.assert_allclose(found[name], slope, atol=1e-9)


# program: code, the text it points at
REFUSED = {
    "def f(x):\n    return x * q\ny = f(2)": ("unknown-name", "q"),
    "def f(x):\n    return x * y\n    y = 2\nz = f(2)": ("used-before-assignment", "y"),
    "def f(x):\n    return x\ny = f(1, 2)": ("wrong-arguments", "f(1, 2)"),
    "def f(x):\n    return x\ny = f()": ("wrong-arguments", "f()"),
    "def f(x):\n    return x\ny = f(2, z=3)": ("unknown-argument", "f(2, z=3)"),
    "def f(x):\n    if x > 100:\n        return x\ny = 3 * f(2)": ("missing-return", "f(2)"),
    "x = [1, 2]\nwhile x:\n    x = x * 2": ("bad-condition", "x"),
    "x = [1, 2]\ny = 3 if x > 1 else 4": ("bad-condition", "x > 1"),
    "x = 2\nfor i in x:\n    y = i": ("not-iterable", "x"),
    "x = 2\nif x > 5:\n    c = 1\ny = c * x": ("used-before-assignment", "c"),
    "a, b = [1, 2, 3]": ("wrong-arguments", "a, b"),
    "y = range(2, x=3)": ("unknown-argument", "range(2, x=3)"),
    "y = print(x)": ("missing-return", "print(x)"),
    "xs = []\nxs.append(xs)": ("bad-argument", "xs.append(xs)"),
    "import numpy as npp\ny = npp.nothing(x)": ("unknown-attribute", "npp.nothing"),
    "def f(x):\n    return x\ny = f * 2": ("not-a-tensor", "f"),
}


@pytest.mark.parametrize(("text", "code", "marked"), [(text, *row) for text, row in REFUSED.items()], ids=range(len(REFUSED)))
def test_misuse_is_told_at_its_place(text: str, code: str, marked: str) -> None:
    first = study(text).problems[0]
    assert first.span is not None
    assert (first.code, text[slice(*first.span)]) == (code, marked)


HOSTILE = {
    "while True: pass": "too-many-iterations",
    "x = 1\nwhile x > 0:\n    x = x * 1": "too-many-nodes",
    "y = 0\nfor i in range(10**9):\n    y = y + x": "too-many-iterations",
    "def f(x):\n    return f(x)\ny = f(2)": "too-many-calls",
    "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\ny = fib(30) * x": "too-much-work",
    "def f():\n    a = [1]\n" + "    a = [a, a]\n" * 40 + "    return sum(a)\ny = f() * x": "tensor-too-large",
    "for i in range(9000):\n    l = list(range(9000))\ny = x * 2": "too-much-work",
    "a = list(range(9000))\nfor i in range(9000):\n    y = sum(a)\nz = y * x": "too-much-work",
    "e = range(3)\nfor i in range(5000):\n    e = enumerate(e)\ny = x * 2": "bad-argument",
    "y = [i * j for i in range(1000) for j in range(1000)]": "too-many-iterations",
    "s = ['a' * 1000 for i in range(1000)]\nfor i in range(1000):\n    print(s)": "too-much-work",
    "s = ['a' * 1000 for i in range(1000)]\nfor i in range(1000):\n    t = f'{s}'": "too-much-work",
    "for i in range(9000):\n    t = f'{x:9999.3f}'": "too-much-work",
    "for i in range(9000):\n    t = '%9999d' % i": "too-much-work",
    "x = 2\ns = [f'{x:9999.3f}' for i in range(100)]\nfor i in range(1000):\n    print(s)": "too-much-work",
}


@pytest.mark.parametrize(("text", "code"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_a_hostile_program_stops_soon(text: str, code: str) -> None:
    began = time.process_time()
    problems = study(text).problems
    assert time.process_time() - began < 30  # a walk without end must show, not a slow machine
    assert problems[0].code == code


def test_a_recursion_may_be_ninety_nine_deep() -> None:
    text = "def f(n):\n    return x if n == 0 else f(n - 1) * 1\nx = 2\ny = f({})"
    assert float(result(text.format(98))) == 2.0
    assert study(text.format(200)).problems[0].code == "too-many-calls"


def test_names_of_calls_and_loops_are_no_inputs() -> None:
    found = study("x = 2\ndef f(z):\n    k = 3\n    return k * z\nfor i in range(2):\n    m = 4\n    x = f(x) * m\nx")
    assert [one.name for one in found.program.inputs] == ["x"]


def test_a_name_assigned_in_a_loop_gets_versions() -> None:
    found = study("x = 2\nfor i in range(3):\n    x *= 2\ny = x * x")
    names = [(name, found.program.versions[node]) for node, name in found.program.names.items()]
    assert names == [("x", 0), ("x", 1), ("x", 2), ("x", 3), ("y", 0)]


def test_calls_loops_and_passes_are_groups_with_their_borders() -> None:
    trace = document(study("w = 3\ndef f(x):\n    return w * x\ny = 1\nfor i in range(2):\n    y = f(y)\ny"))
    told = [(group["kind"], group["label"], group["parent"], group["args"], group["outputs"], group["card"]) for group in trace["groups"]]
    assert told == [
        ("loop", "for i in range(2)", None, {"w": "n0", "y": "n1"}, ["n3"], None),
        ("iteration", "i = 0", "g0", {"w": "n0", "y": "n1"}, ["n2"], None),
        ("call", "f(y)", "g1", {"x": "n1", "w": "n0"}, ["n2"], None),
        ("iteration", "i = 1", "g0", {"w": "n0", "y′": "n2"}, ["n3"], None),
        ("call", "f(y)", "g3", {"x": "n2", "w": "n0"}, ["n3"], None),
    ]
    assert [node["group"] for node in trace["nodes"]] == [None, None, "g2", "g4"]


def test_what_made_no_nodes_is_no_group() -> None:
    assert study("def f(n):\n    return n + 1\nfor i in range(3):\n    k = f(i)\ny = x * k").program.groups == []


def lines(text: str) -> list[str]:
    """What the program prints, a tensor as its list."""
    watches: list[Any] = document(study(f"{text}\nx = 2\ny = x * x"))["watches"]
    return ["".join(one.get("text") or str(one["data"]) for one in watch["values"]) for watch in watches]


def test_what_is_printed_is_watched() -> None:
    text = "x = 2\nfor i in range(2):\n    x = x * 3\n    print('x', i, f'{x:.2f}', x, [1, 2])\nprint(None)\nx"
    watches: list[Any] = document(study(text))["watches"]
    told = [[one.get("text") or one["data"] for one in watch["values"]] for watch in watches]
    assert told == [["x 0 6.00 ", [6.0], " [1, 2]"], ["x 1 18.00 ", [18.0], " [1, 2]"], ["None"]]
    assert [one[:3] for one in chainrule.study(text).prints] == [["x", 0, "6.00"], ["x", 1, "18.00"], [None]]


def test_a_line_may_be_printed_in_several_calls() -> None:
    text = "for i in range(3):\n    print(i, f'{x:.1f}', end=', ')\nprint()\nprint('a', end='!\\n')\nprint()\nprint('b', end='')"
    assert lines(f"x = 2.\n{text}") == ["0 2.0, 1 2.0, 2 2.0, ", "a!", "", "b"]
    assert chainrule.study(f"x = 2.\n{text}\ny = x * x").prints == [[0, "2.0", 1, "2.0", 2, "2.0"], ["a"], [], ["b"]]


# Python itself says what these print: in each, n is 3, h is 0.125, w is 'ab' and s is 'a: '.
PRINTED = (
    "f'{n:3d}|{n}|{n:<4}|{n:05d}|{n:+}|{n:,}'", "f'{h:.4f} {h:8.2f}|{h:e} {h:g} {h:.1%} {h:010.3f}'", "f'{w:>5}|{w:^6}|{w:.1}|{w!r:>6}'",
    "f'{n:{n}}|{h:.{n}f}|{h:{n}.{n - 1}f}'", "f'{n=} {h=:.1f} {w=}'", "f'{{{n}}}' '{}'", "'%d %.3f %s %5s|%-5d|%%' % (n, h, w, w, n)",
    "'%s' % n, '%(a)d' % {'a': n}, '%r' % w, '%05.1f' % h", "'{:.4f} {} {w:>4}'.format(h, n, w=w)", "'{1} {0} {0!r} {{}}'.format(w, n)",
    "'{:{}.{}f}'.format(h, 9, n)", "n == 3, n > 3, True, not w, None", "f'{n == 3} {None} {True:d}'",
    "(n,), (n, h), [], (), {}, {w: n, n: h}",
    "[n + k for k in range(3)]", "w, [w for k in range(2)], str(n) + w, '=' * 5", "n, h, w, sep=', '",
    "', '.join([f'{k}' for k in range(3)])",
    "len([1, 2]), 2 * n, n / 1, h + 1, n // 2", "s + w.upper() + f'{n}'", "{f'{w}{k}': k for k in range(2)}[f'{w}1']",
)  # fmt: skip


@pytest.mark.parametrize("printed", PRINTED)
def test_a_line_is_what_python_prints(printed: str) -> None:
    before = "for n in range(3, 4):\n    h = n / 24\n    w, s = 'ab', 'a: '\n    "
    said = io.StringIO()
    exec(f"{before}print({printed}, file=said)", {"said": said})
    assert lines(f"{before}print({printed})") == [said.getvalue()[:-1]]


# Programs that print what they print in Python.
OBJECTS = [
    """
class A:
    k = 3
    def __init__(self, w): self.w = w
    def area(self, x): return self.w * x * self.k
    def name(self): return "A"
class B(A):
    k = 4
    j: int = k + 1
    def __init__(self, w, v):
        super().__init__(w + 1)
        self.v = v
    def area(self, x): return super().area(x) + self.v
    def name(self): return super().name() + "B"
class C(B):
    def area(self, x): return super(C, self).area(x) * 10
b, c = B(2, 1), C(1, 0)
print(b.area(2), c.area(1), c.name(), B.k, b.j, c.k, A.k)
""",
    """
class A:
    n = 0
    def __init__(self): A.n += 1
    @property
    def twice(self): return self.n * 2
    @staticmethod
    def s(x): return x + 1
    @classmethod
    def make(cls): return cls()
class B(A): pass
a, b = A(), B.make()
a.n = 7
print(A.n, B.n, a.twice, b.twice, a.s(1), B.s(2))
""",
    """
def counter(n):
    def step():
        nonlocal n
        def inner():
            nonlocal n
            n += 1
        inner()
        return n
    return step
s, t = counter(0), counter(5)
print(s(), s(), t(), s())
""",
    """
class A:
    def __init__(self, x): self.x = x
class B(A):
    def __init__(self, x):
        A.__init__(self, x + 1)
        self.ys = [self.x * k for k in range(2)]
    def __call__(self): return super().__init__(9)
b = B(1)
b()
print(b.x, b.ys)
""",
]


@pytest.mark.parametrize("text", OBJECTS, ids=range(len(OBJECTS)))
def test_classes_and_functions_do_what_they_do_in_python(text: str) -> None:
    said = io.StringIO()
    exec(text, {"print": partial(print, file=said)})
    assert lines(text) == said.getvalue().splitlines()


def test_the_gradient_goes_through_a_class_that_stands_on_another() -> None:
    text = (
        "import torch.nn as nn\nclass Base(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n"
        "        self.w = nn.Parameter(torch.full((n,), 2.0))\n    def scale(self, x): return x * self.w\n"
        "class Net(Base):\n    def __init__(self):\n        super().__init__(2)\n        self.b = nn.Parameter(torch.zeros(2))\n"
        "    def forward(self, x): return self.scale(x) + self.b\nclass Last(nn.Linear):\n    def __init__(self): super().__init__(2, 1)\n"
        "    def forward(self, x): return super().forward(x) * 3\nnet, last = Net(), Last()\nlast.weight.data.fill_(0.5)\n"
        "last.bias.data.zero_()\ny = last(net(torch.tensor([[1.0, 4.0]]))).sum()\ny.backward()\n"
        "print(len(list(net.parameters())), y.item(), net.w.grad)"
    )
    assert lines(f"import torch\n{text}") == ["2 15.0 [1.5, 6.0]"]


@pytest.mark.parametrize("said", ["f'{x}'", "f'{x!r}'", "str(x)", "'%s' % x", "'{}'.format(x)", "''.join([x])"])
def test_a_text_keeps_what_a_tensor_was_when_it_was_made(said: str) -> None:
    assert lines(f"import torch\nx = torch.tensor([1.0, 2.0])\ns = [{said}, 'x' + {said}]\nx += 1\nprint(s[0], s[1], x)") == [
        "[1.0, 2.0] x[1.0, 2.0] [2.0, 3.0]"
    ]
    assert lines("n = 4\nprint(f'{2.5:{n * 2}.1f}')") == ["     2.5"]


def test_a_tensor_of_one_number_takes_a_format_and_an_answer_is_true_or_false() -> None:
    assert lines("a = 0.5\nb = 3\nprint(f'{a * a:.1f} {b:d} {b:3} {a > 0}', a > 1, '%d' % b)") == ["0.2 3   3 True False 3"]


MISPRINTED = {
    "print(f'{x:.3q}')": ("bad-argument", "{x:.3q}"),
    "print(f'{x:999999999d}')": ("too-much-work", "{x:999999999d}"),
    "print('%999999999d' % x)": ("too-much-work", "'%999999999d' % x"),
    "print('{:.999999999f}'.format(x))": ("too-much-work", "'{:.999999999f}'.format(x)"),
    "print(f'{[1, 2]:.3f}')": ("bad-argument", "{[1, 2]:.3f}"),
    "print(f'{None:.3f}')": ("bad-argument", "{None:.3f}"),
    "print(f'{2.5:d}')": ("bad-argument", "{2.5:d}"),
    "print('%d %d' % (x,))": ("wrong-arguments", "'%d %d' % (x,)"),
    "print('%d' % (x, x))": ("wrong-arguments", "'%d' % (x, x)"),
    "print('{} {}'.format(x))": ("wrong-arguments", "'{} {}'.format(x)"),
    "print('{'.format(x))": ("bad-argument", "'{'.format(x)"),
    "print('{0.real}'.format(x))": ("wrong-arguments", "'{0.real}'.format(x)"),
    "s = 'a'\nfor i in range(99):\n    s = s + s": ("too-much-work", "s + s"),
    "s = f'{x}'\nfor i in range(99):\n    s = s + s": ("too-much-work", "s + s"),
    "print('a' * 99999999)": ("too-much-work", "'a' * 99999999"),
}


@pytest.mark.parametrize(("text", "code", "marked"), [(text, *row) for text, row in MISPRINTED.items()], ids=range(len(MISPRINTED)))
def test_a_text_that_cannot_be_written_is_told_at_its_place(text: str, code: str, marked: str) -> None:
    first = study(text).problems[0]
    assert first.span is not None
    assert (first.code, text[slice(*first.span)]) == (code, marked)


def test_lists_of_the_text_and_answers_are_printed_as_python_writes_them() -> None:
    text = "x = [[1, 2], [3, 0]]\nprint([1, 2.0], x > 1, f'{x[0] > 1}')\nx"
    (watch,) = document(study(f"{text} * 2"))["watches"]
    assert watch["values"] == [{"text": "[1, 2.0] [[False, True], [True, False]] [False, True]"}]


@pytest.mark.parametrize("body", ["x = x * 1", "pass"])
def test_a_loop_that_does_not_end_is_named_with_its_line(body: str) -> None:
    (problem,) = study(f"x = 1\nwhile True:\n    {body}").problems
    assert "in line 2 (while True) did not end" in (problem.hint or "") and "break" in (problem.hint or "")


def test_what_would_read_from_outside_has_a_hint() -> None:
    assert "write the number" in (study("x = input()").problems[0].hint or "")


def test_an_assert_is_passed_over_with_a_notice() -> None:
    trace = document(study("x = 2\nassert x > 5, 'small'\ny = x * x"))
    assert [notice["code"] for notice in trace["notices"]] == ["ignored"]


def test_conditions_make_no_nodes() -> None:
    assert len(study("x = 2\nif 0 < x < 5 and not x == 3 or x > 9:\n    y = x * x").program) == 2


_LINES = [
    "x = 2", "xs = [1, 2]", "xs = []", "def f(a, b=2):", "for i in range(3):", "for a, *b in zip(xs, xs):", "while x < 9:", "if x > 1:",
    "elif xs:", "else:", "return x", "return a, b", "x = x * 2", "x += f(x)", "y = f(*xs)", "y = f(x, b=x)", "f = lambda a: f(a)",
    "xs.append(x)", "xs.append(xs)", "break", "continue", "print(f'{x} {xs}')", "y = [i * x for i in xs if i]", "a, (b, c) = x, xs",
    "y = sum(i for i in range(4))", "y = x[x > 0]", "x = xs[i]", "y = max(xs)", "y = len(xs)", "x = None", "xs = list(enumerate(xs))",
    "import torch as t", "y = t.exp(x)", "assert x", "pass", "y = f", "x = x if x else f", "y = not xs", "y = x is None", "xs = f, x",
]  # fmt: skip
_PROGRAM = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(_LINES)), max_size=10)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(_PROGRAM)
def test_any_program_is_answered(lines: list[tuple[int, str]]) -> None:
    text = "\n".join("    " * depth + line for depth, line in lines)
    found = study(text)
    for problem in found.problems:
        assert problem.code in CODES
        assert problem.span is None or 0 <= problem.span[0] <= problem.span[1] <= len(text)
    if len(found.program):
        trace = document(found)
        assert all(group["outputs"] for group in trace["groups"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # What is returned first stands for the call, whatever is used first.
        ("def f(x):\n    y = x * x\n    d = 2 * x\n    return y, d\nx = 3\nloss, slope = f(x)\nslope + 1\nloss * 2", ["loss", "slope"]),
        # A loop returns nothing: what the target is made of comes before the rest, and of that the last.
        ("x = 2\nfor i in range(2):\n    a = x * i\n    loss = a * a\n    n = a - 1\nother = n * 2\nz = a + loss", ["loss", "a", "n"]),
        ("x = 2\nfor i in range(2):\n    a = x * i\n    b = a * a\n2 * x", ["b", "a"]),
    ],
)
def test_what_stands_for_a_closed_group_comes_first(text: str, names: list[str]) -> None:
    trace = document(study(text))
    named = {node["id"]: node["name"] for node in trace["nodes"]}
    assert [named[node] for node in trace["groups"][0]["outputs"]] == names
