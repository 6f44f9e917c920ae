"""Reductions: variance and standard deviation, how far the entries spread around their mean."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.formula.tree import Apply, Divide, Formula, Multiply, Number, Power, Subtract, Sum, Symbol, Word
from chainrule.ops.family_contraction import at
from chainrule.ops.family_reduction import Weight, reduction
from chainrule.ops.record import Build, Kink, Parameter, Params, Sample


def _axes(a: Any, axis: Any) -> tuple[int, ...]:
    return tuple(range(np.ndim(a))) if axis is None else axis


def _count(a: Any, axes: tuple[int, ...]) -> int:
    return math.prod(np.shape(a)[axis] for axis in axes)


def _centred(a: Any, axes: tuple[int, ...]) -> Any:
    """Distances from the mean, measured from the first entry first, so that they are exactly 0 where all entries are equal."""
    if not np.ndim(a):
        return a - a
    apart = a - a[tuple(slice(0, 1) if axis in axes else slice(None) for axis in range(np.ndim(a)))]
    return apart - np.sum(apart, axis=axes, keepdims=True) / np.float64(_count(a, axes))


def _free(a: Any, axes: tuple[int, ...], ddof: int) -> Any:
    """What the sum of squares is divided by, never below 0."""
    return np.float64(max(_count(a, axes) - ddof, 0))


def _var(a: Any, axis: Any = None, keepdims: bool = False, ddof: int = 0) -> Any:
    axes = _axes(a, axis)
    return np.sum(_centred(a, axes) ** 2, axis=axes, keepdims=keepdims) / _free(a, axes, ddof)


def _std(a: Any, axis: Any = None, keepdims: bool = False, ddof: int = 0) -> Any:
    return np.sqrt(_var(a, axis, keepdims, ddof))


def _std_slope(a: Any, out: Any, axes: tuple[int, ...], params: Params) -> Any:
    level = np.equal(out, 0)
    slope = np.where(level, 0.0, _centred(a, axes) / np.where(level, 1.0, out) / _free(a, axes, params["ddof"]))
    return slope if slope.ndim else np.float64(slope)


def _distance_node(build: Build, a: Any, axes: tuple[int, ...], times: float, ddof: int) -> Any:
    shape = build.shape(a)
    count = max(math.prod(shape[axis] for axis in axes) - ddof, 0)
    distance = build("sub", a, build("mean", a, axis=axes, keepdims=True))
    return build("mul", distance, build.constant(times / count if count else math.inf))


def _std_node(build: Build, a: Any, out: Any, axes: tuple[int, ...], params: Params) -> Any:
    level = build("equal", out, build.constant(0.0))
    distance = _distance_node(build, a, axes, 1.0, params["ddof"])
    slope = build("div", distance, build("where", level, build.constant(1.0), out))
    return build("where", level, build.constant(0.0), slope)


def _n(params: Params) -> Formula:
    return Subtract(Word("n"), Number(float(params["ddof"]))) if params["ddof"] else Word("n")


_DISTANCE = Subtract(Symbol("a"), Word("mean"))


def _squares(params: Params, letters: str, summed: str) -> Formula:
    return Divide(Sum(tuple(summed), Power(Subtract(at("a", letters), Word("mean")), Number(2.0))), _n(params))


_DDOF = (Parameter("ddof", "whole", 0),)
_ROWS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_SAMPLES = (Sample((_ROWS,), {"ddof": 1}), Sample((_ROWS,), {"axis": 1, "ddof": 1}))


def _reference_var(row: list[float], ddof: int = 0) -> float:
    mean = math.fsum(row) / len(row)
    return math.fsum((x - mean) * (x - mean) for x in row) / (len(row) - ddof)


var = reduction(
    "var",
    _var,
    slope=Weight(
        lambda params, letters, summed: Divide(Multiply(Number(2.0), _DISTANCE), _n(params)),
        lambda a, out, axes, params: _centred(a, axes) * (2.0 / _free(a, axes, params["ddof"])),
        lambda build, a, out, axes, params: _distance_node(build, a, axes, 2.0, params["ddof"]),
    ),
    title="Variance",
    tells="The mean squared distance from the mean, over {along}: {out} has shape {shape:out}.",
    narration="Each entry of {to} gets the gradient times twice its distance from the mean, divided by the count under the sum of squares.",
    because="An entry far from the mean spreads the numbers most when it moves away further. It moves the mean as well, but around the mean the distances balance, so that costs nothing.",
    question="Why does the slope of the mean not appear?",
    reference=_reference_var,
    body=_squares,
    samples=_SAMPLES,
    extra=_DDOF,
    sources=("NumPy reference, numpy.var", "Bishop, Pattern Recognition and Machine Learning, section 1.2.2"),
)
std = reduction(
    "std",
    _std,
    slope=Weight(
        lambda params, letters, summed: Divide(_DISTANCE, Multiply(_n(params), Symbol("out"))),
        _std_slope,
        _std_node,
    ),
    title="Standard deviation",
    tells="The root of the mean squared distance from the mean, over {along}: {out} has shape {shape:out}.",
    narration="Each entry of {to} gets the gradient times its distance from the mean, divided by {out} and by the count under the sum of squares.",
    because="It is the root of the variance: the variance pays twice the distance divided by the count, and a root divides by twice itself.",
    question="Where does the division come from?",
    reference=lambda row, ddof=0: math.sqrt(_reference_var(row, ddof)),
    body=lambda params, letters, summed: Apply("sqrt", (_squares(params, letters, summed),)),
    kinks=(
        Kink(
            "all entries equal",
            "0",
            "There is a corner where nothing is spread: every move of an entry makes the deviation grow, and the smallest of the possible slopes, 0, is taken.",
            lambda values, out, params: np.size(values[0]) > np.size(out) and bool(np.any(np.equal(out, 0))),  # one number is always flat
            (([0.7, 0.7, 0.7],), 0, 0.0),
        ),
    ),
    samples=_SAMPLES,
    extra=_DDOF,
    sources=("NumPy reference, numpy.std",),
)
