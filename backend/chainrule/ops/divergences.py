"""Macros: losses of whole distributions: negative log likelihood and the Kullback-Leibler divergence."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Add, Apply, Divide, Equation, Formula, Multiply, Negate, Number, Sum, Symbol, Word
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_contraction import at, word_at
from chainrule.ops.family_loss import LETTERS, REDUCTION, reduced
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Kink, Parameter, Params, Rule, Sample, Sentences, Shape, Words, says, telling


def _form(shapes: tuple[Shape, ...], params: Params) -> str:
    return f"{len(shapes[0])} {dict(params)}"


def _mean(formula: Formula, lines: int, way: str) -> Formula:
    return Divide(formula, Word("n")) if way == "mean" and lines else formula


def _end(tells: str, way: str, lines: int) -> str:
    over = {"mean": "the mean over the lines", "sum": "the sum over the lines", "none": "one number for each line"}[way]
    return telling(f"{tells}{', ' + over if lines else ''}: {{out}} has shape {{shape:out}}.", (1,) if way == "none" and lines else ())


def _likely(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    a, b = arguments
    logs, ids = build.shape(a), build.shape(b)
    if not logs or ids != logs[:-1]:
        raise Refused("shape-mismatch", f"The log probabilities are {says(logs)}, the class ids {says(ids)}.", "Give one class id for each row of log probabilities.", shapes=[list(logs), list(ids)])
    picked = build("sum", build("where", build("one_hot", b, classes=logs[-1]), a, build.constant(0.0)), axis=-1)
    return reduced(build, build("neg", picked), params["reduction"])


def _likely_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    way, lines = params["reduction"], len(shapes[0]) - 1
    lead = LETTERS[:lines]
    letters, kept = lead + "k", lead if way == "none" else ""
    y = word_at("y", letters)
    summed = ("k",) if way == "none" else tuple(letters)
    rule = Rule(
        local=_mean(Negate(Word("y")), lines, way),
        index=Equation(at("d.a", letters), Multiply(at("d.out", kept), _mean(Negate(y), lines, way))),
    )
    told = Sentences(
        _end("Minus the log probability of the right class", way, lines),
        {"a": "Only the log probability of the right class gets a gradient.", "b": "{to} only says which class is right; it has no slope."},
        {"a": "y is 1 for the right class and 0 elsewhere: the other log probabilities had no part in the loss.", "b": "A class id is a name, not a quantity that could change a little."},
        {"a": "Why is it 0 for the other classes?", "b": None},
    )
    forward = Equation(at("out", kept), _mean(Negate(Sum(summed, Multiply(y, at("a", letters)))), lines, way))
    return Words(forward, {"a": rule, "b": Rule()}, told)


def _likely_reference(a: Any, b: Any, reduction: str = "mean") -> Any:
    logs, ids = np.asarray(a, dtype=float), np.asarray(b, dtype=int)
    found = np.array([-float(logs[(*place, ids[place])]) for place in np.ndindex(ids.shape)]).reshape(ids.shape)
    return found if reduction == "none" else found.mean() if reduction == "mean" else found.sum()


_LOGS = [[-0.4, -1.2, -2.1], [-1.7, -0.9, -0.3]]
nll = Macro(
    "nll",
    "nll",
    "Negative log likelihood",
    ("a", "b"),
    _likely,
    _form,
    _likely_words,
    _likely_reference,
    params=(REDUCTION,),
    samples=(
        Sample((_LOGS, [2.0, 0.0])),
        Sample((_LOGS[0], 1.0)),
        Sample((_LOGS, [2.0, 0.0]), {"reduction": "sum"}),
        Sample(([_LOGS, _LOGS], [[2.0, 0.0], [1.0, 1.0]]), {"reduction": "none"}),
    ),
    bad=(
        BadSample((_LOGS, [1.0]), "shape-mismatch"),
        BadSample((_LOGS, [3.0, 0.0]), "bad-argument"),
        BadSample((_LOGS, [1.0, 0.0]), "bad-argument", {"reduction": "median"}),
    ),
    sources=("Bishop, Pattern Recognition and Machine Learning, section 4.3.2",),
    doc="Negative log likelihood of log probabilities a at class ids b: nll(log_softmax(x), ids) is cross_entropy(x, ids).",
)


def _divergence(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    a, b = arguments
    shapes = build.shape(a), build.shape(b)
    if shapes[0] != shapes[1] or not shapes[0]:
        raise Refused("shape-mismatch", f"The distributions are {says(shapes[0])} and {says(shapes[1])}.", "Give two distributions of the same shape.", shapes=[list(one) for one in shapes])
    (axis,) = normal_axes(params["axis"], len(shapes[0]))
    # 0 · ln 0 is 0: where a is 0 both logarithms are taken of 1, so that no infinity is multiplied by 0.
    never, one = build("equal", a, build.constant(0.0)), build.constant(1.0)
    ratio = build("sub", build("log", build("where", never, one, a)), build("log", build("where", never, one, b)))
    return reduced(build, build("sum", build("mul", a, ratio), axis=axis), params["reduction"])


def _divergence_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    way, lines = params["reduction"], len(shapes[0]) - 1
    (axis,) = normal_axes(params["axis"], lines + 1)
    letters = LETTERS[: lines + 1]
    kept = letters.replace(letters[axis], "") if way == "none" else ""
    a, b, upstream = at("a", letters), at("b", letters), at("d.out", kept)

    def written(a: Formula, b: Formula) -> tuple[Formula, Formula, Formula]:
        ratio = Multiply(a, Apply("log", (Divide(a, b),)))
        return ratio, _mean(Add(Apply("log", (Divide(a, b),)), Number(1.0)), lines, way), _mean(Negate(Divide(a, b)), lines, way)

    entry, by_a, by_b = written(a, b)
    _, local_a, local_b = written(Symbol("a"), Symbol("b"))
    told = Sentences(
        _end("How far {b} is from {a}, counted where {a} has its weight", way, lines),
        {"a": "The slope by {a} is the log ratio plus 1.", "b": "The slope by {b} is minus the ratio a / b: too little probability where {a} has much is pushed up hard."},
        {"a": "{a} stands before the logarithm and inside it, so the product rule gives ln(a / b) + 1.", "b": "{b} stands inside −a · ln b alone."},
        {"a": "Where does the 1 come from?", "b": "Why a / b?"},
    )
    summed = (letters[axis],) if way == "none" else tuple(letters)
    return Words(
        Equation(at("out", kept), _mean(Sum(summed, entry), lines, way)),
        {
            "a": Rule(local=local_a, index=Equation(at("d.a", letters), Multiply(upstream, by_a))),
            "b": Rule(local=local_b, index=Equation(at("d.b", letters), Multiply(upstream, by_b))),
        },
        told,
    )


def _divergence_reference(a: Any, b: Any, axis: int = -1, reduction: str = "mean") -> Any:
    p, q = (np.moveaxis(np.asarray(one, dtype=float), axis, -1) for one in (a, b))
    found = np.zeros(p.shape[:-1])
    for place in np.ndindex(found.shape):
        found[place] = math.fsum(x * math.log(x / y) for x, y in zip(p[place].tolist(), q[place].tolist(), strict=True) if x)
    return found if reduction == "none" else found.mean() if reduction == "mean" else found.sum()


_P, _Q = [[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]], [[0.5, 0.25, 0.25], [0.4, 0.4, 0.2]]
kl_div = Macro(
    "kl_div",
    "kl_div",
    "Kullback-Leibler divergence",
    ("a", "b"),
    _divergence,
    _form,
    _divergence_words,
    _divergence_reference,
    params=(Parameter("axis", "axis", -1), REDUCTION),
    samples=(
        Sample((_P, _Q)),
        Sample((_P[0], _Q[0])),
        Sample((_P, _Q), {"axis": 0, "reduction": "sum"}),
        Sample((_P, _Q), {"reduction": "none"}),
    ),
    bad=(
        BadSample((_P, _Q[0]), "shape-mismatch"),
        BadSample((_P, _Q), "bad-axis", {"axis": 2}),
        BadSample((_P, _Q), "bad-argument", {"reduction": "median"}),
    ),
    sources=("Cover and Thomas, Elements of Information Theory, section 2.3",),
    kinks=(Kink("a = 0", "0 by a", "0 · ln 0 counts as 0, whatever b is; the slope by a is taken 0 there, since it would be infinite.", None, (([0.0, 1.0], [0.5, 0.5]), 0, 0.0)),),
    doc="Kullback-Leibler divergence of distribution b from distribution a, summed along an axis, mean over the rest.",
)
