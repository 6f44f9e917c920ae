"""Movement: joining tensors side by side or one below the other, where a vector counts as a row."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.family_movement import MOVED, Move, Step, Tale, movement, placed
from chainrule.ops.indexing import Cut
from chainrule.ops.joining import concat_at
from chainrule.ops.record import BadSample, Params, Sample, Shape, says

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_ROW = [3.1, 0.2, -0.6]


def _beside(shapes: tuple[Shape, ...], params: Params) -> Move:
    return concat_at(shapes, 0 if max(map(len, shapes)) == 1 else 1)


hstack = movement(
    "hstack",
    _beside,
    Tale("Joined side by side: {out} has shape {shape:out}.", "{to} is one stretch of {out} and takes that stretch of its gradient.", MOVED),
    title="Join side by side",
    variadic=True,
    reference=lambda *a: np.array([x for one in a for x in one]) if np.ndim(a[0]) == 1 else np.array([[x for one in a for x in one[k]] for k in range(len(a[0]))]),
    samples=(Sample(([1.0, 2.0], [0.5])), Sample((_GRID, [[1.0], [2.0]])), Sample((_GRID, _GRID, _GRID))),
    bad=(BadSample((_GRID, [_ROW]), "shape-mismatch"), BadSample((_GRID, _ROW), "shape-mismatch"), BadSample((1.0, 2.0), "bad-axis")),
)


def _below(shapes: tuple[Shape, ...], params: Params) -> Move:
    """A vector is one row of the result; tensors with more axes bring their rows."""
    if () in shapes:
        raise Refused("bad-axis", "A scalar has no entries to make a row of.", "Put scalars together with stack.", rank=0)
    rows = [(1, *shape) if len(shape) == 1 else shape for shape in shapes]
    for place, shape in enumerate(rows):
        if shape[1:] != rows[0][1:]:
            raise Refused("shape-mismatch", f"Tensor 0 is {says(shapes[0])}, tensor {place} is {says(shapes[place])}.", "Give all rows the same shape.", shapes=[list(shapes[0]), list(shapes[place])])
    starts = list(accumulate([shape[0] for shape in rows], initial=0))
    result = (starts[-1], *rows[0][1:])
    keys = [starts[k] if len(shape) == 1 else Cut(starts[k], starts[k + 1]) for k, shape in enumerate(shapes)]
    back: list[Step | list[Step]] = [("index", {"key": (key,)}) for key in keys]

    def part(place: int) -> Any:
        return starts[place] if len(shapes[place]) == 1 else slice(starts[place], starts[place + 1])

    def push(place: int) -> Any:
        return lambda t: np.vstack([t if k == place else np.zeros(shape) for k, shape in enumerate(shapes)])

    def lands(place: int) -> Any:
        return lambda: placed(result, lambda whole: whole[part(place)])

    count = range(len(shapes))
    return Move(result, lambda *a: np.vstack(a), back, [push(k) for k in count], [lands(k) for k in count])


vstack = movement(
    "vstack",
    _below,
    Tale("Put one below the other: {out} has shape {shape:out}.", "{to} makes some of the rows of {out} and takes those rows of its gradient.", MOVED),
    title="Put one below the other",
    variadic=True,
    reference=lambda *a: np.array([row for one in a for row in ([one] if np.ndim(one) == 1 else one)]),
    samples=(Sample((_ROW, _ROW)), Sample((_GRID, _ROW)), Sample((_GRID, _GRID)), Sample(([_GRID], [_GRID, _GRID]))),
    bad=(BadSample((_GRID, [1.0, 2.0]), "shape-mismatch"), BadSample((1.0, 2.0), "bad-axis")),
)
