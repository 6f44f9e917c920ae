"""Macro: Kronecker product = every entry times every entry, put into blocks."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Equation, Formula, Index, Indexed, Multiply, Sum, Symbol
from chainrule.ops.family_contraction import at
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Params, Rule, Sample, Sentences, Shape, Words, says

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_LEFT, _RIGHT = "ijklmnpq", "rstuvwxyz"


def _kron_body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    shapes = [build.shape(one) for one in arguments]
    rank = max(map(len, shapes))
    if rank > 4:
        raise Refused("too-many-axes", f"kron makes twice as many axes on its way, and one side is {says(max(shapes, key=len))}.", "Give both at most 4 axes.")
    whole = [(1,) * (rank - len(shape)) + shape for shape in shapes]
    a, b = (one if shape == full else build("reshape", one, shape=full) for one, shape, full in zip(arguments, shapes, whole, strict=True))
    left, right = _LEFT[:rank], _RIGHT[:rank]
    product = build("einsum", a, b, signature=f"{left},{right}->{''.join(x + y for x, y in zip(left, right, strict=True))}")
    return build("reshape", product, shape=tuple(m * n for m, n in zip(*whole, strict=True)))


def _kron_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    told = Sentences(
        "Every entry of {a} times a whole copy of {b}: {out} has shape {shape:out}.",
        {"a": "Each entry of {to} scaled one copy of {b}, so it collects that block of the gradient, times {b}.", "b": "Each entry of {to} stands in every copy, so it collects one place of every block of the gradient, times {a}."},
        {"a": "An entry of {a} met every entry of {b} once, in its own block of {out}.", "b": "An entry of {b} met every entry of {a} once, at the same place of every block of {out}."},
        {"a": "Which block is it?", "b": "Why one place of every block?"},
    )
    ranks = [len(shape) for shape in shapes]
    left, right = _LEFT[: ranks[0]], _RIGHT[: ranks[1]]
    place = []
    for back in range(max(ranks), 0, -1):
        here = [(left[-back], shapes[1][-back] if back <= ranks[1] else 1)] if back <= ranks[0] else []
        place.append(Index((*here, *([(right[-back], 1)] if back <= ranks[1] else []))))
    gradient, whole = (Indexed(Symbol(name), tuple(place)) if place else Symbol(name) for name in ("d.out", "out"))
    a, b = at("a", left), at("b", right)

    def collected(letters: str, product: Formula) -> Formula:
        return Sum(tuple(letters), product) if letters else product

    return Words(
        Equation(whole, Multiply(a, b)),
        {
            "a": Rule(index=Equation(at("d.a", left), collected(right, Multiply(gradient, b)))),
            "b": Rule(index=Equation(at("d.b", right), collected(left, Multiply(gradient, a)))),
        },
        told,
    )


def _by_blocks(a: Any, b: Any) -> Any:
    x, y = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    rank = max(x.ndim, y.ndim)
    x, y = x.reshape((1,) * (rank - x.ndim) + x.shape), y.reshape((1,) * (rank - y.ndim) + y.shape)
    out = np.zeros([m * n for m, n in zip(x.shape, y.shape, strict=True)])
    for place in np.ndindex(x.shape):
        out[tuple(slice(k * n, (k + 1) * n) for k, n in zip(place, y.shape, strict=True))] = x[place] * y
    return out[()]


kron = Macro(
    "kron",
    "⊗",
    "Kronecker product",
    ("a", "b"),
    _kron_body,
    lambda shapes, params: f"{len(shapes[0])} blocks {shapes[1]}",
    _kron_words,
    _by_blocks,
    samples=(Sample((_GRID, [[1.0, -2.0], [0.5, 3.0]])), Sample(([1.0, -2.0], [0.5, 3.0, 0.2])), Sample((_GRID, [2.0, -1.0])), Sample((2.0, _GRID))),
    bad=(BadSample(([[[[[1.0]]]]], [1.0]), "too-many-axes"),),
    sources=("NumPy reference, numpy.kron", "Petersen and Pedersen, The Matrix Cookbook, section 10.2"),
    doc="Kronecker product: a block for every entry of a, each a multiple of b.",
)
