"""Tensors as they travel: whole, or where they are too large their figures, and the corner where they begin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.limits import LIMITS
from chainrule.wire.encode import number, numbers
from chainrule.wire.models import Number, Summary, Tensor

CORNER, SMALL_CORNER = 8, 2
"""Entries per axis in the preview, on the last two axes; and where there have been many previews."""
_BINS = 16
_AT_ONCE = 2**16
"""Entries of tensors that are worked on together: half a megabyte, which stays near the processor. One by one, tensors of a few hundred
entries take three times as long."""


def tensor(value: Any) -> Tensor:
    """One that travels by itself."""
    array = np.asarray(value)
    if array.size <= LIMITS["tensor_on_wire"].value:
        return {"shape": list(array.shape), "data": numbers(array)}
    return summaries([array])[0]


@np.errstate(all="ignore")
def summaries(arrays: Sequence[NDArray[np.float64]], most: int = CORNER) -> list[Tensor]:
    """One for each of these arrays of one shape, with `most` entries an axis in the preview. What is told of one does not depend on the
    others."""
    together = max(1, _AT_ONCE // max(1, arrays[0].size))
    found: list[Tensor] = []
    for start in range(0, len(arrays), together):
        several = arrays[start : start + together]
        found += map(_told, several, _figures(_rows(several)), repeat(most))
    return found


def _told(array: Any, figures: Summary, most: int) -> Tensor:
    corner = array[tuple(slice(1) for _ in array.shape[:-2])][..., *(slice(most) for _ in array.shape[-2:])]
    entries: list[Number] = numbers(corner) if figures["nonfinite"] else corner.ravel().tolist()
    return {
        "shape": list(array.shape),
        "summary": figures,
        "preview": {"offsets": [0] * array.ndim, "shape": list(corner.shape), "data": entries},
    }


def _rows(arrays: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    return arrays[0].reshape(1, -1) if len(arrays) == 1 else np.stack([array.ravel() for array in arrays])


def _figures(rows: NDArray[np.float64]) -> list[Summary]:
    """Of each row. What is not finite is counted, and left out of all else."""
    good = np.isfinite(rows)
    told = _moments(rows) if good.all() else [one for row, kept in zip(rows, good, strict=True) for one in _moments(row[kept][None])]
    return [
        {
            "min": number(low),
            "max": number(high),
            "mean": number(mean),
            "std": number(deviation),
            "zeros": zeros,
            "nonfinite": lost,
            "histogram": bins,
        }
        for zeros, lost, (low, high, mean, deviation, bins) in zip(_count(rows == 0), _count(~good), told, strict=True)
    ]


def _count(rows: NDArray[np.bool_]) -> list[int]:
    """How many of each row are true."""
    counts: list[int] = np.count_nonzero(rows, axis=1).tolist()
    return counts


def _moments(rows: NDArray[np.float64]) -> list[tuple[float, float, float, float, list[int]]]:
    """Least, greatest, mean, standard deviation and histogram of each row. A trace may have thousands of these: NumPy's own functions
    for them take three times as long, for what they ask first."""
    if not rows.size:
        return [(math.nan, math.nan, math.nan, math.nan, [0] * _BINS)] * len(rows)
    length = rows.shape[1]
    low, high = np.minimum.reduce(rows, axis=1), np.maximum.reduce(rows, axis=1)
    mean = np.add.reduce(rows, axis=1) / length
    apart = rows - mean[:, None]
    apart *= apart
    deviation = np.sqrt(np.add.reduce(apart, axis=1) / length)
    return list(zip(low.tolist(), high.tolist(), mean.tolist(), deviation.tolist(), _histograms(rows, low, high), strict=True))


def _histograms(rows: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> list[list[int]]:
    """How many entries of each row lie in each of the bins from its least to its greatest; none where these are too far apart to tell."""
    spread = high - low
    divisor = np.where((spread > 0) & np.isfinite(spread), spread, 1.0)[:, None]
    along = rows - low[:, None]
    along /= divisor
    along *= _BINS
    places = np.minimum(along, _BINS - 1, out=along).astype(np.intp)
    places[spread == 0] = _BINS // 2
    places[~np.isfinite(spread)] = 0
    places += np.arange(0, len(rows) * _BINS, _BINS)[:, None]
    counts = np.bincount(places.ravel(), minlength=len(rows) * _BINS).reshape(len(rows), _BINS)
    counts[~np.isfinite(spread)] = 0
    return counts.tolist()
