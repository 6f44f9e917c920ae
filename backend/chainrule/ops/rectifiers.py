"""Pointwise: units that pass the positive side and bend the negative one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.ops.corner import Corner
from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink, Parameter, Params, Value

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
"""Klambauer et al. 2017, Self-Normalizing Neural Networks, equation 2."""


def _corner(values: Any, out: Value, params: Params) -> bool:
    return bool(np.any(values[0] == 0))


leaky_relu = pointwise(
    "leaky_relu",
    "leaky_relu",
    lambda a, slope: np.where(a > 0, a, slope * a)[()] if np.ndim(a) else np.float64(a if a > 0 else slope * a),
    [Partial("step(a) + slope * (1 - step(a))", "1 where {a} is positive, times the small slope elsewhere", "A leaky unit passes the gradient whole on the positive side and weakened on the other: {to} receives {g} × {local} = {result}.", "Below 0 the unit still leaks a little, so some gradient comes back there too.")],
    params=(Parameter("slope", "number", 0.01),),
    options=({"slope": 0.01}, {"slope": 0.2}),
    title="Leaky rectified linear unit",
    tells="leaky_relu of {a.value} is {out.value}.",
    reference=lambda a, slope: a if a > 0 else slope * a,
    domain=[(0.2, 2.0)],
    kinks=(Kink("a = 0", "the small one", "Every slope between the small one and 1 would do; the smallest is taken.", _corner, ((0.0,), 0, 0.01)),),
    sources=("Maas, Hannun and Ng 2013, Rectifier nonlinearities improve neural network acoustic models",),
)
_PASSES, _BELOW = "equal(step(a), 1)", "exp(a * (1 - step(a)))"
"""Where the positive side is chosen, though the other one overflows; and e to the power a, where that side is chosen."""
elu = pointwise(
    "elu",
    "elu",
    lambda a, alpha: np.where(a > 0, a, alpha * np.expm1(np.minimum(a, 0.0)))[()] if np.ndim(a) else np.float64(a if a > 0 else alpha * np.expm1(a)),
    [Partial("step(a) + (1 - step(a)) * (out + alpha)", "1 where {a} is positive, times {out} plus alpha elsewhere", "The positive side passes the gradient whole, the negative side fades out: {to} receives {g} × {local} = {result}.", "Below 0 the unit is alpha times e to the {a}, minus alpha, and the exponential is its own slope.", Corner((_PASSES,), 1.0), f"alpha * {_BELOW}")],
    params=(Parameter("alpha", "number", 1.0),),
    options=({"alpha": 1.0}, {"alpha": 0.5}),
    title="Exponential linear unit",
    tells="elu of {a.value} is {out.value}.",
    reference=lambda a, alpha: a if a > 0 else alpha * (math.exp(a) - 1),
    kinks=(Kink("a = 0", "alpha", "With alpha other than 1 there is a corner; the slope from the left is taken.", lambda v, out, params: params["alpha"] != 1.0 and bool(np.any(v[0] == 0))),),
    sources=("Clevert, Unterthiner and Hochreiter 2016, Exponential linear units",),
)
selu = pointwise(
    "selu",
    "selu",
    lambda a: SELU_SCALE * (np.maximum(a, 0.0) + SELU_ALPHA * np.expm1(np.minimum(a, 0.0))),
    [Partial(f"step(a) * {SELU_SCALE} + (1 - step(a)) * (out + {SELU_SCALE * SELU_ALPHA})", "its fixed scale where {a} is positive, times a fading slope elsewhere", "The positive side passes the gradient a little enlarged, the negative side fades out: {to} receives {g} × {local} = {result}.", "It is elu with two fixed numbers chosen so that means and variances keep their size from layer to layer.", Corner((_PASSES,), SELU_SCALE), f"{SELU_SCALE * SELU_ALPHA} * {_BELOW}")],
    title="Scaled exponential linear unit",
    tells="selu of {a.value} is {out.value}.",
    reference=lambda a: SELU_SCALE * (a if a > 0 else SELU_ALPHA * (math.exp(a) - 1)),
    domain=[(0.2, 2.0)],
    kinks=(Kink("a = 0", "scale × alpha", "There is a corner at 0; the slope from the left is taken.", _corner, ((0.0,), 0, SELU_SCALE * SELU_ALPHA)),),
    sources=("Klambauer et al. 2017, Self-Normalizing Neural Networks",),
)
hardtanh = pointwise(
    "hardtanh",
    "hardtanh",
    lambda a, min, max: np.minimum(np.maximum(a, min), max),
    [Partial("step(a - min) * step(max - a)", "1 between the bounds, times 0 outside", "Between its bounds the unit passes the gradient unchanged: {to} receives {g} × {local} = {result}.", "Outside the bounds the result stays at the bound whatever {a} does.")],
    params=(Parameter("min", "number", -1.0), Parameter("max", "number", 1.0)),
    options=({"min": -1.0, "max": 1.0},),
    title="Hard tanh",
    tells="hardtanh of {a.value} is {out.value}.",
    reference=lambda a, min, max: min if a < min else max if a > max else a,
    domain=[(-0.9, 0.9)],
    kinks=(Kink("a at its bound", "0", "Every slope from 0 to 1 would do; the smallest, 0, is taken.", lambda v, out, params: bool(np.any((v[0] == params["min"]) | (v[0] == params["max"]))), ((1.0,), 0, 0.0)),),
    sources=("Collobert 2004, Large scale machine learning",),
)
