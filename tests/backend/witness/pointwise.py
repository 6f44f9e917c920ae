"""Pointwise ops, written anew in dual numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from duals import Dual, absolute, cos, each, exp, lift, log, sigmoid, sin, sqrt, tanh, truth

erf = lift(math.erf, lambda x: 2 / math.sqrt(math.pi) * math.exp(-x * x))
atan = lift(math.atan, lambda x: 1 / (1 + x * x))
asin = lift(math.asin, lambda x: 1 / math.sqrt(1 - x * x))


def _softplus(x: Any) -> Dual:
    return log(1 + exp(x))


def _gelu_tanh(x: Any) -> Dual:
    return Dual.of(0.5 * x * (1 + tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x))))


def _atan2(a: Any, b: Any) -> Dual:
    a, b = Dual.of(a), Dual.of(b)
    turned = atan(-b / a)  # the samples have a > 0
    return Dual(math.pi / 2) + turned


def _elu(x: Any, alpha: float) -> Any:
    return x if x > 0 else alpha * (exp(x) - 1)


def _with(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of one value and parameters."""
    return lambda a, **params: each(lambda x: function(x, **params))(a)


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "tan": each(lambda a: sin(a) / cos(a)),
    "asin": each(lambda a: asin(a)),
    "acos": each(lambda a: math.pi / 2 - asin(a)),
    "atan": each(lambda a: atan(a)),
    "atan2": each(_atan2),
    "sinh": each(lambda a: (exp(a) - exp(-a)) / 2),
    "cosh": each(lambda a: (exp(a) + exp(-a)) / 2),
    "asinh": each(lambda a: log(a + sqrt(a * a + 1))),
    "acosh": each(lambda a: log(a + sqrt(a * a - 1))),
    "atanh": each(lambda a: log((1 + a) / (1 - a)) / 2),
    "log2": each(lambda a: log(a) / math.log(2)),
    "log10": each(lambda a: log(a) / math.log(10)),
    "log1p": each(lambda a: log(1 + a)),
    "expm1": each(lambda a: exp(a) - 1),
    "erf": each(lambda a: erf(a)),
    "reciprocal": each(lambda a: 1 / a),
    "rsqrt": each(lambda a: 1 / sqrt(a)),
    "cbrt": each(lambda a: a ** (1 / 3)),
    "floor": each(lambda a: Dual(math.floor(a.value))),
    "round": each(lambda a: Dual(round(a.value))),
    "mod": each(lambda a, b: a - b * math.floor((a / b).value)),
    "floordiv": each(lambda a, b: Dual(math.floor((a / b).value))),
    "clip": _with(lambda a, min, max: a if min <= a.value <= max else Dual(min if a.value < min else max)),
    "hardtanh": _with(lambda a, min, max: a if min < a.value < max else Dual(min if a.value < min else max)),
    "leaky_relu": _with(lambda a, slope: a if a > 0 else slope * a),
    "elu": _with(_elu),
    "selu": each(lambda a: 1.0507009873554805 * _elu(a, 1.6732632423543772)),
    "softplus": each(_softplus),
    "logsigmoid": each(lambda a: -_softplus(-a)),
    "silu": each(lambda a: a * sigmoid(a)),
    "mish": each(lambda a: a * tanh(_softplus(a))),
    "gelu": each(lambda a: a * (1 + erf(a / math.sqrt(2))) / 2),
    "gelu_tanh": each(_gelu_tanh),
    "softsign": each(lambda a: a / (1 + absolute(a))),
    "logical_and": truth(lambda a, b: True),
    "logical_or": truth(lambda a, b: True),
    "logical_xor": truth(lambda a, b: False),
    "logical_not": each(lambda a: Dual(0.0)),
}
