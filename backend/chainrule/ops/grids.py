"""Whole numbers that pick entries together: x[[0, 1], [2, 0]] takes x[0, 2] and x[1, 0], as NumPy does; grids are broadcast to one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.limits import LIMITS
from chainrule.ops.indexing import Cut
from chainrule.ops.record import Shape, says, size

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Whole numbers of more than one axis that stand among other indices."""

    shape: Shape
    places: tuple[int, ...]


def together(shape: Shape, key: Key) -> tuple[Shape, Key, Shape]:
    """The same entries as a list on one axis: the shape of the tensor where the axes that are picked on are one, the key there, and the
    shape of what the list stands for. Raises bad-index."""
    items = _axis_by_axis(shape, key)
    picking = [place for place, item in enumerate(items) if isinstance(item, int | tuple | Grid)]
    first, end = picking[0], picking[-1] + 1
    if end - first > len(picking):
        fact = "Indices that pick entries together stand apart."
        raise Refused("bad-index", fact, "Move their axes beside each other with transpose first.")
    before = sum(item is not None for item in items[:first])
    extents = shape[before : before + len(picking)]
    grids = [_within(item, extent) for item, extent in zip(items[first:end], extents, strict=True)]
    try:
        named = np.broadcast_shapes(*[grid.shape for grid in grids])
    except ValueError:
        sizes = " and ".join(says(grid.shape) for grid in grids)
        raise Refused("bad-index", f"The indices of the axes are {sizes}.", "Name as many places on one axis as on the other.") from None
    LIMITS["entries"].check(size(named))
    places = np.ravel_multi_index(tuple(np.broadcast_arrays(*grids)), extents) if size(extents) else np.zeros(named, dtype=int)
    line = (*shape[:before], size(extents), *shape[before + len(picking) :])
    return line, (*items[:first], tuple(places.ravel().tolist()), *items[end:]), named


def _axis_by_axis(shape: Shape, key: Key) -> list[Any]:
    """The key with an item for every axis, and None where there is a new one."""
    missing = len(shape) - sum(item is not None and item is not Ellipsis for item in key)
    if missing < 0:
        fact = f"There are {len(shape) - missing} indices for {len(shape)} axes."
        raise Refused("bad-index", fact, "Use one index for each axis at most.")
    at = key.index(Ellipsis) if Ellipsis in key else len(key)
    return [*key[:at], *(Cut(),) * missing, *key[at + 1 :]]


def _within(item: Any, extent: int) -> Any:
    """What one index names on its axis, counted from the front. Raises bad-index."""
    of = np.array(item.places, dtype=int).reshape(item.shape) if isinstance(item, Grid) else np.array(item, dtype=int)
    for place in of[(of < -extent) | (of >= extent)].ravel()[:1]:
        fact = f"There is no entry {place} on an axis of size {extent}."
        raise Refused("bad-index", fact, f"Use whole numbers from 0 to {extent - 1}." if extent else None)
    return np.where(of < 0, of + extent, of)
