"""Pointwise: reciprocal, reciprocal root and cube root."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Kink, Params, Value


def _is_zero(values: Sequence[Value], out: Value, params: Params) -> bool:
    return bool(np.any(values[0] == 0))


reciprocal = pointwise(
    "reciprocal",
    "reciprocal",
    lambda a: 1.0 / a,
    [Partial("-out**2", "−{out}²", "A larger denominator makes the quotient smaller: {to} receives {g} × {local} = {result}.", "The slope of 1 / {a} is −1 / {a}², and that is minus the square of {out}.")],
    title="Reciprocal",
    tells="1 / {a.value} = {out.value}.",
    reference=lambda a: 1.0 / a,
    domain=[(0.4, 2.5)],
    kinks=(Kink("a = 0", "infinite", "1 / a grows without end as a comes close to 0.", _is_zero, ((0.0,), 0, -math.inf)),),
)
rsqrt = pointwise(
    "rsqrt",
    "rsqrt",
    lambda a: 1.0 / np.sqrt(a),
    [Partial("-out**3 / 2", "−{out}³ / 2", "The slope is minus half the cube of {out}: {to} receives {g} × {local} = {result}.", "1 over the root is {a} to the power −1/2. The exponent comes down as a factor and drops by one, to −3/2, which is the cube of {out}.")],
    title="Reciprocal root",
    tells="1 over the square root of {a.value} is {out.value}.",
    reference=lambda a: 1.0 / math.sqrt(a),
    domain=[(0.4, 2.5)],
    kinks=(Kink("a = 0", "infinite", "The reciprocal root is infinite at 0.", _is_zero, ((0.0,), 0, -math.inf)),),
)
cbrt = pointwise(
    "cbrt",
    "cbrt",
    np.cbrt,
    [Partial("1 / (3 * out**2)", "1 / (3 {out}²)", "The slope is 1 over three times the square of {out}: {to} receives {g} × {local} = {result}.", "The root is {a} to the power 1/3. The exponent comes down as a factor and drops by one, to −2/3, which is 1 over the square of {out}.")],
    title="Cube root",
    tells="The cube root of {a.value} is {out.value}.",
    reference=lambda a: math.copysign(abs(a) ** (1 / 3), a),
    domain=[(0.4, 2.5)],
    kinks=(Kink("a = 0", "infinite", "The graph of the cube root is vertical at 0.", _is_zero, ((0.0,), 0, math.inf)),),
)
