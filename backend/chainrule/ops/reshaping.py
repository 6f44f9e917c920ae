"""Movement: reshapes that are asked for by what they do to the axes: drop, add, flatten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_movement import MOVED, Move, Tale, movement
from chainrule.ops.record import BadSample, Op, Parameter, Params, Sample, Shape, size
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]


def _reshaping(name: str, becomes: Callable[[Shape, Params], Shape], tells: str, question: str, **rest: Any) -> Op:
    """`becomes(shape, params)` is the new shape; the entries keep their order."""

    def judge(shapes: tuple[Shape, ...], params: Params) -> Move:
        (shape,) = shapes
        wanted = becomes(shape, params)
        strides = tuple(size(shape[axis + 1 :]) for axis in range(len(shape)))

        def forward(a: Any) -> Any:
            return a.reshape(wanted) if wanted else np.float64(a.reshape(()))

        return Move(wanted, forward, [("reshape", {"shape": shape})], [forward], [lambda: Map("place", 0, strides)])

    tale = Tale(tells, "The gradient of {out} is put back into the shape of {to}.", MOVED, question)
    return movement(name, judge, tale, **rest)


def _squeezed(shape: Shape, params: Params) -> Shape:
    given = params["axis"]
    if given is None:
        return tuple(extent for extent in shape if extent != 1)
    axes = normal_axes(given, len(shape))
    for axis in axes:
        if shape[axis] != 1:
            raise Refused("bad-shape", f"Axis {axis} has size {shape[axis]}.", "Only an axis of size 1 can be dropped.", axis=axis, size=shape[axis])
    return tuple(extent for axis, extent in enumerate(shape) if axis not in axes)


squeeze = _reshaping(
    "squeeze",
    _squeezed,
    "Axes of size 1 are dropped: {out} has shape {shape:out}.",
    "Why does the axis come back?",
    title="Drop axes of size 1",
    reference=lambda a, axis=None: np.array(np.ravel(a).tolist()).reshape([n for k, n in enumerate(np.shape(a)) if n != 1 or (axis is not None and k not in [one % np.ndim(a) for one in np.atleast_1d(axis)])]),
    samples=(Sample(([_GRID],)), Sample(([[[1.0], [2.0]]],), {"axis": 0}), Sample(([[[1.0], [2.0]]],), {"axis": (0, -1)}), Sample(([[2.5]],)), Sample((2.5,))),
    bad=(BadSample((_GRID,), "bad-shape", {"axis": 0}), BadSample((_GRID,), "bad-axis", {"axis": 2})),
    params=(Parameter("axis", "axes"),),
)


def _expanded(shape: Shape, params: Params) -> Shape:
    given = params["axis"]
    rank = len(shape) + (len(given) if isinstance(given, tuple) else 1)
    old = iter(shape)
    axes = normal_axes(given, rank)
    return tuple(1 if axis in axes else next(old) for axis in range(rank))


expand_dims = _reshaping(
    "expand_dims",
    _expanded,
    "A new axis of size 1: {out} has shape {shape:out}.",
    "Why does the axis go again?",
    title="Add an axis",
    reference=lambda a, axis: np.asarray(a)[tuple(None if k in [one % (np.ndim(a) + np.size(axis)) for one in np.atleast_1d(axis)] else slice(None) for k in range(np.ndim(a) + np.size(axis)))],
    samples=(Sample(([1.0, 2.0],), {"axis": 0}), Sample((_GRID,), {"axis": -1}), Sample((_GRID,), {"axis": (0, 2)}), Sample((2.5,), {"axis": 0})),
    bad=(BadSample((_GRID,), "bad-axis", {"axis": 3}), BadSample((_GRID,), "bad-axis", {"axis": (0, 0)})),
    params=(Parameter("axis", "axes", required=True),),
)


def _flattened(shape: Shape, params: Params) -> Shape:
    rank = len(shape)
    if not rank:
        return (1,)
    (start,), (end,) = normal_axes(params["start"], rank), normal_axes(params["end"], rank)
    if start > end:
        raise Refused("bad-argument", f"Axis {start} comes after axis {end}.", "Name the first axis to be joined before the last.", start=start, end=end)
    return (*shape[:start], size(shape[start : end + 1]), *shape[end + 1 :])


flatten = _reshaping(
    "flatten",
    _flattened,
    "Axes are joined to one, and the entries keep their order: {out} has shape {shape:out}.",
    "Why does it get its old shape?",
    title="Flatten",
    reference=lambda a, start=0, end=-1: np.array([np.ravel(a)[k] for k in range(np.size(a))]).reshape([*np.shape(a)[:start], -1, *np.shape(a)[end % max(np.ndim(a), 1) + 1 :]]),
    samples=(Sample((_GRID,)), Sample((_CUBE,), {"start": 1}), Sample((_CUBE,), {"start": 0, "end": 1}), Sample(([1.0, 2.0],)), Sample((2.5,))),
    bad=(BadSample((_GRID,), "bad-axis", {"start": 2}), BadSample((_GRID,), "bad-argument", {"start": 1, "end": 0})),
    params=(Parameter("start", "axis", 0), Parameter("end", "axis", -1)),
    sources=("NumPy reference, numpy.ndarray.flatten", "PyTorch documentation, torch.flatten"),
)
