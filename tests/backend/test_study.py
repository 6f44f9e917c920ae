"""The library from Python: derivatives of a study besides its gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import chainrule
from chainrule.errors import ChainruleError

QUADRATIC = "x = [1, -2]\nA = [[3, 1], [1, 2]]\ny = A @ x\nf = dot(x, y) / 2"


def test_a_check_has_the_entries_of_each_input() -> None:
    found = chainrule.study("f = sum(relu(x)) * w", {"x": [0, 1, 2], "w": 3}).check()
    assert [one.verdict for one in found["x"]] == ["kink", "agree", "agree"]
    assert [(one.gradient, one.verdict) for one in found["w"]] == [(3.0, "agree")]
    assert len(chainrule.study("sum(x * x)", {"x": [1] * 20}).check(most=5)["x"]) == 5


def test_jacobian_hessian_and_its_product_have_the_shapes_told() -> None:
    study = chainrule.study(QUADRATIC)
    np.testing.assert_allclose(study.jacobian("y", "x"), [[3, 1], [1, 2]])
    np.testing.assert_allclose(study.hessian("x"), [[3, 1], [1, 2]], atol=1e-12)
    np.testing.assert_allclose(study.hvp("x", np.array([1.0, 1.0])), [4, 3], atol=1e-12)
    assert chainrule.study("x ** 3", {"x": 2}).hessian("x") == 12.0


def test_a_tangent_moves_every_value_that_depends_on_the_direction() -> None:
    moved = chainrule.study(QUADRATIC).tangent({"x": [1, 0]})
    np.testing.assert_allclose(moved["y"], [3, 1])
    assert moved["f"] == pytest.approx(1.0) and moved["A"] is None


def test_paths_lead_back_to_a_name() -> None:
    found = chainrule.study("c = a + b\nd = b + 1\ne = c * d", {"a": 2, "b": 1}).paths("b")
    assert found.count == 2 and sorted(path.product for path in found.paths) == [2.0, 3.0]


@pytest.mark.parametrize(
    "asked",
    [
        lambda: chainrule.study(QUADRATIC).jacobian("q", "x"),
        lambda: chainrule.study(QUADRATIC).hvp("x", [1, 2, 3]),
        lambda: chainrule.study(QUADRATIC).hvp("x", "one"),
        lambda: chainrule.study(QUADRATIC).tangent({"q": 1}),
        lambda: chainrule.study(QUADRATIC).paths("q"),
        lambda: chainrule.study("y = x * 2", {"x": [1, 2]}).hessian("x"),
    ],
)
def test_what_cannot_be_asked_is_told(asked: Callable[[], object]) -> None:
    with pytest.raises(ChainruleError):
        asked()
