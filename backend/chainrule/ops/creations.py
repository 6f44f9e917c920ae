"""Creation: zeros, ones, full, eye, arange, linspace and random tensors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.limits import LIMITS
from chainrule.ops.family_creation import creation, generator
from chainrule.ops.record import Parameter, Params, Shape

_SHAPE = (Parameter("shape", "shape", ()),)


def _shape(params: Params) -> Shape:
    wanted = params["shape"]
    shape: Shape = wanted if isinstance(wanted, tuple) else (wanted,)
    if any(extent < 0 for extent in shape):
        raise Refused("bad-shape", f"{shape} has a negative size.", "Sizes are 0 or more.", shape=list(shape))
    return shape


zeros = creation("zeros", _shape, lambda p: np.zeros(_shape(p)), params=_SHAPE, samples=({"shape": (2, 3)}, {"shape": ()}), reference=lambda shape: np.full(shape, 0.0), doc="A tensor of zeros.")
ones = creation("ones", _shape, lambda p: np.ones(_shape(p)), params=_SHAPE, samples=({"shape": (2,)},), reference=lambda shape: np.full(shape, 1.0), doc="A tensor of ones.")
full = creation(
    "full",
    _shape,
    lambda p: np.full(_shape(p), p["value"]),
    params=(Parameter("shape", "shape", required=True), Parameter("value", "number", required=True)),
    samples=({"shape": (2, 2), "value": 1.5},),
    reference=lambda shape, value: np.ones(shape) * value,
    doc="A tensor with the same number everywhere.",
)


def _square(params: Params) -> Shape:
    return _shape({"shape": (params["n"], params["n"] if params.get("m") is None else params["m"])})


eye = creation(
    "eye",
    _square,
    lambda p: np.eye(_square(p)[0], _square(p)[1]),
    params=(Parameter("n", "whole", required=True), Parameter("m", "whole")),
    samples=({"n": 3}, {"n": 2, "m": 3}),
    reference=lambda n, m=None: [[float(i == j) for j in range(m or n)] for i in range(n)],
    doc="The identity matrix: ones on the diagonal.",
)


def _range(params: Params) -> tuple[float, float, int]:
    start, stop, step = params["start"], params["stop"], params["step"]
    if stop is None:
        start, stop = 0.0, start
    if step == 0 or not all(map(math.isfinite, (start, stop, step))):
        raise Refused("bad-argument", "arange needs finite bounds and a step that is not 0.", "Write arange(0, 10, 2).")
    steps = (stop - start) / step
    LIMITS["entries"].check(math.ceil(min(max(steps, 0.0), 1e18)))
    count = math.ceil(max(steps, 0.0))
    return start, step, max(count, 0)


def _arange(params: Params) -> Any:
    start, step, count = _range(params)
    return start + step * np.arange(count)


arange = creation(
    "arange",
    lambda p: (_range(p)[2],),
    _arange,
    params=(Parameter("start", "number", required=True), Parameter("stop", "number"), Parameter("step", "number", 1)),
    samples=({"start": 4, "stop": None, "step": 1}, {"start": 1.0, "stop": 2.0, "step": 0.25}),
    reference=lambda start, stop=None, step=1: np.arange(start, stop, step) if stop is not None else np.arange(start),
    doc="Evenly spaced numbers: arange(stop), arange(start, stop) or arange(start, stop, step); stop is not included.",
)


def _count(params: Params) -> Shape:
    if params["count"] < 0:
        raise Refused("bad-argument", "linspace needs a count of 0 or more.", "Write linspace(0, 1, 5).")
    return (params["count"],)


linspace = creation(
    "linspace",
    _count,
    lambda p: np.linspace(p["start"], p["stop"], p["count"]),
    params=(Parameter("start", "number", required=True), Parameter("stop", "number", required=True), Parameter("count", "whole", 50)),
    samples=({"start": 0.0, "stop": 1.0, "count": 5},),
    reference=lambda start, stop, count: [start + (stop - start) * k / (count - 1) for k in range(count)],
    doc="A given count of evenly spaced numbers, both ends included.",
)
randn = creation(
    "randn",
    _shape,
    lambda p: generator(p).standard_normal(_shape(p)),
    params=_SHAPE,
    samples=({"shape": (2, 3), "seed": 0, "call": 0},),
    reference=lambda shape, seed, call: np.random.Generator(np.random.PCG64([seed, call])).standard_normal(shape),
    doc="Random numbers of a normal distribution, mean 0 and deviation 1; the same program and seed give the same numbers.",
    random=True,
)
rand = creation(
    "rand",
    _shape,
    lambda p: p["low"] + (p["high"] - p["low"]) * generator(p).random(_shape(p)),
    params=(*_SHAPE, Parameter("low", "number", 0.0), Parameter("high", "number", 1.0)),
    samples=({"shape": (2,), "seed": 0, "call": 1}, {"shape": (2,), "low": -2.0, "high": 3.0, "seed": 0, "call": 1}),
    reference=lambda shape, seed, call, low=0.0, high=1.0: np.random.Generator(np.random.PCG64([seed, call])).uniform(low, high, shape),
    doc="Random numbers between low and high; the same program and seed give the same numbers.",
    random=True,
)
