"""Macros: global pooling = one number for each channel, from all places of the image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.read import read
from chainrule.formula.tree import Equation, Extreme, Formula, Multiply, Sum, Word
from chainrule.ops.family_contraction import at
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Kink, Parameter, Params, Rule, Sample, Sentences, Shape, Value, Words, says, telling

_LEAD = "bcdefg"


def _pool(op: str, name: str, title: str, tells: str, narration: str, because: str, question: str, kinks: tuple[Kink, ...] = ()) -> Macro:
    largest = op == "max"

    def body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
        (x,) = arguments
        shape = build.shape(x)
        if len(shape) < 2 or 0 in shape[-2:]:
            raise Refused("bad-shape", f"Pooling needs two axes with entries; this is {says(shape)}.", "Give it a matrix, or (N, C, H, W).", shape=list(shape))
        return build(op, x, axis=(-2, -1), keepdims=params["keepdims"], **({"ties": "first"} if largest else {}))

    def words(shapes: tuple[Shape, ...], params: Params) -> Words:
        lead = _LEAD[: len(shapes[0]) - 2]
        entry = at("x", f"{lead}ij")
        slope: Formula = Word("share") if largest else read("1 / n")
        result: Formula = Extreme("max", ("i", "j"), entry) if largest else Sum(("i", "j"), Multiply(slope, entry))
        told = Sentences(telling(tells, shapes[0][:-2] or ((1,) if params["keepdims"] else ())), {"x": narration}, {"x": because}, {"x": question})
        kept = at("out", lead), at("d.out", lead)
        return Words(Equation(kept[0], result), {"x": Rule(local=slope, index=Equation(at("d.x", f"{lead}ij"), Multiply(kept[1], slope)))}, told)

    def reference(x: Any, keepdims: bool = False) -> Any:
        image = np.asarray(x, dtype=float)
        out = np.zeros(image.shape[:-2])
        for place in np.ndindex(out.shape):
            entries = image[place].ravel().tolist()
            out[place] = max(entries) if largest else sum(entries) / len(entries)
        return out[..., None, None] if keepdims else out

    return Macro(
        name, name, title, ("x",), body, lambda shapes, params: f"{len(shapes[0])} {params['keepdims']}", words, reference,
        params=(Parameter("keepdims", "flag", False),),
        samples=(Sample((_IMAGES,)), Sample((_IMAGES,), {"keepdims": True}), Sample((_IMAGES[0][0],))),
        bad=(BadSample(([1.0, 2.0],), "bad-shape"),),
        sources=("Lin, Chen and Yan 2013, Network in network",), kinks=kinks, doc=f"{tells.split(':')[0]}.",
    )  # fmt: skip


def _has_tie(values: Sequence[Value], out: Value, params: Params) -> bool:
    image = np.asarray(values[0])
    return bool(np.any(np.sum(image == np.max(image, axis=(-2, -1), keepdims=True), axis=(-2, -1)) > 1))


_IMAGES = np.sin(np.arange(24.0) * 1.7).reshape(2, 2, 2, 3).tolist()
global_max_pool2d = _pool(
    "max",
    "global_max_pool2d",
    "Global max pooling",
    "The largest entry of each image: {out} has shape {shape:out}.",
    "Only the largest entry of each image was passed on, so the gradient goes to it; the others get 0.",
    "A small change of any other entry does not change which one is the largest.",
    "Why is it 0 almost everywhere?",
    (Kink("ties in an image", "1 for the first of them and 0 for the others", "When several entries are the largest, the first in reading order is taken, as in max pooling.", _has_tie, (([[1.0, 1.0]],), 0, 1.0)),),
)
global_avg_pool2d = _pool(
    "mean",
    "global_avg_pool2d",
    "Global average pooling",
    "The mean of each image: {out} has shape {shape:out}.",
    "Each entry has a share of 1 / n in the mean of its image, so it gets the gradient divided by n.",
    "Raise one of n entries by a little and the mean rises by that little divided by n.",
    "Where does 1 / n come from?",
)
