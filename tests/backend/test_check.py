"""Gradients beside their central differences: what agrees, and why where it does not."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.gallery import items
from chainrule.trace.check import check
from chainrule.trace.study import record


def verdicts(text: str, **vars: float) -> list[str]:
    found = record(text, vars)
    assert not found.problems
    return [one.verdict for one in check(found, [found.program.inputs[0].node], 8)]


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_every_gradient_of_the_gallery_agrees(item: object) -> None:
    found = record(item.program, {}, item.target, None, item.upstream)  # type: ignore[attr-defined]
    entries = list(check(found, range(len(found.program)), 2_000))
    assert entries and {one.verdict for one in entries} == {"agree"}


@pytest.mark.parametrize(
    ("text", "x", "verdict"),
    [
        ("relu(x) * 3", 0.0, "kink"),
        ("abs(x)", 0.0, "kink"),
        ("maximum(x, 0) * 2", 0.0, "tie"),
        ("sqrt(x)", 0.0, "not finite"),
        ("log(-x * x)", 1.0, "not finite"),
        ("1e12 + sin(x)", 2.0, "rounding"),
        ("relu(x) * 3", 1e-5, "agree"),
        ("log(x)", 1e-5, "agree"),
        ("exp(x)", 40.0, "agree"),
        ("x ** 7 * 1e6", 3.3, "agree"),
        ("floor(x) * 2", 0.5, "agree"),
    ],
)
def test_the_reason_stands_beside_the_number(text: str, x: float, verdict: str) -> None:
    assert verdicts(text, x=x) == [verdict]


def test_a_wrong_gradient_differs() -> None:
    found = record("y = x * x", {"x": 3.0})
    assert found.back is not None
    found.back.gradients[0] = np.float64(6.0 * 1.0005)
    assert [one.verdict for one in check(found, [0], 1)] == ["differs"]


def test_only_as_many_entries_are_checked_as_asked_for() -> None:
    found = record("y = sum(x * x)\n", {"x": list(range(100))})
    assert len(list(check(found, [0], 7))) == 7


def test_a_gradient_of_pure_rounding_is_not_called_wrong() -> None:
    found = record("x = [0.4, -1.2, 2.1, 0.7]\ny = layer_norm(x)", {})
    assert {one.verdict for one in check(found, [found.program.inputs[0].node], 4)} <= {"agree", "rounding"}


@pytest.mark.parametrize(
    "text",
    [
        "x = [3, 1, 2]\ns = sum(layer_norm(x))",
        "x = [[1.71, 0.82], [1000.0, -0.94]]\ny = tanh(batch_norm(x))\ns = sum(y)",
    ],
)
def test_what_cancels_inside_the_program_is_no_corner(text: str) -> None:
    found = record(text, {})
    assert {one.verdict for one in check(found, [found.program.inputs[0].node], 8)} <= {"agree", "rounding"}


def test_a_steep_slope_is_found_by_a_small_step() -> None:
    assert verdicts("y = tanh(1000000 * x)", x=0.0) == ["agree"]
