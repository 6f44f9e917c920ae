"""Pointwise: tangent and the inverse circle functions."""

from __future__ import annotations

import math

import numpy as np

from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink

DLMF = "NIST Digital Library of Mathematical Functions, chapter 4"

tan = pointwise(
    "tan",
    "tan",
    np.tan,
    [Partial("1 + out**2", "1 + {out}²", "The slope of the tangent is 1 plus its square: {to} receives {g} × {local} = {result}.", "The tangent is sine over cosine; the quotient rule leaves 1 plus its own square.")],
    title="Tangent",
    tells="The tangent of {a.value} is {out.value}.",
    reference=math.tan,
    domain=[(-1.2, 1.2)],
    sources=(DLMF,),
)
asin = pointwise(
    "asin",
    "asin",
    np.arcsin,
    [Partial("1 / sqrt(1 - a**2)", "1 / √(1 − {a}²)", "The angle changes by 1 / √(1 − {a}²): {to} receives {g} × {local} = {result}.", "The slope of an inverse is 1 over the slope of the function, and the cosine of that angle is √(1 − {a}²).")],
    title="Arc sine",
    tells="The angle whose sine is {a.value} is {out.value}.",
    reference=math.asin,
    domain=[(-0.8, 0.8)],
    kinks=(Kink("a = ±1", "infinite", "The graph of the arc sine is vertical at both ends.", lambda v, out, params: bool(np.any(np.abs(v[0]) == 1)), ((1.0,), 0, math.inf)),),
    sources=(DLMF,),
)
acos = pointwise(
    "acos",
    "acos",
    np.arccos,
    [Partial("-1 / sqrt(1 - a**2)", "−1 / √(1 − {a}²)", "The angle shrinks as its cosine grows: {to} receives {g} × {local} = {result}.", "The arc cosine is a right angle minus the arc sine, so its slope is that of the arc sine with the sign turned.")],
    title="Arc cosine",
    tells="The angle whose cosine is {a.value} is {out.value}.",
    reference=math.acos,
    domain=[(-0.8, 0.8)],
    kinks=(Kink("a = ±1", "infinite", "The graph of the arc cosine is vertical at both ends.", lambda v, out, params: bool(np.any(np.abs(v[0]) == 1)), ((1.0,), 0, -math.inf)),),
    sources=(DLMF,),
)
atan = pointwise(
    "atan",
    "atan",
    np.arctan,
    [Partial("1 / (1 + a**2)", "1 / (1 + {a}²)", "The steeper the line, the less its angle changes: {to} receives {g} × {local} = {result}.", "The slope of an inverse is 1 over the slope of the function, and the tangent has the slope 1 + {a}².")],
    title="Arc tangent",
    tells="The angle whose tangent is {a.value} is {out.value}.",
    reference=math.atan,
    sources=(DLMF,),
)
atan2 = pointwise(
    "atan2",
    "atan2",
    np.arctan2,
    [
        Partial("b / (a**2 + b**2)", "{b} / ({a}² + {b}²)", "Moving the point up turns its angle by {b} over the squared distance: {to} receives {g} × {local} = {result}.", "Seen from the origin, a step up counts as much as the point is far to the right, divided by the distance twice."),
        Partial("-a / (a**2 + b**2)", "−{a} / ({a}² + {b}²)", "Moving the point to the right turns its angle back by {a} over the squared distance: {to} receives {g} × {local} = {result}.", "Seen from the origin, a step to the right counts as much as the point is high, against the turn, divided by the distance twice."),
    ],
    title="Angle of a point",
    tells="The angle of the point at height {a.value} and width {b.value} is {out.value}.",
    reference=math.atan2,
    domain=[(0.2, 2.0), (-2.0, 2.0)],
    kinks=(Kink("a = b = 0", "NaN", "The origin has no angle.", lambda v, out, params: bool(np.any((v[0] == 0) & (v[1] == 0))), ((0.0, 0.0), 0, math.nan)),),
    sources=(DLMF,),
)
