"""Local Jacobians of whole blocks, written out from the tangent rule of an op, one entry of the block at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.ops.record import Shape, size
from chainrule.ops.relation import Block


def block(
    shape: Shape, axes: tuple[int, ...], result: Shape, out_axes: tuple[int, ...], push: Callable[[Any], Any], reach: str = "all"
) -> Block:
    """The relation of an argument of `shape` to a result of shape `result`; `push` carries a tangent of the argument forward."""
    extents = tuple(result[axis] for axis in out_axes)
    shared = [extent for axis, extent in enumerate(result) if axis not in out_axes]
    order = [*(axis for axis in range(len(result)) if axis not in out_axes), *out_axes]

    def jacobian() -> Any:
        inner = tuple(shape[axis] for axis in axes)
        columns = np.zeros((*shared, size(extents), size(inner)))
        for place, entry in enumerate(np.ndindex(inner)):
            at: list[Any] = [slice(None)] * len(shape)
            for axis, index in zip(axes, entry, strict=True):
                at[axis] = index
            tangent = np.zeros(shape)
            tangent[tuple(at)] = 1.0  # the same entry in every block at once: blocks do not meet
            columns[..., place] = np.transpose(push(tangent), order).reshape(*shared, size(extents))
        return columns

    return Block(axes, out_axes, jacobian, reach)
