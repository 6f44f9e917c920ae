"""Movement: entries copied next to themselves, or the whole tensor again and again."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Formula, Index
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_movement import COPIES, LETTERS, Move, Step, Tale, entry, letters, movement
from chainrule.ops.rearranging import positions
from chainrule.ops.record import BadSample, Parameter, Params, Plan, Sample, Shape, size

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]


def _collect(shape: Shape, grid: Shape, one: Shape) -> list[Step]:
    """Copies lie along axes of `grid` that `one` has with size 1: they are added up there."""
    return [("reshape", {"shape": grid}), ("sum_to", {"shape": one}), ("reshape", {"shape": shape})]


def _repeat(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    times = params["repeats"]
    if times < 0:
        raise Refused("bad-argument", f"Entries cannot be repeated {times} times.", "Repeat them 0 times or more.", argument="repeats")
    lines, axis = _lines(shape, params)
    lead, rest = lines[: axis + 1], lines[axis + 1 :]
    result = (*lines[:axis], lines[axis] * times, *rest)

    def forward(a: Any) -> Any:
        return np.repeat(a, times, None if params["axis"] is None else axis)

    return Move(result, forward, [_collect(shape, (*lead, times, *rest), (*lead, 1, *rest))], [forward], [lambda: positions(shape, forward)])


def _lines(shape: Shape, params: Params) -> tuple[Shape, int]:
    """The shape that is repeated and the axis: without an axis all entries stand in one line."""
    if params["axis"] is None:
        return (size(shape),), 0
    return shape, normal_axes(params["axis"], len(shape))[0]


def _repeated(plan: Plan, place: int) -> Formula | None:
    (shape,) = plan.shapes
    lines, axis = _lines(shape, plan.params)
    if lines != shape:
        return None
    came = Index(((LETTERS[axis], plan.params["repeats"]), (COPIES[0], 1)))
    here = letters(len(shape))
    return entry(plan, place, here, (*here[:axis], came, *here[axis + 1 :]), COPIES[0])


_BECAUSE = "Every copy was used on its own, and a change of {to} changes all of them at once, so their gradients are added."
_QUESTION = "Why are gradients added?"
repeat = movement(
    "repeat",
    _repeat,
    Tale("Every entry is repeated next to itself: {out} has shape {shape:out}.", "The gradients of all copies of an entry are added up for {to}.", _BECAUSE, _QUESTION, None, _repeated),
    title="Repeat",
    reference=lambda a, repeats, axis=None: np.array([x for x in np.ravel(a).tolist() for _ in range(repeats)]) if axis is None else np.moveaxis(np.array([row for row in np.moveaxis(np.asarray(a), axis, 0).tolist() for _ in range(repeats)]), 0, axis),
    samples=(
        Sample(([1.0, 2.0, 0.5],), {"repeats": 2}),
        Sample((_GRID,), {"repeats": 2}),
        Sample((_GRID,), {"repeats": 3, "axis": 0}),
        Sample((_CUBE,), {"repeats": 2, "axis": -1}),
        Sample((2.5,), {"repeats": 3}),
        Sample((_GRID,), {"repeats": 1, "axis": 1}),
    ),
    bad=(BadSample((_GRID,), "bad-argument", {"repeats": -1}), BadSample((_GRID,), "bad-axis", {"repeats": 2, "axis": 2})),
    params=(Parameter("repeats", "whole", required=True), Parameter("axis", "axis")),
)


def _tiles(shape: Shape, params: Params) -> tuple[Shape, Shape]:
    """The shape with axes of size 1 put in front, and how often each axis is laid."""
    times = params["reps"] if isinstance(params["reps"], tuple) else (params["reps"],)
    if min(times, default=0) < 0:
        raise Refused("bad-argument", f"A tensor cannot be laid {min(times)} times.", "Lay it 0 times or more.", argument="reps")
    rank = max(len(shape), len(times))
    return (1,) * (rank - len(shape)) + shape, (1,) * (rank - len(times)) + times


def _tile(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    sizes, times = _tiles(shape, params)
    grid = tuple(extent for pair in zip(times, sizes, strict=True) for extent in pair)
    one = tuple(extent for size_ in sizes for extent in (1, size_))
    result = tuple(many * extent for many, extent in zip(times, sizes, strict=True))

    def forward(a: Any) -> Any:
        return np.tile(a, times) if result else a

    return Move(result, forward, [_collect(shape, grid, one)], [forward], [lambda: positions(shape, forward)])


def _tiled(plan: Plan, place: int) -> Formula:
    (shape,) = plan.shapes
    sizes, times = _tiles(shape, plan.params)
    lead = len(sizes) - len(shape)
    came, copies = [], ""
    for axis, (extent, many) in enumerate(zip(sizes, times, strict=True)):
        terms: tuple[tuple[str, int], ...] = ((LETTERS[axis - lead], 1),) if axis >= lead else ()
        if many != 1 or axis < lead:
            terms += ((COPIES[axis], extent),)
            copies += COPIES[axis]
        came.append(Index(terms))
    return entry(plan, place, letters(len(shape)), came, copies)


tile = movement(
    "tile",
    _tile,
    Tale("Laid out again and again like tiles: {out} has shape {shape:out}.", "The gradients at the same place of every tile are added up for {to}.", _BECAUSE, _QUESTION, None, _tiled),
    title="Tile",
    reference=lambda a, reps: _by_tiles(np.asarray(a), reps if isinstance(reps, tuple) else (reps,)),
    samples=(
        Sample(([1.0, 2.0, 0.5],), {"reps": 2}),
        Sample((_GRID,), {"reps": (2, 1)}),
        Sample((_GRID,), {"reps": 2}),
        Sample(([1.0, 2.0],), {"reps": (2, 3)}),
        Sample((_CUBE,), {"reps": (2, 2)}),
        Sample((2.5,), {"reps": (2, 2)}),
        Sample((2.5,), {"reps": ()}),
    ),
    bad=(BadSample((_GRID,), "bad-argument", {"reps": (2, -1)}),),
    params=(Parameter("reps", "shape", required=True),),
)


def _by_tiles(a: Any, times: tuple[int, ...]) -> Any:
    a = a.reshape((1,) * (len(times) - a.ndim) + a.shape)
    times = (1,) * (a.ndim - len(times)) + times
    out = np.zeros([many * n for many, n in zip(times, a.shape, strict=True)])
    for place in np.ndindex(out.shape):
        out[place] = a[tuple(k % n for k, n in zip(place, a.shape, strict=True))]
    return out
