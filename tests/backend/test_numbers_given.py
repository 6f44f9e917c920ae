"""Texts without inputs of their own: the numbers they call their functions with are the inputs."""

from __future__ import annotations

import json
from typing import Any

import pytest

import chainrule
from chainrule.wire.answer import answer
from chainrule.wire.request import Request

SQUARE = "def f(x):\n    return 3*x**2 - 4*x + 5\n"
GATE = """
class MultiplyGate(object):
    def forward(self, x, y):
        z = x*y
        self.x = x
        self.y = y
        return z
    def backward(self, dz):
        dx = self.y * dz
        dy = self.x * dz
        return [dx, dy]
g = MultiplyGate()
z = g.forward(3.0, -4.0)
"""


def printed(text: str) -> list[Any]:
    trace = json.loads(answer(Request(expr=text)).body)
    trace = trace.get("trace", trace)
    return [one["text"] if "text" in one else one["data"] for line in trace["watches"] for one in line["values"]]


@pytest.mark.parametrize(
    ("text", "gradients"),
    [
        (SQUARE + "f(3.0)", {"x": 14.0}),
        (SQUARE + "print(f(3.0))", {"x": 14.0}),
        (SQUARE + "f(3)", {"x": 14.0}),
        (SQUARE + "f(x=3.0)", {"x": 14.0}),
        (SQUARE + "f(3.0) + f(1.0)", {"x": 14.0, "x′": 2.0}),
        (GATE, {"x": -4.0, "y": 3.0}),
        ("import numpy as np\ndef f(v, k=2.0):\n    return np.sum(k * v)\nf(np.array([1.0, 2.0]))", {"v": [2.0, 2.0]}),
        ("import jax.numpy as jnp\ndef f(x): return jnp.sin(x)\nprint(f(0.0))", {"x": 1.0}),
    ],
)
def test_numbers_a_function_is_called_with_are_inputs_by_the_name_of_the_parameter(text: str, gradients: dict[str, Any]) -> None:
    trace: Any = chainrule.study(text).trace()
    nodes = {one["id"]: one for one in trace["nodes"]}
    found = {one["name"] + "′" * nodes[one["node"]]["version"]: nodes[one["node"]]["grad"]["data"] for one in trace["inputs"]}
    assert {name: one if isinstance(gradients[name], list) else one[0] for name, one in found.items()} == gradients


def test_such_a_number_is_dragged_as_any_input() -> None:
    assert chainrule.study(SQUARE + "f(3.0)", {"x": 1}).gradients["x"] == 2.0


@pytest.mark.parametrize("text", ["w = 2.0\ny = w * f(3.0)", "y = w * f(3.0)"])
def test_a_text_with_inputs_of_its_own_keeps_them_alone(text: str) -> None:
    assert [one["name"] for one in chainrule.study(SQUARE + text).trace()["inputs"]] == ["w"]


def test_a_count_stays_a_count() -> None:
    """A text that runs with plain numbers runs, whatever its inputs are."""
    text = "def power(x, n):\n    y = 1.0\n    for i in range(n):\n        y = y * x\n    return y\nprint(power(2.0, 3))"
    assert printed(text) == [[8.0]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("for i in range(2):\n    print(i + 1, 'of', 2.0)", ["1 of 2.0", "2 of 2.0"]),
        ("def f(x):\n    return x > 2\nprint('so', f(3.0) and 'yes')", ["so yes"]),
    ],
)
def test_what_is_printed_is_shown_where_nothing_has_a_gradient(text: str, lines: list[str]) -> None:
    assert printed(text) == lines


def test_the_numbers_a_loop_goes_through_are_given_as_well() -> None:
    text = "for x in [1.0, 3.0]:\n    print(x**2)"
    assert printed(text) == [[1.0], [9.0]]
    assert chainrule.study(text).value == 9


def test_it_is_said_why_there_is_no_gradient() -> None:
    with pytest.raises(chainrule.ChainruleError, match="no inputs") as caught:
        chainrule.study("for i in range(2):\n    print(i ** 2)")
    assert [one.code for one in caught.value.problems] == ["no-target"]
