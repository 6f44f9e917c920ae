"""Gradients beside their central differences: what agrees, and why where it does not."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.gallery import items
from chainrule.ops.catalogue import op
from chainrule.trace.check import check, checked
from chainrule.trace.study import Record, record


def entries(text: str) -> list[tuple[Record, int, int, float, str]]:
    """Every gradient entry of every input, with its verdict."""
    found = record(text.replace("; ", "\n"), {})
    assert not found.problems
    nodes = [one.node for one in found.program.inputs]
    return [(found, one.node, one.entry, one.gradient, one.verdict) for one in check(found, nodes, 64)]


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


def test_a_wrong_slope_of_an_op_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(op("sin").plan(((),), {}).pulls[0], "partial", lambda a, out: 1.01 * np.cos(a))
    for text in ("x = 2; y = sin(x)", "x = 1e12; y = sin(x)", "x = 1e-10; y = sin(x) + sqrt(x) / 1e5", "x = 0.3; y = 1e6 + sin(x)"):
        assert [verdict for *_, verdict in entries(text)] == ["differs"], text


EXACT_FIT = "w = 0.7; x = [1, 2, 3]; y = [0.7, 1.4, 2.1]; loss = mean((w * x - y) ** 2)"


@pytest.mark.parametrize(
    "text",
    [
        EXACT_FIT,
        "x = [1, -1]; y = tanh(x); z = sum(y) * sum(y)",
        "x = 1; y = x - x",
        "x = 0; y = exp(x) - 1 - x",
        "x = 3e-10; y = abs(x)",
        "x = -3e-10; y = relu(x)",
        "x = 1e-10; y = sqrt(x)",
        "x = 1e-300; y = log(x)",
        "x = 1e-12; y = x / (x + 1e-12)",
        "x = 0; y = sigmoid(1e11 * x)",
        "x = 1e12; y = sin(x)",
        "x = 1e-5; y = sin(1e12 * x)",
        "x = 1; y = round(x * 1e9) / 1e9",
        "x = 1e300; y = x * 2",
        "x = 5e-324; y = x * 2",
        "x = [3, 1, 2]; y = sum(layer_norm(x))",
        "x = 5.5; w = 2; y = x % w",
    ],
)
def test_steps_are_as_small_as_the_function_needs_and_a_wrong_gradient_is_found_there(text: str) -> None:
    for found, node, entry, gradient, verdict in entries(text):
        assert verdict == "agree"
        for wrong in (1.01 * gradient, 0.99 * gradient, -gradient) if abs(gradient) > 1e-14 else (1.0, -0.5):
            assert checked(found, node, entry, wrong).verdict == "differs"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("x = 1e17; y = floor(x)", "rounding"),
        ("x = 1e16; y = x % 3", "rounding"),
        ("x = 1e200; y = -x; z = sum(sin(y))", "rounding"),
        ("x = 1e200; y = sin(x)", "rounding"),
        ("x = 1; y = 1e16 + sin(x)", "rounding"),
        ("x = 1; y = 1 + 1e-12 * sin(x)", "rounding"),
        ("x = 1e-200; y = x * x", "rounding"),
        ("x = 21000000000.0; y = -26 % x + cos(-x)", "rounding"),
        ("x = -2074000000000000.0; y = square(abs(-x)) * (softplus(x - x) * abs(x))", "rounding"),
        ("x = 2.7e-10; y = sigmoid(x / x) ** softplus(0.13 * x)", "rounding"),
        ("x = 0.5; y = floor(1e13 * x) / 1e13", "kink"),
        ("x = [0.0]; y = sum(x) * any(x)", "kink"),
        ("x = [0.0]; y = sum(x) * all(x)", "kink"),
        ("x = [0.0]; y = sum(x) * count_nonzero(x)", "kink"),
        ("x = 0; y = relu(x) - relu(-x)", "kink"),
        ("x = 0; y = x * sign(x)", "kink"),
        ("x = 2; y = x % 1", "kink"),
        ("x = 0; y = atan2(x, -1)", "kink"),
    ],
)
def test_where_the_numbers_cannot_tell_that_is_the_verdict(text: str, verdict: str) -> None:
    assert {one for *_, one in entries(text)} == {verdict}


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
