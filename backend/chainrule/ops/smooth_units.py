"""Pointwise: smooth relatives of the rectifier."""

from __future__ import annotations

import math

import numpy as np

from chainrule.formula.functions import erf
from chainrule.formula.functions import softplus as softplus_of
from chainrule.ops.family_pointwise import Partial, pointwise

_GAUSS = "Hendrycks and Gimpel 2016, Gaussian error linear units"
_CUBE = "0.7978845608028654 * (a + 0.044715 * a**3)"
"""√(2/π) · (a + 0.044715 a³), the argument of tanh in the approximation of gelu."""

softplus = pointwise(
    "softplus",
    "softplus",
    softplus_of,
    [Partial("1 / (1 + exp(-a))", "the sigmoid of {a}", "The slope of softplus is the sigmoid: {to} receives {g} × {local} = {result}.", "Softplus is the logarithm of 1 + e to the {a}; the chain rule leaves the share of the exponential in that sum.", compute="sigmoid(a)")],
    title="Softplus",
    tells="The logarithm of 1 + e to the power {a.value} is {out.value}.",
    reference=lambda a: math.log(1 + math.exp(a)),
    sources=("Dugas et al. 2001, Incorporating second-order functional knowledge",),
)
logsigmoid = pointwise(
    "logsigmoid",
    "logsigmoid",
    lambda a: -softplus_of(-a),
    [Partial("1 / (1 + exp(a))", "1 minus the sigmoid of {a}", "The slope is 1 minus the sigmoid: {to} receives {g} × {local} = {result}.", "The logarithm divides the slope of the sigmoid, s · (1 − s), by s itself.", compute="sigmoid(-a)")],
    title="Logarithm of the sigmoid",
    tells="The logarithm of the sigmoid of {a.value} is {out.value}.",
    reference=lambda a: -math.log(1 + math.exp(-a)),
    sources=("PyTorch documentation, torch.nn.LogSigmoid",),
)
silu = pointwise(
    "silu",
    "silu",
    lambda a: a / (1.0 + np.exp(-a)),
    [Partial("out + (1 - out) / (1 + exp(-a))", "{out} + sigmoid · (1 − {out})", "The product rule gives {out} + sigmoid · (1 − {out}): {to} receives {g} × {local} = {result}.", "silu is {a} times its own sigmoid; both factors change with {a}, so two terms are added.", compute="(1 + a * sigmoid(-a)) * sigmoid(a)")],
    title="Sigmoid linear unit",
    tells="{a.value} times its own sigmoid is {out.value}.",
    reference=lambda a: a / (1 + math.exp(-a)),
    sources=("Elfwing, Uchibe and Doya 2018, Sigmoid-weighted linear units", "Ramachandran, Zoph and Le 2017, Searching for activation functions"),
)
mish = pointwise(
    "mish",
    "mish",
    lambda a: a * np.tanh(softplus_of(a)),
    [Partial("tanh(log1p(exp(a))) + a * (1 - tanh(log1p(exp(a)))**2) / (1 + exp(-a))", "the slope of {a} · tanh(softplus({a}))", "The product rule adds two terms: {to} receives {g} × {local} = {result}.", "mish is {a} times tanh of its softplus; both factors change with {a}, so two terms are added.", compute="tanh(softplus(a)) + a * (1 - tanh(softplus(a))**2) * sigmoid(a)")],
    title="Mish",
    tells="mish of {a.value} is {out.value}.",
    reference=lambda a: a * math.tanh(math.log(1 + math.exp(a))),
    sources=("Misra 2020, Mish: a self regularized non-monotonic activation function",),
)
gelu = pointwise(
    "gelu",
    "gelu",
    lambda a: a * (1.0 + erf(a / math.sqrt(2.0))) / 2.0,
    [Partial("(1 + erf(a / sqrt(2))) / 2 + a * exp(-a**2 / 2) / sqrt(2 * pi)", "Φ({a}) + {a} · φ({a})", "The product rule gives Φ + {a} · φ: {to} receives {g} × {local} = {result}.", "gelu is {a} times Φ({a}), the share of a normal distribution below {a}; the slope of Φ is the bell curve φ.")],
    title="Gaussian error linear unit",
    tells="gelu of {a.value} is {out.value}.",
    reference=lambda a: a * (1 + math.erf(a / math.sqrt(2))) / 2,
    sources=(_GAUSS,),
)
gelu_tanh = pointwise(
    "gelu_tanh",
    "gelu_tanh",
    lambda a: 0.5 * a * (1.0 + np.tanh(math.sqrt(2.0 / math.pi) * (a + 0.044715 * a**3))),
    [Partial(f"(1 + tanh({_CUBE})) / 2 + a / 2 * (1 - tanh({_CUBE})**2) * 0.7978845608028654 * (1 + 0.134145 * a**2)", "the slope of the approximation", "The product rule adds two terms: {to} receives {g} × {local} = {result}.", "The approximation replaces Φ by a tanh of a cubic; product rule and chain rule do the rest.")],
    title="Gaussian error linear unit, by tanh",
    tells="gelu of {a.value}, approximated by tanh, is {out.value}.",
    reference=lambda a: 0.5 * a * (1 + math.tanh(math.sqrt(2 / math.pi) * (a + 0.044715 * a * a * a))),
    sources=(_GAUSS,),
)
softsign = pointwise(
    "softsign",
    "softsign",
    lambda a: a / (1.0 + np.abs(a)),
    [Partial("1 / (1 + abs(a))**2", "1 / (1 + |{a}|)²", "The slope is 1 / (1 + |{a}|)²: {to} receives {g} × {local} = {result}.", "The quotient rule leaves 1 over the square of the denominator, on both sides of 0.")],
    title="Softsign",
    tells="{a.value} over 1 plus its size is {out.value}.",
    reference=lambda a: a / (1 + abs(a)),
    domain=[(0.2, 2.0)],
    sources=("Turian, Bergstra and Bengio 2009, Quadratic features and deep architectures",),
)
