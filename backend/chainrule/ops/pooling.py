"""Macros: pooling = pad, windows, then the largest or the mean entry of each window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Divide, Equation, Extreme, Formula, Index, Indexed, Multiply, Number, Sum, Symbol, Word
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Kink, Parameter, Params, Rule, Sample, Sentences, Shape, Value, Words, says
from chainrule.ops.sliding import Counts, Pairs, counts, padding

_BATCH = "bcde"


def _strides(params: Params) -> Counts:
    window = counts(params["window"], "window", 1, 2)
    return window if params.get("stride") is None else counts(params["stride"], "stride", 1, 2)


def _pool(name: str, title: str, op: str, tells: str, narration: str, because: str, question: str, kinks: tuple[Kink, ...] = ()) -> Macro:
    largest = op == "max"

    def body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
        (x,) = arguments
        shape = build.shape(x)
        if len(shape) < 2:
            raise Refused("bad-shape", f"Pooling needs two axes to slide over; this is {says(shape)}.", "Give it a matrix, or (N, C, H, W).", shape=list(shape))
        window, stride = counts(params["window"], "window", 1, 2), _strides(params)
        border = _border((shape,), params)
        if any(map(any, border)):
            x = build("pad", x, width=((0, 0),) * (len(shape) - 2) + border, value=-np.inf if largest else 0.0)
        seen = build("windows", x, window=window, stride=stride)
        return build(op, seen, axis=(-2, -1), **({"ties": "first"} if largest else {}))

    def form(shapes: tuple[Shape, ...], params: Params) -> str:
        return f"{len(shapes[0])} window {counts(params['window'], 'window', 1, 2)} stride {_strides(params)} padding {_border(shapes, params)}"

    def words(shapes: tuple[Shape, ...], params: Params) -> Words:
        lead = _BATCH[: len(shapes[0]) - 2]
        down, right = _strides(params)
        (top, _), (left, _) = _border(shapes, params)
        row, column = Index((("i", down), ("m", 1)), -top), Index((("j", right), ("n", 1)), -left)
        entry = _at("x", lead, row, column)
        high, wide = counts(params["window"], "window", 1, 2)
        share = Divide(Number(1.0), Number(float(high * wide)))
        result: Formula = Extreme("max", ("m", "n"), entry) if largest else Sum(("m", "n"), Multiply(share, entry))
        place = (Index((("i", 1),)), Index((("j", 1),)))
        slope: Formula = Word("share") if largest else share
        rule = Equation(_at("d.x", lead, Index((("p", 1),)), Index((("q", 1),))), Sum(("i", "j", "window ∋ p, q"), Multiply(_at("d.out", lead, *place), slope)))
        told = Sentences(tells, {"x": narration}, {"x": because}, {"x": question})
        return Words(Equation(_at("out", lead, *place), result), {"x": Rule(local=slope, index=rule)}, told)

    def reference(x: Any, window: Any, stride: Any = None, padding: Any = 0) -> Any:
        image = np.asarray(x, dtype=float)
        params = {"window": window, "stride": stride, "padding": padding}
        (high, wide), (down, right) = counts(window, "window", 1, 2), _strides(params)
        border = _border((image.shape,), params)
        image = np.pad(image, ((0, 0),) * (image.ndim - 2) + border, constant_values=-np.inf if largest else 0.0)
        rows, columns = (image.shape[-2] - high) // down + 1, (image.shape[-1] - wide) // right + 1
        out = np.zeros((*image.shape[:-2], rows, columns))
        for place in np.ndindex(out.shape):
            *lead, i, j = place
            seen = image[tuple(lead)][i * down : i * down + high, j * right : j * right + wide]
            out[place] = seen.max() if largest else seen.mean()
        return out

    return Macro(
        name, name, title, ("x",), body, form, words, reference,
        params=(Parameter("window", "pair", required=True), Parameter("stride", "pair"), Parameter("padding", "padding", 0)),
        samples=(
            Sample((_IMAGE,), {"window": 2}),
            Sample((_IMAGE,), {"window": (2, 3), "stride": 1}),
            Sample((_IMAGE,), {"window": 2, "padding": 1}),
            Sample(([[_IMAGE]],), {"window": 2}),
        ),
        bad=(BadSample((_IMAGE,), "kernel-too-large", {"window": 5}), BadSample(([1.0, 2.0],), "bad-shape", {"window": 1}), BadSample((_IMAGE,), "bad-argument", {"window": 1, "padding": 1})),
        sources=("Goodfellow, Bengio and Courville, Deep Learning, section 9.3",),
        kinks=kinks,
        doc=f"{name}(x, window, stride=window, padding=0): {tells.split(':')[0].lower()}.",
    )  # fmt: skip


def _border(shapes: tuple[Shape, ...], params: Params) -> Pairs:
    window = counts(params["window"], "window", 1, 2)
    found = padding(params["padding"], (shapes[0][-2], shapes[0][-1]), window, _strides(params))
    if any(2 * max(sides) > extent for sides, extent in zip(found, window, strict=True)) and params["padding"] != "same":
        raise Refused("bad-argument", f"The padding {params['padding']} is more than half of the window {says(window)}, so a window could lie in it whole.", "Pad by at most half of the window.")
    return found


def _at(name: str, lead: str, *indices: Index) -> Formula:
    return Indexed(Symbol(name), (*(Index(((letter, 1),)) for letter in lead), *indices))


def _has_tie(values: Sequence[Value], out: Value, params: Params) -> bool:
    image = np.asarray(values[0])
    border = _border((image.shape,), params)
    window, (down, right) = counts(params["window"], "window", 1, 2), _strides(params)
    image = np.pad(image, ((0, 0),) * (image.ndim - 2) + border, constant_values=-np.inf)
    seen = np.lib.stride_tricks.sliding_window_view(image, window, (-2, -1))[..., ::down, ::right, :, :]
    return bool(np.any(np.sum(np.equal(seen, np.asarray(out)[..., None, None]), axis=(-2, -1)) > 1))


_IMAGE = np.sin(np.arange(16.0) * 1.7).reshape(4, 4).tolist()
max_pool2d = _pool(
    "max_pool2d",
    "Max pooling",
    "max",
    "The largest entry of each window: {out} has shape {shape:out}.",
    "Only the largest entry of each window was passed on, so that window's gradient goes to it; the others get 0.",
    "A small change of any other entry of a window does not change which one is the largest.",
    "Why is it 0 almost everywhere?",
    (Kink("ties in a window", "1 for the first of them and 0 for the others", "When several entries are the largest, the first in reading order is taken, as the libraries do.", _has_tie),),
)
avg_pool2d = _pool(
    "avg_pool2d",
    "Average pooling",
    "mean",
    "The mean of each window: {out} has shape {shape:out}.",
    "Each entry has an equal share in the mean of its window, so it gets that share of the window's gradient.",
    "Raise one entry of a window by a little and the mean rises by that little, divided by how many entries there are.",
    "Where does the fraction come from?",
)
