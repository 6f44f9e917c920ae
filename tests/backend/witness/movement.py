"""The forwards of the movements, written anew from their definitions: each says where an entry of the result comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from duals import Dual, added, axes_of, framed, places


def objects(a: Any) -> Any:
    return np.asarray(a, dtype=object)


def drawn(a: Any, shape: Any, came: Callable[[tuple[int, ...]], Any]) -> Any:
    """A tensor whose entry at `place` is a[came(place)]."""
    a = objects(a)
    out = np.empty(shape, dtype=object)
    for place in np.ndindex(out.shape):
        out[place] = a[tuple(came(place))]
    return out


def concat(*tensors: Any, axis: int = 0) -> Any:
    rows: list[Any] = []
    for one in tensors:
        rows += list(np.moveaxis(objects(one), axis, 0))
    return np.moveaxis(objects(rows), 0, axis)


def stack(*tensors: Any, axis: int = 0) -> Any:
    return np.stack([objects(one) for one in tensors], axis)


def split(a: Any, n: int, axis: int = 0, part: int = 0) -> Any:
    return np.split(objects(a), n, axis)[part]


def pad(a: Any, width: Any, value: float = 0.0) -> Any:
    rank = np.ndim(a)
    if isinstance(width, int):
        width = (width, width)
    if len(width) == 2 and all(isinstance(one, int) for one in width):
        width = (width,) * rank
    return framed(objects(a), [(one, one) if isinstance(one, int) else one for one in width], value)


def flip(a: Any, axis: Any = None) -> Any:
    shape, axes = np.shape(a), axes_of(a, axis)
    return drawn(a, shape, lambda place: [shape[k] - 1 - one if k in axes else one for k, one in enumerate(place)])


def roll(a: Any, shift: Any, axis: Any = None) -> Any:
    a = objects(a)
    if axis is None:
        return roll(a.reshape(-1), shift, 0).reshape(a.shape)
    axes = axis if isinstance(axis, tuple) else (axis,)
    shifts = shift if isinstance(shift, tuple) else (shift,) * len(axes)
    moves = dict(zip(axes, shifts, strict=True))
    return drawn(a, a.shape, lambda place: [(one - moves.get(k, 0)) % a.shape[k] for k, one in enumerate(place)])


def repeat(a: Any, repeats: int, axis: int | None = None) -> Any:
    a = objects(a).reshape(-1) if axis is None else objects(a)
    along = (axis or 0) % a.ndim
    shape = [n * repeats if k == along else n for k, n in enumerate(a.shape)]
    return drawn(a, shape, lambda place: [one // repeats if k == along else one for k, one in enumerate(place)])


def tile(a: Any, reps: Any) -> Any:
    times = reps if isinstance(reps, tuple) else (reps,)
    a = objects(a)
    a = a.reshape((1,) * (len(times) - a.ndim) + a.shape)
    times = (1,) * (a.ndim - len(times)) + times
    shape = [n * many for n, many in zip(a.shape, times, strict=True)]
    return drawn(a, shape, lambda place: [one % n for one, n in zip(place, a.shape, strict=True)])


def flatten(a: Any, start: int = 0, end: int = -1) -> Any:
    shape = np.shape(a) or (1,)
    end = end % len(shape)
    return objects(a).reshape([*shape[:start], -1, *shape[end + 1 :]])


def whole(index: Any) -> Any:
    return np.vectorize(lambda one: int(Dual.of(one).value), otypes=[int])(index)


def take(a: Any, index: Any, axis: int | None = None) -> Any:
    return np.take(objects(a), whole(index), axis)


def gather(a: Any, index: Any, axis: int = -1) -> Any:
    at = whole(index)
    return drawn(a, at.shape, lambda place: [at[place] if k == axis % at.ndim else one for k, one in enumerate(place)])


def numbered(shape: Any) -> Any:
    return np.arange(int(np.prod(shape, dtype=int))).reshape(shape)


def put(a: Any, b: Any, key: Any) -> Any:
    out = objects(a).copy()
    for place, entry in zip(np.ravel(places(out.shape, key)), objects(b).ravel(), strict=True):
        out.reshape(-1)[int(place)] = entry
    return out


def scatter(a: Any, index: Any, b: Any, axis: int = -1, adds: bool = False) -> Any:
    out, b, at = objects(a).copy(), objects(b), whole(index)
    for place in np.ndindex(b.shape):
        there = list(place)
        there[axis] = at[place[axis]] if at.ndim == 1 else at[place]
        out[tuple(there)] = out[tuple(there)] + b[place] if adds else b[place]
    return out


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "concat": concat,
    "hstack": lambda *a: concat(*a, axis=min(np.ndim(a[0]) - 1, 1)),
    "vstack": lambda *a: concat(*(objects(one).reshape(-1, *np.shape(one)[1 if np.ndim(one) > 1 else 0 :]) for one in a)),
    "stack": stack,
    "split": split,
    "pad": pad,
    "flip": flip,
    "roll": roll,
    "repeat": repeat,
    "tile": tile,
    "flatten": flatten,
    "squeeze": lambda a, axis=None: np.squeeze(objects(a), axis),
    "expand_dims": lambda a, axis: np.expand_dims(objects(a), axis),
    "swapaxes": lambda a, axis1, axis2: np.swapaxes(objects(a), axis1, axis2),
    "moveaxis": lambda a, source, destination: np.moveaxis(objects(a), source, destination),
    "take": take,
    "gather": gather,
    "embedding": lambda table, ids: take(table, ids, 0),
    "untake": lambda a, index, shape, axis=None: added(objects(a), take(numbered(shape), index, axis), shape),
    "ungather": lambda a, index, shape, axis=-1: added(objects(a), gather(numbered(shape), index, axis), shape),
    "put": put,
    "scatter": scatter,
    "scatter_add": lambda a, index, b, axis=-1: scatter(a, index, b, axis, True),
}
