"""Macro: cross product = turn the entries, multiply, subtract."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Call, Equation, Symbol
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Params, Rule, Sample, Sentences, Shape, Words, says

_A, _B, _G = Symbol("a"), Symbol("b"), Symbol("d.out")
_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def _cross_body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    for one in arguments:
        shape = build.shape(one)
        if not shape or shape[-1] != 3:
            raise Refused("bad-shape", f"cross takes vectors of 3 numbers along the last axis; one side is {says(shape)}.", "Give both a last axis of size 3.", shape=list(shape))

    def turned(one: Any, places: tuple[int, ...]) -> Any:
        return build("index", one, key=(Ellipsis, places))

    a, b = arguments
    on, back = (1, 2, 0), (2, 0, 1)
    return build("sub", build("mul", turned(a, on), turned(b, back)), build("mul", turned(a, back), turned(b, on)))


def _cross_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    left, right = Call("cross", (_B, _G)), Call("cross", (_G, _A))
    narration = "The gradient of {to} is a cross product again, of the gradient with the other vector."
    told = Sentences(
        "The vector at right angles to {a} and {b}: {out} has shape {shape:out}.",
        {"a": narration, "b": narration},
        {"a": "Every entry of {out} is a difference of two products of entries of {a} and {b}. Collecting what each entry of {a} met gives {b} crossed with the gradient.", "b": "Turning the product around turns its sign, so {b} gets the gradient crossed with {a}."},
        {"a": "Why a cross product again?", "b": "Why is the order turned around?"},
    )
    return Words(Call("cross", (_A, _B)), {"a": Rule(matrix=Equation(Symbol("d.a"), left)), "b": Rule(matrix=Equation(Symbol("d.b"), right))}, told)


def _by_entries(a: Any, b: Any) -> Any:
    x, y = np.broadcast_arrays(np.asarray(a, dtype=float), np.asarray(b, dtype=float))
    out = np.zeros(x.shape)
    for place in np.ndindex(x.shape[:-1]):
        (p, q, r), (u, v, w) = x[place].tolist(), y[place].tolist()
        out[place] = [q * w - r * v, r * u - p * w, p * v - q * u]
    return out


cross = Macro(
    "cross",
    "×",
    "Cross product",
    ("a", "b"),
    _cross_body,
    lambda shapes, params: f"{max(map(len, shapes))}",
    _cross_words,
    _by_entries,
    samples=(Sample(([0.4, -1.2, 2.1], [1.7, 0.9, -0.3])), Sample((_GRID, [0.2, 1.1, -0.5])), Sample((_GRID, [[0.2, 1.1, -0.5], [1.0, 0.3, 2.0]]))),
    bad=(BadSample(([1.0, 2.0], [1.0, 2.0]), "bad-shape"), BadSample((1.0, [1.0, 2.0, 3.0]), "bad-shape"), BadSample(([_GRID[0]] * 2, [_GRID[0]] * 3), "shape-mismatch")),
    sources=("NumPy reference, numpy.cross",),
    doc="Cross product of vectors of 3 numbers along the last axis.",
)
