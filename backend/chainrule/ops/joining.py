"""Movement: putting tensors together along a new axis or one they have, and taking one apart into equal parts."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Formula
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_movement import MOVED, Move, Tale, entry, letters, movement, placed, view
from chainrule.ops.indexing import Cut
from chainrule.ops.record import BadSample, Parameter, Params, Plan, Sample, Shape, says

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_ROW = [[3.1, 0.2, -0.6]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]
_AXIS = Parameter("axis", "axis", 0)


def _stack(shapes: tuple[Shape, ...], params: Params) -> Move:
    first = shapes[0]
    for place, shape in enumerate(shapes):
        if shape != first:
            raise Refused("ragged-list", f"Entry 0 of the list is {says(first)}, entry {place} is {says(shape)}.", "Give every entry the same shape.", shapes=[list(first), list(shape)])
    (axis,) = normal_axes(params.get("axis", 0), len(first) + 1)
    result = (*first[:axis], len(shapes), *first[axis:])
    before = (Cut(),) * axis

    def push(place: int) -> Any:
        return lambda t: np.stack([t if k == place else np.zeros(first) for k in range(len(shapes))], axis)

    def lands(place: int) -> Any:
        return lambda: placed(result, lambda whole: whole[(*(slice(None),) * axis, place, ...)])

    count = range(len(shapes))
    return Move(result, lambda *a: np.stack(a, axis), [("index", {"key": (*before, k)}) for k in count], [push(k) for k in count], [lands(k) for k in count])


stack = movement(
    "stack",
    _stack,
    Tale("Put together into one tensor: {out} has shape {shape:out}.", "{to} is one slice of {out} and takes that slice of its gradient.", MOVED),
    title="Stack",
    glyph="[,]",
    variadic=True,
    reference=lambda *a, axis=0: np.moveaxis(np.array([np.asarray(one).tolist() for one in a]), 0, axis),
    samples=(
        Sample((1.0, 2.0, 3.0)),
        Sample(([1.0, 2.0], [0.5, -1.0])),
        Sample(([1.0, 2.0], [0.5, -1.0], [0.3, 4.0]), {"axis": 1}),
        Sample((_GRID, _CUBE[1]), {"axis": -2}),
    ),
    bad=(BadSample(([1.0, 2.0], [1.0]), "ragged-list"), BadSample(([1.0, 2.0], [1.0, 0.0]), "bad-axis", {"axis": 2})),
    params=(_AXIS,),
)


def concat_at(shapes: tuple[Shape, ...], asked: int) -> Move:
    """Tensors joined along one axis, in which alone they may differ. Raises bad-axis, shape-mismatch."""
    first = shapes[0]
    if () in shapes:
        raise Refused("bad-axis", "A scalar has no axis to be joined along.", "Put scalars together with stack.", rank=0)
    (axis,) = normal_axes(asked, len(first))
    for place, shape in enumerate(shapes):
        if len(shape) != len(first) or shape[:axis] + shape[axis + 1 :] != first[:axis] + first[axis + 1 :]:
            raise Refused("shape-mismatch", f"Tensor 0 is {says(first)}, tensor {place} is {says(shape)}.", f"Only axis {axis}, along which they are joined, may differ.", shapes=[list(first), list(shape)])
    starts = _starts(shapes, axis)
    result = (*first[:axis], starts[-1], *first[axis + 1 :])

    def part(place: int) -> tuple[slice, ...]:
        return (*(slice(None),) * axis, slice(starts[place], starts[place + 1]))

    def push(place: int) -> Any:
        return lambda t: np.concatenate([t if k == place else np.zeros(shape) for k, shape in enumerate(shapes)], axis)

    def lands(place: int) -> Any:
        return lambda: placed(result, lambda whole: whole[part(place)])

    count = range(len(shapes))
    back = [("index", {"key": (*(Cut(),) * axis, Cut(starts[k], starts[k + 1]))}) for k in count]
    return Move(result, lambda *a: np.concatenate(a, axis), back, [push(k) for k in count], [lands(k) for k in count])


def _starts(shapes: tuple[Shape, ...], axis: int) -> list[int]:
    starts = [0]
    for shape in shapes:
        starts.append(starts[-1] + shape[axis])
    return starts


def _joined(plan: Plan, place: int) -> Formula:
    rank = len(plan.shape)
    (axis,) = normal_axes(plan.params["axis"], rank)
    return entry(plan, place, letters(rank), letters(rank, {axis: _starts(plan.shapes, axis)[place]}))


concat = movement(
    "concat",
    lambda shapes, params: concat_at(shapes, params["axis"]),
    Tale("Joined one after another: {out} has shape {shape:out}.", "{to} is one stretch of {out} and takes that stretch of its gradient.", MOVED, None, None, _joined),
    title="Join",
    variadic=True,
    reference=lambda *a, axis=0: np.moveaxis(np.array([row for one in a for row in np.moveaxis(np.asarray(one), axis, 0).tolist()]), 0, axis),
    samples=(
        Sample(([1.0, 2.0], [0.5], [-1.0, 3.0, 0.2])),
        Sample((_GRID, _ROW)),
        Sample((_GRID, _CUBE[1], [[1.0], [-2.0]]), {"axis": 1}),
        Sample((_CUBE, _CUBE), {"axis": -1}),
        Sample((_GRID,)),
    ),
    bad=(
        BadSample((_GRID, _ROW), "shape-mismatch", {"axis": 1}),
        BadSample((_GRID, [1.0, 2.0, 3.0]), "shape-mismatch"),
        BadSample((_GRID, _GRID), "bad-axis", {"axis": 2}),
        BadSample((1.0, 2.0), "bad-axis"),
    ),
    params=(_AXIS,),
    sources=("NumPy reference, numpy.concatenate",),
)


def _parts(shape: Shape, params: Params) -> int:
    """How many parts, once it is sure that they are equal."""
    (axis,) = normal_axes(params["axis"], len(shape)) if shape else (None,)
    if axis is None:
        raise Refused("bad-axis", "A scalar has no axis to be split along.", "Split a vector or a matrix.", rank=0)
    count, extent = int(params["n"]), shape[axis]
    if count < 1:
        raise Refused("bad-argument", f"A tensor cannot be split into {count} parts.", "Ask for one part or more.", n=count)
    if extent % count:
        fits = ", ".join(str(k) for k in range(1, min(extent, 1000) + 1) if extent % k == 0)
        raise Refused("bad-shape", f"Axis {axis} has size {extent}, which {count} equal parts do not fill.", f"Numbers of parts that fit: {fits}.", axis=axis, size=extent, n=count)
    return count


def _split(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    count, part = _parts(shape, params), params["part"]
    (axis,) = normal_axes(params["axis"], len(shape))
    wide = shape[axis] // count
    inside = (*(slice(None),) * axis, slice(part * wide, (part + 1) * wide))
    key = (*(Cut(),) * axis, Cut(part * wide, (part + 1) * wide))

    def forward(a: Any) -> Any:
        return a[inside]

    result = (*shape[:axis], wide, *shape[axis + 1 :])
    return Move(result, forward, [("unindex", {"key": key, "shape": shape})], [forward], [lambda: view(shape, forward)])


def _taken_apart(plan: Plan, place: int) -> Formula:
    (shape,) = plan.shapes
    (axis,) = normal_axes(plan.params["axis"], len(shape))
    start = plan.params["part"] * plan.shape[axis]
    return entry(plan, place, letters(len(shape), {axis: start}), letters(len(shape)))


split = movement(
    "split",
    _split,
    Tale(
        "One of the equal parts of {a}: {out} has shape {shape:out}.",
        "This part of {to} takes the gradient of {out}; each other part takes its own.",
        "An entry of {a} stands in one part only, so only that part pays it a gradient.",
        "Why is it 0 elsewhere?",
        None,
        _taken_apart,
    ),
    title="Split",
    reference=lambda a, n, axis=0, part=0: np.moveaxis(np.array([row for k, row in enumerate(np.moveaxis(np.asarray(a), axis, 0).tolist()) if k * n // np.shape(a)[axis] == part]), 0, axis),
    samples=(
        Sample(([1.0, 2.0, 0.5, -1.0],), {"n": 2}),
        Sample(([1.0, 2.0, 0.5, -1.0],), {"n": 2, "part": 1}),
        Sample((_GRID,), {"n": 3, "axis": 1, "part": 2}),
        Sample((_CUBE,), {"n": 2, "axis": -2, "part": 1}),
        Sample((_GRID,), {"n": 1}),
    ),
    bad=(
        BadSample((_GRID,), "bad-shape", {"n": 2, "axis": 1}),
        BadSample((_GRID,), "bad-argument", {"n": 0}),
        BadSample((_GRID,), "bad-axis", {"n": 2, "axis": 2}),
        BadSample((1.0,), "bad-axis", {"n": 1}),
    ),
    params=(Parameter("n", "whole", required=True), _AXIS, Parameter("part", "hidden", 0)),
    results=_parts,
)
