"""When two libraries agree."""

from __future__ import annotations

from typing import Any

import numpy as np

RELATIVE = 1e-9
NOISE = 1e-12
"""Of the largest entry (at least 1): what rounding leaves of a sum that is 0."""


def agree(ours: Any, theirs: Any) -> bool:
    """The same shape and numbers; NaN and the infinities at the same entries. None is no path, which others call 0."""
    if ours is None or theirs is None:
        return all(one is None or not np.any(one) for one in (ours, theirs))
    found, expected = np.asarray(ours), np.asarray(theirs)
    if found.shape != expected.shape:
        return False
    finite = np.abs(expected[np.isfinite(expected)])
    scale = max(1.0, float(np.max(finite))) if finite.size else 1.0
    return np.allclose(found, expected, rtol=RELATIVE, atol=NOISE * scale, equal_nan=True)


def says(ours: Any, theirs: Any, library: str) -> str:
    return f"chainrule\n{ours}\n{library}\n{theirs}"
