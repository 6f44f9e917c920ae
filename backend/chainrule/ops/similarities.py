"""Macro: cosine similarity = dot product divided by both lengths."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Divide, Equation, Formula, Multiply, Power, Subtract, Sum, Symbol, Word
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_contraction import at
from chainrule.ops.family_loss import LETTERS
from chainrule.ops.family_pointwise import broadcast
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Rule, Sample, Sentences, Shape, Words, telling


def _stretched(build: Build, one: Any, shape: Shape, axis: int, count: int) -> Any:
    """The argument at the common rank, with all entries of its vectors."""
    if build.shape(one) != shape:
        one = build("reshape", one, shape=shape)
    return one if shape[axis] == count else build("broadcast_to", one, shape=(*shape[:axis], count, *shape[axis + 1 :]))


def _body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    shapes = [build.shape(one) for one in arguments]
    common = broadcast(shapes)
    rank = len(common)
    if not params["eps"] > 0:
        raise Refused("bad-argument", f"eps is {params['eps']}; it must be larger than 0.", "Write eps=1e-8.")
    (axis,) = normal_axes(params["axis"], rank)
    # A vector of one entry that is repeated is as long as the others: its length is that of the repeated entries.
    arguments = tuple(_stretched(build, one, (1,) * (rank - len(shape)) + shape, axis, common[axis]) for one, shape in zip(arguments, shapes, strict=True))
    least = build.constant(params["eps"] ** 2)

    def length(of: Any) -> Any:
        return build("sqrt", build("maximum", build("sum", build("square", of), axis=axis), least))

    a, b = arguments
    return build("div", build("sum", build("mul", a, b), axis=axis), build("mul", length(a), length(b)))


def _words(shapes: tuple[Shape, ...], params: Params) -> Words:
    rank = len(broadcast(shapes))
    (axis,) = normal_axes(params["axis"], rank)
    letters = LETTERS[:rank]
    kept = letters.replace(letters[axis], "")
    sizes = {arg: Word(f"|{arg}|") for arg in "ab"}

    def rule(mine: str, other: str) -> Rule:
        def slope(mine_at: Formula, other_at: Formula, out: Formula) -> Formula:
            return Subtract(Divide(other_at, Multiply(sizes["a"], sizes["b"])), Divide(Multiply(out, mine_at), Power(sizes[mine], Word("2"))))

        index = Equation(at(f"d.{mine}", letters), Multiply(at("d.out", kept), slope(at(mine, letters), at(other, letters), at("out", kept))))
        return Rule(local=slope(Symbol(mine), Symbol(other), Symbol("out")), index=index if shapes[0] == shapes[1] else None)

    narration = "Each vector is turned towards the other one; along itself it gets nothing, since its length does not count."
    because = "|a| and |b| are the lengths. The part of the other vector along {to} is taken away by the second term: only a turn changes the angle."
    told = Sentences(
        telling("The cosine of the angle between {a} and {b}: {out} has shape {shape:out}.", (1,) * (rank - 1)),
        {"a": narration, "b": narration},
        {"a": because, "b": because},
        {"a": "Why is a part taken away?", "b": "Why is a part taken away?"},
    )
    product = Sum((letters[axis],), Multiply(at("a", letters), at("b", letters)))
    return Words(Equation(at("out", kept), Divide(product, Multiply(sizes["a"], sizes["b"]))), {"a": rule("a", "b"), "b": rule("b", "a")}, told)


def _reference(a: Any, b: Any, axis: int = -1, eps: float = 1e-8) -> Any:
    x, y = (np.moveaxis(one, axis, -1) for one in np.broadcast_arrays(np.asarray(a, dtype=float), np.asarray(b, dtype=float)))
    out = np.zeros(x.shape[:-1])
    for place in np.ndindex(out.shape):
        p, q = x[place].tolist(), y[place].tolist()
        out[place] = math.fsum(s * t for s, t in zip(p, q, strict=True)) / (max(math.hypot(*p), eps) * max(math.hypot(*q), eps))
    return out


_A, _B = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]], [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]
cosine_similarity = Macro(
    "cosine_similarity",
    "cosim",
    "Cosine similarity",
    ("a", "b"),
    _body,
    lambda shapes, params: f"{shapes[0] == shapes[1]} {list(map(len, shapes))} {dict(params)}",
    _words,
    _reference,
    params=(Parameter("axis", "axis", -1), Parameter("eps", "number", 1e-8)),
    samples=(Sample((_A[0], _B[0])), Sample((_A, _B)), Sample((_A, _B), {"axis": 0}), Sample((_A, _B[1])), Sample(([[0.4], [-1.2]], _B), {"axis": 0, "eps": 0.01}), Sample((_A, [_B[0]]), {"axis": 0})),
    bad=(
        BadSample((_A, [1.0, 2.0]), "shape-mismatch"),
        BadSample((_A, _B), "bad-axis", {"axis": 2}),
        BadSample((1.0, 2.0), "bad-axis"),
        BadSample((_A, _B), "bad-argument", {"eps": 0}),
    ),
    sources=("Manning, Raghavan and Schütze, Introduction to Information Retrieval, section 6.3.1",),
    doc="The cosine of the angle between two tensors of vectors; lengths count as at least eps.",
)
