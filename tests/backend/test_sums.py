"""Sums by products with ones are those of NumPy's own loop."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from chainrule.ops.sums import MANY, summing

SHAPES: list[tuple[int, ...]] = [(3,), (40,), (MANY + 1,), (5, 9), (9, 5), (1, 12), (12, 1), (4, 3, 5), (8, 1, 9), (2, 9, 3, 4), (0, 9)]
CASES = [
    (shape, axes) for shape in SHAPES for count in range(1, len(shape) + 1) for axes in itertools.combinations(range(len(shape)), count)
]


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(("shape", "axes"), CASES, ids=str)
def test_every_way_to_add_gives_the_same_sum(shape: tuple[int, ...], axes: tuple[int, ...], kept: bool) -> None:
    a = np.random.default_rng(3).standard_normal(shape)
    expected: Any = np.sum(a, axis=axes, keepdims=kept)
    add = summing(shape, axes, np.shape(expected))
    for found in (add(a), add(np.asfortranarray(a)), add(np.repeat(a, 2, axis=0)[::2])):
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
        assert np.shape(found) == np.shape(expected)
        assert isinstance(found, np.ndarray if np.shape(expected) else np.float64)


def test_a_sum_of_few_is_added_one_by_one() -> None:
    assert summing((3,), (0,), ())(np.array([0.1, 0.2, 0.3])) == 0.1 + 0.2 + 0.3


@pytest.mark.parametrize("place", [0, 7, 19])
def test_what_is_not_finite_stays_so(place: int) -> None:
    a: Any = np.ones((2, 20))
    a[0, place] = np.inf
    a[1, place] = np.nan
    np.testing.assert_array_equal(summing((2, 20), (1,), (2,))(a), [np.inf, np.nan])
