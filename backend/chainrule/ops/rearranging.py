"""Movement: the same entries in another order: flipped, rolled round, with axes changed over."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Formula, Index
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_movement import LETTERS, MOVED, Move, Tale, by_order, entry, letters, movement, view
from chainrule.ops.record import BadSample, Parameter, Params, Plan, Sample, Shape, size
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]


def _flip(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    axes = normal_axes(params["axis"], len(shape))
    key = tuple(slice(None, None, -1) if axis in axes else slice(None) for axis in range(len(shape)))

    def forward(a: Any) -> Any:
        return a[key] if shape else a

    return Move(shape, forward, [("flip", {"axis": axes})], [forward], [lambda: view(shape, forward)])


def _turned(plan: Plan, place: int) -> Formula:
    shape = plan.shape
    axes = normal_axes(plan.params["axis"], len(shape))
    came = tuple(Index(((LETTERS[axis], -1),), extent - 1) if axis in axes else Index(((LETTERS[axis], 1),)) for axis, extent in enumerate(shape))
    return entry(plan, place, letters(len(shape)), came)


flip = movement(
    "flip",
    _flip,
    Tale("The order is turned round: {out} has shape {shape:out}.", "The gradient is flipped back: the last entry of the gradient of {out} goes to the first of {to}.", MOVED, "Why is it flipped again?", None, _turned),
    title="Flip",
    reference=lambda a, axis=None: _by_places(a, lambda place, shape: [n - 1 - k if j in normal_axes(axis, len(shape)) else k for j, (k, n) in enumerate(zip(place, shape, strict=True))]),
    samples=(Sample(([1.0, 2.0, 0.5],)), Sample((_GRID,)), Sample((_GRID,), {"axis": 1}), Sample((_CUBE,), {"axis": (0, -1)}), Sample((2.5,))),
    bad=(BadSample((_GRID,), "bad-axis", {"axis": 2}), BadSample((_GRID,), "bad-axis", {"axis": (1, -1)})),
    params=(Parameter("axis", "axes"),),
)


def _roll(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    shift, axis = params["shift"], params["axis"]
    if axis is None and isinstance(shift, tuple):
        raise Refused("bad-argument", "Several shifts need an axis each.", "Write roll(x, (1, 2), axis=(0, 1)).", argument="shift")
    if axis is not None:
        normal_axes(axis if not isinstance(axis, tuple) else tuple(dict.fromkeys(axis)), len(shape))
        if isinstance(shift, tuple) and len(shift) != (len(axis) if isinstance(axis, tuple) else 1):
            raise Refused("bad-argument", f"There are {len(shift)} shifts for {len(axis) if isinstance(axis, tuple) else 1} axes.", "Give one shift for each axis.", argument="shift")

    def forward(a: Any) -> Any:
        return np.roll(a, shift, axis) if shape else a

    back = tuple(-one for one in shift) if isinstance(shift, tuple) else -shift
    return Move(shape, forward, [("roll", {"shift": back, "axis": axis})], [forward], [lambda: positions(shape, forward)])


def positions(shape: Shape, forward: Any) -> Map:
    """The map of a forward that no strides describe: the same call on positions."""
    moved = forward(np.arange(size(shape), dtype=np.int64).reshape(shape))
    return Map("indices", 0, (), tuple(np.ravel(moved).tolist()))


roll = movement(
    "roll",
    _roll,
    Tale("Moved along, and what falls off the end comes in at the start: {out} has shape {shape:out}.", "The gradient is rolled back by as many places.", MOVED, "Why is it rolled the other way?"),
    title="Roll",
    reference=lambda a, shift, axis=None: _by_rolling(a, shift, axis),
    samples=(
        Sample(([1.0, 2.0, 0.5],), {"shift": 1}),
        Sample((_GRID,), {"shift": -2}),
        Sample((_GRID,), {"shift": 1, "axis": 1}),
        Sample((_CUBE,), {"shift": (1, -1), "axis": (0, 2)}),
        Sample((_GRID,), {"shift": 7, "axis": (0, 1)}),
        Sample((2.5,), {"shift": 1}),
    ),
    bad=(
        BadSample((_GRID,), "bad-axis", {"shift": 1, "axis": 2}),
        BadSample((_GRID,), "bad-argument", {"shift": (1, 2)}),
        BadSample((_GRID,), "bad-argument", {"shift": (1, 2), "axis": 0}),
    ),
    params=(Parameter("shift", "axes", required=True), Parameter("axis", "axes")),
)


def _one(axis: int, rank: int) -> int:
    return normal_axes(axis, rank)[0]


def _reordered(shape: Shape, order: tuple[int, ...]) -> Move:
    back = tuple(int(axis) for axis in np.argsort(order))

    def forward(a: Any) -> Any:
        return a.transpose(order)

    return Move(tuple(shape[axis] for axis in order), forward, [("transpose", {"axes": back})], [forward], [lambda: view(shape, forward)])


def _swapped(rank: int, params: Params) -> tuple[int, ...]:
    one, two = _one(params["axis1"], rank), _one(params["axis2"], rank)
    return tuple(two if axis == one else one if axis == two else axis for axis in range(rank))


def _shifted(rank: int, params: Params) -> tuple[int, ...]:
    source, destination = (given if isinstance(given, tuple) else (given,) for given in (params["source"], params["destination"]))
    if len(source) != len(destination):
        raise Refused("bad-argument", f"{len(source)} axes are moved to {len(destination)} places.", "Name a place for each axis.")
    for named in (source, destination):
        normal_axes(named, rank)
    order = [axis for axis in range(rank) if axis not in {_one(one, rank) for one in source}]
    for place, axis in sorted((_one(to, rank), _one(one, rank)) for to, one in zip(destination, source, strict=True)):
        order.insert(place, axis)
    return tuple(order)


_BACK = "The axes of the gradient change places again: {to} receives it in its own order."
swapaxes = movement(
    "swapaxes",
    lambda shapes, params: _reordered(shapes[0], _swapped(len(shapes[0]), params)),
    Tale("Two axes change places: {out} has shape {shape:out}.", _BACK, MOVED, "Why do they change places again?", None, by_order(_swapped)),
    title="Swap axes",
    reference=lambda a, axis1, axis2: np.einsum(a, list(range(np.ndim(a))), [{axis1 % np.ndim(a): axis2 % np.ndim(a), axis2 % np.ndim(a): axis1 % np.ndim(a)}.get(k, k) for k in range(np.ndim(a))]),
    samples=(Sample((_GRID,), {"axis1": 0, "axis2": 1}), Sample((_CUBE,), {"axis1": 0, "axis2": -1}), Sample((_CUBE,), {"axis1": 1, "axis2": 1})),
    bad=(BadSample((_GRID,), "bad-axis", {"axis1": 0, "axis2": 2}), BadSample((1.0,), "bad-axis", {"axis1": 0, "axis2": 0})),
    params=(Parameter("axis1", "axis", required=True), Parameter("axis2", "axis", required=True)),
)
moveaxis = movement(
    "moveaxis",
    lambda shapes, params: _reordered(shapes[0], _shifted(len(shapes[0]), params)),
    Tale("An axis moves to another place, the others keep their order: {out} has shape {shape:out}.", _BACK, MOVED, "Why do the axes move back?", None, by_order(_shifted)),
    title="Move axis",
    reference=lambda a, source, destination: np.rollaxis(np.asarray(a), source % np.ndim(a), destination % np.ndim(a) + (destination % np.ndim(a) > source % np.ndim(a))) if isinstance(source, int) else np.transpose(np.asarray(a), (2, 0, 1)),
    samples=(Sample((_GRID,), {"source": 0, "destination": -1}), Sample((_CUBE,), {"source": 0, "destination": 2}), Sample((_CUBE,), {"source": 2, "destination": 1}), Sample((_CUBE,), {"source": (0, 1), "destination": (1, 2)})),
    bad=(
        BadSample((_GRID,), "bad-axis", {"source": 2, "destination": 0}),
        BadSample((_CUBE,), "bad-argument", {"source": (0, 1), "destination": 0}),
        BadSample((_CUBE,), "bad-axis", {"source": (0, 1), "destination": (2, 2)}),
    ),
    params=(Parameter("source", "axes", required=True), Parameter("destination", "axes", required=True)),
)


def _by_places(a: Any, came: Any) -> Any:
    array = np.asarray(a)
    return np.array([float(array[tuple(came(place, array.shape))]) for place in np.ndindex(array.shape)]).reshape(array.shape)


def _by_rolling(a: Any, shift: Any, axis: Any) -> Any:
    if axis is None:
        flat = np.ravel(a).tolist()
        return np.array([flat[(k - shift) % len(flat)] for k in range(len(flat))]).reshape(np.shape(a))
    axes = axis if isinstance(axis, tuple) else (axis,)
    shifts = shift if isinstance(shift, tuple) else (shift,) * len(axes)
    back = dict(zip(axes, shifts, strict=True))
    return _by_places(a, lambda place, shape: [(k - back.get(j, 0)) % n for j, (k, n) in enumerate(zip(place, shape, strict=True))])
