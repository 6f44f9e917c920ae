"""Movement: picking entries out by index, and putting entries into a tensor of zeros, which undoes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import At, Equation, Symbol
from chainrule.limits import LIMITS
from chainrule.ops.family_movement import Move, Tale, movement, placed, view
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says, size
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]


@dataclass(frozen=True, slots=True)
class Cut:
    """start:stop:step of an index, as a value that can be compared and kept."""

    start: int | None = None
    stop: int | None = None
    step: int | None = None


def checked(shape: Shape, key: tuple[Any, ...]) -> tuple[Any, ...]:
    """The key with `...` written out and every whole number inside its axis, negative ones counted from the end."""
    used = sum(1 for item in key if item is not None and item is not Ellipsis)
    if used > len(shape):
        raise Refused("bad-index", f"{used} indices for a tensor with {len(shape)} axes.", "Use at most one index per axis.", rank=len(shape))
    rest = (Cut(),) * (len(shape) - used)
    if Ellipsis in key:
        at = key.index(Ellipsis)
        key = (*key[:at], *rest, *key[at + 1 :])
    else:
        key = (*key, *rest)
    LIMITS["axes"].check(len(shape) + sum(1 if item is None else -1 if isinstance(item, int) else 0 for item in key))
    checked: list[Any] = []
    axis = 0
    for item in key:
        if item is not None:
            for one in item if isinstance(item, tuple) else (item,):
                if isinstance(one, int) and not -shape[axis] <= one < shape[axis]:
                    last = f"0 to {shape[axis] - 1}" if shape[axis] else "none: the axis is empty"
                    raise Refused("bad-index", f"There is no entry {one} on axis {axis}, which has size {shape[axis]}.", f"Possible indices are {last}.", axis=axis, size=shape[axis])
            axis += 1
        checked.append(list(item) if isinstance(item, tuple) else _slice(item))
    return tuple(checked)


def _slice(item: Any) -> Any:
    return slice(item.start, item.stop, item.step) if isinstance(item, Cut) else item


def _read_two_ways(key: tuple[Any, ...]) -> bool:
    """Does the list's axis stand elsewhere in NumPy than where the list stands? (NumPy user guide, combining advanced and basic indexing.)"""
    picking = [place for place, item in enumerate(key) if isinstance(item, int | list)]
    apart = picking[-1] - picking[0] >= len(picking)
    before = key[: next(place for place in picking if isinstance(key[place], list))]
    return apart and not all(isinstance(item, int) for item in before)


def _index(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    key = checked(shape, params["key"])
    listed = sum(isinstance(item, list) for item in key)
    if listed > 1:
        raise Refused("bad-index", "Lists of indices on several axes at once are not available.", "Index one axis at a time: x[[0, 1]][:, [0, 2]].")
    if listed and _read_two_ways(key):
        raise Refused("bad-index", "A list and a whole number stand apart here: NumPy moves the list's axis to the front, PyTorch leaves it in its place.", "Index one after the other: x[0][:, [0, 2]].")
    result = np.shape(np.empty(shape, dtype=np.int8)[key])

    def listed_map() -> Map:
        return Map("indices", 0, (), tuple(np.arange(size(shape)).reshape(shape)[key].ravel().tolist()))

    return Move(
        result,
        lambda a: a[key],
        [("unindex", {"key": params["key"], "shape": shape})],
        [lambda t: t[key]],
        [listed_map if listed else lambda: view(shape, lambda a: a[key])],
    )


index = movement(
    "index",
    _index,
    Tale("Picked out by index: {out} has shape {shape:out}.", "Only the entries picked out get a gradient; the rest of {to} gets 0 from here.", "What was not picked out had no part in the result.", "Why is it 0 elsewhere?", Equation(At(Symbol("d.a"), Symbol("key")), Symbol("d.out"))),
    title="Index",
    glyph="[ ]",
    reference=lambda a, key: np.take(np.asarray(a), np.arange(np.size(a)).reshape(np.shape(a))[tuple(list(k) if isinstance(k, tuple) else _slice(k) for k in key)]),
    samples=(
        Sample((_GRID,), {"key": (0,)}),
        Sample((_GRID,), {"key": (Cut(), Cut(step=2))}),
        Sample((_GRID,), {"key": (1, -1)}),
        Sample((_CUBE,), {"key": (Ellipsis, 1)}),
        Sample((_GRID,), {"key": (Cut(step=-1), None)}),
        Sample((_GRID,), {"key": ((0, 0, 1),)}),
        Sample((_CUBE,), {"key": (Cut(), 1, (2, 0, 2))}),
        Sample((_CUBE,), {"key": ((1, 0, 1), Cut(), 2)}),
    ),
    bad=(
        BadSample((_GRID,), "bad-index", {"key": (2,)}),
        BadSample((_GRID,), "bad-index", {"key": (0, 0, 0)}),
        BadSample((_CUBE,), "bad-index", {"key": (0, Cut(), (0, 2))}),
        BadSample((_GRID,), "too-many-axes", {"key": (None,) * 7}),
    ),
    params=(Parameter("key", "key", required=True),),
    forward=At(Symbol("a"), Symbol("key")),
    sources=("NumPy user guide, indexing",),
    typed=False,
)


def _unindex(shapes: tuple[Shape, ...], params: Params) -> Move:
    (given,) = shapes
    shape = params["shape"] if isinstance(params["shape"], tuple) else (params["shape"],)
    key = checked(shape, params["key"])
    listed = any(isinstance(item, list) for item in key)
    picked = np.shape(np.empty(shape, dtype=np.int8)[key])
    if picked != given:
        raise Refused("bad-shape", f"The index picks {says(picked)}, the tensor is {says(given)}.", "Give both the same shape.", shape=list(given))

    def forward(a: Any) -> Any:
        whole = np.zeros(shape)
        if listed:
            np.add.at(whole, key, a)  # the same place may be named twice
        else:
            whole[key] = a
        return whole

    where = [(lambda: scattered(shape, key)) if listed else lambda: placed(shape, lambda whole: whole[key])]
    return Move(shape, forward, [("index", {"key": params["key"]})], [forward], where)


def scattered(shape: Shape, key: Any) -> Map:
    """Where several entries land in one place no list of positions of out can say it; entry by entry of the argument it can."""
    positions = np.arange(size(shape)).reshape(shape)[key]
    return Map("land", 0, (), tuple(positions.ravel().tolist()))


unindex = movement(
    "unindex",
    _unindex,
    Tale("Put into a tensor of zeros: {out} has shape {shape:out}.", "{to} takes the gradient of the places it was put to.", "Each entry stands at one place of the result, and that place pays it its gradient."),
    title="Put back by index",
    reference=lambda a, key, shape: _by_adding(a, key, shape),
    samples=(
        Sample((_GRID[0],), {"key": (0,), "shape": (2, 3)}),
        Sample((2.5,), {"key": (1, -1), "shape": (2, 3)}),
        Sample((_GRID,), {"key": (Cut(), Cut(step=2)), "shape": (2, 5)}),
        Sample(([_GRID[0], _GRID[1], _GRID[0]],), {"key": ((0, 0, 1),), "shape": (2, 3)}),
    ),
    bad=(BadSample((_GRID,), "bad-shape", {"key": (0,), "shape": (2, 3)}),),
    params=(Parameter("key", "key", required=True), Parameter("shape", "shape", required=True)),
    sources=("NumPy user guide, indexing",),
    typed=False,
)


def _by_adding(a: Any, key: Any, shape: Shape) -> Any:
    places = np.arange(size(shape)).reshape(shape)[tuple(list(k) if isinstance(k, tuple) else _slice(k) for k in key)]
    whole = [0.0] * size(shape)
    for place, entry in zip(np.ravel(places), np.ravel(a), strict=True):
        whole[place] += float(entry)
    return np.array(whole).reshape(shape)
