"""Matrix: the Cholesky factor of a symmetric positive definite matrix."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.formula.tree import Call, Equation, Multiply, Symbol, Transposed
from chainrule.ops.family_matrix import Way, each_matrix, guarded, last, matrix_op, square, transposed, transposed_node, unfinished
from chainrule.ops.record import BadSample, Build, Kink, Params, Plan, Rule, Sample, Sentences, Value, Words

_A, _OUT, _G = Symbol("a"), Symbol("out"), Symbol("d.out")
_POSITIVE = [[2.0, 0.6, -0.4], [0.6, 1.5, 0.3], [-0.4, 0.3, 1.2]]


def _factor(a: Any) -> Any:
    return guarded(np.linalg.cholesky, ((a + transposed(a)) / 2,), a.shape)


def _half(x: Any) -> Any:
    """The lower triangle with half the diagonal."""
    return np.tril(x) * _halves(np.shape(x)[-1])


def _halves(n: int) -> Any:
    return np.tri(n) - 0.5 * np.eye(n)


def _symmetric(x: Any) -> Any:
    return (x + transposed(x)) / 2


def _lopsided(values: Sequence[Value], out: Value, params: Params) -> bool:
    """Not for a product with its own transpose, whose halves may differ by rounding."""
    a = values[0]
    return bool(np.any(np.abs(a - transposed(a)) > 1e-9 * np.max(np.abs(a), initial=0.0)))


def _vjp(g: Any, values: Any, out: Any) -> Any:
    back = guarded(np.linalg.inv, (out,), out.shape)
    return _symmetric(transposed(back) @ _half(transposed(out) @ g) @ back)


def _jvp(t: Any, values: Any, out: Any) -> Any:
    back = guarded(np.linalg.inv, (out,), out.shape)
    return out @ _half(back @ _symmetric(t) @ transposed(back))


def _build(build: Build, g: Any, args: Any, out: Any) -> Any:
    back = build("inv", out)
    halves = build.constant(_halves(build.shape(out)[-1]).tolist())
    inner = build("mul", build("matmul", transposed_node(build, out), g), halves)
    whole = build("matmul", build("matmul", transposed_node(build, back), inner), back)
    return build("mul", build("add", whole, transposed_node(build, whole)), build.constant(0.5))


def _by_columns(a: Any) -> list[list[float]]:
    n = len(a)
    lower = [[0.0] * n for _ in range(n)]
    for j in range(n):
        lower[j][j] = math.sqrt(a[j][j] - math.fsum(x * x for x in lower[j][:j]))
        for i in range(j + 1, n):
            lower[i][j] = (a[i][j] - math.fsum(x * y for x, y in zip(lower[i][:j], lower[j][:j], strict=True))) / lower[j][j]
    return lower


def _words(plan: Plan) -> Words:
    inner = Call("half", (Multiply(Transposed(_OUT), _G),))
    back = Call("inv", (_OUT,))
    return Words(
        Call("cholesky", (_A,)),
        {"a": Rule(matrix=Equation(Symbol("d.a"), Call("sym", (Multiply(Multiply(Transposed(back), inner), back),))))},
        Sentences(
            "The lower triangle whose product with its own transpose is {a}: {out} has shape {shape:out}.",
            {"a": "{to} receives a symmetric gradient: the lower half of the transpose of {out} times the gradient, carried back through the inverse of {out} from both sides."},
            {"a": "{out} times its transpose stays {a}. Both factors change together, so half the diagonal belongs to each; an entry of {a} and its mirror image are one quantity and share the gradient evenly."},
            {"a": "Why is the gradient symmetric?"},
        ),
    )


cholesky = matrix_op(
    "cholesky",
    _factor,
    (Way(_vjp, _jvp, _build, last, last),),
    result=lambda shapes: square("cholesky", shapes[0]),
    title="Cholesky factor",
    words=_words,
    reference=each_matrix(_by_columns),
    samples=(Sample((_POSITIVE,)), Sample(([[4.0]],)), Sample(([[[2.0, 0.6], [0.6, 1.5]], [[1.0, -0.2], [-0.2, 0.7]]],))),
    bad=(BadSample(([[1.0, 2.0]],), "bad-shape"), BadSample(([1.0, 2.0],), "bad-shape")),
    kinks=(Kink("a is not symmetric", "shared by an entry and its mirror image", "A factor times its own transpose is symmetric, so the symmetric part of the matrix is taken.", _lopsided), Kink("a is not positive definite", "NaN", "Some diagonal entry would be the root of a negative number or 0, so there is no factor.", unfinished, (([[1.0, 2.0], [2.0, 1.0]],), 0, math.nan)),),
    sources=("Murray 2016, Differentiation of the Cholesky decomposition", "Giles 2008, Collected matrix derivative results for forward and reverse mode algorithmic differentiation"),
    doc="The lower triangular Cholesky factor of a symmetric positive definite matrix; of any other square matrix its symmetric part is taken.",
)
