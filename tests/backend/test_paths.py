"""The gradient as a sum over paths, and what reaches the target."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from chainrule.explain.edges import edges
from chainrule.explain.paths import Paths, paths, reaching
from chainrule.trace.study import record


def to(text: str, name: str, most: int = 64, **vars: float) -> Paths:
    found = record(text, vars)
    assert not found.problems
    return paths(found, edges(found)[0], found.program.bindings[name], most)


def test_colahs_b_has_two_paths_of_two_and_three() -> None:
    found = to("a = 2\nb = 1\nc = a + b\nd = b + 1\ne = c * d", "b")
    assert found.count == 2 and sorted(path.product for path in found.paths) == [2.0, 3.0]


def test_a_square_is_two_wires_and_two_paths() -> None:
    found = to("y = x * x + 3 * x", "x", x=2.0)
    assert [path.product for path in found.paths] and sum(path.product for path in found.paths) == 7.0
    assert found.count == 3


@pytest.mark.parametrize("name", ["a", "b"])
def test_the_products_of_all_paths_add_up_to_the_gradient(name: str) -> None:
    text = "c = a * b + sin(a)\nd = exp(-c) * b\ne = d / (c * c + 1) + a * d"
    found = record(text, {"a": 0.7, "b": 1.3})
    told = paths(found, edges(found)[0], found.program.bindings[name], 1_000)
    assert found.back is not None
    assert told.count == len(told.paths)
    assert math.isclose(sum(path.product for path in told.paths), float(found.back.gradients[found.program.bindings[name]]), rel_tol=1e-12)  # type: ignore[arg-type]


def test_paths_grow_twofold_with_every_doubling_and_only_some_are_listed() -> None:
    found = to("\n".join(["y = x"] + ["y = y + y"] * 40), "x", most=10)
    assert found.count == 2**40 and len(found.paths) == 10


def test_every_path_passes_the_gate() -> None:
    found = record("s = x * w + x\nt = sigmoid(s)\ny = t * t", {})
    told = paths(found, edges(found)[0], found.program.bindings["x"], 8)
    names = [found.program.names.get(node) for node in told.gate]
    assert names == ["y", "t", "s", "x"]


@pytest.mark.parametrize("seed", range(20))
def test_paths_and_gates_are_those_of_any_walk(seed: int) -> None:
    draw = random.Random(seed)
    names, lines = ["x"], list[str]()
    for k in range(8):
        lines.append(f"a{k} = {draw.choice(names[-3:])} {draw.choice('+*')} {draw.choice(names)}")
        names.append(f"a{k}")
    found = record("\n".join(lines), {"x": 1.5})
    told = paths(found, edges(found)[0], found.program.bindings["x"], 10_000)
    uses = edges(found)[0]

    def walks(node: int) -> list[tuple[int, ...]]:
        into = [number for number, use in enumerate(uses) if use.user == node]
        return [()] if node == told.node else [(number, *rest) for number in into for rest in walks(uses[number].source)]

    assert found.target is not None
    every = walks(found.target)
    assert sorted(path.edges for path in told.paths) == sorted(every) and told.count == len(every)
    through = [{found.target, *(uses[number].source for number in walk)} for walk in every]
    assert set(told.gate) == set.intersection(*through) and list(told.gate) == sorted(told.gate, reverse=True)


def test_what_does_not_reach_the_target_has_no_path() -> None:
    found = record("x = 2\ny = 3\nz = y * y + detach(x)", {})
    assert [found.program.names[node] for node in reaching(found, edges(found)[0])] == ["y"]
    assert paths(found, edges(found)[0], found.program.bindings["x"], 8).count == 0


def test_paths_through_tensors_have_no_single_numbers() -> None:
    found = to("x = [1, 2]\ny = sum(x * x)", "x")
    assert not found.scalar and found.count == 2 and found.paths[0].slopes == ()


ONE_ENTRY = """
import torch
x = torch.tensor([2.0], requires_grad=True)
w = torch.tensor([[3.0]], requires_grad=True)
a = (x * 2).reshape(1, 1)
c = a @ w
e = torch.cat([c.sum(0), ])
f = e.squeeze() + torch.softmax(c, 1)[0, 0] + torch.stack([x]).max() - 4 * c.T[0].cumsum(0).norm()
"""


@pytest.mark.parametrize("name", ["x", "w"])
def test_tensors_of_one_entry_are_single_numbers(name: str) -> None:
    found = record(ONE_ENTRY, {})
    told = to(ONE_ENTRY, name)
    assert told.scalar and told.count == len(told.paths) > 1 and found.back is not None
    assert math.isclose(sum(path.product for path in told.paths), float(np.asarray(found.back.gradients[told.node]).item()))
    assert all(len(path.slopes) == len(path.edges) + 1 for path in told.paths)
