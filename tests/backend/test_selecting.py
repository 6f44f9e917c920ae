"""What an op did not select gets exactly 0 whatever comes back, infinity and NaN included; what was multiplied by 0 does not."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import numpy as np
import pytest

import chainrule
from calls import Run
from chainrule.code.libraries import code
from chainrule.explain.edges import edges
from chainrule.explain.paths import paths
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.relation import local
from chainrule.program.differentiate import pullback
from chainrule.program.recorder import Recorder
from chainrule.trace.backward import Backward, backward, wanted
from chainrule.trace.study import record as studied
from chainrule.trace.tangent import tangents
from choices import CHOICES, PRODUCTS, Choice
from sources import agrees, of_text
from wired import rebuilt

ALL = (*CHOICES, *PRODUCTS)


def pulled(run: Run, come: float = inf) -> Backward:
    with np.errstate(all="ignore"):
        return backward(run.program, run.forward.values, run.out, seed(run, come), wanted(run.program, run.out))


def seed(run: Run, come: float) -> Any:
    shape = np.shape(run.value)
    return np.full(shape, come) if shape else np.float64(come)


def with_nan(gradient: Any) -> Any:
    """The same where NaN comes in place of infinity."""
    return np.where(np.asarray(gradient, dtype=float) == 0, 0.0, nan)


@pytest.mark.parametrize("choice", ALL, ids=str)
def test_what_was_not_selected_gets_0_where_infinity_comes(choice: Choice) -> None:
    run = Run(CATALOGUE[choice.op], choice.arguments, choice.params)
    by_infinity, by_nan = pulled(run).gradients, pulled(run, nan).gradients
    for node, gradient in zip(run.operands, choice.gradients, strict=True):
        if gradient is None:
            assert by_infinity[node] is None
        else:
            np.testing.assert_array_equal(by_infinity[node], gradient)
            np.testing.assert_array_equal(by_nan[node], with_nan(gradient))


@pytest.mark.parametrize("choice", ALL, ids=str)
def test_the_backward_pass_as_nodes_says_the_same(choice: Choice) -> None:
    run = Run(CATALOGUE[choice.op], choice.arguments, choice.params)
    recorder = Recorder(run.program, run.forward)
    with np.errstate(all="ignore"):
        g = recorder.constant(np.asarray(seed(run, inf)).tolist())
        found = pullback(recorder, run.out, g, run.operands)
    for node, gradient in zip(found, choice.gradients, strict=True):
        assert (node is None) == (gradient is None)
        if node is not None:
            np.testing.assert_array_equal(run.forward.values[node], gradient)


@pytest.mark.parametrize("choice", ALL, ids=str)
def test_every_listed_product_adds_up_to_the_entry(choice: Choice) -> None:
    run = Run(CATALOGUE[choice.op], choice.arguments, choice.params)
    back = pulled(run)
    with np.errstate(all="ignore"):
        for found, expected, _ in rebuilt(run.record(back)):
            np.testing.assert_array_equal(found, expected)
        for edge in edges(run.record(back))[0]:
            if edge.contribution is not None and edge.pull is not None:
                shape = np.shape(edge.operands[edge.place])
                written = local(edge.relation(), edge.partial, edge.operands, edge.place, np.shape(edge.out), edge.lets_nothing)
                np.testing.assert_array_equal(written.vjp(back.gradients[edge.user], shape), edge.contribution)


SELECTING = frozenset(("all", "clip", "floor", "max", "maximum", "relu", "where"))


@pytest.mark.parametrize("choice", [one for one in CHOICES if one.op in SELECTING], ids=str)
def test_what_was_not_selected_does_not_move_the_result(choice: Choice) -> None:
    run = Run(CATALOGUE[choice.op], choice.arguments, choice.params)
    node, gradient = next((node, one) for node, one in zip(run.operands, choice.gradients, strict=True) if one is not None)
    infinite = np.where(np.asarray(gradient) == 0, inf, 1.0)
    with np.errstate(all="ignore"):
        moved = tangents(run.program, run.forward.values, {node: infinite if np.ndim(gradient) else np.float64(infinite)})[run.out]
    assert np.isfinite(np.asarray(moved)).all()


def test_a_root_of_a_dead_unit_has_the_gradient_0() -> None:
    study = chainrule.study("sqrt(relu(x))", {"x": -1.0})
    assert study.gradients["x"] == 0.0


def test_a_bad_branch_still_makes_nan_of_the_0_that_it_gets() -> None:
    study = chainrule.study("where(x > 0, sqrt(x), 0)", {"x": 0.0})
    assert np.isnan(study.gradients["x"])


def test_a_path_through_what_was_not_selected_is_worth_0() -> None:
    found = studied("sqrt(relu(x))", {"x": -1.0})
    (way,) = paths(found, edges(found)[0], found.program.inputs[0].node, 5).paths
    assert way.slopes == (1.0, inf, 0.0) and way.product == 0.0


def test_numpy_selects_as_well() -> None:
    units = ("relu(x)", "maximum(x, 0)", "clip(x, 0, 9)", "where(x > 0, x, 0)", "tril([x, x])")
    found = of_text(f"x = [-1.0, 4.0]\ny = sum({' + '.join(f'sqrt({unit})' for unit in units)})")
    assert "np.where(x > 0, dsqrt" in code(found, "numpy")
    agrees(found, "numpy")


def test_the_product_of_no_entries_can_be_differentiated_again() -> None:
    study = chainrule.study("x = zeros(0)\ny = prod(x)\ng = grad(y, x)\nz = y + sum(g)")
    assert study.value == 1.0
    assert np.shape(study["g"]) == (0,)


@pytest.mark.parametrize("come", [-1.0, -inf])
def test_what_was_not_selected_gets_no_negative_0(come: float) -> None:
    run = Run(CATALOGUE["relu"], ([-2.0, 3.0],), {})
    gradient = pulled(run, come).gradients[run.operands[0]]
    np.testing.assert_array_equal(gradient, [0.0, come])
    assert not np.signbit(np.asarray(gradient)[0])
