"""Macros: layer, batch, group and root-mean-square normalisation."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_norm import EPS, apart, centred, judge, normalisation, placed, scale, standardise, uncentred, with_letters
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Sample, Shape, Words, says, size

_AXIS = Parameter("axis", "axes", -1)


def _last(shape: Shape, params: Params) -> tuple[int, ...]:
    """The axes normalised together: the last ones, as w and b have them."""
    axes = normal_axes(params["axis"], len(shape))
    if not axes or axes != tuple(range(len(shape) - len(axes), len(shape))):
        raise Refused("bad-axis", f"The axes {list(axes)} are not the last ones of a tensor with {len(shape)}.", "Normalise the last axis, or the last few.", rank=len(shape))
    return axes


def _along(name: str, title: str, middle: bool, eps: float, reference: Any, doc: str, source: str) -> Macro:
    """A normalisation of every entry along the last axes."""

    def body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
        x, *given = arguments
        shape = build.shape(x)
        axes = _last(shape, params)
        wanted = tuple(shape[axis] for axis in axes)
        judge(tuple(map(build.shape, given)), wanted)
        return scale(build, standardise(build, x, axes, params["eps"], middle), tuple(given), wanted)

    def words(shapes: tuple[Shape, ...], params: Params) -> Words:
        axes, rank = _last(shapes[0], params), len(shapes[0])
        own = "the last axis" if len(axes) == 1 else f"the last {len(axes)} axes"
        told = (centred if middle else uncentred)(len(shapes) - 1, f"{own}, example by example")
        return with_letters(told, rank, axes, axes, middle)

    return normalisation(
        name, title, body, words,
        args=("x", "w", "b") if middle else ("x", "w"),
        params=(Parameter("eps", "number", eps), _AXIS),
        reference=reference,
        samples=(
            Sample((_GRID,)),
            Sample((_GRID, _GAIN)),
            *((Sample((_GRID, _GAIN, _SHIFT)), Sample((_CUBE, _GAIN, _SHIFT), {"eps": 0.1})) if middle else (Sample((_CUBE, _GAIN), {"eps": 0.1}),)),
            Sample((_GRID[0],)),
            Sample((_CUBE,), {"axis": (1, 2)}),
        ),
        bad=(
            BadSample((_GRID, [1.0, 2.0]), "shape-mismatch"),
            BadSample((_GRID,), "bad-axis", {"axis": 0}),
            BadSample((_GRID,), "bad-axis", {"axis": 2}),
            BadSample((1.0,), "bad-axis"),
        ),
        source=source,
        doc=doc,
    )  # fmt: skip


def _rows(x: Any, count: int) -> Any:
    array = np.asarray(x, dtype=float)
    return array.reshape(*array.shape[: array.ndim - count], -1)


def _lined(middle: bool, eps: float) -> Any:
    def reference(x: Any, w: Any = 1.0, b: Any = 0.0, eps: float = eps, axis: Any = -1) -> Any:
        rows = _rows(x, len(axis) if isinstance(axis, tuple) else 1)
        out = np.zeros_like(rows)
        for place in np.ndindex(rows.shape[:-1]):
            out[place] = _line(rows[place].tolist(), eps, middle)
        return out.reshape(np.shape(x)) * np.asarray(w) + np.asarray(b)

    return reference


def _line(row: list[float], eps: float, middle: bool = True) -> list[float]:
    mean = math.fsum(row) / len(row) if middle else 0.0
    spread = math.sqrt(math.fsum((one - mean) ** 2 for one in row) / len(row) + eps)
    return [(one - mean) / spread for one in row]


_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]
_GAIN, _SHIFT = [1.5, -0.5, 0.8], [0.1, 0.2, -0.3]
_IMAGES = np.sin(np.arange(32.0) * 1.7).reshape(2, 4, 2, 2).tolist()
_FOUR = [1.5, -0.5, 0.8, 1.2], [0.1, 0.2, -0.3, 0.4]

layer_norm = _along(
    "layer_norm", "Layer normalisation", True, 1e-5, _lined(True, 1e-5),
    "Normalises each example to mean 0 and deviation 1 along its last axis, then scales by w and shifts by b.",
    "Ba, Kiros and Hinton 2016, Layer normalization",
)  # fmt: skip
rms_norm = _along(
    "rms_norm", "Root-mean-square normalisation", False, 1e-6, _lined(False, 1e-6),
    "Divides each example by the root of its mean square along its last axis, then scales by w.",
    "Zhang and Sennrich 2019, Root mean square layer normalization",
)  # fmt: skip


def _channels(shape: Shape, name: str) -> int:
    if len(shape) < 2:
        raise Refused("bad-shape", f"{name} needs a batch axis and a channel axis; this is {says(shape)}.", "Give it (N, C) or (N, C, H, W).", shape=list(shape))
    return shape[1]


def _batch(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, *given = arguments
    shape = build.shape(x)
    channels = _channels(shape, "batch_norm")
    judge(tuple(map(build.shape, given)), (channels,))
    axes = tuple(axis for axis in range(len(shape)) if axis != 1)
    extents = (channels,) if len(shape) == 2 else (1, channels, *(1,) * (len(shape) - 2))
    if not given:
        return standardise(build, x, axes, params["eps"])
    # Each channel has one w and one σ: their quotient is worked out first, and every entry is multiplied once.
    distance, size = apart(build, x, axes, params["eps"])
    w, *shift = (placed(build, one, extents) for one in given)
    scaled = build("mul", distance, build("div", w, size))
    return build("add", scaled, *shift) if shift else scaled


def _batch_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    rank = len(shapes[0])
    told = centred(len(shapes) - 1, "the batch, channel by channel")
    return with_letters(told, rank, tuple(axis for axis in range(rank) if axis != 1), (1,), True)


def _batch_reference(x: Any, w: Any = None, b: Any = None, eps: float = 1e-5) -> Any:
    array = np.asarray(x, dtype=float)
    out = np.zeros_like(array)
    for channel in range(array.shape[1]):
        one = array[:, channel]
        gain, shift = (1.0 if w is None else w[channel]), (0.0 if b is None else b[channel])
        out[:, channel] = np.array(_line(one.ravel().tolist(), eps)).reshape(one.shape) * gain + shift
    return out


batch_norm = normalisation(
    "batch_norm",
    "Batch normalisation",
    _batch,
    _batch_words,
    args=("x", "w", "b"),
    params=(EPS,),
    reference=_batch_reference,
    samples=(Sample((_GRID,)), Sample((_GRID, _GAIN, _SHIFT)), Sample((_IMAGES, *_FOUR)), Sample((_CUBE, [1.5, -0.5]), {"eps": 0.1})),
    bad=(BadSample((_GRID, [1.0, 2.0]), "shape-mismatch"), BadSample((_GAIN,), "bad-shape")),
    source="Ioffe and Szegedy 2015, Batch normalization",
    doc="Normalises each channel (axis 1) to mean 0 and deviation 1 over the batch and all places, as in training, then scales by w and shifts by b.",
)


def _group(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, *given = arguments
    shape, groups = build.shape(x), params["groups"]
    channels = _channels(shape, "group_norm")
    if groups < 1 or channels % groups:
        raise Refused("bad-argument", f"{channels} channels do not split into {groups} groups.", "Choose a number of groups that divides the channels.", channels=channels, groups=groups)
    judge(tuple(map(build.shape, given)), (channels,))
    apart = build("reshape", x, shape=(shape[0], groups, size(shape[1:]) // groups))
    hat = build("reshape", standardise(build, apart, (2,), params["eps"]), shape=shape)
    return scale(build, hat, tuple(given), (channels,) if len(shape) == 2 else (1, channels, *(1,) * (len(shape) - 2)))


def _group_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    each = shapes[0][1] // params["groups"]
    told = centred(len(shapes) - 1, f"groups of {each} channel{'s' * (each != 1)}, example by example")
    return with_letters(told, len(shapes[0]), (), (1,), True)


def _group_reference(x: Any, w: Any = None, b: Any = None, groups: int = 1, eps: float = 1e-5) -> Any:
    array = np.asarray(x, dtype=float)
    out = np.zeros_like(array)
    width = array.shape[1] // groups
    for n in range(array.shape[0]):
        for group in range(groups):
            one = array[n, group * width : (group + 1) * width]
            out[n, group * width : (group + 1) * width] = np.array(_line(one.ravel().tolist(), eps)).reshape(one.shape)
    places = [-1 if axis == 1 else 1 for axis in range(array.ndim)]
    return out * (1.0 if w is None else np.reshape(w, places)) + (0.0 if b is None else np.reshape(b, places))


group_norm = normalisation(
    "group_norm",
    "Group normalisation",
    _group,
    _group_words,
    args=("x", "w", "b"),
    params=(Parameter("groups", "whole", required=True), EPS),
    reference=_group_reference,
    samples=(Sample((_IMAGES,), {"groups": 2}), Sample((_IMAGES, *_FOUR), {"groups": 4}), Sample((_IMAGES, _FOUR[0]), {"groups": 1, "eps": 0.1}), Sample(([[0.4, -1.2, 2.1, 0.3]], *_FOUR), {"groups": 2})),
    bad=(BadSample((_IMAGES,), "bad-argument", {"groups": 3}), BadSample((_IMAGES, [1.0]), "shape-mismatch", {"groups": 2}), BadSample((_GAIN,), "bad-shape", {"groups": 1})),
    source="Wu and He 2018, Group normalization",
    doc="Normalises groups of channels of each example to mean 0 and deviation 1, then scales by w and shifts by b, channel by channel.",
)
