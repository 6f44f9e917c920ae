"""Repeated structure: which groups are twins of which, and which are not."""

from __future__ import annotations

import itertools

import pytest

import chainrule
from chainrule.explain.twins import twins
from chainrule.program.graph import CONSTANT, Group, Program

TORCH = "import torch\nimport torch.nn as nn\n"


def told(text: str, **vars: object) -> list[tuple[str, str | None]]:
    """Per group its label and the id of its first twin."""
    return [(group["label"], group["twin_of"]) for group in chainrule.study(text, vars).trace()["groups"]]


def test_calls_of_one_function_are_twins_of_the_first() -> None:
    text = "def f(x):\n  return sin(x * w) + 2\n\nf(a) + f(b) * f(c)"
    assert [first for _, first in told(text, a=1, b=2, c=3, w=4)] == [None, "g0", "g0"]


def test_calls_in_a_comprehension_are_twins() -> None:
    text = "def f(x):\n  return x * w + 2\n\nsum([f(x) for x in [1, 2, 3]])"
    assert [first for _, first in told(text, w=2)] == [None, "g0", "g0"]


def test_another_shape_makes_no_twin() -> None:
    text = "def f(x):\n  return sum(x * w)\n\nf([1, 2]) + f([1, 2, 3]) + f([3, 4])"
    assert [first for _, first in told(text, w=2)] == [None, None, "g0"]


def test_another_op_or_parameter_makes_no_twin() -> None:
    text = "def f(x, k):\n  if k == 0:\n    return sum(x.sum(axis=0))\n  elif k == 1:\n    return sum(x.sum(axis=1))\n"
    text += "  return sum(x.max(axis=0))\n\n"
    text += "x = [[1, 2], [3, 4]]\nf(x, 0) + f(x, 1) + f(x, 2) + f(x, 0)"
    assert [first for _, first in told(text)] == [None, None, None, "g0"]


def test_other_wiring_inside_makes_no_twin() -> None:
    text = "def f(x, k):\n  a = sin(x)\n  b = cos(a)\n  return b * a if k else b * x\n\nf(p, True) + f(p, False) + f(q, True)"
    assert [first for _, first in told(text, p=1, q=2)] == [None, None, "g0"]


def test_one_value_twice_is_no_twin_of_two_values() -> None:
    text = "def f(x, y):\n  return sin(x) * y\n\nf(p, q) + f(p, p) + f(q, p) + f(q, q)"
    assert [first for _, first in told(text, p=1, q=2)] == [None, None, "g0", "g1"]


def test_passes_of_a_loop_are_twins_whatever_entry_they_take() -> None:
    text = "x = [1, 2, 3]\ns = 0\nfor i in range(3):\n  s = s + x[i] * w\ns"
    groups = told(text, w=2)
    assert groups[0] == ("for i in range(3)", None)
    # In the first pass `0 + x[0] * w` has a constant where the others have the sum so far.
    assert [first for _, first in groups[1:]] in ([None, "g1", "g1"], [None, None, "g2"])


def test_an_index_on_another_axis_makes_no_twin() -> None:
    text = "def f(x, k):\n  return sum(x[k] if k == 0 else x[:, 0])\n\nx = [[1, 2], [3, 4]]\nf(x, 0) + f(x, 1)"
    assert [first for _, first in told(text)] == [None, None]


@pytest.mark.parametrize(("second", "alike"), [("3, 3", True), ("3, 2", False)])
def test_layers_of_one_shape_are_twins(second: str, alike: bool) -> None:
    text = f"{TORCH}m = nn.Sequential(nn.Linear(3, 3), nn.Linear({second}))\nx = torch.tensor([1., 2., 3.])\nm(x).sum()"
    groups = chainrule.study(text).trace()["groups"]
    layers = [group for group in groups if group["label"] == "Linear"]
    assert [group["twin_of"] for group in layers] == [None, layers[0]["id"] if alike else None]


def test_groups_inside_are_compared_too() -> None:
    text = "def g(x, k):\n  return sin(x) if k else cos(x)\n\ndef f(x, k):\n  return g(x, k) * g(x + 1, True)\n\n"
    text += "f(p, True) + f(p, False) + f(q, True)"
    groups = chainrule.study(text, {"p": 1, "q": 2}).trace()["groups"]
    assert [group["twin_of"] for group in groups if group["parent"] is None] == [None, None, "g0"]
    # Twins are siblings: what is alike under another parent does not count.
    first, second, third = (group["id"] for group in groups if group["parent"] is None)
    inner = {parent: [group["twin_of"] for group in groups if group["parent"] == parent] for parent in (first, second, third)}
    assert all(twins == [None, None] or twins[1] is not None for twins in inner.values())
    assert inner[second] == [None, None]
    assert inner[first][1] == next(group["id"] for group in groups if group["parent"] == first)


def test_macros_are_twins() -> None:
    text = "x = [[1, 2, 0], [3, 4, 1], [0, 1, 2]]\nw = [[1, 2], [3, 4]]\na = conv2d(x, w)\nb = conv2d(a * 1, [[2]])\nc = conv2d(x, w * 2)\n"
    groups = chainrule.study(f"{text}sum(a) + sum(b) + sum(c)").trace()["groups"]
    outer = [group["twin_of"] for group in groups if group["parent"] is None]
    assert outer == [None, None, "g0"]


def nested(count: int) -> Program:
    """`count` groups of four constants side by side, the last quarter of each in a group inside."""
    program = Program()
    for number in range(count):
        outer = len(program.groups)
        program.groups += [Group("f", None, "call", None, {}, {}, (), None), Group("g", outer, "call", None, {}, {}, (), None)]
        for place in range(4):
            program.kinds.append(CONSTANT)
            program.plans.append(None)
            program.args.append(() if place == 0 else (4 * number + place - 1,))
            program.shapes.append(())
            program.group_of.append(outer + (place == 3))
    return program


def test_the_work_is_linear(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = itertools.count()

    class Counted(list[tuple[int, ...]]):
        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            next(looked)
            return super().__getitem__(at)

    cost = []
    for count in (500, 5000):
        program = nested(count)
        program.args = Counted(program.args)
        before = next(looked)
        found = twins(program)
        cost.append(next(looked) - before)
        assert found[:4] == [None, None, 0, None] and found[2::2] == [0] * (count - 1)
    assert len(program) == 20_000
    assert cost[1] <= 10 * cost[0] + 10


def test_groups_nested_deep_do_not_recurse() -> None:
    program = Program()
    for depth in range(3000):
        program.groups.append(Group("f", depth - 1 if depth else None, "call", None, {}, {}, (), None))
    program.kinds, program.plans, program.args, program.shapes = [CONSTANT], [None], [()], [()]
    program.group_of = [2999]
    assert twins(program) == [None] * 3000
