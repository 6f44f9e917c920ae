"""Influence: the place of the largest or smallest entry, and which entry stands where after sorting."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_influence import influence
from chainrule.ops.record import BadSample, Op, Parameter, Params, Sample, Shape, size

_ROWS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def _reduced(name: str) -> Any:
    def shape(shapes: tuple[Shape, ...], params: Params) -> Shape:
        (given,) = shapes
        axes = normal_axes(params["axis"], len(given))
        if not size(tuple(given[axis] for axis in axes)):
            raise Refused("bad-argument", f"{name} of no entries at all has no value.", "Give it at least one entry.", axes=list(axes))
        kept = tuple(1 if axis in axes else extent for axis, extent in enumerate(given))
        return kept if params["keepdims"] else tuple(extent for axis, extent in enumerate(given) if axis not in axes)

    return shape


def _place(name: str, find: Any, word: str) -> Op:
    def forward(params: Params) -> Any:
        return lambda a: find(a, axis=params["axis"], keepdims=params["keepdims"]) * 1.0 if np.ndim(a) else np.float64(0.0)

    def reference(a: Any, axis: int | None = None, keepdims: bool = False) -> Any:
        array = np.asarray(a, dtype=float)
        best = max if word == "largest" else min
        where = np.apply_along_axis(lambda row: row.tolist().index(best(row.tolist())), 0 if axis is None else axis, array.ravel() if axis is None else array)
        if not keepdims:
            return where
        return np.reshape(where, [1] * array.ndim) if axis is None else np.expand_dims(where, axis)

    return influence(
        name,
        _reduced(name),
        forward,
        title=f"Place of the {word}",
        tells=f"The place of the {word} entry, counted from 0, the first one at a tie: {{out}} has shape {{shape:out}}.",
        reference=reference,
        samples=(Sample(([0.4, 2.1, 2.1, -1.0, -1.0],)), Sample((_ROWS,)), Sample((_ROWS,), {"axis": 0}), Sample((_ROWS,), {"axis": -1, "keepdims": True}), Sample((_ROWS,), {"keepdims": True})),
        bad=(BadSample((_ROWS,), "bad-axis", {"axis": 2}),),
        params=(Parameter("axis", "axis"), Parameter("keepdims", "flag", False)),
        source=f"NumPy reference, numpy.{name}",
    )


argmax = _place("argmax", np.argmax, "largest")
argmin = _place("argmin", np.argmin, "smallest")


def order(a: Any, axis: int, count: int, descending: bool) -> Any:
    """Places of the first `count` entries along `axis` once sorted; equal entries keep their order, NaN counts as the largest."""
    if descending:  # sorted backwards from the other end, which keeps equal entries in order and NaN in front
        places = np.shape(a)[axis] - 1 - np.flip(np.argsort(np.flip(a, axis), axis=axis, kind="stable"), axis)
    else:
        places = np.argsort(a, axis=axis, kind="stable")
    return places[(slice(None),) * axis + (slice(0, count),)]


def _ordered(params: Params) -> Any:
    return lambda a: order(a, params["axis"], params["count"], params["descending"]) * 1.0


def _counted(shapes: tuple[Shape, ...], params: Params) -> Shape:
    (shape,), axis = shapes, params["axis"]
    return (*shape[:axis], params["count"], *shape[axis + 1 :])


def _by_counting(a: Any, axis: int, count: int, descending: bool = False) -> Any:
    rows = np.moveaxis(np.asarray(a, dtype=float), axis, -1)
    found = np.zeros((*rows.shape[:-1], count))
    for place in np.ndindex(rows.shape):
        row, (*lead, i) = rows[place[:-1]], place
        before = sum((x > row[i] if descending else x < row[i]) or (x == row[i] and k < i) for k, x in enumerate(row))
        if before < count:
            found[(*lead, before)] = i
    return np.moveaxis(found, -1, axis)


argsort = influence(
    "argsort",
    _counted,
    _ordered,
    title="Order of entries",
    tells="The places of the entries of {a} in order of size, counted from 0: {out} has shape {shape:out}.",
    reference=_by_counting,
    samples=(Sample(([0.4, 2.1, 0.4, -1.0],), {"axis": 0, "count": 3}), Sample((_ROWS,), {"axis": 0, "count": 2, "descending": True})),
    params=(Parameter("axis", "axis", required=True), Parameter("count", "whole", required=True), Parameter("descending", "flag", False)),
    source="NumPy reference, numpy.argsort",
    typed=False,
)
