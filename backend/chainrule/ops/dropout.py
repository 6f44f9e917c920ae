"""Macro: dropout = random numbers, compared with the rate, as a mask that keeps an entry or drops it."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Divide, Entrywise, Equation, Number, Subtract, Symbol, Word
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Rule, Sample, Sentences, Shape, Words, telling


def _kept(rate: float) -> float:
    """1 / (1 − rate), which keeps the expected value; at rate 1 nothing is left to scale."""
    return 1.0 / (1.0 - rate) if rate < 1 else 0.0


def _body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    (x,) = arguments
    rate = params["rate"]
    if not 0 <= rate <= 1:
        raise Refused("bad-argument", f"The rate is {rate}; it is a share from 0 to 1.", "Write rate=0.5.", rate=rate)
    drawn = build("rand", shape=build.shape(x), seed=params["seed"], call=params["call"])
    mask = build("greater_equal", drawn, build.constant(float(rate)))
    return build("mul", x, build("mul", mask, build.constant(_kept(rate))))


def _words(shapes: tuple[Shape, ...], params: Params) -> Words:
    factor = Divide(Word("m"), Subtract(Number(1.0), Number(float(params["rate"]))))
    told = Sentences(
        telling("Some entries are dropped at random, the others scaled up: {out} has shape {shape:out}.", shapes[0]),
        {"x": "An entry that was dropped gets 0; one that was kept gets the gradient times the same scale."},
        {"x": "m is 1 where an entry was kept and 0 where it was dropped. The same mask that multiplied {x} multiplies its gradient; 1 / (1 − rate) keeps the expected value as it was."},
        {"x": "Why the same mask?"},
    )
    rule = Rule(local=factor, pointwise=Equation(Symbol("d.x"), Entrywise(Symbol("d.out"), factor)))
    return Words(Equation(Symbol("out"), Entrywise(Symbol("x"), factor)), {"x": rule}, told)


def _reference(x: Any, rate: float = 0.5, seed: int = 0, call: int = 0) -> Any:
    drawn = np.random.Generator(np.random.PCG64([seed, call])).random(np.shape(x))
    return np.where(drawn < rate, 0.0, np.asarray(x, dtype=float)) * _kept(rate)


_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
dropout = Macro(
    "dropout",
    "dropout",
    "Dropout",
    ("x",),
    _body,
    lambda shapes, params: f"{len(shapes[0])} {params['rate']}",
    _words,
    _reference,
    params=(Parameter("rate", "number", 0.5), Parameter("seed", "hidden", 0), Parameter("call", "hidden", 0)),
    samples=(Sample((_GRID,)), Sample((_GRID,), {"rate": 0.25, "seed": 3, "call": 2}), Sample((2.0,), {"rate": 0.0}), Sample((_GRID[0],), {"rate": 1})),
    bad=(BadSample((_GRID,), "bad-argument", {"rate": 1.5}), BadSample((_GRID,), "bad-argument", {"rate": -0.1})),
    sources=("Srivastava et al. 2014, Dropout: a simple way to prevent neural networks from overfitting",),
    doc="Drops entries at random with probability rate and scales the others by 1 / (1 - rate); the same program and seed drop the same ones.",
)
