"""Picking: take (whole slices), gather (entry by entry), embedding (rows of a table)."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_picking import Choice, Places, Tale, picking, whole
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says, size

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_TABLE = [[0.4, -1.2], [1.7, 0.9], [3.1, 0.2]]
_FIRST, _IDS = "jklmnpq", "irstuwxy"
_ADDED = "Each use of an entry reached the result by a way of its own, and the gradients of all the ways are added."


def _grid(shape: Shape) -> Places:
    return np.arange(size(shape), dtype=np.intp).reshape(shape)


def _line(shape: Shape, params: Params) -> tuple[Shape, int]:
    """The shape that is picked from, and the axis; without an axis all entries stand in one line."""
    if params["axis"] is None:
        return (size(shape),), 0
    if not shape:
        raise Refused("bad-axis", "A scalar has no axis to pick along.", "Give it a vector or a matrix.", rank=0)
    return shape, normal_axes(params["axis"], len(shape))[0]


def _take(shapes: tuple[Shape, ...], params: Params) -> Choice:
    shape, index = shapes
    line, axis = _line(shape, params)

    def places(given: Any) -> Places:
        return np.asarray(np.take(_grid(line), whole(given, line[axis], -line[axis], "an index"), axis))

    back = {"shape": shape, "axis": params["axis"]}
    return Choice((*line[:axis], *index, *line[axis + 1 :]), places, ("untake", back))


def _untake(shapes: tuple[Shape, ...], params: Params) -> Choice:
    """The take that this undoes."""
    choice = _take((params["shape"], shapes[1]), params)
    return Choice(choice.shape, choice.places, ("take", {"axis": params["axis"]}))


def _take_letters(shapes: tuple[Shape, ...], params: Params) -> tuple[str, str, str, str]:
    line, axis = _line(shapes[0], params)
    others, ids = _FIRST[: len(line) - 1], _IDS[: len(shapes[1])]
    return others[:axis] + "v" + others[axis:], ids, others[:axis] + ids + others[axis:], ids


_AXIS = Parameter("axis", "axis")
_SHAPE = Parameter("shape", "shape", required=True)
_PICKED = "Entries of {to} get the gradients of the places they were copied to; one that was picked several times gets their sum."
_INDEX = "{to} says which entries are picked, so it gets no gradient."
take = picking(
    "take",
    ("a", "index"),
    _take,
    Tale("Picked out by a tensor of indices: {out} has shape {shape:out}.", _PICKED, _ADDED, "Why are gradients added?", _INDEX),
    _take_letters,
    title="Take",
    reference=lambda a, index, axis=None: _by_loops(np.asarray(a), np.asarray(index), axis),
    samples=(
        Sample(([0.4, -1.2, 2.1], [2.0, 0.0, 2.0])),
        Sample((_GRID, [1.0, 0.0, 1.0]), {"axis": 0}),
        Sample((_GRID, [[2.0, 0.0], [-1.0, 1.0]]), {"axis": 1}),
        Sample((_GRID, [5.0, 1.0])),
        Sample((_GRID, 1.0), {"axis": -1}),
        Sample((_GRID, 4.0)),
    ),
    bad=(
        BadSample(([1.0, 2.0], [2.0]), "bad-index"),
        BadSample(([1.0, 2.0], [0.5]), "bad-argument"),
        BadSample((_GRID, [0.0]), "bad-axis", {"axis": 2}),
        BadSample((1.0, [0.0]), "bad-axis", {"axis": 0}),
    ),
    params=(_AXIS,),
    sources=("NumPy reference, numpy.take",),
)
untake = picking(
    "untake",
    ("a", "index"),
    _untake,
    Tale("Added to the places they were picked from: {out} has shape {shape:out}.", "Each entry takes the gradient of the place it was added to.", "A sum passes its gradient on unchanged to each of its terms.", None, _INDEX),
    _take_letters,
    puts=True,
    title="Add to places",
    reference=lambda a, index, shape, axis=None: _by_adding(a, _by_loops(_grid(shape), np.asarray(index), axis), shape),
    samples=(Sample((_GRID, [1.0, 1.0]), {"shape": (3, 3), "axis": 0}), Sample(([1.0, 2.0, 0.5], [2.0, 0.0, 2.0]), {"shape": (2, 2)}), Sample((2.5, 1.0), {"shape": (3,), "axis": 0})),
    bad=(BadSample((_GRID, [1.0]), "bad-shape", {"shape": (3, 3), "axis": 0}),),
    params=(_SHAPE, _AXIS),
    sources=("The transpose of numpy.take",),
    typed=False,
)


def _gather(shapes: tuple[Shape, ...], params: Params) -> Choice:
    shape, index = shapes
    if not shape:
        raise Refused("bad-axis", "A scalar has no axis to pick along.", "Give it a vector or a matrix.", rank=0)
    (axis,) = normal_axes(params["axis"], len(shape))
    if len(index) != len(shape) or index[:axis] + index[axis + 1 :] != shape[:axis] + shape[axis + 1 :]:
        raise Refused("shape-mismatch", f"The tensor is {says(shape)}, the index {says(index)}.", f"Only axis {axis} may differ. To pick whole slices, use take.", shapes=[list(shape), list(index)])

    def places(given: Any) -> Places:
        return np.take_along_axis(_grid(shape), whole(given, shape[axis], -shape[axis], "an index"), axis)

    return Choice(index, places, ("ungather", {"shape": shape, "axis": params["axis"]}))


def _ungather(shapes: tuple[Shape, ...], params: Params) -> Choice:
    """The gather that this undoes."""
    choice = _gather((params["shape"], shapes[1]), params)
    return Choice(choice.shape, choice.places, ("gather", {"axis": params["axis"]}))


def _gather_letters(shapes: tuple[Shape, ...], params: Params) -> tuple[str, str, str, str]:
    (axis,) = normal_axes(params["axis"], len(shapes[0]))
    others = _FIRST[: len(shapes[0]) - 1]
    along = others[:axis] + "i" + others[axis:]
    return others[:axis] + "v" + others[axis:], along, along, "i"


gather = picking(
    "gather",
    ("a", "index"),
    _gather,
    Tale("One entry for each index, in its own line: {out} has shape {shape:out}.", _PICKED, _ADDED, "Why are gradients added?", _INDEX),
    _gather_letters,
    title="Gather",
    reference=lambda a, index, axis=-1: _along(np.asarray(a), np.asarray(index), axis),
    samples=(
        Sample(([0.4, -1.2, 2.1], [2.0, 2.0])),
        Sample((_GRID, [[2.0], [0.0]]), {"axis": 1}),
        Sample((_GRID, [[1.0, 0.0, 1.0], [0.0, 0.0, -1.0], [1.0, 1.0, 1.0]]), {"axis": 0}),
        Sample(([_GRID, _GRID], [[[0.0], [1.0]], [[2.0], [2.0]]])),
    ),
    bad=(
        BadSample((_GRID, [[3.0], [0.0]]), "bad-index", {"axis": 1}),
        BadSample((_GRID, [[0.5], [0.0]]), "bad-argument", {"axis": 1}),
        BadSample((_GRID, [0.0, 1.0]), "shape-mismatch", {"axis": 1}),
        BadSample((_GRID, [[0.0], [1.0]]), "bad-axis", {"axis": 2}),
        BadSample((1.0, 0.0), "bad-axis"),
    ),
    params=(Parameter("axis", "axis", -1),),
    sources=("NumPy reference, numpy.take_along_axis", "PyTorch documentation, torch.gather"),
)
ungather = picking(
    "ungather",
    ("a", "index"),
    _ungather,
    Tale("Added to the places they were gathered from: {out} has shape {shape:out}.", "Each entry takes the gradient of the place it was added to.", "A sum passes its gradient on unchanged to each of its terms.", None, _INDEX),
    _gather_letters,
    puts=True,
    title="Add to places",
    reference=lambda a, index, shape, axis=-1: _by_adding(a, _along(_grid(shape), np.asarray(index), axis), shape),
    samples=(Sample((_GRID, [[0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]), {"shape": (2, 3), "axis": 0}), Sample(([1.0, 2.0], [0.0, 0.0]), {"shape": (3,)})),
    bad=(BadSample(([1.0], [0.0, 0.0]), "bad-shape", {"shape": (3,)}),),
    params=(_SHAPE, Parameter("axis", "axis", -1)),
    sources=("The transpose of numpy.take_along_axis",),
    typed=False,
)


def _rows(shapes: tuple[Shape, ...], params: Params) -> Choice:
    table, ids = shapes
    if len(table) < 2:
        raise Refused("bad-shape", f"An embedding needs a table with a row for each id; this is {says(table)}.", "Give it a matrix.", shape=list(table))

    def places(given: Any) -> Places:
        return np.asarray(np.take(_grid(table), whole(given, table[0], 0, "an id"), 0))

    return Choice((*ids, *table[1:]), places, ("untake", {"shape": table, "axis": 0}))


embedding = picking(
    "embedding",
    ("table", "ids"),
    _rows,
    Tale(
        "The row of each id is copied from {table}: {out} has shape {shape:out}.",
        "Each row of {to} gets the gradients of all the places where its id stood; a row that was not looked up gets 0 from here.",
        "An id that stands in several places uses the same row in each of them. Each use pays its own gradient, and they are added.",
        "Why are gradients added?",
        "{to} says which rows are looked up, so it gets no gradient.",
    ),
    lambda shapes, params: _take_letters(shapes, {"axis": 0}),
    title="Embedding",
    reference=lambda table, ids: _by_loops(np.asarray(table), np.asarray(ids), 0),
    samples=(Sample((_TABLE, [2.0, 0.0, 2.0])), Sample((_TABLE, [[1.0, 1.0], [0.0, 1.0]])), Sample((_TABLE, 1.0))),
    bad=(
        BadSample((_TABLE, [3.0]), "bad-index"),
        BadSample((_TABLE, [-1.0]), "bad-index"),
        BadSample((_TABLE, [0.5]), "bad-argument"),
        BadSample(([1.0, 2.0], [0.0]), "bad-shape"),
    ),
    sources=("PyTorch documentation, torch.nn.functional.embedding", "Bengio et al. 2003, A Neural Probabilistic Language Model"),
)


def _by_loops(a: Any, index: Any, axis: Any) -> Any:
    rows = list(a.ravel()) if axis is None else [np.take(a, k, axis) for k in range(a.shape[axis])]
    found = np.array([rows[int(k)] for k in index.ravel()]).reshape(index.shape + np.shape(rows[0]))
    return found if axis is None else np.moveaxis(found, range(index.ndim), range(axis % a.ndim, axis % a.ndim + index.ndim))


def _along(a: Any, index: Any, axis: int) -> Any:
    out = np.zeros(index.shape, dtype=a.dtype)
    for place in np.ndindex(index.shape):
        there = list(place)
        there[axis] = int(index[place])
        out[place] = a[tuple(there)]
    return out


def _by_adding(a: Any, places: Any, shape: Shape) -> Any:
    total = [0.0] * size(shape)
    for place, entry in zip(np.ravel(places), np.ravel(a), strict=True):
        total[int(place)] += float(entry)
    return np.array(total).reshape(shape)
