"""Pointwise: the hyperbolic functions and their inverses."""

from __future__ import annotations

import math

import numpy as np

from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink
from chainrule.ops.trigonometry import DLMF

sinh = pointwise(
    "sinh",
    "sinh",
    np.sinh,
    [Partial("cosh(a)", "cosh {a}", "The slope of sinh is cosh: {to} receives {g} × {local} = {result}.", "sinh of x is half of e to the x, minus half of e to the −x. The slope of the second term has the other sign, which makes cosh.")],
    title="Hyperbolic sine",
    tells="sinh of {a.value} is {out.value}.",
    reference=math.sinh,
    sources=(DLMF,),
)
cosh = pointwise(
    "cosh",
    "cosh",
    np.cosh,
    [Partial("sinh(a)", "sinh {a}", "The slope of cosh is sinh: {to} receives {g} × {local} = {result}.", "cosh of x is half of e to the x, plus half of e to the −x. The slope of the second term has the other sign, which makes sinh.")],
    title="Hyperbolic cosine",
    tells="cosh of {a.value} is {out.value}.",
    reference=math.cosh,
    sources=(DLMF,),
)
asinh = pointwise(
    "asinh",
    "asinh",
    np.arcsinh,
    [Partial("1 / sqrt(a**2 + 1)", "1 / √({a}² + 1)", "The slope of the inverse is 1 / √({a}² + 1): {to} receives {g} × {local} = {result}.", "The slope of an inverse is 1 over the slope of the function, and cosh of that value is √({a}² + 1).")],
    title="Inverse hyperbolic sine",
    tells="The number whose sinh is {a.value} is {out.value}.",
    reference=math.asinh,
    sources=(DLMF,),
)
acosh = pointwise(
    "acosh",
    "acosh",
    np.arccosh,
    [Partial("1 / sqrt(a**2 - 1)", "1 / √({a}² − 1)", "The slope of the inverse is 1 / √({a}² − 1): {to} receives {g} × {local} = {result}.", "The slope of an inverse is 1 over the slope of the function, and sinh of that value is √({a}² − 1).")],
    title="Inverse hyperbolic cosine",
    tells="The number whose cosh is {a.value} is {out.value}.",
    reference=math.acosh,
    domain=[(1.3, 3.0)],
    kinks=(Kink("a = 1", "infinite", "The graph of the inverse is vertical at 1.", lambda v, out, params: bool(np.any(v[0] == 1)), ((1.0,), 0, math.inf)),),
    sources=(DLMF,),
)
atanh = pointwise(
    "atanh",
    "atanh",
    np.arctanh,
    [Partial("1 / (1 - a**2)", "1 / (1 − {a}²)", "The slope of the inverse is 1 / (1 − {a}²): {to} receives {g} × {local} = {result}.", "The slope of an inverse is 1 over the slope of the function, and tanh has the slope 1 − {a}².")],
    title="Inverse hyperbolic tangent",
    tells="The number whose tanh is {a.value} is {out.value}.",
    reference=math.atanh,
    domain=[(-0.8, 0.8)],
    kinks=(Kink("a = ±1", "infinite", "The inverse grows without end towards both ends.", lambda v, out, params: bool(np.any(np.abs(v[0]) == 1)), ((1.0,), 0, math.inf)),),
    sources=(DLMF,),
)
