"""Movement: a border of one fixed number round a tensor."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Formula
from chainrule.ops.family_movement import Move, Tale, entry, letters, movement, placed
from chainrule.ops.indexing import Cut
from chainrule.ops.record import BadSample, Parameter, Params, Plan, Sample, Shape, size

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def widths(width: Any, rank: int) -> tuple[tuple[int, int], ...]:
    """1, (before, after) or one of these per axis -> a pair per axis."""
    rows = width if isinstance(width, tuple) and any(isinstance(one, tuple) for one in width) else (width,) * rank
    if len(rows) != rank:
        raise Refused("bad-argument", f"width has {len(rows)} entries, the tensor {rank} axes.", "Give one pair (before, after) for each axis.", argument="width", rank=rank)
    pairs = tuple((row, row) if isinstance(row, int) else row * 2 if len(row) == 1 else row for row in rows)
    if any(len(pair) != 2 for pair in pairs):
        raise Refused("bad-argument", "A border has two widths on each axis, before and after.", "Write a number, (before, after), or one such pair for each axis.", argument="width")
    if any(one < 0 for pair in pairs for one in pair):
        raise Refused("bad-argument", "A border cannot have a negative width.", "Use a slice to cut entries off.", argument="width")
    return pairs


def _pad(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    if not shape:
        raise Refused("bad-shape", "A scalar has no axis to put a border along.", "Pad a vector or a matrix.", shape=[])
    width = widths(params["width"], len(shape))
    inner = tuple(slice(before, before + extent) for (before, _), extent in zip(width, shape, strict=True))
    result = tuple(before + extent + after for (before, after), extent in zip(width, shape, strict=True))
    fill = params.get("value", 0.0)

    def forward(a: Any) -> Any:
        whole = np.full(result, fill, dtype=np.float64)
        whole[inner] = a
        return whole

    return Move(
        result,
        forward,
        [("index", {"key": tuple(Cut(one.start, one.stop) for one in inner)})],
        [lambda t: np.pad(t, width)],
        [lambda: placed(result, lambda whole: whole[inner])],
    )


def _inside(plan: Plan, place: int) -> Formula | None:
    rank = len(plan.shape)
    width = widths(plan.params["width"], rank)
    return entry(plan, place, letters(rank), letters(rank, {axis: before for axis, (before, _) in enumerate(width)}))


pad = movement(
    "pad",
    _pad,
    Tale(
        "A border is put around {a}: {out} has shape {shape:out}.",
        "The border is cut off again: {to} receives the inner part of the gradient.",
        "The border is made of fixed numbers, so its gradient is not needed.",
        "What becomes of the border's gradient?",
        None,
        _inside,
    ),
    title="Pad",
    reference=lambda a, width, value=0.0: _by_entries(np.asarray(a), width, value),
    samples=(
        Sample((_GRID,), {"width": ((1, 1), (0, 2)), "value": 0.0}),
        Sample(([1.0, 2.0],), {"width": ((0, 1),), "value": -3.0}),
        Sample((_GRID,), {"width": 1}),
        Sample((_GRID,), {"width": (1, 2), "value": 0.5}),
        Sample((_GRID,), {"width": (2, (0, 1))}),
        Sample(([1.0, 2.0],), {"width": 0}),
    ),
    bad=(
        BadSample((1.0,), "bad-shape", {"width": 1}),
        BadSample((_GRID,), "bad-argument", {"width": ((1, 1),)}),
        BadSample((_GRID,), "bad-argument", {"width": -1}),
        BadSample((_GRID,), "bad-argument", {"width": (1, 1, 2, 2)}),
    ),
    params=(Parameter("width", "widths", required=True), Parameter("value", "number", 0.0)),
)


def _by_entries(a: Any, width: Any, fill: float) -> Any:
    pairs = widths(width, a.ndim)
    shape = tuple(sum(pair) + n for pair, n in zip(pairs, a.shape, strict=True))
    out = [fill] * size(shape)
    for place in np.ndindex(a.shape):
        out[int(np.ravel_multi_index([k + before for k, (before, _) in zip(place, pairs, strict=True)], shape))] = float(a[place])
    return np.array(out).reshape(shape)
