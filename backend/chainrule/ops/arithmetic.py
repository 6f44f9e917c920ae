"""Pointwise: the signs of arithmetic."""

from __future__ import annotations

import operator

import numpy as np

from chainrule.formula.read import read
from chainrule.ops.corner import Corner
from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink

add = pointwise(
    "add",
    "a + b",
    np.add,
    [
        Partial("1", "1", "A sum passes its gradient on unchanged: {to} receives {result}.", "A sum grows exactly as fast as each of its terms, so the slope is 1."),
        Partial("1", "1", "A sum passes its gradient on unchanged: {to} receives {result}.", "A sum grows exactly as fast as each of its terms, so the slope is 1."),
    ],
    glyph="+",
    title="Add",
    tells="{a.value} + {b.value} = {out.value}.",
    entries="{a} plus {b}, entry by entry: {out} has shape {shape:out}.",
    reference=operator.add,
)
sub = pointwise(
    "sub",
    "a - b",
    np.subtract,
    [
        Partial("1", "1", "The first term gets the gradient unchanged: {to} receives {result}.", "The difference grows exactly as fast as its first term, so the slope is 1."),
        Partial("-1", "−1", "The term taken away gets the gradient with its sign turned: {to} receives {g} × {local} = {result}.", "When the term taken away grows, the difference shrinks just as fast, so the slope is −1."),
    ],
    glyph="-",
    title="Subtract",
    tells="{a.value} − {b.value} = {out.value}.",
    entries="{a} minus {b}, entry by entry: {out} has shape {shape:out}.",
    reference=operator.sub,
)
mul = pointwise(
    "mul",
    "a * b",
    np.multiply,
    [
        Partial("b", "{b}", "Each factor gets the gradient times the other factor: {to} receives {g} × {local} = {result}.", "Change {a} a little and the product changes {b} times as much, so the slope is the other factor."),
        Partial("a", "{a}", "Each factor gets the gradient times the other factor: {to} receives {g} × {local} = {result}.", "Change {b} a little and the product changes {a} times as much, so the slope is the other factor."),
    ],
    glyph="*",
    title="Multiply",
    tells="{a.value} × {b.value} = {out.value}.",
    entries="{a} times {b}, entry by entry: {out} has shape {shape:out}.",
    reference=operator.mul,
)
div = pointwise(
    "div",
    "a / b",
    np.divide,
    [
        Partial("1 / b", "1 / {b}", "The numerator gets the gradient divided by {b}: {to} receives {g} × {local} = {result}.", "Change {a} a little and the quotient changes by that much divided by {b}."),
        Partial("-a / b**2", "−{a} / {b}²", "A larger denominator makes the quotient smaller: {to} receives {g} × {local} = {result}.", "{b} stands below the bar, so its slope is −{a} divided by {b} squared.", compute="out / -b"),
    ],
    glyph="/",
    title="Divide",
    tells="{a.value} / {b.value} = {out.value}.",
    entries="{a} divided by {b}, entry by entry: {out} has shape {shape:out}.",
    reference=operator.truediv,
    domain=[(-2.0, 2.0), (0.5, 2.5)],
    kinks=(Kink("b = 0", "infinite or NaN", "A quotient has no slope where its denominator is 0; the numbers say so and are kept.", lambda v, out, params: bool(np.any(v[1] == 0))),),
)
power = pointwise(
    "pow",
    "a ** b",
    np.power,
    [
        Partial(
            "b * a**(b - 1)",
            "{b} · {a}^({b} − 1)",
            "The exponent comes down in front and drops by one: {to} receives {g} × {local} = {result}.",
            "The power rule: the exponent comes down as a factor, and one power of {a} is used up.",
            Corner(("equal(b, 0)", "equal(a, 0)"), 0.0, "a"),
        ),
        Partial(
            "out * log(a)",
            "{out} · ln {a}",
            "An exponent gets the power itself times the logarithm of its base: {to} receives {g} × {local} = {result}.",
            "{out} is e to the power {b} · ln {a}, so its slope by {b} is {out} · ln {a}.",
            Corner(("equal(a, 0)", "greater_equal(b, 0)"), 0.0, "a"),
        ),
    ],
    glyph="**",
    title="Power",
    tells="{a.value} to the power {b.value} is {out.value}.",
    entries="{a} to the power {b}, entry by entry: {out} has shape {shape:out}.",
    reference=lambda a, b: float(a) ** float(b),
    shown=read("a**b"),
    domain=[(0.4, 2.2), (-1.5, 2.5)],
    kinks=(
        Kink("b = 0", "0 by the base", "The power 0 is 1 everywhere, so it does not depend on the base.", None, ((0.0, 0.0), 0, 0.0)),
        Kink("a = 0, b ≥ 0", "0 by the exponent", "0 to any positive power is 0; the limit of the slope is 0.", lambda v, out, params: bool(np.any((v[0] == 0) & (v[1] >= 0))), ((0.0, 2.0), 1, 0.0)),
        Kink("a < 0", "NaN by the exponent", "A negative base has real powers only at whole exponents, so there is no slope by the exponent.", lambda v, out, params: bool(np.any(v[0] < 0)), ((-2.0, 2.0), 1, float("nan"))),
    ),
)
neg = pointwise(
    "neg",
    "-a",
    np.negative,
    [Partial("-1", "−1", "Negation flips the sign: {to} receives {g} × {local} = {result}.", "Negation turns every change around, so the gradient comes back with its sign turned.")],
    glyph="-",
    title="Negate",
    tells="The sign turns: {out.value}.",
    entries="{a} with its sign turned, entry by entry: {out} has shape {shape:out}.",
    reference=operator.neg,
)
