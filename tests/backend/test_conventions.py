"""The table of conventions: at every corner the value, the slope, and a notice exactly where one is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import e, inf, nan
from typing import Any

import numpy as np
import pytest

from chainrule.explain.edges import edges
from chainrule.explain.label import Labels
from chainrule.explain.notices import notices
from chainrule.ops.catalogue import CATALOGUE
from chainrule.trace.study import record


@dataclass(frozen=True)
class Row:
    """A program at a corner; its value, the slope by each input (None: no path), and what is noticed: a part of it, or nothing."""

    text: str
    value: Any
    slopes: dict[str, Any]
    notice: str | None = None


TABLE = (
    Row("x = 0\ny = relu(x)", 0, {"x": 0}, "corner of relu"),
    Row("x = 0\ny = maximum(x, 0)", 0, {"x": 0.5}, "corner of maximum"),
    Row("x = 0\nw = 0\ny = minimum(x, w)", 0, {"x": 0.5, "w": 0.5}, "corner of minimum"),
    Row("x = 0\ny = abs(x)", 0, {"x": 0}, "corner of abs"),
    Row("x = [2, 2, 1]\ny = max(x)", 2, {"x": [0.5, 0.5, 0]}, "split evenly"),
    Row("x = [1, 1, 2]\ny = min(x)", 1, {"x": [0.5, 0.5, 0]}, "split evenly"),
    Row("x = [[3, 3], [3, 1]]\ny = max_pool2d(x, 2)", [[3]], {"x": [[1, 0], [0, 0]]}, "corner of max_pool2d"),
    Row("x = [-1, 0, 1]\ny = clip(x, -1, 1)", [-1, 0, 1], {"x": [1, 1, 1]}, "corner of clip"),
    Row("x = 0\ny = sqrt(x)", 0, {"x": inf}, "became Infinity"),
    Row("x = [0, 0]\ny = norm(x)", 0, {"x": [0, 0]}, "corner of norm"),
    Row("x = [0, 0]\ny = sqrt(sum(x**2))", 0, {"x": [nan, nan]}, "slope is infinite"),
    Row("x = 0\np = 0\ny = x ** p", 1, {"x": 0, "p": 0}, "corner of pow"),
    Row("x = 0\np = 2\ny = x ** p", 0, {"x": 0, "p": 0}, "corner of pow"),
    Row("x = -2\np = 3\ny = x ** p", -8, {"x": 12, "p": nan}, "NaN"),
    Row("x = 0\ny = log(x)", -inf, {"x": inf}, "Infinity was born"),
    Row("x = [0, 2, 3]\ny = prod(x)", 0, {"x": [6, 0, 0]}, None),
    Row("x = [0, 0, 3]\ny = prod(x)", 0, {"x": [0, 0, 0]}, None),
    Row("x = 1.5\ny = sign(x)", 1, {"x": 0}, None),
    Row("x = 1.5\ny = floor(x)", 1, {"x": 0}, None),
    Row("x = 1.4\ny = round(x)", 1, {"x": 0}, None),
    Row("x = 1.5\ny = x > 1", 1, {"x": 0}, None),
    Row("x = 0\nw = 2\ny = where(1, w, 1 / x)", 2, {"x": nan, "w": 1}, "became NaN"),
    Row("x = [1000, 1000]\ny = softmax(x)", [0.5, 0.5], {"x": [0, 0]}, None),
    Row("x = [1000, 0]\ny = logsumexp(x)", 1000, {"x": [1, 0]}, None),
    Row("x = [[0, 0]]\ny = cross_entropy(x, [1])", np.log(2), {"x": [[0.5, -0.5]]}, None),
    Row("x = [1, 2, 3]\ny = var(x)", 2 / 3, {"x": [-2 / 3, 0, 2 / 3]}, None),
    Row("x = [1, 2]\ny = std(x)", 0.5, {"x": [-0.5, 0.5]}, None),
    Row("x = [[1, 2], [3, 4]]\nw = [[1, 2], [3, 4]]\ny = conv2d(x, w)", [[30]], {"x": [[1, 2], [3, 4]], "w": [[1, 2], [3, 4]]}, None),
    Row("x = [1, 2]\ny = x * x", [1, 4], {"x": [2, 4]}, None),
    Row("x = 3\ny = x * x + x", 12, {"x": 7}, None),
    Row("x = 3\nw = 2\ny = x * 2", 6, {"x": 2, "w": None}, None),
    Row("x = zeros(0)\ny = sum(x)", 0, {"x": []}, None),
    Row("x = zeros(0)\ny = mean(x)", nan, {"x": []}, "NaN was born"),
    Row("x = 1\ny = exp(x)", e, {"x": e}, None),
    Row("x = 1\nw = 0\ny = x / w", inf, {"x": inf, "w": -inf}, "corner of div"),
    Row("x = 0\ny = elu(x, 0.5)", 0, {"x": 0.5}, "corner of elu"),
    Row("x = [[-1, 0], [0, 1]]\ny = logdet(x)", nan, {"x": [[-1, 0], [0, 1]]}, "corner of logdet"),
    Row("x = [0, -2]\ny = norm(x, 1)", 2, {"x": [0, -1]}, "corner of norm"),
    Row("x = [2, -2]\ny = norm(x, inf)", 2, {"x": [0.5, -0.5]}, "corner of norm"),
    Row("x = [[1, 2], [2, 4]]\ny = solve(x, [1, 0])", [nan, nan], {"x": [[nan, nan], [nan, nan]]}, "corner of solve"),
    Row("x = [3, 3, 1]\ny = topk(x, 1)", [3], {"x": [1, 0, 0]}, "corner of topk"),
)


def said(row: Row) -> list[str]:
    found = record(row.text, {})
    return [notice.text for notice in notices(found, edges(found)[0], Labels(found.program, found.values))]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.text.replace("\n", "; "))
def test_a_corner_has_the_value_slope_and_notice_of_the_table(row: Row) -> None:
    found = record(row.text, {})
    assert found.back is not None and found.target is not None, found.problems
    np.testing.assert_allclose(found.values[found.target], row.value, rtol=1e-15, atol=0)
    for one in found.program.inputs:
        if one.name in row.slopes:
            slope, expected = found.back.gradients[one.node], row.slopes[one.name]
            assert (slope is None) == (expected is None), one.name
            if slope is not None:
                np.testing.assert_allclose(slope, np.array(expected, dtype=float), rtol=1e-14, atol=1e-16)
    assert {one.name for one in found.program.inputs} >= set(row.slopes)
    told = said(row)
    assert any(row.notice in text for text in told) if row.notice else not told, told


def test_every_random_tensor_is_the_same_again() -> None:
    assert all(np.array_equal(record(f"x = {call}", {}).values[0], record(f"x = {call}", {}).values[0]) for call in ("rand(3)", "randn(3)"))


def test_every_corner_without_a_sample_of_its_own_is_met_by_a_row() -> None:
    told = " ".join(text for row in TABLE for text in said(row))
    for one in CATALOGUE.values():
        for kink in one.kinks:
            if kink.met is not None and kink.sample is None:
                assert re.search(f"corner of {one.name}, [^:]*: here its slope is {re.escape(kink.value)}", told), (one.name, kink.where)
