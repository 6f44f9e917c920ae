"""Matrix: inverse and solution of linear equations."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Call, Equation, Formula, Multiply, Negate, Symbol, Transposed
from chainrule.ops.family_matrix import Way, each_matrix, guarded, last, matrix_op, square, transposed, transposed_node, unfinished
from chainrule.ops.record import BadSample, Build, Kink, Plan, Rule, Sample, Sentences, Shape, Words, says

_A, _OUT, _G = Symbol("a"), Symbol("out"), Symbol("d.out")
_TWO, _THREE = [[2.0, -0.7], [0.4, 1.5]], [[2.0, -0.7, 0.3], [0.4, 1.5, -1.1], [-0.6, 0.2, 1.8]]
_COOKBOOK = "Petersen and Pedersen, The Matrix Cookbook, section 2.2"
_GILES = "Giles 2008, Collected matrix derivative results for forward and reverse mode algorithmic differentiation"
_SINGULAR = Kink("a is singular", "NaN", "Some vector is mapped to 0, so there is no way back and no number would be right.", unfinished, (([[1.0, 2.0], [2.0, 4.0]],), 0, math.nan))
_BAD = (BadSample(([[1.0, 2.0]],), "bad-shape"), BadSample(([1.0, 2.0],), "bad-shape"))


def _inv_build(build: Build, g: Any, args: Any, out: Any) -> Any:
    back = transposed_node(build, out)
    return build("neg", build("matmul", build("matmul", back, g), back))


def _gauss(a: Any, b: Any) -> list[list[float]]:
    """Rows of the solution, by elimination with the largest pivot."""
    rows = [[float(x) for x in row] + [float(x) for x in right] for row, right in zip(a, b, strict=True)]
    n = len(rows)
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(rows[i][k]))
        rows[k], rows[best] = rows[best], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(n):
            if i != k:
                rows[i] = [x - rows[i][k] * y for x, y in zip(rows[i], rows[k], strict=True)]
    return [row[n:] for row in rows]


inv = matrix_op(
    "inv",
    lambda a: guarded(np.linalg.inv, (a,), a.shape),
    (
        Way(
            lambda g, values, out: -(transposed(out) @ g @ transposed(out)),
            lambda t, values, out: -(out @ t @ out),
            _inv_build,
            last,
            last,
        ),
    ),
    result=lambda shapes: square("inv", shapes[0]),
    title="Inverse",
    words=lambda plan: Words(
        Call("inv", (_A,)),
        {"a": Rule(matrix=Equation(Symbol("d.a"), Negate(Multiply(Multiply(Transposed(_OUT), _G), Transposed(_OUT)))))},
        Sentences(
            "The matrix that undoes {a}: {out} has shape {shape:out}.",
            {"a": "{to} receives minus the transpose of {out}, times the gradient, times the transpose of {out}."},
            {"a": "{a} times {out} stays the identity. So when {a} changes, {out} changes against it, with {out} standing on both sides: the matrix form of −1 / a²."},
            {"a": "Why does the inverse stand on both sides?"},
        ),
    ),
    reference=each_matrix(lambda a: _gauss(a, np.eye(len(a)).tolist())),
    samples=(Sample((_TWO,)), Sample((_THREE,)), Sample(([_TWO, [[0.0, 1.0], [-2.0, 0.5]]],)), Sample(([[4.0]],))),
    bad=_BAD,
    kinks=(_SINGULAR,),
    sources=(_COOKBOOK, _GILES),
    doc="The inverse of a square matrix, or of each of several.",
)


def _solve_shape(shapes: tuple[Shape, ...]) -> Shape:
    a, b = square("solve", shapes[0]), shapes[1]
    if not b or a[:-2] != (b[:-2] if len(b) > 1 else ()) or a[-1] != (b[-2] if len(b) > 1 else b[0]):
        raise Refused("shape-mismatch", f"solve cannot join {says(a)} with {says(b)}.", f"Give the right side {a[-1]} rows.", shapes=[list(a), list(b)])
    return b


def _columns(function: Any) -> Any:
    """A function of a and matrices, for a vector too."""
    return lambda a, b: function(a, b[..., None])[..., 0] if b.ndim == 1 else function(a, b)


_solved = _columns(lambda a, b: guarded(np.linalg.solve, (a, b), b.shape))


def _solve_matrix_vjp(g: Any, values: Any, out: Any) -> Any:
    u = _solved(transposed(values[0]), g)
    return -np.outer(u, out) if out.ndim == 1 else -(u @ transposed(out))


def _solve_matrix_build(build: Build, g: Any, args: Any, out: Any) -> Any:
    u = _solve_right_build(build, g, args, out)
    outer = build("outer", u, out) if len(build.shape(out)) == 1 else build("matmul", u, transposed_node(build, out))
    return build("neg", outer)


def _solve_right_build(build: Build, g: Any, args: Any, out: Any) -> Any:
    return build("solve", transposed_node(build, args[0]), g)


def _rows(shape: Shape) -> tuple[int, ...]:
    """The axis of a right side that the equations run along; its columns do not meet."""
    return (max(len(shape) - 2, 0),)


def _solve_words(plan: Plan) -> Words:
    right: Formula = Call("solve", (Transposed(_A), _G))
    return Words(
        Call("solve", (_A, Symbol("b"))),
        {
            "a": Rule(matrix=Equation(Symbol("d.a"), Negate(Multiply(right, Transposed(_OUT))))),
            "b": Rule(matrix=Equation(Symbol("d.b"), right)),
        },
        Sentences(
            "What {a} has to be multiplied with to give {b}: {out} has shape {shape:out}.",
            {"a": "{to} receives minus what {b} receives from here, times the transpose of {out}.", "b": "{to} receives the solution of the transposed equations with the gradient on the right side."},
            {
                "a": "{a} times {out} stays {b}. A change of {a} acts like a change of {b} the other way, by that change times {out}.",
                "b": "{out} is the inverse of {a} times {b}, so its gradient is the transposed inverse times the gradient: equations with {a} transposed.",
            },
            {"a": "Why are there two factors?", "b": "Why the transpose?"},
        ),
    )


_RIGHT = [[1.0, 0.5], [-0.3, 2.0]]
solve = matrix_op(
    "solve",
    _solved,
    (
        Way(
            _solve_matrix_vjp,
            lambda t, values, out: -_solved(values[0], t @ out),
            _solve_matrix_build,
            last,
            lambda shape: tuple(range(max(len(shape) - 2, 0), len(shape))),
        ),
        Way(
            lambda g, values, out: _solved(transposed(values[0]), g),
            lambda t, values, out: _solved(values[0], t),
            _solve_right_build,
            _rows,
            _rows,
        ),
    ),
    result=_solve_shape,
    title="Solve linear equations",
    words=_solve_words,
    reference=lambda a, b: each_matrix(_gauss)(a, b) if np.ndim(b) > 1 else np.array(_gauss(a, np.reshape(b, (-1, 1)).tolist()))[:, 0],
    samples=(
        Sample((_THREE, [1.0, -0.5, 2.0])),
        Sample((_TWO, _RIGHT)),
        Sample((_TWO, [[1.0, 0.5, -2.0], [-0.3, 2.0, 0.1]])),
        Sample(([_TWO, [[0.0, 1.0], [-2.0, 0.5]]], [_RIGHT, [[0.2, 1.0], [1.3, -0.6]]])),
    ),
    bad=(BadSample((_TWO, [1.0, 2.0, 3.0]), "shape-mismatch"), BadSample(([[1.0, 2.0]], [1.0]), "bad-shape"), BadSample((_TWO, 1.0), "shape-mismatch")),
    kinks=(Kink("a is singular", "NaN", "There is no solution, or there are many, so no number would be right.", unfinished),),
    sources=("NumPy reference, numpy.linalg.solve", _GILES),
    doc="The solution x of a @ x = b, for a vector or the columns of a matrix.",
)
