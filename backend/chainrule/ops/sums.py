"""Sums over axes, as fast as they come: a product with ones where that is a matrix product, else NumPy's own loop over each line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.ops.record import Shape, size

FEW, MANY = 8, 4_096
"""Terms of one sum. Fewer are added one by one, as on paper; more in pairs, whose rounding grows with the logarithm of their number."""


def summing(shape: Shape, axes: tuple[int, ...], result: Shape) -> Callable[[Any], Any]:
    """A function that adds up a tensor of `shape` over `axes`; the sum has the shape `result`."""
    number, along = not result, axes[0] if len(axes) == 1 else axes

    def plainly(a: Any) -> Any:
        total = np.add.reduce(a, axis=along)
        return np.float64(total) if number else total.reshape(result)

    if not FEW <= size(tuple(shape[axis] for axis in axes)) <= MANY or 0 in shape:
        return plainly
    runs = _runs(shape, axes)
    ones = [np.ones(extent) for extent, added in runs if added]
    kept = size(tuple(extent for extent, added in runs if not added))
    match [added for _, added in runs]:
        case [True]:
            return lambda a: a.reshape(-1).dot(ones[0]) if number else a.reshape(-1).dot(ones[0]).reshape(result)
        case [False, True] if shape == (kept, len(ones[0])):
            column = np.ones((len(ones[0]), *result[1:]))
            return lambda a: a.dot(column)
        case [True, False] if shape == (len(ones[0]), kept):
            return np.ones((*result[:-1], len(ones[0]))).dot
        case [False, True]:
            return lambda a: a.reshape(kept, -1).dot(ones[0]).reshape(result)
        case [True, False]:
            return lambda a: ones[0].dot(a.reshape(-1, kept)).reshape(result)
        case [True, False, True]:
            lead, inner = len(ones[0]), len(ones[1])
            return lambda a: ones[0].dot(a.reshape(lead, -1)).reshape(kept, inner).dot(ones[1]).reshape(result)
        case _:
            return plainly


def _runs(shape: Shape, axes: tuple[int, ...]) -> list[tuple[int, bool]]:
    """Neighbouring axes that are all added or all kept, as one; those of size 1 are neither."""
    found: list[tuple[int, bool]] = []
    for axis, extent in enumerate(shape):
        if extent == 1:
            continue
        added = axis in axes
        if found and found[-1][1] == added:
            found[-1] = (found[-1][0] * extent, added)
        else:
            found.append((extent, added))
    return found
