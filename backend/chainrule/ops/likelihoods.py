"""Macros: losses of two-way predictions, given as probabilities or as logits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from chainrule.formula.read import read
from chainrule.formula.tree import Add, Apply, Call, Formula, Multiply, Negate, Subtract, Symbol
from chainrule.ops.family_loss import Side, loss
from chainrule.ops.record import Build, Kink, Params, Sample

_SIGMOID = Call("σ", (Symbol("a"),))
_SOURCE = "Goodfellow, Bengio and Courville, Deep Learning, section 6.2.2.2"


def _surprise(build: Build, arguments: Sequence[Any], params: Params) -> Any:
    a, b = arguments
    one = build.constant(1.0)
    yes = build("mul", b, build("log", a))
    no = build("mul", build("sub", one, b), build("log", build("sub", one, a)))
    return build("neg", build("add", yes, no))


bce = loss(
    "bce",
    _surprise,
    read("-(b * log(a) + (1 - b) * log(1 - a))"),
    (
        Side(read("(a - b) / (a * (1 - a))"), "A probability is pushed from what was predicted towards what was right, hardest when it was sure and wrong.", "The slopes −b / a and (1 − b) / (1 − a) add up to (a − b) / (a (1 − a)).", "Why divided by a (1 − a)?"),
        Side(read("log(1 - a) - log(a)"), "A label receives the difference of the two log probabilities.", "The loss is a straight line in {b}: −ln a where it is 1, −ln(1 − a) where it is 0."),
    ),
    title="Binary cross entropy",
    tells="the surprises of the labels",
    single="The surprise of the label",
    reference=lambda a, b: -(b * math.log(a) + (1 - b) * math.log(1 - a)),
    samples=(
        Sample(([0.4, 0.9, 0.2], [1.0, 0.0, 0.0])),
        Sample((0.3, 1.0)),
        Sample(([[0.1, 0.7], [0.5, 0.8]], [[0.2, 1.0], [0.0, 0.6]]), {"reduction": "sum"}),
        Sample(([0.4, 0.9], [1.0, 0.0]), {"reduction": "none"}),
    ),
    sources=(_SOURCE,),
    kinks=(Kink("a = 0 or a = 1", "infinite or NaN", "A logarithm of 0 stands in the loss and nothing is clipped; bce_with_logits has no such place."),),
    doc="Binary cross entropy of probabilities a against labels b between 0 and 1; reduction is mean, sum or none.",
)


def _stable(build: Build, arguments: Sequence[Any], params: Params) -> Any:
    """softplus(−a) = −ln σ(a) and softplus(a) = −ln(1 − σ(a)), without a logarithm of 0 for any logit."""
    a, b = arguments
    yes = build("mul", b, build("softplus", build("neg", a)))
    no = build("mul", build("sub", build.constant(1.0), b), build("softplus", a))
    return build("add", yes, no)


def _log(of: Formula) -> Formula:
    return Apply("log", (of,))


_ONE_LESS = Subtract(read("1"), _SIGMOID)
bce_with_logits = loss(
    "bce_with_logits",
    _stable,
    Negate(Add(Multiply(Symbol("b"), _log(_SIGMOID)), Multiply(read("1 - b"), _log(_ONE_LESS)))),
    (
        Side(Subtract(_SIGMOID, Symbol("b")), "A logit is pushed by what was predicted minus what was right, σ(a) − b.", "The slope of the sigmoid, σ (1 − σ), cancels the denominator of the slope of the logarithms.", "Why σ(a) − b?"),
        Side(Negate(Symbol("a")), "A label receives minus its logit.", "ln σ(a) − ln(1 − σ(a)) is {a} itself, and the loss is a straight line in {b}."),
    ),
    title="Binary cross entropy of logits",
    tells="the surprises of the labels",
    single="The surprise of the label",
    reference=lambda a, b: b * math.log(1 + math.exp(-a)) + (1 - b) * math.log(1 + math.exp(a)),
    samples=(
        Sample(([0.4, -1.2, 2.1], [1.0, 0.0, 0.0])),
        Sample((0.0, 1.0)),
        Sample(([[0.1, -0.7], [2.5, 0.8]], [[0.2, 1.0], [0.0, 0.6]]), {"reduction": "sum"}),
        Sample(([0.4, -0.9], [1.0, 0.0]), {"reduction": "none"}),
    ),
    sources=(_SOURCE,),
    doc="Binary cross entropy of logits a against labels b between 0 and 1, finite for every logit; reduction is mean, sum or none.",
)
