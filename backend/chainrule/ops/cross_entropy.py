"""Cross entropy of logits against class ids or probabilities: one fused op, whose slope is simply p - y.

For each line of the last axis: loss = -sum_i y_i log p_i with p = softmax(logits).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Case:
    """Cross entropy at known shapes. `by_id`: labels are class ids; `share`: of each row's loss in the result."""

    logits: Shape
    by_id: bool
    way: str
    smooth: float
    share: float

    @property
    def classes(self) -> int:
        return self.logits[-1]

    @property
    def lines(self) -> bool:
        """The result has a loss for every row of several."""
        return self.way == "none" and len(self.logits) > 1


def _case(logits: Shape, labels: Shape, params: Params) -> _Case:
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
    return _Case(logits, by_id, way, smooth, (1.0 / rows if rows else math.nan) if way == "mean" else 1.0)


def _keeping(case: _Case) -> Callable[[Any, Any], tuple[Any, tuple[Any, ...]]]:
    """The forward, with the labels as marks, and the numerators and denominators of softmax."""
    logits, classes, smooth, share = case.logits, case.classes, case.smooth, case.share
    by_id, each = case.by_id, case.way == "none"
    plain = by_id and not smooth
    add, shift = summing(logits, (len(logits) - 1,), (*logits[:-1], 1)), shifting(logits, -1)
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
        return losses if each else total(losses) * share, (a, marks, e, s)

    return keeping


def _by_logits(case: _Case) -> Callable[[tuple[Any, ...]], Any]:
    """p - y from what the forward kept."""
    by_id, share = case.by_id, case.share

    def slope(kept: tuple[Any, ...]) -> Any:
        _, marks, e, s = kept
        shares = e / s
        slope = np.subtract(shares if by_id else shares * np.add.reduce(marks, axis=-1, keepdims=True), marks)
        if share != 1.0:
            slope *= share
        return slope

    return slope


def _built(case: _Case, by_labels: bool) -> Callable[[Build, Any, Any, Any], Any]:
    """The gradient of the logits, or that of the labels, as nodes."""
    smooth = case.smooth

    def marks(build: Build, b: Any) -> Any:
        y = build("one_hot", b, classes=case.classes) if case.by_id else b
        return build("add", build("mul", y, build.constant(1.0 - smooth)), build.constant(smooth / case.classes)) if smooth else y

    def logits(build: Build, a: Any, b: Any) -> Any:
        y = marks(build, b)
        p = build("softmax", a, axis=-1)
        if not case.by_id:
            p = build("mul", p, build("sum", y, axis=-1, keepdims=True))
        return build("sub", p, y)

    def labels(build: Build, a: Any, b: Any) -> Any:
        slope = build("neg", build("log_softmax", a, axis=-1))
        return build("mul", slope, build.constant(1.0 - smooth)) if smooth else slope

    def built(build: Build, g: Any, args: Any, out: Any) -> Any:
        slope = (labels if by_labels else logits)(build, *args)
        if case.lines:
            g = build("reshape", g, shape=(*case.logits[:-1], 1))
        product = build("mul", g, slope)
        return product if case.share == 1.0 else build("mul", product, build.constant(case.share))

    return built


def _make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
    case = _case(shapes[0], shapes[1], params)
    logits, each = case.logits, case.way == "none"
    axes = (len(logits) - 1,) if each else tuple(range(len(logits)))
    lines = log_softmax.plan((logits,), {"axis": -1}).forward
    keeping, slope = _keeping(case), _by_logits(case)

    def by_labels(a: Any) -> Any:
        return -lines(a) * (case.share * (1.0 - case.smooth))

    def vjp(g: Any, part: Any, values: Any, out: Any) -> Any:
        if each:
            return (g[..., None] if np.ndim(g) else g) * part
        return part if g == 1.0 else g * part

    def pull(partial: Any, recall: Any, of_labels: bool) -> Pull:
        relation = Axes(axes, False)
        return Pull(lambda values, out: relation, vjp, lambda t, part, values, out: np.sum(t * part, axis=axes), _built(case, of_labels), partial, recall=recall)

    pulls = (
        pull(lambda a, b, out: slope(keeping(a, b)[1]), slope, False),
        None if case.by_id else pull(lambda a, b, out: by_labels(a), lambda kept: by_labels(kept[0]), True),
    )
    form = f"{'ids' if case.by_id else 'probabilities'} {len(logits)} {case.way} {case.smooth:g}"
    return Plan(op, shapes, params, logits[:-1] if each else (), 8 * size(logits), lambda a, b: keeping(a, b)[0], pulls, form, keeping)


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
