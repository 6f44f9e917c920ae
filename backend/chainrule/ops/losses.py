"""Macros: losses of predictions a against numbers b, from their differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chainrule.errors import Refused
from chainrule.formula.read import read
from chainrule.formula.tree import Call, Formula, Negate, Number, Subtract, Symbol
from chainrule.ops.family_loss import Side, loss
from chainrule.ops.record import BadSample, Build, Kink, Parameter, Params, Sample

_DIFFERENCE = Subtract(Symbol("a"), Symbol("b"))
_OTHER = "{b} is taken away, so its gradient is the one of {a} with the sign turned."
_PAIRS = (
    Sample(([0.4, -1.2, 2.1], [1.0, 0.5, -0.3])),
    Sample((2.0, 0.5)),
    Sample(([[1.0, 2.0], [3.0, -1.0]], [0.5, 0.25])),
    Sample(([[1.0, 2.0], [3.0, -1.0]], [[0.5], [0.25]]), {"reduction": "sum"}),
    Sample(([0.4, -1.2, 2.1], [1.0, 0.5, -0.3]), {"reduction": "none"}),
)

mse = loss(
    "mse",
    lambda build, arguments, params: build("square", build("sub", *arguments)),
    read("(a - b)**2"),
    (
        Side(read("2 * (a - b)"), "A squared error pulls with twice the difference.", "The square of a − b has slope 2 (a − b).", "Where does the 2 come from?"),
        Side(read("-2 * (a - b)"), "A squared error pulls with twice the difference.", _OTHER),
    ),
    title="Mean squared error",
    tells="the squared differences",
    single="The squared difference",
    reference=lambda a, b: (a - b) ** 2,
    samples=_PAIRS,
    sources=("Bishop, Pattern Recognition and Machine Learning, section 3.1",),
    doc="Mean squared error of two tensors; reduction is mean, sum or none.",
)
mae = loss(
    "mae",
    lambda build, arguments, params: build("abs", build("sub", *arguments)),
    read("abs(a - b)"),
    (
        Side(read("sign(a - b)"), "An absolute error pulls equally hard however large it is: only its sign counts.", "The distance grows by 1 for each 1 that {a} moves away from {b}.", "Why only the sign?"),
        Side(read("-sign(a - b)"), "An absolute error pulls equally hard however large it is: only its sign counts.", _OTHER),
    ),
    title="Mean absolute error",
    tells="the absolute differences",
    single="The absolute difference",
    reference=lambda a, b: abs(a - b),
    samples=_PAIRS,
    sources=("Goodfellow, Bengio and Courville, Deep Learning, section 6.2.1",),
    kinks=(Kink("a = b", "0", "There is a corner where both are equal: every slope from −1 to 1 would do, and the smallest, 0, is taken.", None, ((1.0, 1.0), 0, 0.0)),),
    doc="Mean absolute error of two tensors; reduction is mean, sum or none.",
)


def _huber(build: Build, arguments: Sequence[Any], params: Params) -> Any:
    delta = params["delta"]
    if not delta > 0:
        raise Refused("bad-argument", f"delta is {delta}; it must be larger than 0.", "Write delta=1.0.")
    difference = build("sub", *arguments)
    held = build("clip", difference, min=-delta, max=delta)
    # held · (difference − held / 2) is half the square inside and the line outside: one formula without a choice.
    return build("mul", held, build("sub", difference, build("mul", held, build.constant(0.5))))


_HELD: Formula = Call("clip", (_DIFFERENCE, Negate(Symbol("delta")), Symbol("delta")))
huber = loss(
    "huber",
    _huber,
    Call("huber", (_DIFFERENCE,)),
    (
        Side(_HELD, "A small error pulls with its own size, a large one with delta at most.", "Up to delta the loss is half the square of the difference, beyond it a straight line of slope delta.", "Why is the pull held at delta?"),
        Side(Negate(_HELD), "A small error pulls with its own size, a large one with delta at most.", _OTHER),
    ),
    title="Huber loss",
    tells="the Huber losses",
    single="The Huber loss",
    reference=lambda a, b, delta=1.0: (a - b) ** 2 / 2 if abs(a - b) <= delta else delta * (abs(a - b) - delta / 2),
    samples=(*_PAIRS, Sample(([0.4, -1.2, 2.1], [1.0, 0.5, -0.3]), {"delta": 2.0})),
    bad=(BadSample((1.0, 2.0), "bad-argument", {"delta": 0}),),
    params=(Parameter("delta", "number", 1.0),),
    sources=("Huber 1964, Robust estimation of a location parameter",),
    doc="Huber loss: half the square of a small difference, a straight line for one beyond delta.",
)
hinge = loss(
    "hinge",
    lambda build, arguments, params: build("relu", build("sub", build.constant(1.0), build("mul", *arguments))),
    Call("max", (Number(0.0), read("1 - a * b"))),
    (
        Side(read("-b * step(1 - a * b)"), "Only a score on the wrong side of the margin pulls, and always equally hard.", "Past the margin, a · b above 1, the loss is 0 and stays 0.", "Why is it 0 for good scores?"),
        Side(read("-a * step(1 - a * b)"), "Only a score on the wrong side of the margin pulls back on its label.", "The loss contains the product a · b, so the slope by {b} is −{a} where it counts at all."),
    ),
    title="Hinge loss",
    tells="what is missing to the margin",
    single="What is missing to the margin",
    reference=lambda a, b: max(0.0, 1 - a * b),
    samples=(
        Sample(([0.4, -1.2, 2.1], [1.0, 1.0, -1.0])),
        Sample((0.5, -1.0)),
        Sample(([[0.3, 2.0], [3.0, -0.5]], [1.0, -1.0]), {"reduction": "sum"}),
        Sample(([0.4, -1.2, 2.1], [1.0, 1.0, 1.0]), {"reduction": "none"}),
    ),
    sources=("Cortes and Vapnik 1995, Support-vector networks",),
    kinks=(Kink("a · b = 1", "0", "The loss has a corner at the margin: the smallest slope, 0, is taken there.", None, ((1.0, 1.0), 0, 0.0)),),
    doc="Hinge loss of scores a against labels b, which are 1 or −1.",
)
