"""Macro: mean squared error = subtract, square, mean."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.formula.read import read
from chainrule.formula.tree import Call, Entrywise, Equation, Symbol
from chainrule.ops.family_pointwise import broadcast
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Params, Rule, Sample, Sentences, Shape, Words


def _body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    broadcast([build.shape(argument) for argument in arguments])
    return build("mean", build("square", build("sub", *arguments)))


def _words(shapes: tuple[Shape, ...], params: Params) -> Words:
    def rule(text: str, arg: str) -> Rule:
        slope = read(text)
        return Rule(local=slope, pointwise=Equation(Symbol(f"d.{arg}"), Entrywise(Symbol("d.out"), slope)))

    narration = "A squared error pulls with twice the difference, shared among the n entries."
    told = Sentences(
        "The mean of the squared differences: {out}.",
        {"a": narration, "b": narration},
        {"a": "The square of a − b has slope 2 (a − b), and each entry has a share of 1 / n in the mean.", "b": "{b} is taken away, so its gradient is the one of {a} with the sign turned."},
        {"a": "Where does the 2 come from?", "b": None},
    )
    return Words(Call("mse", (Symbol("a"), Symbol("b"))), {"a": rule("2 * (a - b) / n", "a"), "b": rule("-2 * (a - b) / n", "b")}, told)


mse = Macro(
    "mse",
    "mse",
    "Mean squared error",
    ("a", "b"),
    _body,
    lambda shapes, params: "any",
    _words,
    lambda a, b: sum((x - y) ** 2 for x, y in zip(*(np.ravel(one).tolist() for one in np.broadcast_arrays(a, b)), strict=True)) / np.broadcast(a, b).size,
    samples=(Sample(([0.4, -1.2, 2.1], [1.0, 0.5, -0.3])), Sample((2.0, 0.5)), Sample(([[1.0, 2.0], [3.0, -1.0]], [0.5, 0.25]))),
    bad=(BadSample(([1.0, 2.0], [1.0, 2.0, 3.0]), "shape-mismatch"),),
    sources=("Bishop, Pattern Recognition and Machine Learning, section 3.1",),
    doc="Mean squared error of two tensors.",
)
