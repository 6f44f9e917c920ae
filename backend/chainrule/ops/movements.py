"""Movement: reshape, transpose, indexing, padding, windows, stacking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Call, Symbol, Transposed
from chainrule.ops.family_movement import Move, Tale, movement, placed, view
from chainrule.ops.family_reduction import normal_axes
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says, size
from chainrule.ops.relation import Map


@dataclass(frozen=True, slots=True)
class Cut:
    """start:stop:step of an index, as a value that can be compared and kept."""

    start: int | None = None
    stop: int | None = None
    step: int | None = None


_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]
_COPY = "Nothing was computed, only moved, so each gradient entry goes back to the place its value came from."


def _reshape(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    wanted = params["shape"]
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    if wanted.count(-1) > 1 or min(wanted, default=0) < -1:
        raise Refused("bad-shape", f"{wanted} is not a shape.", "At most one size may be −1, which is then worked out.", shape=list(wanted))
    known = size(tuple(extent for extent in wanted if extent != -1))
    if -1 in wanted and known and size(shape) % known == 0:
        wanted = tuple(size(shape) // known if extent == -1 else extent for extent in wanted)
    if size(wanted) != size(shape) or -1 in wanted:
        have = size(shape)
        raise Refused("bad-shape", f"{have} entries do not fill the shape {params['shape']}.", f"Choose sizes whose product is {have}.", entries=have)
    scalar = wanted == ()
    return Move(
        wanted,
        lambda a: np.float64(np.reshape(a, ())) if scalar else np.reshape(a, wanted),
        [lambda g: np.reshape(g, shape) if shape else np.float64(np.reshape(g, ()))],
        [lambda t: np.reshape(t, wanted)],
        [lambda: Map("place", 0, _contiguous(shape))],
    )


def _contiguous(shape: Shape) -> tuple[int, ...]:
    return tuple(size(shape[axis + 1 :]) for axis in range(len(shape)))


reshape = movement(
    "reshape",
    _reshape,
    Tale("The same entries in the same order, as {shape:out}.", "The gradient of {out} is put back into the shape of {to}.", _COPY),
    title="Reshape",
    reference=lambda a, shape: np.array([np.ravel(a)[k] for k in range(np.size(a))]).reshape(shape),
    samples=(Sample((_GRID,), {"shape": (3, 2)}), Sample((_GRID,), {"shape": (-1,)}), Sample(([2.5],), {"shape": ()})),
    bad=(BadSample((_GRID,), "bad-shape", {"shape": (4, 2)}), BadSample((_GRID,), "bad-shape", {"shape": (-1, -1)})),
    params=(Parameter("shape", "shape", required=True),),
)


def _transpose(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    axes = params.get("axes")
    order: Shape = tuple(reversed(range(len(shape))))
    if axes is not None:
        order = tuple(axis + len(shape) if axis < 0 else axis for axis in (axes if isinstance(axes, tuple) else (axes,)))
        if normal_axes(order, len(shape)) != tuple(range(len(shape))):
            raise Refused("bad-axis", f"{axes} does not name every one of the {len(shape)} axes once.", "List each axis once, in the new order.", rank=len(shape))
    inverse = tuple(int(axis) for axis in np.argsort(order))
    return Move(
        tuple(shape[axis] for axis in order),
        lambda a: np.transpose(a, order) if shape else a,
        [lambda g: np.transpose(g, inverse) if shape else g],
        [lambda t: np.transpose(t, order)],
        [lambda: view(shape, lambda a: np.transpose(a, order))],
    )


transpose = movement(
    "transpose",
    _transpose,
    Tale("Rows become columns: {out} has shape {shape:out}.", "The gradient is transposed back: {to} receives the transpose of the gradient of {out}.", _COPY, "Why is it transposed again?", Transposed(Symbol("d.out"))),
    title="Transpose",
    glyph="ᵀ",
    reference=lambda a, axes=None: np.einsum(a, list(range(np.ndim(a))), list(range(np.ndim(a)))[::-1] if axes is None else [k % np.ndim(a) for k in axes]),
    samples=(Sample((_GRID,)), Sample((_CUBE,), {"axes": (1, 0, 2)}), Sample(([1.0, 2.0],)), Sample((_CUBE,), {"axes": (-1, 0, 1)})),
    bad=(BadSample((_GRID,), "bad-axis", {"axes": (0, 0)}), BadSample((_GRID,), "bad-axis", {"axes": (0,)})),
    params=(Parameter("axes", "axes"),),
    forward=Transposed(Symbol("a")),
)


def _checked(shape: Shape, key: tuple[Any, ...]) -> tuple[Any, ...]:
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


def _index(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    key = _checked(shape, params["key"])
    listed = sum(isinstance(item, list) for item in key)
    if listed > 1:
        raise Refused("bad-index", "Lists of indices on several axes at once are not available.", "Index one axis at a time: x[[0, 1]][:, [0, 2]].")
    positions = np.arange(size(shape), dtype=np.int64).reshape(shape)[key]
    result = np.shape(positions)

    def back(g: Any) -> Any:
        whole = np.zeros(shape)
        np.add.at(whole, key, g) if listed else whole.__setitem__(key, g)
        return whole

    return Move(
        result,
        lambda a: a[key],
        [back],
        [lambda t: t[key]],
        [(lambda: Map("indices", 0, (), tuple(np.ravel(positions).tolist()))) if listed else lambda: view(shape, lambda a: a[key])],
    )


index = movement(
    "index",
    _index,
    Tale("Picked out by index: {out} has shape {shape:out}.", "Only the entries picked out get a gradient; the rest of {to} gets 0 from here.", "What was not picked out had no part in the result.", "Why is it 0 elsewhere?"),
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
    ),
    bad=(BadSample((_GRID,), "bad-index", {"key": (2,)}), BadSample((_GRID,), "bad-index", {"key": (0, 0, 0)})),
    params=(Parameter("key", "key", required=True),),
    forward=Call("pick", (Symbol("a"),)),
    sources=("NumPy user guide, indexing",),
    typed=False,
)


def _pad(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    width = params["width"]
    inner = tuple(slice(before, before + extent) for (before, _), extent in zip(width, shape, strict=True))
    result = tuple(before + extent + after for (before, after), extent in zip(width, shape, strict=True))
    fill = params.get("value", 0.0)
    return Move(
        result,
        lambda a: np.pad(a, width, constant_values=fill),
        [lambda g: g[inner]],
        [lambda t: np.pad(t, width)],
        [lambda: placed(result, lambda whole: whole[inner])],
    )


pad = movement(
    "pad",
    _pad,
    Tale("A border is put around {a}: {out} has shape {shape:out}.", "The border is cut off again: {to} receives the inner part of the gradient.", "The border is made of fixed numbers, so its gradient is not needed."),
    title="Pad",
    reference=lambda a, width, value=0.0: np.pad(np.asarray(a), width, constant_values=value),
    samples=(Sample((_GRID,), {"width": ((1, 1), (0, 2)), "value": 0.0}), Sample(([1.0, 2.0],), {"width": ((0, 1),), "value": -3.0})),
    params=(Parameter("width", "widths", required=True), Parameter("value", "number", 0.0)),
)


def _windows(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    (high, wide), (down, right) = params["window"], params["stride"]
    rows, columns = shape[-2:]
    if high > rows or wide > columns:
        raise Refused("kernel-too-large", f"A window of {says((high, wide))} does not fit into {says((rows, columns))}.", "Use a smaller window, or padding.", window=[high, wide], space=[rows, columns])
    places = ((rows - high) // down + 1, (columns - wide) // right + 1)

    def slide(a: Any) -> Any:
        return np.lib.stride_tricks.sliding_window_view(a, (high, wide), (-2, -1))[..., ::down, ::right, :, :]

    def back(g: Any) -> Any:
        whole = np.zeros(shape)
        for i in range(high):
            for j in range(wide):
                whole[..., i : i + down * places[0] : down, j : j + right * places[1] : right] += g[..., i, j]
        return whole

    return Move((*shape[:-2], *places, high, wide), slide, [back], [slide], [lambda: view(shape, slide)])


windows = movement(
    "windows",
    _windows,
    Tale("All places where a window can stand: {out} has shape {shape:out}.", "An entry of {to} stood in several windows, so it collects the gradients of all its copies.", _COPY, "Why are several gradients added?"),
    title="Windows",
    reference=lambda a, window, stride: np.array([[np.asarray(a)[i : i + window[0], j : j + window[1]] for j in range(0, np.shape(a)[1] - window[1] + 1, stride[1])] for i in range(0, np.shape(a)[0] - window[0] + 1, stride[0])]),
    samples=(Sample((_GRID,), {"window": (2, 2), "stride": (1, 1)}), Sample((_GRID,), {"window": (1, 2), "stride": (1, 1)}), Sample((_GRID,), {"window": (1, 1), "stride": (1, 2)})),
    bad=(BadSample((_GRID,), "kernel-too-large", {"window": (3, 1), "stride": (1, 1)}),),
    params=(Parameter("window", "pair", required=True), Parameter("stride", "pair", (1, 1))),
    typed=False,
)


def _stack(shapes: tuple[Shape, ...], params: Params) -> Move:
    first = shapes[0]
    for place, shape in enumerate(shapes):
        if shape != first:
            raise Refused("ragged-list", f"Entry 0 of the list is {says(first)}, entry {place} is {says(shape)}.", "Give every entry the same shape.", shapes=[list(first), list(shape)])
    result = (len(shapes), *first)

    def at(place: int) -> Any:
        return lambda g: g[place]

    def push(place: int) -> Any:
        return lambda t: np.stack([t if k == place else np.zeros(first) for k in range(len(shapes))])

    def lands(place: int) -> Any:
        return lambda: placed(result, lambda whole: whole[place, ...])

    count = range(len(shapes))
    return Move(result, lambda *a: np.stack(a), [at(k) for k in count], [push(k) for k in count], [lands(k) for k in count])


stack = movement(
    "stack",
    _stack,
    Tale("Put together into one tensor: {out} has shape {shape:out}.", "{to} is one row of {out} and takes that row of its gradient.", _COPY),
    title="Stack",
    glyph="[,]",
    variadic=True,
    reference=lambda *a: np.array([np.asarray(one).tolist() for one in a]),
    samples=(Sample((1.0, 2.0, 3.0)), Sample(([1.0, 2.0], [0.5, -1.0]))),
    bad=(BadSample(([1.0, 2.0], [1.0]), "ragged-list"),),
)
