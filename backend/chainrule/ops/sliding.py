"""Contractions inside convolutions: windows times a kernel, and entries times a kernel, which is the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Multiply, Symbol
from chainrule.ops.family_contraction import Signature, contraction
from chainrule.ops.record import Params, Sample, Shape

Counts = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]
SOURCE = "Dumoulin and Visin 2016, A guide to convolution arithmetic for deep learning"


def counts(given: Any, what: str, least: int, axes: int) -> Counts:
    """A whole number of at least `least` for each of the axes, given once or for each."""
    each = given if isinstance(given, tuple) else (given,) * axes
    if len(each) != axes or not all(isinstance(one, int) and one >= least for one in each):
        rest = ", or two of them" if axes == 2 else ""
        example = f" or {what}=({max(least, 1)}, {max(least, 1)})" if axes == 2 else ""
        raise Refused("bad-argument", f"{what} is a whole number of at least {least}{rest}.", f"Write {what}={max(least, 1)}{example}.")
    return each


def padding(given: Any, space: Counts, window: Counts, stride: Counts) -> Pairs:
    """Numbers to add (before, after) on each axis; 'same' keeps ceil(size / stride) places and adds the odd one after."""
    if given == "valid":
        return ((0, 0),) * len(space)
    if given == "same":
        lacking = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(space, window, stride, strict=True)]
        return tuple((one // 2, one - one // 2) for one in lacking)
    if isinstance(given, str):
        raise Refused("bad-argument", "padding is a whole number, two of them, 'same' or 'valid'.", "Write padding=1.")
    return tuple((one, one) for one in counts(given, "padding", 0, len(space)))


def reach(window: Counts, dilation: Counts) -> Counts:
    """How far a window stretches when its entries stand `dilation` apart."""
    return tuple((extent - 1) * apart + 1 for extent, apart in zip(window, dilation, strict=True))


_SLIDES: Mapping[tuple[int, int], Signature] = {
    (2, 1): (("im", "m"), "i"),
    (4, 3): (("bcim", "ocm"), "boi"),
    (5, 4): (("bgcim", "gocm"), "bgoi"),
    (4, 2): (("ijmn", "mn"), "ij"),
    (6, 4): (("bcijmn", "ocmn"), "boij"),
    (7, 5): (("bgcijmn", "gocmn"), "bgoij"),
}
"""By the axes of windows and kernel: plain, with channels, with channels in groups."""


def _slide_signature(shapes: tuple[Shape, ...], params: Params) -> Signature:
    return _SLIDES[len(shapes[0]), len(shapes[1])]


def _by_loops(signature: Signature, a: Any, b: Any) -> Any:
    (left, right), output = signature
    x, y = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    extents = {**dict(zip(left, x.shape, strict=True)), **dict(zip(right, y.shape, strict=True))}
    out = np.zeros([extents[letter] for letter in output])
    for numbers in np.ndindex(*extents.values()):
        place = dict(zip(extents, numbers, strict=True))
        out[tuple(place[c] for c in output)] += x[tuple(place[c] for c in left)] * y[tuple(place[c] for c in right)]
    return out


def _wave(*shape: int, shift: float = 0.0) -> Any:
    return np.sin(np.arange(np.prod(shape, dtype=int)) * 1.3 + shift).reshape(shape).tolist()


slide = contraction(
    "slide",
    _slide_signature,
    glyph="∑",
    title="Window times kernel",
    matrix=lambda signature: (None, None),
    shown=Multiply(Symbol("a"), Symbol("b")),
    tells="Each window is multiplied with the kernel and added up: {out} has shape {shape:out}.",
    sentences=lambda signature: (
        ("Each window entry gets the gradient of its place times the kernel entry it met.", "One window makes one entry of the result.", None),
        ("Each kernel entry collects one product from every place.", "The same kernel was used at every place.", "Why a sum over all places?"),
    ),
    reference=lambda a, b: _by_loops(_SLIDES[np.ndim(a), np.ndim(b)], a, b),
    samples=(
        Sample((_wave(2, 2, 2, 2), [[0.4, -1.2], [2.1, 1.7]])),
        Sample((_wave(1, 2, 3, 2, 2, 2), _wave(3, 2, 2, 2, shift=1.0))),
        Sample((_wave(1, 2, 1, 2, 2, 2, 1), _wave(2, 2, 1, 2, 1, shift=1.0))),
        Sample((_wave(3, 2), [0.4, -1.2])),
        Sample((_wave(2, 2, 3, 2), _wave(1, 2, 2, shift=1.0))),
        Sample((_wave(2, 2, 1, 3, 2), _wave(2, 2, 1, 2, shift=1.0))),
    ),
    bad=(),
    sources=(SOURCE,),
    typed=False,
    copied=True,
)

_STAMPS: Mapping[tuple[int, int], Signature] = {
    (2, 2): (("ij", "mn"), "ijmn"),
    (4, 4): (("bcij", "comn"), "boijmn"),
    (5, 5): (("bgcij", "gcomn"), "bgoijmn"),
}
stamp = contraction(
    "stamp",
    lambda shapes, params: _STAMPS[len(shapes[0]), len(shapes[1])],
    glyph="∑",
    title="Entry times kernel",
    matrix=lambda signature: (None, None),
    shown=Multiply(Symbol("a"), Symbol("b")),
    tells="Each entry is multiplied with the whole kernel: {out} has shape {shape:out}.",
    sentences=lambda signature: (
        ("Each entry collects from all places its copy of the kernel went to.", "One entry makes one copy of the kernel, scaled.", "Why a sum over the kernel?"),
        ("Each kernel entry collects one product from every place.", "The same kernel was used at every place.", "Why a sum over all places?"),
    ),
    reference=lambda a, b: _by_loops(_STAMPS[np.ndim(a), np.ndim(b)], a, b),
    samples=(
        Sample((_wave(2, 2), [[0.4, -1.2], [2.1, 1.7]])),
        Sample((_wave(1, 2, 2, 2), _wave(2, 2, 2, 1, shift=1.0))),
        Sample((_wave(1, 2, 1, 2, 2), _wave(2, 1, 2, 2, 1, shift=1.0))),
    ),
    bad=(),
    sources=(SOURCE,),
    typed=False,
)
