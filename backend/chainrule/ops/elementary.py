"""Pointwise: exponential, logarithm, roots, squares, absolute value and the circle functions."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink, Params, Value


def _is_zero(values: Sequence[Value], out: Value, params: Params) -> bool:
    return bool(np.any(values[0] == 0))


exp = pointwise(
    "exp",
    "exp",
    np.exp,
    [Partial("out", "{out} itself", "The exponential is its own slope: {to} receives {g} × {local} = {result}.", "The exponential grows as fast as it is large, so its slope is its own value.")],
    title="Exponential",
    tells="e to the power {a.value} is {out.value}.",
    reference=math.exp,
)
log = pointwise(
    "log",
    "log",
    np.log,
    [Partial("1 / a", "1 / {a}", "The logarithm has slope 1 / {a}: {to} receives {g} × {local} = {result}.", "The larger {a} is, the less its logarithm notices a change, so the slope is 1 divided by {a}.")],
    title="Natural logarithm",
    tells="The natural logarithm of {a.value} is {out.value}.",
    reference=math.log,
    domain=[(0.3, 3.0)],
    kinks=(Kink("a = 0", "infinite", "The logarithm is minus infinity at 0 and its slope infinite; nothing is clipped.", _is_zero, ((0.0,), 0, math.inf)),),
)
sqrt = pointwise(
    "sqrt",
    "sqrt",
    np.sqrt,
    [Partial("1 / (2 * out)", "1 / (2 {out})", "The root has slope 1 over twice itself: {to} receives {g} × {local} = {result}.", "A root grows ever more slowly: its slope is 1 divided by twice its value.")],
    title="Square root",
    tells="The square root of {a.value} is {out.value}.",
    reference=math.sqrt,
    domain=[(0.3, 3.0)],
    kinks=(Kink("a = 0", "infinite", "The graph of the root is vertical at 0.", _is_zero, ((0.0,), 0, math.inf)),),
)
square = pointwise(
    "square",
    "square",
    np.square,
    [Partial("2 * a", "2 {a}", "A square has slope 2 {a}: {to} receives {g} × {local} = {result}.", "{a} is used twice in its square, and each use pays {a}: together 2 {a}.")],
    title="Square",
    tells="{a.value} squared is {out.value}.",
    reference=lambda a: a * a,
)
absolute = pointwise(
    "abs",
    "abs",
    np.abs,
    [Partial("sign(a)", "the sign of {a}", "The absolute value passes the gradient with the sign of {a}: {to} receives {g} × {local} = {result}.", "Right of 0 the absolute value rises with slope 1, left of 0 it falls with slope −1.")],
    title="Absolute value",
    tells="The absolute value of {a.value} is {out.value}.",
    reference=abs,
    domain=[(0.2, 2.0)],
    kinks=(Kink("a = 0", "0", "Every slope from −1 to 1 would do; the smallest, 0, is taken.", _is_zero, ((0.0,), 0, 0.0)),),
)
sin = pointwise(
    "sin",
    "sin",
    np.sin,
    [Partial("cos(a)", "the cosine of {a}", "The slope of the sine is the cosine: {to} receives {g} × {local} = {result}.", "On the circle, the height changes as fast as the point is far to the right: the cosine.")],
    title="Sine",
    tells="The sine of {a.value} is {out.value}.",
    reference=math.sin,
)
cos = pointwise(
    "cos",
    "cos",
    np.cos,
    [Partial("-sin(a)", "minus the sine of {a}", "The slope of the cosine is minus the sine: {to} receives {g} × {local} = {result}.", "On the circle, the point moves to the left as fast as it is high: minus the sine.")],
    title="Cosine",
    tells="The cosine of {a.value} is {out.value}.",
    reference=math.cos,
)
