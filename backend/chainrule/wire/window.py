"""A window of a value or gradient that is too large to travel whole."""

from __future__ import annotations

from math import prod
from typing import Any, Literal

import numpy as np

from chainrule.errors import Refused
from chainrule.limits import LIMITS
from chainrule.trace.study import Record
from chainrule.wire.encode import numbers
from chainrule.wire.models import SliceAnswer
from chainrule.wire.place import node
from chainrule.wire.request import Request


class SliceRequest(Request):
    """Entries of the value or gradient of `node`, from `offsets` on, `shape` of them along each axis; what lies outside is cut off."""

    node: str
    of: Literal["value", "grad"] = "value"
    offsets: list[int]
    shape: list[int]


def window(record: Record, request: SliceRequest) -> SliceAnswer:
    """Raises `Refused` where there is no gradient, no such window, or where it is too large."""
    place = node(record.program, request.node)
    whole: Any = record.values[place] if request.of == "value" else _gradient(record, place)
    full = record.program.shapes[place]
    if len(request.offsets) != len(full) or len(request.shape) != len(full):
        raise Refused("bad-index", f"The value has {len(full)} axes; a window needs an offset and a size for each.")
    for axis, (start, extent, most) in enumerate(zip(request.offsets, request.shape, full, strict=True)):
        if extent < 1 or not 0 <= start < most:
            raise Refused("bad-index", f"Axis {axis} runs from 0 to {most - 1:,}; a window starts in it and has at least one entry.")
    cut = tuple(slice(start, start + extent) for start, extent in zip(request.offsets, request.shape, strict=True))
    shape = [min(extent, most - start) for start, extent, most in zip(request.offsets, request.shape, full, strict=True)]
    LIMITS["window"].check(prod(shape))
    return {
        "node": f"n{place}",
        "of": request.of,
        "window": {"offsets": request.offsets, "shape": shape, "data": numbers(np.asarray(whole)[cut])},
    }


def _gradient(record: Record, place: int) -> Any:
    found = None if record.back is None else record.back.gradients[place]
    if found is None:
        raise Refused("no-gradient", "No path leads from this value to the target, so it has no gradient.")
    return found
