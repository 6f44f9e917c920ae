"""Pointwise: floor, round, remainder, whole quotient and clipping."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink, Parameter

_FLAT = "A small change of {to} almost never changes the whole number, so the slope is 0."
_STEPS = "Steps are flat almost everywhere: {to} receives {g} × {local} = {result}."

floor = pointwise(
    "floor",
    "floor",
    np.floor,
    [Partial("0", "0", _STEPS, _FLAT)],
    title="Round down",
    tells="{a.value} rounded down is {out.value}.",
    reference=math.floor,
    domain=[(0.1, 0.9)],
    flat=True,
)
round_ = pointwise(
    "round",
    "round",
    np.round,
    [Partial("0", "0", _STEPS, _FLAT)],
    title="Round",
    tells="{a.value} rounded is {out.value}; halves go to the even neighbour.",
    reference=round,
    domain=[(0.6, 1.4)],
    flat=True,
)
mod = pointwise(
    "mod",
    "mod",
    np.mod,
    [
        Partial("1", "1", "Between two jumps the remainder grows as fast as {to}: {to} receives {result}.", "Adding a little to {a} adds the same to the remainder, until it jumps back to 0."),
        Partial("-floor(a / b)", "minus how often {b} fits", "{b} is taken away as often as it fits, so its slope is minus that number: {to} receives {g} × {local} = {result}.", "The remainder is {a} minus {b} times a whole number, so its slope by {b} is minus that number.", compute="-floordiv(a, b)"),
    ],
    glyph="%",
    title="Remainder",
    tells="{a.value} divided by {b.value} leaves {out.value}.",
    reference=lambda a, b: a - b * math.floor(a / b),
    domain=[(2.1, 2.9), (0.95, 1.04)],
    kinks=(Kink("b divides a", "1", "The remainder jumps there; the slope to the right is taken.", lambda v, out, params: bool(np.any(np.asarray(out) == 0)), ((2.0, 1.0), 0, 1.0)),),
)
floordiv = pointwise(
    "floordiv",
    "floordiv",
    np.floor_divide,
    [Partial("0", "0", _STEPS, _FLAT), Partial("0", "0", _STEPS, _FLAT)],
    glyph="//",
    title="Whole quotient",
    tells="{b.value} fits {out.value} times into {a.value}.",
    reference=lambda a, b: math.floor(a / b),
    domain=[(2.1, 2.9), (0.95, 1.04)],
    flat=True,
)


def _clip(a: Any, min: float, max: float) -> Any:
    return np.minimum(np.maximum(a, min), max)


clip = pointwise(
    "clip",
    "clip",
    _clip,
    [Partial("greater_equal(a, min) * greater_equal(max, a)", "1 within the bounds, times 0 outside", "Within its bounds a value passes unchanged, and so does its gradient: {to} receives {g} × {local} = {result}.", "Outside the bounds the result stays at the bound whatever {a} does.")],
    params=(Parameter("min", "number", -math.inf), Parameter("max", "number", math.inf)),
    options=({"min": -1.0, "max": 1.0}, {"min": 0.05, "max": math.inf}),
    title="Clip",
    tells="{a.value} held within the bounds is {out.value}.",
    reference=lambda a, min, max: min if a < min else max if a > max else a,
    domain=[(0.1, 0.9)],
    kinks=(Kink("a at its bound", "1", "At a bound itself the value is still its own, so the slope 1 is taken, as PyTorch and TensorFlow do.", lambda v, out, params: bool(np.any((v[0] == params["min"]) | (v[0] == params["max"])))),),
)
