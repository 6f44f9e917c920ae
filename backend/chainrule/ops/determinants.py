"""Matrix: determinant and its logarithm. One number for each matrix, so the relation is that of a reduction."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.formula.tree import Apply, Call, Equation, Formula, Multiply, Symbol, Transposed
from chainrule.ops.compose import spread
from chainrule.ops.family_matrix import guarded, last, square, transposed, transposed_node, work
from chainrule.ops.prods import others
from chainrule.ops.record import BadSample, Build, Kink, Op, Params, Plan, Pull, Rule, Sample, Sentences, Shape, Words, telling
from chainrule.ops.relation import Axes

_TWO, _THREE = [[2.0, -0.7], [0.4, 1.5]], [[2.0, -0.7, 0.3], [0.4, 1.5, -1.1], [-0.6, 0.2, 1.8]]
_SMALL = 6
"""Up to this size the cofactors are written as determinants of minors, which holds for singular matrices too; there are n² of them with
(n − 1)² entries each, so past it they are written with the inverse."""


def _determinant(
    name: str,
    forward: Callable[[Any], Any],
    slope: Callable[[Any], Any],
    nodes: Callable[[Build, Any, Any], Any],
    *,
    title: str,
    local: Formula,
    shown: Formula,
    said: Sentences,
    reference: Callable[[Any], Any],
    kinks: tuple[Kink, ...],
    samples: tuple[Sample, ...],
    sources: tuple[str, ...],
) -> Op:
    """`slope(a)` has the shape of a; `nodes(build, a, out)` writes it with ops; `reference` takes one plain matrix."""

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        shape = square(name, shapes[0])
        result, axes = shape[:-2], last(shape)
        kept = (*result, 1, 1)

        def built(build: Build, g: Any, args: Any, out: Any) -> Any:
            return build("mul", spread(build, g, kept, shape), nodes(build, args[0], out))

        pull = Pull(
            lambda values, out: Axes(axes, False),
            lambda g, part, values, out: np.reshape(g, kept) * part,
            lambda t, part, values, out: np.sum(t * part, axis=axes),
            built,
            lambda a, out: slope(a),
        )
        return Plan(op, shapes, params, result, work(shape), forward, (pull,), f"{len(shape)}")

    def words(plan: Plan) -> Words:
        told = Sentences(telling(said.forward, plan.shape), said.backward, said.because, said.question)
        rule = Rule(local=local, matrix=Equation(Symbol("d.a"), Multiply(Symbol("d.out"), local)) if not plan.shape else None)
        return Words(shown, {"a": rule}, told)

    def each(a: Any) -> Any:
        array = np.asarray(a, dtype=float)
        return np.float64(reference(array.tolist())) if array.ndim == 2 else np.array([each(one) for one in array])

    return Op(
        name, name, title, "matrix", ("a",), make, words, each,
        samples=(Sample((_TWO,)), Sample((_THREE,)), Sample(([[4.0]],)), Sample(([_TWO, [[0.5, -1.0], [2.0, 0.3]]],)), *samples),
        bad=(BadSample(([[1.0, 2.0]],), "bad-shape"), BadSample((2.0,), "bad-shape")),
        kinks=kinks, sources=sources, doc=said.forward,
    )  # fmt: skip


def _cofactors(a: Any) -> Any:
    """With a = u s v: the product of the other singular values for each, so that nothing is divided and a singular matrix does no harm."""
    if not np.size(a):
        return np.zeros(np.shape(a))
    if not np.isfinite(a).all():
        return np.full(np.shape(a), np.nan)
    u, s, v = np.linalg.svd(a)
    turned = np.linalg.det(u) * np.linalg.det(v)
    return turned[..., None, None] * ((u * others(s, (s.ndim - 1,))[..., None, :]) @ v)


def _cofactor_nodes(build: Build, a: Any, out: Any) -> Any:
    shape = build.shape(a)
    n, lead = shape[-1], shape[:-2]
    if n < 2:
        return build.constant(np.ones(shape).tolist())
    if n > _SMALL:
        return build("mul", build("reshape", out, shape=(*lead, 1, 1)), transposed_node(build, build("inv", a)))
    rest = [[k for k in range(n) if k != left_out] for left_out in range(n)]
    places = tuple(n * i + j for row in range(n) for column in range(n) for i in rest[row] for j in rest[column])
    flat = build("index", build("reshape", a, shape=(*lead, n * n)), key=(Ellipsis, places))
    minors = build("det", build("reshape", flat, shape=(*lead, n, n, n - 1, n - 1)))
    return build("mul", minors, build.constant([[(-1.0) ** (i + j) for j in range(n)] for i in range(n)]))


def _leibniz(a: Any) -> float:
    terms = []
    for order in itertools.permutations(range(len(a))):
        swaps = sum(x > y for x, y in itertools.combinations(order, 2))
        terms.append((-1) ** swaps * math.prod(row[k] for row, k in zip(a, order, strict=True)))
    return math.fsum(terms)


def _logdet(a: Any) -> Any:
    sign, size = np.linalg.slogdet(a)
    return np.where(sign < 0, np.nan, size)[()]


def _inverse_slope(a: Any) -> Any:
    return transposed(guarded(np.linalg.inv, (a,), np.shape(a)))


det = _determinant(
    "det",
    lambda a: np.linalg.det(a)[()],
    _cofactors,
    _cofactor_nodes,
    title="Determinant",
    local=Call("cofactors", (Symbol("a"),)),
    shown=Call("det", (Symbol("a"),)),
    said=Sentences(
        "How much {a} stretches volumes: {out} has shape {shape:out}.",
        {"a": "Each entry of {to} gets the gradient times its cofactor, the signed determinant of what is left without its row and column."},
        {"a": "Along any row the determinant is a sum of entries times their cofactors, and a cofactor does not depend on its own entry. So the slope is the cofactor."},
        {"a": "Why the cofactor?"},
    ),
    reference=_leibniz,
    kinks=(),
    samples=(Sample(([[1.0, 2.0], [2.0, 4.0]],)), Sample(([[1.0, 2.0, 0.0], [2.0, 4.0, 0.0], [0.5, -1.0, 0.0]],))),
    sources=("Petersen and Pedersen, The Matrix Cookbook, section 2.1", "Giles 2008, Collected matrix derivative results for forward and reverse mode algorithmic differentiation"),
)
logdet = _determinant(
    "logdet",
    _logdet,
    _inverse_slope,
    lambda build, a, out: transposed_node(build, build("inv", a)),
    title="Logarithm of the determinant",
    local=Transposed(Call("inv", (Symbol("a"),))),
    shown=Apply("log", (Call("det", (Symbol("a"),)),)),
    said=Sentences(
        "The logarithm of how much {a} stretches volumes: {out} has shape {shape:out}.",
        {"a": "{to} receives the gradient times the transposed inverse of {a}."},
        {"a": "The slope of the determinant is made of cofactors, the logarithm divides by the determinant, and cofactors divided by the determinant are the transposed inverse."},
        {"a": "Why the transposed inverse?"},
    ),
    reference=lambda a: math.log(_leibniz(a)),
    kinks=(
        Kink("det a = 0", "NaN", "The logarithm of 0 is −∞, and a singular matrix has no inverse.", lambda values, out, params: bool(np.isneginf(out).any()), (([[1.0, 2.0], [2.0, 4.0]],), 0, math.nan)),
        Kink("det a < 0", "NaN", "A negative number has no real logarithm.", lambda values, out, params: bool(np.isnan(out).any())),
    ),
    samples=(),
    sources=("Petersen and Pedersen, The Matrix Cookbook, section 2.1.4",),
)
