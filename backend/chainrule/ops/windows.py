"""Movement: all places where a window can stand, and adding windows back into place, which undoes it."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.family_movement import KNOWN, MOVED, Move, Tale, movement, view
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says, size
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def _windows(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    (high, wide), (down, right) = params["window"], params["stride"]
    rows, columns = shape[-2:]
    if high > rows or wide > columns:
        raise Refused("kernel-too-large", f"A window of {says((high, wide))} does not fit into {says((rows, columns))}.", "Use a smaller window, or padding.", window=[high, wide], space=[rows, columns])
    places = ((rows - high) // down + 1, (columns - wide) // right + 1)

    def slide(a: Any) -> Any:
        return np.lib.stride_tricks.sliding_window_view(a, (high, wide), (-2, -1))[..., ::down, ::right, :, :]

    result = (*shape[:-2], *places, high, wide)
    return Move(result, slide, [("unwindow", {"shape": shape, "stride": (down, right)})], [slide], [lambda: view(shape, slide)])


windows = movement(
    "windows",
    _windows,
    Tale("All places where a window can stand: {out} has shape {shape:out}.", "An entry of {to} stood in several windows, so it collects the gradients of all its copies.", MOVED, "Why are several gradients added?"),
    title="Windows",
    reference=lambda a, window, stride: np.array([[np.asarray(a)[i : i + window[0], j : j + window[1]] for j in range(0, np.shape(a)[1] - window[1] + 1, stride[1])] for i in range(0, np.shape(a)[0] - window[0] + 1, stride[0])]),
    samples=(Sample((_GRID,), {"window": (2, 2), "stride": (1, 1)}), Sample((_GRID,), {"window": (1, 2), "stride": (1, 1)}), Sample((_GRID,), {"window": (1, 1), "stride": (1, 2)})),
    bad=(BadSample((_GRID,), "kernel-too-large", {"window": (3, 1), "stride": (1, 1)}),),
    params=(Parameter("window", "pair", required=True), Parameter("stride", "pair", (1, 1))),
    typed=False,
)


def _unwindow(shapes: tuple[Shape, ...], params: Params) -> Move:
    (given,) = shapes
    shape, (down, right) = params["shape"], params["stride"]
    *_, rows, columns, high, wide = given

    def forward(a: Any) -> Any:
        whole = np.zeros(shape)
        for i in range(high):
            for j in range(wide):
                whole[..., i : i + down * rows : down, j : j + right * columns : right] += a[..., i, j]
        return whole

    def land() -> Map:
        seen = KNOWN["windows"].plan((shape,), {"window": (high, wide), "stride": (down, right)}).forward
        positions = seen(np.arange(size(shape), dtype=np.int64).reshape(shape))
        return Map("land", 0, (), tuple(np.ravel(positions).tolist()))

    return Move(shape, forward, [("windows", {"window": (high, wide), "stride": (down, right)})], [forward], [land])


unwindow = movement(
    "unwindow",
    _unwindow,
    Tale("Overlapping windows are added back into place: {out} has shape {shape:out}.", "Each window takes the gradient of its places.", MOVED),
    title="Add windows",
    reference=lambda a, shape, stride: _by_windows(np.asarray(a), shape, stride),
    samples=(
        Sample(([[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]],), {"shape": (2, 3), "stride": (1, 1)}),
        Sample(([[[[1.0]], [[2.0]]]],), {"shape": (1, 3), "stride": (1, 2)}),
    ),
    params=(Parameter("shape", "shape", required=True), Parameter("stride", "pair", (1, 1))),
    typed=False,
)


def _by_windows(a: Any, shape: Shape, stride: tuple[int, int]) -> Any:
    whole = np.zeros(shape)
    for i, j, m, n in np.ndindex(a.shape):
        whole[i * stride[0] + m, j * stride[1] + n] += a[i, j, m, n]
    return whole
