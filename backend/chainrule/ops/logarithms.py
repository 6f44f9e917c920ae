"""Pointwise: logarithms and exponentials of other kinds, and the error function."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.formula.functions import erf as _erf
from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink, Op


def _zero(what: str) -> Kink:
    return Kink("a = 0", "infinite", f"The {what} is minus infinity at 0 and its slope infinite; nothing is clipped.", lambda v, out, params: bool(np.any(v[0] == 0)), ((0.0,), 0, math.inf))


def _to_base(name: str, base: int, forward: Any, reference: Callable[[float], float]) -> Op:
    return pointwise(
        name,
        name,
        forward,
        [Partial(f"1 / (a * log({base}))", f"1 / ({{a}} · ln {base})", f"The logarithm to base {base} has slope 1 / ({{a}} · ln {base}): {{to}} receives {{g}} × {{local}} = {{result}}.", f"It is the natural logarithm divided by ln {base}, and the natural logarithm has slope 1 / {{a}}.")],
        title=f"Logarithm to base {base}",
        tells=f"The logarithm of {{a.value}} to base {base} is {{out.value}}.",
        reference=reference,
        domain=[(0.3, 3.0)],
        kinks=(_zero("logarithm"),),
    )


log2 = _to_base("log2", 2, np.log2, math.log2)
log10 = _to_base("log10", 10, np.log10, math.log10)
log1p = pointwise(
    "log1p",
    "log1p",
    np.log1p,
    [Partial("1 / (1 + a)", "1 / (1 + {a})", "The slope is 1 / (1 + {a}): {to} receives {g} × {local} = {result}.", "It is the logarithm of 1 + {a}, which has slope 1 over what stands inside.")],
    title="Logarithm of 1 + a",
    tells="The natural logarithm of 1 + {a.value} is {out.value}.",
    reference=math.log1p,
    domain=[(-0.7, 2.0)],
    kinks=(Kink("a = −1", "infinite", "The logarithm is minus infinity there and its slope infinite.", lambda v, out, params: bool(np.any(v[0] == -1)), ((-1.0,), 0, math.inf)),),
)
expm1 = pointwise(
    "expm1",
    "expm1",
    np.expm1,
    [Partial("out + 1", "{out} + 1", "Taking 1 away does not change the slope of the exponential: {to} receives {g} × {local} = {result}.", "The exponential is its own slope, and it is {out} + 1.")],
    title="Exponential minus 1",
    tells="e to the power {a.value}, minus 1, is {out.value}.",
    reference=math.expm1,
)
erf = pointwise(
    "erf",
    "erf",
    _erf,
    [Partial("2 / sqrt(pi) * exp(-a**2)", "2/√π · e^(−{a}²)", "The slope is the bell curve: {to} receives {g} × {local} = {result}.", "The error function is the area under a bell curve, so it grows as fast as the curve is high.")],
    title="Error function",
    tells="The error function of {a.value} is {out.value}.",
    reference=math.erf,
    sources=("NIST Digital Library of Mathematical Functions, chapter 7",),
)
