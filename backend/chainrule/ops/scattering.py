"""Picking: entries of one tensor written over, or added to, the places of another that an index names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Call, Symbol
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_picking import NO_SLOPE, Places, whole
from chainrule.ops.record import (
    BadSample,
    Build,
    Op,
    Parameter,
    Params,
    Plan,
    Pull,
    Rule,
    Sample,
    Sentences,
    Shape,
    Words,
    says,
    size,
    telling,
)
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def _judged(shapes: tuple[Shape, ...], params: Params) -> tuple[int, bool]:
    """The axis, and whether one index stands for a whole slice of `b`."""
    a, index, b = shapes
    if not a:
        raise Refused("bad-axis", "A scalar has no axis to scatter along.", "Give it a vector or a matrix.", rank=0)
    (axis,) = normal_axes(params["axis"], len(a))
    slices = len(index) == 1 and len(a) > 1
    wanted = (*a[:axis], index[0], *a[axis + 1 :]) if slices else index
    if b != wanted or len(b) != len(a) or b[:axis] + b[axis + 1 :] != a[:axis] + a[axis + 1 :]:
        raise Refused(
            "shape-mismatch",
            f"The tensors are {says(a)} and {says(b)}, the index {says(index)}.",
            f"Only axis {axis} of the tensors may differ; give one index for every entry, or one for every slice along the axis.",
            shapes=[list(a), list(index), list(b)],
        )
    return axis, slices


def _where(shapes: tuple[Shape, ...], params: Params) -> Callable[[Any], Places]:
    """The flat position in `a` of every entry of `b`."""
    shape = shapes[0]
    axis, slices = _judged(shapes, params)

    def places(index: Any) -> Places:
        grid = np.arange(size(shape), dtype=np.intp).reshape(shape)
        numbers = whole(index, shape[axis], -shape[axis], "an index")
        return np.take(grid, numbers, axis) if slices else np.take_along_axis(grid, numbers, axis)

    return places


def _back(shapes: tuple[Shape, ...], params: Params, build: Build, g: Any, index: Any) -> Any:
    """The gradient of `b` as a node: what stands at its places."""
    return build("take" if _judged(shapes, params)[1] else "gather", g, index, axis=params["axis"])


def _landing(places: Callable[[Any], Places], shape: Shape, built: Any) -> Pull:
    """The way of `b`: its entries are added into zeros of `shape`."""
    return Pull(
        lambda values, out: Map("land", 0, (), tuple(places(values[1]).ravel().tolist())),
        lambda g, part, values, out: np.take(np.ravel(g), places(values[1])),
        lambda t, part, values, out: np.bincount(places(values[1]).ravel(), np.ravel(t), size(shape)).reshape(shape),
        built,
    )


def _scatter(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
    shape, _, given = shapes
    places = _where(shapes, params)

    def once(index: Any) -> Places:
        where = places(index)
        names, counts = np.unique(where, return_counts=True)
        if np.any(counts > 1):
            raise Refused("bad-index", f"Two entries are written to the same place, number {int(names[counts > 1][0])} in reading order.", "Name each place once, or add them up with scatter_add.")
        return where

    def over(a: Any, index: Any, b: Any) -> Any:
        out = np.array(a, dtype=np.float64)
        out.flat[once(index).ravel()] = np.ravel(b)
        return out

    def kept(values: Any, out: Any) -> Map:
        return Map("keep", 0, (), tuple(places(values[1]).ravel().tolist()))

    def cleared(g: Any, values: Any) -> Any:
        return over(g, values[1], np.zeros(given))

    base = Pull(
        kept,
        lambda g, part, values, out: cleared(g, values),
        lambda t, part, values, out: cleared(t, values),
        lambda build, g, args, out: build("scatter", g, args[1], build("zeros", shape=given), axis=params["axis"]),
    )
    landing = _landing(places, shape, lambda build, g, args, out: _back(shapes, params, build, g, args[1]))
    return Plan(op, shapes, params, shape, 0, over, (base, None, landing), "any")


def _scatter_add(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
    shape = shapes[0]
    places = _where(shapes, params)
    strides = tuple(size(shape[axis + 1 :]) for axis in range(len(shape)))

    def forward(a: Any, index: Any, b: Any) -> Any:
        return a + np.bincount(places(index).ravel(), np.ravel(b), size(shape)).reshape(shape)

    base = Pull(
        lambda values, out: Map("place", 0, strides),
        lambda g, part, values, out: g,
        lambda t, part, values, out: t,
        lambda build, g, args, out: g,
    )
    landing = _landing(places, shape, lambda build, g, args, out: _back(shapes, params, build, g, args[1]))
    return Plan(op, shapes, params, shape, size(shapes[2]), forward, (base, None, landing), "any")


def _record(name: str, title: str, make: Any, tells: str, first: tuple[str, str, str | None], last: tuple[str, str, str | None], **rest: Any) -> Op:
    def words(plan: Plan) -> Words:
        told = Sentences(
            telling(tells, plan.shape),
            {"a": first[0], "index": "{to} says where the entries go, so it gets no gradient.", "b": last[0]},
            {"a": first[1], "index": NO_SLOPE, "b": last[1]},
            {"a": first[2], "index": "Why has the index no gradient?", "b": last[2]},
        )
        args = ("a", "index", "b")
        return Words(Call(name, tuple(map(Symbol, args))), {arg: Rule() for arg in args}, told)

    return Op(name, name, title, "movement", ("a", "index", "b"), make, words, params=(Parameter("axis", "axis", -1),), doc=tells, **rest)


_BAD = (
    BadSample(([1.0, 2.0], [2.0], [5.0]), "bad-index"),
    BadSample(([1.0, 2.0], [0.5], [5.0]), "bad-argument"),
    BadSample((_GRID, [[0.0]], [[5.0]]), "shape-mismatch"),
    BadSample((_GRID, [0.0], _GRID[:1]), "bad-axis", {"axis": 2}),
    BadSample((1.0, 0.0, 1.0), "bad-axis"),
)
_TO_PLACE = "{to} takes the gradient of the places it was written to."
scatter = _record(
    "scatter",
    "Scatter",
    _scatter,
    "Entries of {a} are written over by those of {b}: {out} has shape {shape:out}.",
    ("{to} gets the gradient everywhere but at the places that were written over.", "What was written over no longer has a part in the result.", "Why is it 0 at some places?"),
    (_TO_PLACE, "Each entry of {b} stands at one place of the result, and that place pays it its gradient.", None),
    reference=lambda a, index, b, axis=-1: _by_loops(a, index, b, axis, False),
    samples=(
        Sample(([0.4, -1.2, 2.1], [2.0, 0.0], [5.0, 7.0])),
        Sample((_GRID, [[2.0], [0.0]], [[5.0], [7.0]]), {"axis": 1}),
        Sample((_GRID, [[0.0, 1.0, -1.0]], [[5.0, 7.0, 9.0]]), {"axis": 0}),
        Sample((_GRID, [2.0, 0.0], [[5.0, 6.0], [7.0, 8.0]])),
    ),
    bad=(*_BAD, BadSample(([1.0, 2.0], [0.0, 0.0], [5.0, 6.0]), "bad-index")),
    sources=("PyTorch documentation, torch.Tensor.scatter",),
)
scatter_add = _record(
    "scatter_add",
    "Scatter and add",
    _scatter_add,
    "Entries of {b} are added to places of {a}: {out} has shape {shape:out}.",
    ("{to} gets the gradient unchanged.", "A sum grows exactly as fast as each of its terms, so the slope is 1.", None),
    ("Each entry of {to} takes the gradient of the place it was added to.", "Several entries may be added to one place. Each raises the sum there by as much as it grows itself, so each gets the whole gradient of that place.", "Why does each get the whole gradient?"),
    reference=lambda a, index, b, axis=-1: _by_loops(a, index, b, axis, True),
    samples=(
        Sample(([0.4, -1.2, 2.1], [2.0, 0.0, 2.0], [5.0, 7.0, 0.5])),
        Sample((_GRID, [[2.0, 2.0], [0.0, 1.0]], [[5.0, 0.3], [7.0, 0.2]]), {"axis": 1}),
        Sample((_GRID, [1.0, 1.0, 0.0], [[5.0, 6.0, 1.0], [7.0, 8.0, 2.0], [0.1, 0.2, 0.3]]), {"axis": 0}),
    ),
    bad=_BAD,
    sources=("PyTorch documentation, torch.Tensor.scatter_add",),
)


def _by_loops(a: Any, index: Any, b: Any, axis: int, adds: bool) -> Any:
    out, entries = np.array(a), np.asarray(b)
    numbers = np.asarray(index)
    for place in np.ndindex(entries.shape):
        there = list(place)
        there[axis] = int(numbers[place[axis]] if numbers.ndim == 1 else numbers[place])
        out[tuple(there)] = entries[place] + (out[tuple(there)] if adds else 0.0)
    return out
