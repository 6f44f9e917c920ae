"""Macros: convolution over one axis or two (cross-correlation, as the libraries have it) = pad, windows, contraction.

    plain   x (H, W),       w (k, l)        z_ij   = sum over m, n of x_(i+m)(j+n) * w_mn
    NCHW    x (N, C, H, W), w (O, C, k, l)  z_boij = sum over c, m, n of x_bc(i+m)(j+n) * w_ocmn + b_o

With a stride i + m becomes s·i + d·m − p: s the stride, d the dilation, p the padding before.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.formula.tree import Add, Equation, Formula, Index, Multiply, Sum
from chainrule.ops.family_convolution import (
    KERNEL,
    PARAMS,
    PLACES,
    SPACE,
    Channels,
    ahead,
    channels,
    joined,
    judge,
    met,
    placed,
    setting,
    shifted,
    split,
)
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Params, Rule, Sample, Sentences, Shape, Words
from chainrule.ops.sliding import SOURCE


def _body(axes: int) -> Any:
    def body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
        x, w, *bias = arguments
        image, kernel, groups = build.shape(x), build.shape(w), params["groups"]
        judge(image, kernel, axes, groups)
        stride, dilation, border = setting(params, image, kernel, axes)
        if any(map(any, border)):
            x = build("pad", x, width=((0, 0),) * (len(image) - axes) + border, value=0.0)
        if groups > 1:
            x, w = split(build, x, 1, groups), split(build, w, 0, groups)
        out = build("slide", build("windows", x, window=kernel[-axes:], stride=stride, dilation=dilation), w)
        return shifted(build, joined(build, out, 1) if groups > 1 else out, tuple(bias), axes)

    return body


def _form(shapes: tuple[Shape, ...], params: Params) -> str:
    return f"{shapes[:2] if params['groups'] > 1 or params['padding'] == 'same' else len(shapes[0])} {dict(params)}"


def _words(axes: int) -> Any:
    def words(shapes: tuple[Shape, ...], params: Params) -> Words:
        image, kernel = shapes[:2]
        stride, dilation, border = setting(params, image, kernel, axes)
        deep, groups = len(image) > axes, params["groups"]
        of = channels(kernel[1], kernel[0] // groups, groups) if deep else Channels()
        space, inside, places = SPACE[:axes], KERNEL[:axes], PLACES[:axes]
        summed, by_place, by_kernel = met(axes, stride, dilation, border)
        seen = placed("x", *of.image, *ahead(axes, stride, dilation, border))
        weight, upstream = placed("w", *of.first, *of.second, *inside), placed("d.out", *of.out, *places)
        body: Formula = Sum((*of.over, *inside), Multiply(seen, weight))
        bias = of.first or (Index(()),)
        forward = Equation(placed("out", *of.out, *places), Add(body, placed("b", *bias)) if len(shapes) > 2 else body)
        by_x = Sum((*of.back, *summed), Multiply(placed("d.out", *of.out, *by_place), placed("w", *of.first, *of.second, *by_kernel)))
        rules = {
            "x": Rule(index=Equation(placed("d.x", *of.image, *space), by_x)),
            "w": Rule(index=Equation(placed("d.w", *of.first, *of.second, *inside), Sum((*of.batch, *places), Multiply(upstream, seen)))),
            "b": Rule(index=Equation(placed("d.b", *bias), Sum((*of.batch, *places), upstream))),
        }
        flipped = "Entry p, q of {x} met kernel entry p − i, q − j at place i, j" if axes == 2 else "Entry p of {x} met kernel entry p − i at place i"
        backward = {
            "x": "An entry of {to} was under the kernel at several places, so one product comes back from each.",
            "w": "The kernel slid over all places, so each of its entries gets one product back from every place.",
            "b": "The bias was added at every place, so it collects all their gradients.",
        }
        because = {
            "x": f"{flipped}: seen from {{x}}, the kernel runs backwards.",
            "w": "An entry of {w} met another entry of {x} at each place. Each meeting pays one product back.",
            "b": "A sum passes its gradient on unchanged to each of its terms.",
        }
        question = {"x": "Why the flip?", "w": "Why a sum over all places?", "b": "Why a sum over all places?"}
        args = list(rules)[: len(shapes)]
        told = Sentences(
            "The kernel slides over {x} and stops at every place: {out} has shape {shape:out}.",
            {arg: backward[arg] for arg in args},
            {arg: because[arg] for arg in args},
            {arg: question[arg] for arg in args},
        )
        return Words(forward, {arg: rules[arg] for arg in args}, told)

    return words


def _reference(axes: int) -> Any:
    def reference(x: Any, w: Any, b: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1) -> Any:
        image, kernel = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
        steps, apart, border = setting({"stride": stride, "padding": padding, "dilation": dilation}, image.shape, kernel.shape, axes)
        flat = image.ndim == axes
        image, kernel = (image[None, None], kernel[None, None]) if flat else (image, kernel)
        image = np.pad(image, ((0, 0), (0, 0), *border))
        size = [(n - (k - 1) * d - 1) // s + 1 for n, k, s, d in zip(image.shape[2:], kernel.shape[2:], steps, apart, strict=True)]
        out = np.zeros((image.shape[0], kernel.shape[0], *size))
        for n, o, *place in np.ndindex(out.shape):
            group = o // (kernel.shape[0] // groups)
            for c, *inside in np.ndindex(kernel.shape[1:]):
                at = tuple(i * s + m * d for i, m, s, d in zip(place, inside, steps, apart, strict=True))
                out[(n, o, *place)] += image[(n, group * kernel.shape[1] + c, *at)] * kernel[(o, c, *inside)]
            out[(n, o, *place)] += 0.0 if b is None else b[o]
        return out[0, 0] if flat else out

    return reference


def _wave(*shape: int, cosine: bool = False) -> Any:
    return (np.cos if cosine else np.sin)(np.arange(float(np.prod(shape)))).reshape(shape).tolist()


_IMAGE, _KERNEL, _LINE = _wave(4, 4), [[0.4, -1.2], [2.1, 1.7]], _wave(5)
_DEEP, _GROUPED = (_wave(1, 2, 4, 4), _wave(3, 2, 2, 2, cosine=True)), (_wave(1, 4, 3, 3), _wave(4, 2, 2, 2, cosine=True))
conv2d = Macro(
    "conv2d", "conv2d", "Convolution", ("x", "w", "b"), _body(2), _form, _words(2), _reference(2),
    params=PARAMS,
    samples=(
        Sample((_IMAGE, _KERNEL)),
        Sample((_IMAGE, _KERNEL), {"stride": 2, "padding": 1}),
        Sample((_IMAGE, _KERNEL), {"padding": "same"}),
        Sample((_IMAGE, _KERNEL), {"stride": (1, 2)}),
        Sample((_IMAGE, _KERNEL), {"dilation": 2}),
        Sample((_IMAGE, _KERNEL, [0.5]), {"dilation": (1, 2), "stride": 2, "padding": 1}),
        Sample(_DEEP),
        Sample((*_DEEP, [0.3, -0.2, 0.1]), {"stride": 2, "padding": (1, 0)}),
        Sample((*_GROUPED, [0.3, -0.2, 0.1, 0.7]), {"groups": 2}),
        Sample((_wave(2, 2, 3, 3), _wave(2, 1, 2, 2, cosine=True)), {"groups": 2, "padding": 1, "dilation": 2}),
    ),
    bad=(
        BadSample((_KERNEL, _IMAGE), "kernel-too-large"),
        BadSample((_IMAGE, _KERNEL), "kernel-too-large", {"dilation": 4}),
        BadSample((_DEEP[0], _KERNEL), "shape-mismatch"),
        BadSample((_DEEP[0], _wave(3, 1, 2, 2)), "shape-mismatch"),
        BadSample((_IMAGE, _KERNEL, 2.0), "shape-mismatch"),
        BadSample((_IMAGE, _KERNEL), "bad-argument", {"stride": 0}),
        BadSample((_IMAGE, _KERNEL), "bad-argument", {"groups": 2}),
        BadSample(_DEEP, "bad-argument", {"groups": 2}),
    ),
    sources=(SOURCE,),
    doc="Convolution of an image with a kernel, plain 2-D or NCHW, with an optional bias for each channel of the result.",
    optional=("b",),
)  # fmt: skip
conv1d = Macro(
    "conv1d", "conv1d", "Convolution along one axis", ("x", "w", "b"), _body(1), _form, _words(1), _reference(1),
    params=PARAMS,
    samples=(
        Sample((_LINE, [0.4, -1.2])),
        Sample((_LINE, [0.4, -1.2, 0.7]), {"stride": 2, "padding": 1}),
        Sample((_LINE, [0.4, -1.2]), {"padding": "same", "dilation": 2}),
        Sample((_wave(2, 2, 4), _wave(3, 2, 2, cosine=True), [0.3, -0.2, 0.1]), {"dilation": 2, "stride": 2, "padding": 1}),
        Sample((_wave(1, 4, 4), _wave(2, 2, 3, cosine=True)), {"groups": 2}),
    ),
    bad=(
        BadSample(([0.4, -1.2], _LINE), "kernel-too-large"),
        BadSample((_IMAGE, _KERNEL), "shape-mismatch"),
        BadSample((_LINE, [0.4, -1.2]), "bad-argument", {"stride": (1, 2)}),
    ),
    sources=(SOURCE,),
    doc="Convolution of a signal with a kernel, plain or (N, C, L), with an optional bias for each channel of the result.",
    optional=("b",),
)  # fmt: skip
