"""Axes as they are asked for."""

from __future__ import annotations

from typing import Any

from chainrule.errors import Refused


def normal_axes(axis: Any, rank: int) -> tuple[int, ...]:
    """None, one axis or several, negative ones counted from the end -> sorted axes. Raises bad-axis."""
    if axis is None:
        return tuple(range(rank))
    given = axis if isinstance(axis, tuple) else (axis,)
    axes = [one + rank if one < 0 else one for one in given]
    for one, asked in zip(axes, given, strict=True):
        if not 0 <= one < rank:
            has = f"axes 0 to {rank - 1}" if rank > 1 else "axis 0 only" if rank else "no axes: it is a scalar"
            raise Refused("bad-axis", f"There is no axis {asked}: the tensor has {has}.", "Count axes from 0.", axis=asked, rank=rank)
    if len(set(axes)) < len(axes):
        raise Refused("bad-axis", f"An axis is named twice in {given}.", "Name each axis once.", rank=rank)
    return tuple(sorted(axes))
