"""Where views of a tensor lie in it: their strides, and which of its entries they have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.ops.record import Plan, Shape, size


def seen(plan: Plan, strides: tuple[int, ...]) -> tuple[int, ...]:
    """The strides of a view, read off the same view of bytes: they lie nowhere, and none is touched."""
    if not size(plan.shape):
        return (1,) * len(plan.shape)
    whole: Any = np.lib.stride_tricks.as_strided(np.empty(1, dtype=np.int8), plan.shapes[0], strides)
    return tuple(plan.forward(whole).strides)


def places(shape: Shape, views: Sequence[Plan]) -> Any:
    """Which entries of a tensor of a shape a view of views of it has."""
    found: Any = np.arange(size(shape), dtype=np.float64).reshape(shape)
    for view in views:
        found = view.forward(found)
    return found


def shifted(written: Any, taken: Any) -> bool:
    """Whether some places are the same, and not all of them in the same order."""
    return not np.array_equal(written, taken) and bool(np.isin(taken, written).any())


def on_diagonal(shape: Shape, k: int) -> tuple[int, ...]:
    """The places of a diagonal in a matrix whose rows stand in one line."""
    return tuple(np.diagonal(np.arange(size(shape)).reshape(shape), k).tolist())
