"""Classes that say what operators do with their values run as they are written: what they print is what Python prints."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import pytest

import chainrule
from chainrule.wire.answer import answer
from chainrule.wire.request import Request
from engines import ENGINE, HEAD, OVERWRITING

EXAMPLE = "a = Value(-4.0)\nb = Value(2.0)\nc = a - b / 3 + 2 * a\nd = (1 - c / b) ** 2 + c.relu() + b.tanh()\nd.backward()\n"
NEURON = """
class Neuron:
    def __init__(self, nin):
        self.w = [Value(0.1 * i - 0.1) for i in range(nin)]
        self.b = Value(0.5)
    def __call__(self, x):
        act = sum((wi*xi for wi, xi in zip(self.w, x)), self.b)
        return act.tanh()
    def parameters(self):
        return self.w + [self.b]
n = Neuron(3)
loss = sum((n(x) - y)**2 for x, y in zip([[2.0, 3.0, -1.0], [3.0, -1.0, 0.5]], [1.0, -1.0]))
loss.backward()
for p in n.parameters():
    p.data += -0.1 * p.grad
"""
TEXTS = [
    ENGINE + EXAMPLE + "print(a.grad, b.grad)\nprint(d)",
    ENGINE + "a = Value(3.0)\nb = a + a\nb.backward()\nprint(a.grad, a)",
    OVERWRITING + "a = Value(3.0)\nb = a + a\nb.backward()\nprint(a.grad)",
    HEAD + "a = Value(2.0, label='a')\nb = a * a\nb.grad = 1.0\nb._backward()\nprint(a.grad, b._op, a.label, len(b._prev))",
    HEAD + "a = Value(2.0)\nprint([a, 1.5, 'a'], (a,), {'a': a}, set([a]), str(a), f'{a} {a!r} {[a]}')",
    HEAD + "    def relu(self):\n        return Value(self.data if self.data > 0 else 0.1 * self.data)\nprint(Value(-2.0).relu())",
    "class Value:\n    def __init__(self, data):\n        self.data = data\n    def __sub__(self, o):\n"
    "        return Value(self.data + o.data)\nc = Value(5.0) - Value(2.0)\nprint(c.data)",
    "class Point:\n    def __init__(self, x):\n        self.x = x\n    def __repr__(self):\n        return f'Point({self.x})'\n"
    "    def __str__(self):\n        return 'a point'\np = Point(2.0)\nprint(p, [p], repr(p))",
    ENGINE + NEURON + "print(loss.data, n.b.grad, [w.data for w in n.w], len(n.parameters()), n.parameters()[0])",
    "seen = set()\nfor one in 'hello':\n    if one not in seen:\n        seen.add(one)\nprint(len(seen), sorted(seen))",
    "print(sorted([3, 1, 2], reverse=True), sorted('hello'))",
    "print(isinstance(2.0, float), isinstance(2, (float, str)), isinstance('a', str), type(2) == int, type([]), type(2.5), set())",
]


def written(text: str) -> str:
    """What a text prints here, as letters."""
    found = json.loads(answer(Request(expr=text)).body)
    assert found.get("code", "no-target") == "no-target", found
    lines = found.get("trace", found)["watches"]
    return "".join("".join(_letters(one) for one in line["values"]) + "\n" for line in lines)


def _letters(one: Any) -> str:
    return one["text"] if "text" in one else repr(one["data"][0])


@pytest.mark.parametrize("text", TEXTS)
def test_it_prints_what_python_prints(text: str) -> None:
    said = StringIO()
    with redirect_stdout(said):
        exec(text, {})
    assert written(text) == said.getvalue()


def test_the_gradients_on_the_page_show_the_mistake_of_a_class() -> None:
    study: Any = chainrule.study(OVERWRITING + "a = Value(3.0)\nb = a + a\nb.backward()\nprint(a.grad)")
    assert study.prints == [[1.0]]
    assert study.gradients["a.data"] == 2.0
    assert any("run as it is written" in one["text"] for one in study.trace()["notices"])


def test_the_inputs_are_what_the_values_were_made_with() -> None:
    trace: Any = chainrule.study(ENGINE + EXAMPLE).trace()
    assert [one["name"] for one in trace["inputs"]] == ["a.data", "b.data"]
    assert chainrule.study(ENGINE + "a = Value(3.0)\nb = a * a", {"a.data": 5}).gradients["a.data"] == 10.0


def test_a_set_holds_no_list() -> None:
    with pytest.raises(chainrule.ChainruleError, match="no value that can change"):
        chainrule.study("s = set([[1, 2]])\ny = x * x")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("class A:\n    def __add__(self, o):\n        return self + o\ny = A() + 1", "too-many-calls"),
        ("class A:\n    def __repr__(self):\n        return f'{self}'\nprint(A())", "too-many-calls"),
        ("class A:\n    def __repr__(self):\n        return 'A'\nd = {'a': A()}\nd['d'] = d\nprint(d)", "too-much-work"),
    ],
)
def test_a_class_that_calls_itself_without_end_stops_soon(text: str, code: str) -> None:
    with pytest.raises(chainrule.ChainruleError) as caught:
        chainrule.study(text)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize("text", ["for torch._ in range(3):\n    y = 2", "y = [1 for torch._ in range(3)]"])
def test_a_loop_puts_nothing_into_a_library(text: str) -> None:
    with pytest.raises(chainrule.ChainruleError, match="attribute _ of the library torch"):
        chainrule.study(f"import torch\n{text}")


def test_what_a_value_computed_is_called_by_its_name() -> None:
    """Two products of the same text are told apart."""
    text = (
        "class Value:\n    def __init__(self, data):\n        self.data = data\n"
        "    def __mul__(self, other):\n        return Value(self.data * other.data)\n"
        "x, w = Value(2.0), Value(3.0)\nu = x * w\no = u * x\nprint(o.data)"
    )
    found = chainrule.study(text)
    assert found.target == "o.data" and found.gradients["u.data"] == 2.0
