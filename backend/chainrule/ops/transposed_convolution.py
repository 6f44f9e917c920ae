"""Macro: transposed convolution = every entry stamps the kernel, scaled, onto the result; overlapping stamps add up.

    w (C, O, k, l)      z_bo(s·i + d·m − p)(s·j + d·n − p)  +=  x_bcij * w_comn

It is the way a gradient goes back through a convolution; its own gradient goes back through a convolution.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Add, Equation, Formula, Index, Multiply, Sum
from chainrule.ops.family_convolution import KERNEL, PLACES, SPACE, Channels, ahead, channels, joined, judge, met, placed, shifted, split
from chainrule.ops.indexing import Cut
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Rule, Sample, Sentences, Shape, Words, says
from chainrule.ops.sliding import SOURCE, Counts, counts, reach


def _setting(params: Params, image: Shape, kernel: Shape) -> tuple[Counts, Counts, Counts, Counts]:
    """Stride, dilation, padding, and the size of the result before its border is cut off."""
    stride, dilation = counts(params["stride"], "stride", 1, 2), counts(params["dilation"], "dilation", 1, 2)
    border, more = counts(params["padding"], "padding", 0, 2), counts(params["output_padding"], "output_padding", 0, 2)
    if any(extra >= max(step, apart) for extra, step, apart in zip(more, stride, dilation, strict=True)):
        raise Refused("bad-argument", f"output_padding {list(more)} is not smaller than stride {list(stride)} or dilation {list(dilation)}.", "Write output_padding=0.")
    wide = reach(kernel[-2:], dilation)
    whole = tuple((n - 1) * step + one + extra for n, step, one, extra in zip(image[-2:], stride, wide, more, strict=True))
    if any(n <= 2 * cut for n, cut in zip(whole, border, strict=True)):
        raise Refused("bad-argument", f"Nothing is left of {says(whole)} after padding {list(border)} is cut off.", "Use less padding.", space=list(whole))
    return stride, dilation, border, whole


def _body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, w, *bias = arguments
    image, kernel, groups = build.shape(x), build.shape(w), params["groups"]
    judge(image, kernel, 2, groups, transposed=True)
    stride, dilation, border, whole = _setting(params, image, kernel)
    if 0 in image:
        raise Refused("bad-shape", "The image has no entries.", "Give it at least one entry along each axis.", shape=list(image))
    if groups > 1:
        x, w = split(build, x, 1, groups), split(build, w, 0, groups)
    stamps = build("stamp", x, w)
    # The last window that fits may stand past the last stamp when a row is added at the end: then there are no stamps there.
    fitting = tuple((n - 1) * step + one for n, step, one in zip(image[-2:], stride, reach(kernel[-2:], dilation), strict=True))
    lead = build.shape(stamps)[:-4]
    out = build("unwindow", stamps, shape=(*lead, *fitting), stride=stride, dilation=dilation)
    if fitting != whole:
        width = ((0, 0),) * len(lead) + tuple((0, n - one) for n, one in zip(whole, fitting, strict=True))
        out = build("pad", out, width=width, value=0.0)
    if any(border):
        out = build("index", out, key=(Ellipsis, *(Cut(cut, n - cut) for cut, n in zip(border, whole, strict=True))))
    return shifted(build, joined(build, out, 1) if groups > 1 else out, tuple(bias), 2)


def _words(shapes: tuple[Shape, ...], params: Params) -> Words:
    image, kernel = shapes[:2]
    stride, dilation, border, _ = _setting(params, image, kernel)
    cut = tuple((one, one) for one in border)
    deep, groups = len(image) > 2, params["groups"]
    of = channels(kernel[0] // groups, kernel[1], groups) if deep else Channels()
    first, second = (of.image[1:], ("o",) if of.back else (Index(()),)) if deep else ((), ())
    summed, by_place, by_kernel = met(2, stride, dilation, cut)
    there = ahead(2, stride, dilation, cut)
    stamped: Formula = Sum((*of.over, *summed), Multiply(placed("x", *of.image, *by_place), placed("w", *first, *second, *by_kernel)))
    upstream = placed("d.out", *of.out, *there)
    bias, channel = (placed("b", *of.first), of.first) if deep else (placed("b", Index(())), (Index(()),))
    rules = {
        "x": Rule(index=Equation(placed("d.x", *of.image, *PLACES), Sum((*of.back, *KERNEL), Multiply(upstream, placed("w", *first, *second, *KERNEL))))),
        "w": Rule(index=Equation(placed("d.w", *first, *second, *KERNEL), Sum((*of.batch, *PLACES), Multiply(upstream, placed("x", *of.image, *PLACES))))),
        "b": Rule(index=Equation(placed("d.b", *channel), Sum((*of.batch, *SPACE), placed("d.out", *of.out, *SPACE)))),
    }
    backward = {
        "x": "An entry of {to} stamped the whole kernel, so one product comes back from every entry of its stamp.",
        "w": "The kernel was stamped once for every entry of {x}, so each of its entries gets one product back from every stamp.",
        "b": "The bias was added at every place, so it collects all their gradients.",
    }
    because = {
        "x": "The gradient of {out} is slid over with the kernel: the way back through a transposed convolution is a convolution.",
        "w": "An entry of {w} met every entry of {x} once. Each meeting pays one product back.",
        "b": "A sum passes its gradient on unchanged to each of its terms.",
    }
    question = {"x": "Why a convolution?", "w": "Why a sum over all places?", "b": "Why a sum over all places?"}
    args = list(rules)[: len(shapes)]
    told = Sentences(
        "Every entry of {x} stamps the kernel, scaled, and overlapping stamps add up: {out} has shape {shape:out}.",
        {arg: backward[arg] for arg in args},
        {arg: because[arg] for arg in args},
        {arg: question[arg] for arg in args},
    )
    forward = Equation(placed("out", *of.out, *SPACE), Add(stamped, bias) if len(shapes) > 2 else stamped)
    return Words(forward, {arg: rules[arg] for arg in args}, told)


def _reference(x: Any, w: Any, b: Any = None, stride: Any = 1, padding: Any = 0, output_padding: Any = 0, dilation: Any = 1, groups: int = 1) -> Any:
    image, kernel = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    params = {"stride": stride, "padding": padding, "output_padding": output_padding, "dilation": dilation}
    step, apart, border, whole = _setting(params, image.shape, kernel.shape)
    flat = image.ndim == 2
    image, kernel = (image[None, None], kernel[None, None]) if flat else (image, kernel)
    each = image.shape[1] // groups
    out = np.zeros((image.shape[0], kernel.shape[1] * groups, *whole))
    for n, c, i, j in np.ndindex(image.shape):
        for o, k, m in np.ndindex(kernel.shape[1:]):
            out[n, c // each * kernel.shape[1] + o, i * step[0] + k * apart[0], j * step[1] + m * apart[1]] += image[n, c, i, j] * kernel[c, o, k, m]
    out = out[:, :, border[0] : whole[0] - border[0], border[1] : whole[1] - border[1]]
    out = out + (0.0 if b is None else np.reshape(b, (-1, 1, 1)))
    return out[0, 0] if flat else out


def _wave(*shape: int, cosine: bool = False) -> Any:
    return (np.cos if cosine else np.sin)(np.arange(float(np.prod(shape)))).reshape(shape).tolist()


_IMAGE, _KERNEL = _wave(2, 3), [[0.4, -1.2], [2.1, 1.7]]
_DEEP = (_wave(1, 2, 2, 3), _wave(2, 3, 2, 2, cosine=True))
conv_transpose2d = Macro(
    "conv_transpose2d",
    "convᵀ",
    "Transposed convolution",
    ("x", "w", "b"),
    _body,
    lambda shapes, params: f"{shapes[:2] if params['groups'] > 1 else len(shapes[0])} {dict(params)}",
    _words,
    _reference,
    params=(
        Parameter("stride", "pair", 1),
        Parameter("padding", "pair", 0),
        Parameter("output_padding", "pair", 0),
        Parameter("groups", "whole", 1),
        Parameter("dilation", "pair", 1),
    ),
    samples=(
        Sample((_IMAGE, _KERNEL)),
        Sample((_IMAGE, _KERNEL, [0.5]), {"stride": 2, "padding": 1}),
        Sample((_IMAGE, _KERNEL), {"stride": (1, 2), "output_padding": (0, 1)}),
        Sample((_IMAGE, _KERNEL), {"stride": 2, "dilation": (2, 1)}),
        Sample(_DEEP),
        Sample((*_DEEP, [0.3, -0.2, 0.1]), {"stride": 2, "padding": (1, 0), "output_padding": 1}),
        Sample((_wave(1, 4, 2, 2), _wave(4, 2, 2, 2, cosine=True), [0.3, -0.2, 0.1, 0.7]), {"groups": 2}),
    ),
    bad=(
        BadSample((_IMAGE, _DEEP[1]), "shape-mismatch"),
        BadSample((_DEEP[0], _wave(3, 2, 2, 2)), "shape-mismatch"),
        BadSample((_IMAGE, _KERNEL), "bad-argument", {"output_padding": 1}),
        BadSample((_IMAGE, _KERNEL), "bad-argument", {"padding": 2}),
        BadSample((_DEEP[0], _DEEP[1], [1.0]), "shape-mismatch"),
    ),
    sources=(SOURCE,),
    doc="Transposed convolution of an image with a kernel, plain 2-D or (N, C, H, W) with kernels (C, O, k, l): it makes a convolution's shape again.",
    optional=("b",),
)
