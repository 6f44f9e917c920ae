"""Derivatives of derivatives: every rule written as nodes agrees with its numbers, and its own derivative with central differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from calls import SLOPED, Run, named, weights
from chainrule import study
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from chainrule.program.differentiate import pullback
from chainrule.program.recorder import Recorder
from chainrule.trace.backward import backward, wanted
from chainrule.trace.difference import central
from test_every_op import differentiable, pulled

Record = Op | Macro


def first(record: Record, sample: Sample) -> tuple[Run, Recorder, list[int], list[int]]:
    """A run with the gradients of its arguments as nodes; arguments and gradients of those that have one."""
    run = Run(record, sample.arguments, sample.params)
    recorder = Recorder(run.program, run.forward)
    with np.errstate(all="ignore"):
        upstream = recorder.constant(np.asarray(weights(np.shape(run.value))).tolist())
        wrt = [run.operands[place] for place in differentiable(record, run)]
        found = pullback(recorder, run.out, upstream, wrt)
    assert None not in found
    return run, recorder, wrt, [node for node in found if node is not None]


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_the_rule_as_nodes_gives_the_gradient(record: Record, sample: Sample) -> None:
    back = pulled(Run(record, sample.arguments, sample.params))
    run, _, wrt, found = first(record, sample)
    for node, gradient in zip(wrt, found, strict=True):
        expected: Any = back.gradients[node]
        np.testing.assert_allclose(np.asarray(run.forward.values[gradient]), expected, rtol=1e-12, atol=1e-13)
        assert run.program.shapes[gradient] == run.program.shapes[node]


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_the_second_derivative_is_the_central_difference_of_the_first(record: Record, sample: Sample) -> None:
    run, recorder, wrt, found = first(record, sample)
    for gradient in found:
        direction: Any = np.asarray(weights(run.program.shapes[gradient])) * 0.8
        with np.errstate(all="ignore"):
            second = backward(run.program, run.forward.values, gradient, direction, wanted(run.program, gradient))
        at = found.index(gradient)

        def gradient_at(*arguments: Any, at: int = at) -> Any:
            moved, _, _, gradients = first(record, Sample(arguments, sample.params))
            return moved.forward.values[gradients[at]]

        for node in wrt:
            place = run.operands.index(node)
            expected = central(gradient_at, [run.forward.values[one] for one in run.operands], place, direction)
            got = list(second.gradients)[node]
            np.testing.assert_allclose(np.zeros(np.shape(expected)) if got is None else got, expected, rtol=3e-8, atol=3e-8)
    assert recorder.program is run.program


@pytest.mark.parametrize("at", [-1e6, -800.0, -720.0, 720.0, 800.0, 1e6])
@pytest.mark.parametrize("name", ["softplus", "logsigmoid", "silu", "mish", "gelu", "gelu_tanh", "sigmoid", "tanh", "elu", "selu"])
def test_far_out_an_activation_has_no_curvature(name: str, at: float) -> None:
    """There e to the x is infinite, or 0, and a slope written with it no number."""
    assert abs(study(f"bend = grad(grad({name}))(x) * 1", {"x": at}).value) < 1e-300


POWERS: dict[str, list[list[float]]] = {
    "[0, 2]": [[2, 0], [0, 0]],
    "[0, 3]": [[0, 0], [0, 0]],
    "[0, 0]": [[0, 0], [0, 0]],
    "[2, 0]": [[0, 0.5], [0.5, float(np.log(2)) ** 2]],
}


@pytest.mark.parametrize("at", POWERS)
def test_the_second_derivatives_of_a_power_follow_what_the_first_are_at_a_corner(at: str) -> None:
    found: Any = study(f"v = {at}\ny = v[0] ** v[1]").hessian("v")
    np.testing.assert_allclose(found, POWERS[at], rtol=1e-12)


def test_the_second_derivative_by_an_exponent_of_0_is_0() -> None:
    assert study("x = 0\np = 2\ny = x ** p").hessian("p") == 0
