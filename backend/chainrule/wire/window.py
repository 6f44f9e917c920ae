"""A window of a value, a gradient or the local slopes of an edge that are too large to travel whole."""

from __future__ import annotations

from math import prod
from typing import Any, Literal

import numpy as np
from pydantic import model_validator

from chainrule.errors import Refused
from chainrule.explain.edges import edges
from chainrule.limits import LIMITS
from chainrule.trace.study import Record
from chainrule.wire.encode import numbers
from chainrule.wire.models import SliceAnswer
from chainrule.wire.place import edge, node
from chainrule.wire.request import Request


class SliceRequest(Request):
    """Entries of the value or gradient of `node`, or of the `partial` of `edge`, from `offsets` on, `shape` of them along each axis; what
    lies outside is cut off."""

    node: str | None = None
    edge: str | None = None
    of: Literal["value", "grad", "partial"] = "value"
    offsets: list[int]
    shape: list[int]

    @model_validator(mode="after")
    def _of_its_place(self) -> SliceRequest:
        if (self.edge is None) == (self.of == "partial") or (self.node is None) != (self.of == "partial"):
            raise ValueError("a window is of the value or grad of a node, or of the partial of an edge")
        return self


def window(record: Record, request: SliceRequest) -> SliceAnswer:
    """Raises `Refused` where there is no gradient, no slope, no such window, or where it is too large."""
    place, whole = _slopes(record, request.edge) if request.edge is not None else _entries(record, request.node or "", request.of)
    full = np.shape(whole)
    if len(request.offsets) != len(full) or len(request.shape) != len(full):
        raise Refused("bad-index", f"The value has {len(full)} axes; a window needs an offset and a size for each.")
    for axis, (start, extent, most) in enumerate(zip(request.offsets, request.shape, full, strict=True)):
        if extent < 1 or not 0 <= start < most:
            raise Refused("bad-index", f"Axis {axis} runs from 0 to {most - 1:,}; a window starts in it and has at least one entry.")
    cut = tuple(slice(start, start + extent) for start, extent in zip(request.offsets, request.shape, strict=True))
    shape = [min(extent, most - start) for start, extent, most in zip(request.offsets, request.shape, full, strict=True)]
    LIMITS["window"].check(prod(shape))
    return {
        "place": place,
        "of": request.of,
        "window": {"offsets": request.offsets, "shape": shape, "data": numbers(np.asarray(whole)[cut])},
    }


def _entries(record: Record, text: str, of: str) -> tuple[str, Any]:
    place = node(record.program, text)
    return f"n{place}", record.values[place] if of == "value" else _gradient(record, place)


def _slopes(record: Record, text: str) -> tuple[str, Any]:
    """Of one edge, each where the trace has it: over the entries of out where these go together one by one, else over those of arg."""
    uses, _ = edges(record)
    number = edge(len(uses), text)
    use = uses[number]
    if use.partial is None:
        raise Refused("no-gradient", "Nothing is multiplied by slopes on this edge.")
    over = use.user if use.plan.op.family == "pointwise" else use.source
    return f"e{number}", np.broadcast_to(use.partial, record.program.shapes[over])


def _gradient(record: Record, place: int) -> Any:
    found = None if record.back is None else record.back.gradients[place]
    if found is None:
        raise Refused("no-gradient", "No path leads from this value to the target, so it has no gradient.")
    return found
