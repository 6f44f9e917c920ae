"""Reductions: the length of a vector in several norms, and logsumexp."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.read import read
from chainrule.formula.tree import Apply, Divide, Extreme, Formula, Multiply, Number, Power, Sum, Symbol
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_contraction import at
from chainrule.ops.family_reduction import SHARE, Weight, reduction
from chainrule.ops.influences import shares
from chainrule.ops.record import BadSample, Build, Kink, Parameter, Params, Sample, Value


def _judge(params: Params) -> None:
    if not params["ord"] >= 1:
        raise Refused("bad-argument", f"A norm of order {params['ord']} is not one: the order is at least 1.", "Use 1, 2, inf or any number above 1.")


def _scale(size: Any) -> Any:
    """The power of two near the largest entry: dividing by it loses nothing, and no power can overflow."""
    return np.where(np.isfinite(size) & (size > 0), np.ldexp(1.0, np.frexp(size)[1] - 1), 1.0)


def _norm(a: Any, ord: float = 2, axis: Any = None, keepdims: bool = False) -> Any:
    sizes = np.abs(a)
    if ord == 1:
        return np.sum(sizes, axis=axis, keepdims=keepdims)
    largest = np.max(sizes, axis=axis, keepdims=True, initial=0.0)
    if ord == math.inf:
        return np.reshape(largest, np.shape(np.sum(sizes, axis=axis, keepdims=keepdims)))[()]
    scale = _scale(largest)
    root = np.sqrt(np.sum((sizes / scale) ** 2, axis=axis, keepdims=True)) if ord == 2 else np.sum((sizes / scale) ** ord, axis=axis, keepdims=True) ** (1 / ord)
    return np.sum(root * scale, axis=None if np.ndim(a) == 0 else axis, keepdims=keepdims)


def _norm_slope(a: Any, out: Any, axes: tuple[int, ...], params: Params) -> Any:
    order = params["ord"]
    if order == 1:
        return np.sign(a)
    if order == math.inf:
        return np.sign(a) * (shares(np.abs(a), axes, "split") if np.size(a) else 1.0)
    zero = np.equal(out, 0)
    safe = np.where(zero, 1.0, out)
    slope = a / safe if order == 2 else np.sign(a) * (np.abs(a) / safe) ** (order - 1)
    return slope if np.ndim(slope) else np.float64(slope)


def _norm_node(build: Build, a: Any, out: Any, axes: tuple[int, ...], params: Params) -> Any:
    order = params["ord"]
    if order == 1:
        return build("sign", a)
    if order == math.inf:
        return build("mul", build("sign", a), build("share", build("abs", a), axis=axes if build.shape(a) else None))
    zero = build("equal", out, build.constant(0.0))
    safe = build("where", zero, build.constant(1.0), out)
    if order == 2:
        slope = build("div", a, safe)
    else:
        ratio = build("div", build("abs", a), safe)
        slope = build("mul", build("sign", a), build("pow", ratio, build.constant(order - 1.0)))
    return build("where", zero, build.constant(0.0), slope)


def _norm_shown(params: Params, letters: str, summed: str) -> Formula:
    order = params["ord"]
    sign = Apply("sign", (Symbol("a"),))
    if order == 1:
        return sign
    if order == math.inf:
        return Multiply(sign, SHARE)
    if order == 2:
        return Divide(Symbol("a"), Symbol("out"))
    return Multiply(sign, Power(Divide(Apply("abs", (Symbol("a"),)), Symbol("out")), Number(order - 1.0)))


def _norm_body(params: Params, letters: str, summed: str) -> Formula:
    order, size = params["ord"], Apply("abs", (at("a", letters),))
    if order == 1:
        return Sum(tuple(summed), size)
    if order == math.inf:
        return Extreme("max", tuple(summed), size)
    if order == 2:
        return Apply("sqrt", (Sum(tuple(summed), Power(at("a", letters), Number(2.0))),))
    return Power(Sum(tuple(summed), Power(size, Number(float(order)))), Divide(Number(1.0), Number(float(order))))


def _reference(row: list[float], ord: float = 2) -> float:
    if ord == math.inf:
        return max(map(abs, row))
    return float(math.fsum(abs(x) ** ord for x in row) ** (1 / ord))


def _largest_tie(values: Sequence[Value], out: Value, params: Params) -> bool:
    a = np.abs(values[0])
    axes = normal_axes(params.get("axis"), a.ndim)
    result = np.reshape(out, [1 if axis in axes else extent for axis, extent in enumerate(a.shape)])
    return params["ord"] == math.inf and bool(np.any(np.sum(np.equal(a, result) & (a > 0), axis=axes) > 1))


_ROWS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
norm = reduction(
    "norm",
    _norm,
    slope=Weight(_norm_shown, _norm_slope, _norm_node),
    title="Norm",
    tells="The length over {along}: {out} has shape {shape:out}.",
    narration="Each entry of {to} gets the gradient times how strongly it pulls at the length.",
    because="An entry that is large beside the others makes most of the length, so the length follows it most. For the root of the squares the slope is the entry divided by the length.",
    question="Why is the slope never above 1?",
    reference=_reference,
    body=_norm_body,
    lead=(Parameter("ord", "number", 2),),
    judge=_judge,
    kinks=(
        Kink("all entries 0", "0", "There is a corner where the length is 0: it grows whichever way an entry moves, and the smallest of the possible slopes, 0, is taken.", lambda values, out, params: bool(np.any(np.equal(out, 0))), (([0.0, 0.0],), 0, 0.0)),
        Kink("an entry 0, ord = 1", "0", "The size of an entry has a corner at 0; the smallest slope, 0, is taken.", lambda values, out, params: params["ord"] == 1 and bool(np.any(np.equal(values[0], 0)))),
        Kink("ties, ord = inf", "split evenly", "When several entries are the largest in size, each gets an equal share.", _largest_tie),
    ),
    samples=tuple(Sample((_ROWS,), {"ord": order, **rest}) for order, rest in ((1, {}), (math.inf, {"axis": 1}), (3, {"axis": 0}), (2.5, {"keepdims": True}))),
    bad=(BadSample(([1.0, 2.0],), "bad-argument", {"ord": 0.5}),),
    sources=("NumPy reference, numpy.linalg.vector_norm", "Boyd and Vandenberghe, Convex Optimization, appendix A.1"),
)


def _logsumexp(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    if np.ndim(a) == 0:
        return a
    largest = np.max(a, axis=axis, keepdims=True, initial=-np.inf)
    shift = np.where(np.isfinite(largest), largest, 0.0)
    total = np.log(np.sum(np.exp(a - shift), axis=axis, keepdims=True)) + shift
    return np.reshape(total, np.shape(np.sum(total, axis=axis, keepdims=keepdims)))[()]


logsumexp = reduction(
    "logsumexp",
    _logsumexp,
    slope=read("exp(a - out)"),
    title="Logarithm of a sum of exponentials",
    tells="The logarithm of the sum of exponentials over {along}, a smooth form of the largest entry: {out} has shape {shape:out}.",
    narration="Each entry of {to} gets the gradient times its softmax share, so the largest entry gets the most.",
    because="Raising an entry raises its part of the sum of exponentials; the logarithm divides by that sum, which leaves the share that softmax gives to the entry.",
    question="Why does softmax appear?",
    reference=lambda row: math.log(math.fsum(math.exp(x) for x in row)),
    body=lambda params, letters, summed: Apply("log", (Sum(tuple(summed), Apply("exp", (at("a", letters),))),)),
    sources=("Goodfellow, Bengio and Courville, Deep Learning, section 4.1", "Blanchard, Higham and Higham 2021, Accurately computing the log-sum-exp and softmax functions"),
)
