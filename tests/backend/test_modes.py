"""Forward mode, Jacobians and second derivatives of programs whose derivatives are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from chainrule.errors import Refused
from chainrule.trace.modes import Second, connected, cost, jacobian, jacobian_column, jacobian_row, tangent
from chainrule.trace.study import Record, record


def study(text: str, **vars: Any) -> Record:
    found = record(text, vars)
    assert not found.problems, found.problems
    return found


def at(found: Record, name: str) -> int:
    return found.program.bindings[name]


SOFTMAX = "x = [3, 4, 5]\nz = softmax(x)"


def test_the_jacobian_of_softmax_is_diagonal_minus_outer_product() -> None:
    found = study(SOFTMAX)
    s: Any = found.values[at(found, "z")]
    expected = np.diag(s) - np.outer(s, s)
    np.testing.assert_allclose(np.asarray(jacobian(found, at(found, "z"), at(found, "x"))), expected, rtol=1e-12)
    row: Any = jacobian_row(found, at(found, "z"), 1, at(found, "x"))
    column: Any = jacobian_column(found, at(found, "z"), at(found, "x"), 2)
    np.testing.assert_allclose(row, expected[1], rtol=1e-12)
    np.testing.assert_allclose(column, expected[:, 2], rtol=1e-12)


def test_a_tangent_is_the_jacobian_times_the_direction() -> None:
    found = study("x = [1, 2, 3]\nw = [[1, 0, 2], [0, 3, 1]]\ny = sum(tanh(w @ x))")
    direction: Any = np.array([0.3, -1.0, 0.5])
    moved: Any = tangent(found, {at(found, "x"): direction})[at(found, "y")]
    assert found.back is not None
    gradient: Any = found.back.gradients[at(found, "x")]
    np.testing.assert_allclose(moved, gradient @ direction, rtol=1e-12)
    assert tangent(found, {at(found, "x"): direction})[at(found, "w")] is None


def test_the_hessian_of_a_quadratic_is_its_matrix() -> None:
    found = study("x = [1, -2]\nA = [[3, 1], [1, 2]]\nf = dot(x, A @ x) / 2")
    np.testing.assert_allclose(np.asarray(Second(found, at(found, "f"), at(found, "x")).hessian()), [[3, 1], [1, 2]], atol=1e-12)


def test_the_hessian_of_rosenbrock() -> None:
    found = study("p = [-1.2, 1]\nf = (1 - p[0])**2 + 100 * (p[1] - p[0]**2)**2")
    x, y = -1.2, 1.0
    expected = [[2 - 400 * (y - x * x) + 800 * x * x, -400 * x], [-400 * x, 200]]
    np.testing.assert_allclose(np.asarray(Second(found, at(found, "f"), at(found, "p")).hessian()), expected, rtol=1e-12)


def test_the_hessian_of_cross_entropy_is_that_of_logsumexp() -> None:
    found = study("z = [0.5, -1, 2]\nL = cross_entropy(z, 1)")
    p = np.exp([0.5, -1, 2]) / np.exp([0.5, -1, 2]).sum()
    np.testing.assert_allclose(np.asarray(Second(found, at(found, "L"), at(found, "z")).hessian()), np.diag(p) - np.outer(p, p), atol=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "x = [0.3, -0.7, 1.1]\nf = sum(tanh(x) * exp(x))",
        "x = [[0.3, -0.7], [1.1, 0.4]]\nf = sum(softmax(x @ x) ** 2)",
        "x = [[1, 2, 0], [0, 1, 3], [2, 1, 1]]\nw = [[0.5, -1], [2, 0.1]]\nf = mean(conv2d(x, w, padding=1) ** 3)",
        "x = [0.3, -0.7, 1.1]\nf = max(x) * sum(sigmoid(x) / (1 + x * x))",
    ],
)
def test_hessian_vector_products_are_differences_of_gradients(text: str) -> None:
    found = study(text)
    x = at(found, "x")
    value: Any = found.values[x]
    direction: Any = np.cos(np.arange(np.size(value)) + 0.3).reshape(np.shape(value))
    product: Any = Second(found, at(found, "f"), x).product(direction)
    step = 1e-5

    def gradient(sign: float) -> Any:
        moved = study(text, x=(value + sign * step * direction).tolist())
        assert moved.back is not None
        return moved.back.gradients[x]

    np.testing.assert_allclose(product, (gradient(1) - gradient(-1)) / (2 * step), rtol=1e-7, atol=1e-8)


def test_a_second_derivative_of_a_straight_line_is_zero() -> None:
    found = study("f = 3 * x + 1", x=2)
    assert Second(found, at(found, "f"), at(found, "x")).hessian() == 0.0


def test_second_derivatives_leave_the_record_as_it_was() -> None:
    found = study("f = x ** 3", x=2.0)
    nodes = len(found.program)
    assert Second(found, at(found, "f"), at(found, "x")).hessian() == 12.0
    assert len(found.program) == nodes == len(found.values)


def test_second_derivatives_are_those_of_a_scalar() -> None:
    found = study(SOFTMAX)
    with pytest.raises(Refused, match="scalar"):
        Second(found, at(found, "z"), at(found, "x"))


def test_reverse_mode_takes_one_pass_per_result_and_forward_mode_one_per_input() -> None:
    found = study("x = ones(100)\nw = ones(100)\nf = dot(x, w)")
    counted = cost(found.program, at(found, "f"), [one.node for one in found.program.inputs])
    assert (counted.reverse_passes, counted.forward_passes) == (1, 200)
    assert counted.values == 200 and counted.reverse > 0


def test_what_is_beside_the_way_is_not_counted() -> None:
    plain = "x = ones(10)\ny = x * x\nf = sum(y)"
    beside = "x = ones(10)\nw = ones(1000)\nu = sum(w * w)\ny = x * x\nv = exp(y)\nf = sum(y)\ng = f * u"
    counted = [cost(found.program, at(found, "f"), [at(found, "x")]) for found in (study(plain), study(beside))]
    assert counted[0] == counted[1] and counted[0].reverse == 30
    found = study(beside)
    assert cost(found.program, at(found, "f"), [at(found, "y")]).reverse == 10
    assert cost(found.program, at(found, "f"), [at(found, "w")]).reverse == 0


def test_a_path_is_told_from_a_slope_of_zero() -> None:
    found = study("x = -1\nw = 2\ny = relu(x)")
    assert connected(found.program, at(found, "y"), [at(found, "x")])
    assert not connected(found.program, at(found, "y"), [at(found, "w")])
    assert connected(found.program, at(found, "x"), [at(found, "x")])
    assert not connected(found.program, at(found, "x"), [at(found, "y")])
