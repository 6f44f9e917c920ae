"""Cross entropy of logits against class ids or probabilities: one fused op, whose slope is simply p - y.

For each line of the last axis: loss = -sum_i y_i log p_i with p = softmax(logits).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Apply, Call, Divide, Equation, Formula, Multiply, Negate, Number, Subtract, Sum, Symbol, Word
from chainrule.ops.family_contraction import at, word_at
from chainrule.ops.influences import chosen
from chainrule.ops.record import (
    BadSample,
    Build,
    Op,
    Parameter,
    Params,
    Plan,
    Pull,
    Rule,
    Sample,
    Sentences,
    Shape,
    Words,
    says,
    size,
    telling,
)
from chainrule.ops.relation import Axes
from chainrule.ops.softmaxes import log_softmax, shifting
from chainrule.ops.sums import summing


def _make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
    logits, labels = shapes
    by_id = labels == logits[:-1]
    if not logits or not (by_id or labels == logits):
        raise Refused(
            "shape-mismatch",
            f"Logits are {says(logits)}, labels {says(labels)}.",
            "Labels are one class id per row of the logits, or one probability per logit.",
            shapes=[list(logits), list(labels)],
        )
    if logits[-1] == 0:
        raise Refused("bad-shape", "There are no classes: the last axis of the logits is empty.", "Give the logits one entry per class.", shape=list(logits))
    way = params["reduction"]
    if way not in ("mean", "sum", "none"):
        raise Refused("bad-argument", "reduction is 'mean', 'sum' or 'none'.", "Write reduction='mean'.")
    smooth = params["label_smoothing"]
    if not 0 <= smooth <= 1:
        raise Refused("bad-argument", f"label_smoothing is {smooth}; it is a share from 0 to 1.", "Write label_smoothing=0.1.")
    rows = size(logits[:-1])
    share = (1.0 / rows if rows else math.nan) if way == "mean" else 1.0
    shape = logits[:-1] if way == "none" else ()
    axes = (len(logits) - 1,) if way == "none" else tuple(range(len(logits)))
    lines = log_softmax.plan((logits,), {"axis": -1}).forward
    classes = logits[-1]
    plain = by_id and not smooth
    add = summing(logits, (len(logits) - 1,), (*logits[:-1], 1))
    shift = shifting(logits, -1)
    total = summing(logits[:-1], tuple(range(len(logits) - 1)), ()) if len(logits) > 1 else np.float64

    def keeping(a: Any, b: Any) -> tuple[Any, tuple[Any, ...]]:
        shifted = shift(a)
        e = np.exp(shifted)
        s = add(e)
        marks = chosen(b, classes) if by_id else b
        if smooth:
            marks = (1.0 - smooth) * marks + smooth / classes
        if plain:
            losses = (np.log(s)[..., 0] - shifted[marks].reshape(logits[:-1]))[()]
        else:
            losses = -np.add.reduce(marks * (shifted - np.log(s)), axis=-1)
        return losses if way == "none" else total(losses) * share, (a, marks, e, s)

    def slope(kept: tuple[Any, ...]) -> Any:
        _, marks, e, s = kept
        shares = e / s
        slope = np.subtract(shares if by_id else shares * np.add.reduce(marks, axis=-1, keepdims=True), marks)
        if share != 1.0:
            slope *= share
        return slope

    def by_logits(a: Any, b: Any, out: Any) -> Any:
        return slope(keeping(a, b)[1])

    def by_labels(a: Any, b: Any, out: Any) -> Any:
        return -lines(a) * (share * (1.0 - smooth))

    def built_by_logits(build: Build, g: Any, args: Any, out: Any) -> Any:
        a, b = args
        y = build("one_hot", b, classes=classes) if by_id else b
        if smooth:
            y = build("add", build("mul", y, build.constant(1.0 - smooth)), build.constant(smooth / classes))
        p = build("softmax", a, axis=-1)
        if not by_id:
            p = build("mul", p, build("sum", y, axis=-1, keepdims=True))
        return paid(build, g, build("sub", p, y))

    def built_by_labels(build: Build, g: Any, args: Any, out: Any) -> Any:
        slope = build("neg", build("log_softmax", args[0], axis=-1))
        return paid(build, g, build("mul", slope, build.constant(1.0 - smooth)) if smooth else slope)

    def paid(build: Build, g: Any, slope: Any) -> Any:
        if way == "none" and len(logits) > 1:
            g = build("reshape", g, shape=(*logits[:-1], 1))
        product = build("mul", g, slope)
        return product if share == 1.0 else build("mul", product, build.constant(share))

    def pull(partial: Any, built: Any, recall: Any) -> Pull:
        def spread(g: Any) -> Any:
            return g[..., None] if way == "none" and np.ndim(g) else g

        return Pull(
            lambda values, out: Axes(axes, False),
            lambda g, part, values, out: part if way != "none" and g == 1.0 else spread(g) * part,
            lambda t, part, values, out: np.sum(t * part, axis=axes),
            built,
            partial,
            recall=recall,
        )

    by_target = None if by_id else pull(by_labels, built_by_labels, lambda kept: by_labels(kept[0], None, None))
    pulls = (pull(by_logits, built_by_logits, slope), by_target)
    form = f"{'ids' if by_id else 'probabilities'} {len(logits)} {way} {smooth:g}"
    return Plan(op, shapes, params, shape, 8 * size(logits), lambda a, b: keeping(a, b)[0], pulls, form, keeping)


_BATCH = "defghij"
"""Letters of the axes before the classes, the last ones first in use: logits of two axes are i, k."""


def _words(plan: Plan) -> Words:
    kind, _, way, share = plan.form.split()
    smooth = float(share)
    mean = way == "mean" and len(plan.shapes[0]) > 1
    letters = _BATCH[len(_BATCH) + 1 - len(plan.shapes[0]) :] + "k"
    gradient = at("d.out", letters[:-1]) if way == "none" else Symbol("d.out")
    p = word_at("p", letters)
    y: Formula = word_at("y", letters) if kind == "ids" or smooth else at("b", letters)
    # Probabilities need not add up to 1: then the shares are scaled by what they do add up to.
    weight: Formula = p if kind == "ids" else Multiply(p, Sum(("c",), at("b", letters[:-1] + "c")))
    slope: Formula = Subtract(weight, y)
    other: Formula = Negate(Apply("log", (p,)))
    if smooth:
        other = Multiply(Number(1.0 - smooth), other)
    if mean:
        slope, other = Divide(slope, Word("n")), Divide(other, Word("n"))
    rules = {
        "a": Rule(local=slope, index=Equation(at("d.a", letters), Multiply(gradient, slope))),
        "b": Rule() if kind == "ids" else Rule(local=other, index=Equation(at("d.b", letters), Multiply(gradient, other))),
    }
    right = "1 for the right class and 0 elsewhere" if kind == "ids" else "what was asked for"
    if smooth:
        right += f", of which {1 - smooth:g} is kept and {smooth:g} is shared out equally among all classes"
    told = Sentences(
        telling("The surprise of the right classes under softmax of {a}: {out} has shape {shape:out}.", plan.shape),
        {"a": "The slope of cross entropy is what was predicted minus what was right, p − y.", "b": "A probability asked for pays minus the log probability predicted."},
        {"a": f"p are the shares softmax gives to {{a}}, y is {right}. Too much probability pushes a logit down, too little pushes it up.", "b": "The loss is a sum of −y · ln p, so its slope by y is −ln p."},
        {"a": "Why p − y?", "b": None},
    )
    return Words(Call("cross_entropy", (Symbol("a"), Symbol("b"))), rules, told)


def _reference(a: Any, b: Any, reduction: str = "mean", label_smoothing: float = 0.0) -> Any:
    logits, labels = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    losses = []
    for place in np.ndindex(logits.shape[:-1]):
        row = logits[place].tolist()
        total = math.log(math.fsum(math.exp(x) for x in row))
        wanted = labels[place].tolist() if labels.shape == logits.shape else [float(k == labels[place]) for k in range(len(row))]
        wanted = [(1 - label_smoothing) * y + label_smoothing / len(row) for y in wanted]
        losses.append(math.fsum(y * (total - x) for x, y in zip(row, wanted, strict=True)))
    if reduction == "none":
        return np.array(losses).reshape(logits.shape[:-1])
    return math.fsum(losses) / (len(losses) if reduction == "mean" else 1)


_LOGITS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
cross_entropy = Op(
    "cross_entropy",
    "cross_entropy",
    "Cross entropy",
    "reduction",
    ("a", "b"),
    _make,
    _words,
    _reference,
    params=(Parameter("reduction", "text", "mean"), Parameter("label_smoothing", "number", 0.0)),
    samples=(
        Sample((_LOGITS, [2.0, 0.0])),
        Sample((_LOGITS[0], 1.0)),
        Sample((_LOGITS, [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]])),
        Sample((_LOGITS, [2.0, 0.0]), {"reduction": "sum"}),
        Sample((_LOGITS, [2.0, 0.0]), {"reduction": "none"}),
        Sample((_LOGITS, [2.0, 0.0]), {"label_smoothing": 0.1}),
        Sample((_LOGITS, [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]]), {"label_smoothing": 0.25, "reduction": "sum"}),
    ),
    bad=(BadSample(([[], []], [0.0, 0.0]), "bad-shape"), BadSample((_LOGITS, [1.0]), "shape-mismatch"), BadSample((_LOGITS, [3.0, 0.0]), "bad-argument"), BadSample((_LOGITS, [2.0, 0.0]), "bad-argument", {"label_smoothing": 1.5})),
    sources=("Goodfellow, Bengio and Courville, Deep Learning, section 6.2.2.3", "Szegedy et al. 2016, Rethinking the inception architecture for computer vision, section 7"),
    doc="Cross entropy of logits against class ids or probabilities; reduction is mean, sum or none; label_smoothing shares a part of each label out among all classes.",
)
