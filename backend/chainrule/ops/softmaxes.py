"""Fibre: softmax and its logarithm, both shifted by the largest entry so that exp never overflows."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.formula.tree import Apply, Divide, Equation, Formula, Index, Indexed, Multiply, Subtract, Sum, Symbol
from chainrule.ops.family_fibre import fibre
from chainrule.ops.record import Shape

SHORT = 16
"""Entries of a line; NumPy compares many shorter ones faster side by side."""


def shifting(shape: Shape, axis: int) -> Callable[[Any], Any]:
    """A function of a tensor with entries: it minus its largest entry along the axis."""
    if len(shape) == 2 and axis in (1, -1) and shape[1] <= SHORT < shape[0]:
        return lambda a: a - np.maximum.reduce(a.T.copy(), axis=0)[:, None]
    return lambda a: a - np.maximum.reduce(a, axis=axis, keepdims=True)


def _softmax(shape: Shape, axis: int, add: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if not shape or 0 in shape:
        return lambda a: a * 0.0 + 1.0
    shift = shifting(shape, axis)

    def run(a: Any) -> Any:
        e = shift(a)
        np.exp(e, e)
        e /= add(e)
        return e

    return run


def _log_softmax(shape: Shape, axis: int, add: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if not shape or 0 in shape:
        return lambda a: a * 0.0
    shift = shifting(shape, axis)

    def run(a: Any) -> Any:
        shifted = shift(a)
        return shifted - np.log(add(np.exp(shifted)))

    return run


def _at(name: str, where: str, letter: str) -> Formula:
    return Indexed(Symbol(name), tuple(Index(((c, 1),)) for c in where.replace("*", letter)))


def _softmax_rule(where: str, j: str) -> Formula:
    inner = Sum(("i",), Multiply(_at("d.out", where, "i"), _at("out", where, "i")))
    return Equation(_at("d.a", where, j), Multiply(_at("out", where, j), Subtract(_at("d.out", where, j), inner)))


def _softmax_shown(where: str, i: str) -> Formula:
    top = Apply("exp", (_at("a", where, i),))
    return Equation(_at("out", where, i), Divide(top, Sum(("j",), Apply("exp", (_at("a", where, "j"),)))))


def _log_rule(where: str, j: str) -> Formula:
    share = Apply("exp", (_at("out", where, j),))
    return Equation(_at("d.a", where, j), Subtract(_at("d.out", where, j), Multiply(share, Sum(("i",), _at("d.out", where, "i")))))


def _log_shown(where: str, i: str) -> Formula:
    total = Sum(("j",), Apply("exp", (_at("a", where, "j"),)))
    return Equation(_at("out", where, i), Subtract(_at("a", where, i), Apply("log", (total,))))


def _shares(row: list[float]) -> list[float]:
    weights = [math.exp(x) for x in row]
    return [weight / math.fsum(weights) for weight in weights]


softmax = fibre(
    "softmax",
    _softmax,
    ("out", "out"),
    title="Softmax",
    rule=_softmax_rule,
    shown=_softmax_shown,
    tells="Shares that add up to 1: {out} has shape {shape:out}.",
    narration="Every entry of {to} changed all the shares of its line, so it collects from each of them.",
    because="Raising one entry raises its own share and lowers all the others, since they always add up to 1.",
    question="Why do all entries matter?",
    reference=_shares,
    cost=5,
    sources=("Bridle 1990, Probabilistic interpretation of feedforward classification network outputs",),
)
log_softmax = fibre(
    "log_softmax",
    _log_softmax,
    ("1", "exp(out)"),
    title="Logarithm of softmax",
    rule=_log_rule,
    shown=_log_shown,
    tells="Logarithms of shares that add up to 1: {out} has shape {shape:out}.",
    narration="Every entry of {to} changed all the log shares of its line, so it collects from each of them.",
    because="Raising one entry raises its own log share by 1 minus its share and lowers all the others by its share.",
    question="Why do all entries matter?",
    reference=lambda row: [math.log(share) for share in _shares(row)],
    cost=6,
    sources=("Goodfellow, Bengio and Courville, Deep Learning, section 6.2.2.3",),
)
