"""Pointwise: the bends of neural networks, and choices between two values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.formula.functions import FUNCTIONS
from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink, Op, Params, Value

tanh = pointwise(
    "tanh",
    "tanh",
    np.tanh,
    [Partial("1 - out**2", "1 − {out}²", "The slope of tanh is 1 minus its square: {to} receives {g} × {local} = {result}.", "tanh is steepest in the middle and flat at both ends: its slope is 1 minus its own square.")],
    title="Hyperbolic tangent",
    tells="tanh of {a.value} is {out.value}.",
    reference=math.tanh,
)
sigmoid = pointwise(
    "sigmoid",
    "sigmoid",
    FUNCTIONS["sigmoid"].evaluate,
    [Partial("out * (1 - out)", "{out} · (1 − {out})", "The slope of the sigmoid is {out} · (1 − {out}): {to} receives {g} × {local} = {result}.", "The sigmoid is steepest in the middle, at most 1/4, and flat at both ends: its slope is its value times 1 minus its value.")],
    title="Sigmoid",
    tells="The sigmoid of {a.value} is {out.value}.",
    reference=lambda a: 1.0 / (1.0 + math.exp(-a)),
)
relu = pointwise(
    "relu",
    "relu",
    lambda a: np.maximum(a, 0.0),
    [Partial("step(a)", "1 where {a} is positive, times 0 elsewhere", "ReLU lets the gradient through only where its input is positive: {to} receives {g} × {local} = {result}.", "Above 0 ReLU copies its input, slope 1; below 0 it gives 0 whatever the input, slope 0.")],
    title="Rectified linear unit",
    tells="relu of {a.value} is {out.value}.",
    reference=lambda a: a if a > 0 else 0.0,
    domain=[(0.2, 2.0)],
    kinks=(Kink("a = 0", "0", "There is a corner at 0: every slope from 0 to 1 would do, and the smallest, 0, is taken.", lambda v, out, params: bool(np.any(v[0] == 0)), ((0.0,), 0, 0.0)),),
)


def _tie(values: Sequence[Value], out: Value, params: Params) -> bool:
    return bool(np.any(values[0] == values[1]))


def _extreme(name: str, forward: Any, reference: Any, word: str, first: str, second: str) -> Op:
    tells = f"The {word} of {{a.value}} and {{b.value}} is {{out.value}}."
    narration = f"The gradient goes to the {word} of the two, half to each at a tie: {{to}} receives {{g}} × {{local}} = {{result}}."
    because = f"The result follows the {word} of the two and does not notice the other one."
    noun = f"1 where it is the {word}, times 1/2 at a tie, times 0 elsewhere"
    return pointwise(
        name,
        name,
        forward,
        [Partial(first, noun, narration, because), Partial(second, noun, narration, because)],
        title=f"{word.capitalize()} of two",
        tells=tells,
        reference=reference,
        domain=[(0.0, 2.0), (-2.0, -0.1)],
        kinks=(Kink("a = b", "1/2 for each of them", f"At a tie both are the {word}, so each gets half. That differs from relu, which takes 0 at its corner.", _tie, ((1.0, 1.0), 0, 0.5)),),
    )


maximum = _extreme("maximum", np.maximum, max, "larger", "larger(a, b)", "larger(b, a)")
minimum = _extreme("minimum", np.minimum, min, "smaller", "larger(b, a)", "larger(a, b)")


def _choose(c: Any, a: Any, b: Any) -> Any:
    chosen = np.where(np.asarray(c) != 0, a, b)
    return chosen if chosen.ndim else np.float64(chosen)


step = pointwise(
    "step",
    "step",
    FUNCTIONS["step"].evaluate,
    [Partial("0", "0", "A step is flat almost everywhere: {to} receives {g} × {local} = {result}.", "A small change of {a} almost never changes on which side of 0 it is.")],
    title="Step",
    tells="Is {a.value} positive? {out.value} (1 is yes, 0 is no).",
    entries="Is {a} positive, entry by entry (1 is yes, 0 is no)? {out} has shape {shape:out}.",
    reference=lambda a: 1.0 if a > 0 else 0.0,
    domain=[(0.2, 2.0)],
    flat=True,
)
sign = pointwise(
    "sign",
    "sign",
    np.sign,
    [Partial("0", "0", "A sign is flat almost everywhere: {to} receives {g} × {local} = {result}.", "A small change of {a} almost never changes its sign.")],
    title="Sign",
    tells="The sign of {a.value} is {out.value}.",
    reference=lambda a: math.copysign(1.0, a) if a else 0.0,
    domain=[(-2.0, -0.2)],
    flat=True,
)
larger = pointwise(
    "larger",
    "larger",
    FUNCTIONS["larger"].evaluate,
    [Partial("0", "0", "Which of two is larger is flat almost everywhere: {to} receives {g} × {local} = {result}.", "A small change of {to} almost never changes which one is larger.")] * 2,
    title="Share of the larger",
    tells="Is {a.value} larger than {b.value}? {out.value} (1 is yes, 0 is no, 1/2 a tie).",
    entries="Is {a} larger than {b}, entry by entry (1 is yes, 0 is no, 1/2 a tie)? {out} has shape {shape:out}.",
    reference=lambda a, b: 0.5 if a == b else float(a > b),
    domain=[(0.0, 2.0), (-2.0, -0.1)],
    flat=True,
)
where = pointwise(
    "where",
    "where",
    _choose,
    [
        None,
        Partial("not_equal(c, 0)", "1 where {c} holds, times 0 elsewhere", "Only the value that was chosen gets the gradient: {to} receives {g} × {local} = {result}.", "Where the other value was chosen, {a} had no part in the result."),
        Partial("equal(c, 0)", "0 where {c} holds, times 1 elsewhere", "Only the value that was chosen gets the gradient: {to} receives {g} × {local} = {result}.", "Where the other value was chosen, {b} had no part in the result."),
    ],
    args=("c", "a", "b"),
    title="Choose",
    tells="{c.value} decides between {a.value} and {b.value}: {out.value}.",
    entries="Entry by entry, {c} decides between {a} and {b}: {out} has shape {shape:out}.",
    reference=lambda c, a, b: a if c else b,
    domain=[(0.5, 1.0), (-2.0, 2.0), (-2.0, 2.0)],
)
