"""Movement: all places where a window can stand, and adding windows back into place, which undoes it."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.family_movement import KNOWN, MOVED, Move, Tale, movement, view
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says, size
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def several(given: Any, count: int) -> tuple[int, ...]:
    """A number for every axis that is slid over, given once or for each."""
    return given if isinstance(given, tuple) else (given,) * count


def _windows(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    window = params["window"]
    count = len(window)
    stride, dilation = several(params["stride"], count), several(params["dilation"], count)
    space = shape[len(shape) - count :]
    reach = tuple((extent - 1) * apart + 1 for extent, apart in zip(window, dilation, strict=True))
    if any(wide > extent for wide, extent in zip(reach, space, strict=True)):
        raise Refused("kernel-too-large", f"A window of {says(reach)} does not fit into {says(space)}.", "Use a smaller window, or padding.", window=list(reach), space=list(space))
    places = tuple((extent - wide) // step + 1 for extent, wide, step in zip(space, reach, stride, strict=True))
    result = (*shape[: len(shape) - count], *places, *window)

    def slide(a: Any) -> Any:
        lead, own = a.strides[: len(shape) - count], a.strides[len(shape) - count :]
        apart = [one * wide for one, wide in zip(own, dilation, strict=True)]
        steps = (*lead, *(one * step for one, step in zip(own, stride, strict=True)), *apart)
        memory = a if a.flags.c_contiguous else a.transpose(sorted(range(a.ndim), key=lambda axis: -a.strides[axis]))
        if memory.flags.c_contiguous:
            return np.ndarray(result, a.dtype, memory, 0, steps)  # the same view in a tenth of the time; nothing writes to a value
        return np.lib.stride_tricks.as_strided(a, result, steps, writeable=False)

    return Move(result, slide, [("unwindow", {"shape": shape, "stride": stride, "dilation": dilation})], [slide], [lambda: view(shape, slide)])


windows = movement(
    "windows",
    _windows,
    Tale("All places where a window can stand: {out} has shape {shape:out}.", "An entry of {to} stood in several windows, so it collects the gradients of all its copies.", MOVED, "Why are several gradients added?"),
    title="Windows",
    reference=lambda a, window, stride, dilation=1: _seen(np.asarray(a), window, stride, several(dilation, len(window))),
    samples=(Sample((_GRID,), {"window": (2, 2), "stride": (1, 1)}), Sample((_GRID,), {"window": (1, 2), "stride": (1, 1)}), Sample((_GRID,), {"window": (1, 1), "stride": (1, 2)}), Sample((_GRID,), {"window": (2, 2), "stride": (1, 1), "dilation": (1, 2)}), Sample((_GRID,), {"window": (2,), "stride": (1,)})),
    bad=(BadSample((_GRID,), "kernel-too-large", {"window": (3, 1), "stride": (1, 1)}), BadSample((_GRID,), "kernel-too-large", {"window": (1, 3), "dilation": (1, 2)})),
    params=(Parameter("window", "pair", required=True), Parameter("stride", "pair", 1), Parameter("dilation", "pair", 1)),
    typed=False,
)


def _seen(a: Any, window: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]) -> Any:
    """Window by window, entry by entry."""
    lead = a.ndim - len(window)
    counts = [(n - (k - 1) * d - 1) // s + 1 for n, k, s, d in zip(a.shape[lead:], window, stride, dilation, strict=True)]
    out = np.zeros((*a.shape[:lead], *counts, *window))
    for place in np.ndindex(out.shape):
        corner, inside = place[lead : lead + len(window)], place[lead + len(window) :]
        out[place] = a[(*place[:lead], *(i * s + m * d for i, m, s, d in zip(corner, inside, stride, dilation, strict=True)))]
    return out


def _unwindow(shapes: tuple[Shape, ...], params: Params) -> Move:
    (given,) = shapes
    shape = params["shape"]
    count = len(given) - len(shape)
    places, window = given[-2 * count : -count], given[-count:]
    stride, dilation = several(params["stride"], count), several(params["dilation"], count)
    back = {"window": window, "stride": stride, "dilation": dilation}

    # One place of all windows after the other, or one window after the other: whichever is less often.
    both = (window, dilation), (places, stride)
    within = size(window) <= size(places)
    (walked, gaps), (across, steps) = both if within else both[::-1]
    starts = [(one, [k * gap for k, gap in zip(one, gaps, strict=True)]) for one in np.ndindex(walked)]
    rest = () if within else (slice(None),) * count
    cuts: list[tuple[Any, Any]] = [((..., *one, *rest), (..., *(slice(start, start + step * n, step) for start, step, n in zip(corner, steps, across, strict=True)))) for one, corner in starts]

    apart = all((wide - 1) * gap < step or place == 1 for wide, gap, step, place in zip(window, dilation, stride, places, strict=True))

    def forward(a: Any) -> Any:
        whole = np.zeros(shape)
        for inside, cut in cuts:
            if apart:  # no two windows meet
                whole[cut] = a[inside]
            else:
                whole[cut] += a[inside]
        return whole

    def land() -> Map:
        seen = KNOWN["windows"].plan((shape,), back).forward
        positions = seen(np.arange(size(shape), dtype=np.int64).reshape(shape))
        return Map("land", 0, (), tuple(np.ravel(positions).tolist()))

    return Move(shape, forward, [("windows", back)], [forward], [land])


unwindow = movement(
    "unwindow",
    _unwindow,
    Tale("Overlapping windows are added back into place: {out} has shape {shape:out}.", "Each window takes the gradient of its places.", "A sum passes its gradient on unchanged to each of its terms."),
    title="Add windows",
    reference=lambda a, shape, stride, dilation=1: _added(np.asarray(a), shape, stride, several(dilation, np.ndim(a) - len(shape))),
    samples=(
        Sample(([[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]],), {"shape": (2, 3), "stride": (1, 1)}),
        Sample(([[[[1.0]], [[2.0]]]],), {"shape": (1, 3), "stride": (1, 2)}),
        Sample(([[1.0, 2.0], [3.0, 4.0]],), {"shape": (5,), "stride": (2,), "dilation": (2,)}),
    ),
    params=(Parameter("shape", "shape", required=True), Parameter("stride", "pair", 1), Parameter("dilation", "pair", 1)),
    typed=False,
)


def _added(a: Any, shape: Shape, stride: tuple[int, ...], dilation: tuple[int, ...]) -> Any:
    whole = np.zeros(shape)
    count = a.ndim - len(shape)
    for place in np.ndindex(a.shape):
        corner, inside = place[-2 * count : -count], place[-count:]
        whole[(*place[: -2 * count], *(i * s + m * d for i, m, s, d in zip(corner, inside, stride, dilation, strict=True)))] += a[place]
    return whole
