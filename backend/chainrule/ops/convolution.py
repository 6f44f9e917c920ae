"""Macro: two-dimensional convolution (cross-correlation, as the libraries have it) = pad, windows, contraction.

    plain   x (H, W),       w (k, l)        z_ij   = sum over m, n of x_(i+m)(j+n) * w_mn
    NCHW    x (N, C, H, W), w (O, C, k, l)  z_boij = sum over c, m, n of x_bc(i+m)(j+n) * w_ocmn
"""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Equation, Formula, Index, Indexed, Multiply, Sum, Symbol
from chainrule.ops.family_contraction import Signature, contraction
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Rule, Sample, Sentences, Shape, Words, says

Pair = tuple[int, int]


def pair(given: Any, what: str, least: int) -> Pair:
    """An int or a pair of ints, each at least `least`."""
    both = given if isinstance(given, tuple) else (given, given)
    if len(both) != 2 or not all(isinstance(one, int) and one >= least for one in both):
        raise Refused("bad-argument", f"{what} is a whole number of at least {least}, or two of them.", f"Write {what}={max(least, 1)} or {what}=({max(least, 1)}, {max(least, 1)}).")
    return both


def padding(given: Any, space: Pair, window: Pair, stride: Pair) -> tuple[Pair, Pair]:
    """Numbers to add (before, after) on the two axes; 'same' keeps ceil(size / stride) places and adds the odd one after."""
    if given == "valid":
        return (0, 0), (0, 0)
    if given == "same":
        lacking = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(space, window, stride, strict=True)]
        return (lacking[0] // 2, lacking[0] - lacking[0] // 2), (lacking[1] // 2, lacking[1] - lacking[1] // 2)
    if isinstance(given, str):
        raise Refused("bad-argument", "padding is a whole number, two of them, 'same' or 'valid'.", "Write padding=1.")
    down, right = pair(given, "padding", 0)
    return (down, down), (right, right)


def _signature(shapes: tuple[Shape, ...], params: Params) -> Signature:
    return (("ijmn", "mn"), "ij") if len(shapes[1]) == 2 else (("bcijmn", "ocmn"), "boij")


slide = contraction(
    "slide",
    _signature,
    glyph="∑",
    title="Window times kernel",
    matrix=lambda signature: (None, None),
    shown=Multiply(Symbol("a"), Symbol("b")),
    tells="Each window is multiplied with the kernel and added up: {out} has shape {shape:out}.",
    sentences=lambda signature: (
        ("Each window entry gets the gradient of its place times the kernel entry it met.", "One window makes one entry of the result.", None),
        ("Each kernel entry collects one product from every place.", "The same kernel was used at every place.", "Why a sum over all places?"),
    ),
    reference=lambda a, b: np.tensordot(a, b, 2) if np.ndim(b) == 2 else np.moveaxis(np.tensordot(a, b, ([1, 4, 5], [1, 2, 3])), -1, 1),
    samples=(
        Sample((np.arange(16.0).reshape(2, 2, 2, 2).tolist(), [[0.4, -1.2], [2.1, 1.7]])),
        Sample((np.sin(np.arange(48.0)).reshape(1, 2, 3, 2, 2, 2).tolist(), np.cos(np.arange(24.0)).reshape(3, 2, 2, 2).tolist())),
    ),
    bad=(),
    sources=("Dumoulin and Visin 2016, A guide to convolution arithmetic for deep learning",),
    typed=False,
)


def _body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, w = arguments
    image, kernel = build.shape(x), build.shape(w)
    if (len(image), len(kernel)) not in ((2, 2), (4, 4)):
        raise Refused("shape-mismatch", f"The image is {says(image)}, the kernel {says(kernel)}.", "Use two axes for both, or four: images (N, C, H, W) and kernels (O, C, k, l).", shapes=[list(image), list(kernel)])
    if len(image) == 4 and image[1] != kernel[1]:
        raise Refused("shape-mismatch", f"The image has {image[1]} channels, the kernel {kernel[1]}.", "Give both the same number of channels (axis 1).", shapes=[list(image), list(kernel)], axis=1)
    stride = pair(params["stride"], "stride", 1)
    window: Pair = (kernel[-2], kernel[-1])
    if 0 in window:
        raise Refused("bad-shape", "The kernel has no entries.", "Give it at least one row and one column.", shape=list(kernel))
    border = padding(params["padding"], (image[-2], image[-1]), window, stride)
    if any(map(any, border)):
        x = build("pad", x, width=((0, 0),) * (len(image) - 2) + border, value=0.0)
    return build("slide", build("windows", x, window=window, stride=stride), w)


def _form(shapes: tuple[Shape, ...], params: Params) -> str:
    border = _border(shapes, params)
    return f"{len(shapes[0])} stride {pair(params['stride'], 'stride', 1)} padding {border[0][0]}, {border[1][0]}"


def _border(shapes: tuple[Shape, ...], params: Params) -> tuple[Pair, Pair]:
    image, kernel = shapes
    return padding(params["padding"], (image[-2], image[-1]), (kernel[-2], kernel[-1]), pair(params["stride"], "stride", 1))


def _at(name: str, *letters: str | Index) -> Formula:
    return Indexed(Symbol(name), tuple(one if isinstance(one, Index) else Index(((one, 1),)) for one in letters))


def _words(shapes: tuple[Shape, ...], params: Params) -> Words:
    deep = len(shapes[0]) == 4
    (top, _), (left, _) = _border(shapes, params)
    down, right = pair(params["stride"], "stride", 1)
    row, column = Index((("i", down), ("m", 1)), -top), Index((("j", right), ("n", 1)), -left)
    back_row, back_column = Index((("p", 1), ("i", -down)), top), Index((("q", 1), ("j", -right)), left)
    batch, out, channel = (("b",), ("o",), ("c",)) if deep else ((), (), ())
    upstream = _at("d.out", *batch, *out, "i", "j")
    image, kernel = _at("x", *batch, *channel, row, column), _at("w", *out, *channel, "m", "n")
    forward = Equation(_at("out", *batch, *out, "i", "j"), Sum((*channel, "m", "n"), Multiply(image, kernel)))
    by_x = Sum((*out, "i", "j"), Multiply(upstream, _at("w", *out, *channel, back_row, back_column)))
    by_w = Sum((*batch, "i", "j"), Multiply(upstream, image))
    rules = {
        "x": Rule(index=Equation(_at("d.x", *batch, *channel, "p", "q"), by_x)),
        "w": Rule(index=Equation(_at("d.w", *out, *channel, "m", "n"), by_w)),
    }
    told = Sentences(
        "The kernel slides over {x} and stops at every place: {out} has shape {shape:out}.",
        {
            "x": "An entry of {to} was under the kernel at several places, so one product comes back from each.",
            "w": "The kernel slid over all places, so each of its entries gets one product back from every place.",
        },
        {
            "x": "Entry p, q of {x} met kernel entry p − i, q − j at place i, j: seen from {x}, the kernel runs backwards.",
            "w": "An entry of {w} met another entry of {x} at each place. Each meeting pays one product back.",
        },
        {"x": "Why the flip?", "w": "Why a sum over all places?"},
    )
    return Words(forward, rules, told)


def _reference(x: Any, w: Any, stride: Any = 1, padding: Any = 0) -> Any:
    image, kernel = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    step = pair(stride, "stride", 1)
    flat = image.ndim == 2
    image, kernel = (image[None, None], kernel[None, None]) if flat else (image, kernel)
    border = _border((image.shape, kernel.shape), {"stride": stride, "padding": padding})
    image = np.pad(image, ((0, 0), (0, 0), *border))
    rows = (image.shape[2] - kernel.shape[2]) // step[0] + 1
    columns = (image.shape[3] - kernel.shape[3]) // step[1] + 1
    out = np.zeros((image.shape[0], kernel.shape[0], rows, columns))
    for b, o, i, j in np.ndindex(out.shape):
        seen = image[b, :, i * step[0] : i * step[0] + kernel.shape[2], j * step[1] : j * step[1] + kernel.shape[3]]
        out[b, o, i, j] = float((seen * kernel[o]).sum())
    return out[0, 0] if flat else out


_IMAGE = np.sin(np.arange(16.0)).reshape(4, 4).tolist()
_KERNEL = [[0.4, -1.2], [2.1, 1.7]]
_DEEP = (np.sin(np.arange(32.0)).reshape(1, 2, 4, 4).tolist(), np.cos(np.arange(24.0)).reshape(3, 2, 2, 2).tolist())
conv2d = Macro(
    "conv2d",
    "conv2d",
    "Convolution",
    ("x", "w"),
    _body,
    _form,
    _words,
    _reference,
    params=(Parameter("stride", "pair", 1), Parameter("padding", "padding", 0)),
    samples=(
        Sample((_IMAGE, _KERNEL)),
        Sample((_IMAGE, _KERNEL), {"stride": 2, "padding": 1}),
        Sample((_IMAGE, _KERNEL), {"padding": "same"}),
        Sample((_IMAGE, _KERNEL), {"stride": (1, 2)}),
        Sample(_DEEP),
        Sample(_DEEP, {"stride": 2, "padding": (1, 0)}),
    ),
    bad=(
        BadSample((_KERNEL, _IMAGE), "kernel-too-large"),
        BadSample((_DEEP[0], _KERNEL), "shape-mismatch"),
        BadSample((_IMAGE, _KERNEL), "bad-argument", {"stride": 0}),
    ),
    sources=("Dumoulin and Visin 2016, A guide to convolution arithmetic for deep learning",),
    doc="Convolution of an image with a kernel: conv2d(x, w, stride=1, padding=0), plain 2-D or NCHW.",
)
