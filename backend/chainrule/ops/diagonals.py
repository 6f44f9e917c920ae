"""Movement: the diagonal of a matrix, and a vector put on one. Macros: trace, lower and upper triangle."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Add, Apply, Equation, Formula, Index, Indexed, Multiply, Number, Sum, Symbol, Word
from chainrule.ops.family_contraction import at
from chainrule.ops.family_movement import MOVED, Move, Tale, movement, placed, view
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Plan, Rule, Sample, Sentences, Shape, Words, says
from chainrule.ops.relation import Map

_GRID, _SQUARE = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]], [[1.0, 0.5, -0.8], [-0.7, 2.0, 0.3], [0.2, 1.4, -1.1]]
_CUBE = [_SQUARE, [[0.3, -1.0, 0.6], [1.2, 0.1, -0.4], [-0.9, 0.8, 2.2]]]
_K = Parameter("k", "whole", 0)


def _line(k: int) -> Any:
    return lambda whole: np.diagonal(whole, k)


def _put(shape: Shape, k: int) -> Any:
    def run(a: Any) -> Any:
        whole = np.zeros(shape)
        np.einsum("ii->i", whole[max(-k, 0) :, max(k, 0) :][: len(a), : len(a)])[...] = a
        return whole

    return run


def _taken(shape: Shape, k: int) -> Move:
    rows, columns = shape
    count = max(0, min(rows - max(-k, 0), columns - max(k, 0)))
    line = _line(k)
    return Move((count,), line, [("undiag", {"shape": shape, "k": k})], [line], [lambda: view(shape, line)])


def _diag(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,), k = shapes, params["k"]
    if len(shape) == 2:
        return _taken(shape, k)
    if len(shape) != 1:
        raise Refused("bad-shape", f"diag takes a vector or a matrix; this is {says(shape)}.", "Give it one or two axes.", shape=list(shape))
    return _spread(shape[0], (shape[0] + abs(k),) * 2, k)


def _spread(count: int, whole: Shape, k: int) -> Move:
    put = _put(whole, k)
    return Move(whole, put, [("diag", {"k": k})], [put], [lambda: placed(whole, _line(k)) if count else Map("land")])


def _by_places(a: Any, k: int = 0) -> Any:
    array = np.asarray(a, dtype=float)
    if array.ndim == 2:
        return np.array([array[i, j] for i, j in np.ndindex(array.shape) if j - i == k])
    return _on_diagonal(array, (len(array) + abs(k),) * 2, k)


def _on_diagonal(a: Any, shape: Shape, k: int = 0) -> Any:
    whole = np.zeros(shape)
    for place, entry in enumerate(np.asarray(a, dtype=float).tolist()):
        whole[place + max(-k, 0), place + max(k, 0)] = entry
    return whole


def _by_entry(plan: Plan, place: int) -> Formula:
    k = plan.params["k"]
    row, column = Index((("i", 1),), max(-k, 0)), Index((("i", 1),), max(k, 0))
    if len(plan.shapes[0]) == 1:
        return Equation(at("d.a", "i"), Indexed(Symbol("d.out"), (row, column)))
    on = Apply("equal", (Add(Word("i"), Number(float(k))) if k > 0 else Word("i"), Add(Word("j"), Number(float(-k))) if k < 0 else Word("j")))
    return Equation(at("d.a", "ij"), Multiply(on, Indexed(Symbol("d.out"), (Index((("i", 1),), -max(-k, 0)),))))


def _diagonal_tale(rank: int) -> Tale:
    if rank == 1:
        tells, back = "{a} is put on the diagonal of a matrix of zeros", "{to} takes the gradient of the diagonal; the zeros beside it need none."
    else:
        tells, back = "The diagonal of {a}", "The diagonal of {to} takes the gradient of {out}; entries off the diagonal get 0."
    return Tale(f"{tells}: {{out}} has shape {{shape:out}}.", back, MOVED, "What about the entries off the diagonal?", index=_by_entry)


diag = movement(
    "diag",
    _diag,
    _diagonal_tale,
    title="Diagonal",
    reference=_by_places,
    samples=(Sample(([0.4, -1.2, 2.1],)), Sample((_SQUARE,)), Sample((_GRID,)), Sample((_GRID,), {"k": 1}), Sample((_GRID,), {"k": -1}), Sample(([0.4, -1.2],), {"k": 1})),
    bad=(BadSample((2.0,), "bad-shape"), BadSample((_CUBE,), "bad-shape")),
    params=(_K,),
)


def _undiag(shapes: tuple[Shape, ...], params: Params) -> Move:
    (given,), shape, k = shapes, params["shape"], params["k"]
    count = _taken(shape, k).shape
    if given != count:
        raise Refused("bad-shape", f"The diagonal has {count[0]} places, the tensor is {says(given)}.", "Give both the same size.", shape=list(given))
    return _spread(count[0], shape, k)


undiag = movement(
    "undiag",
    _undiag,
    Tale("{a} is put on the diagonal of a matrix of zeros: {out} has shape {shape:out}.", "{to} takes the gradient of the diagonal.", MOVED),
    title="Put on the diagonal",
    reference=_on_diagonal,
    samples=(Sample(([0.4, -1.2],), {"shape": (2, 3)}), Sample(([0.4, -1.2],), {"shape": (3, 3), "k": -1})),
    bad=(BadSample(([0.4, -1.2, 1.0],), "bad-shape", {"shape": (2, 3)}),),
    params=(Parameter("shape", "shape", required=True), _K),
    sources=("The transpose of taking a diagonal",),
    typed=False,
)


def _trace_body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    (a,) = arguments
    if len(build.shape(a)) != 2:
        raise Refused("bad-shape", f"trace takes a matrix; this is {says(build.shape(a))}.", "Give it two axes.", shape=list(build.shape(a)))
    return build("sum", build("diag", a))


_DELTA = Apply("equal", (Word("i"), Word("j")))
trace = Macro(
    "trace",
    "tr",
    "Trace",
    ("a",),
    _trace_body,
    lambda shapes, params: "any",
    lambda shapes, params: Words(
        Equation(Symbol("out"), Sum(("i",), at("a", "ii"))),
        {"a": Rule(local=_DELTA, index=Equation(at("d.a", "ij"), Multiply(Symbol("d.out"), _DELTA)))},
        Sentences(
            "The diagonal of {a} added up: {out} is {out.value}.",
            {"a": "Each entry on the diagonal of {to} gets the gradient unchanged; all others get 0."},
            {"a": "Only the diagonal was added, and a sum passes its gradient on unchanged."},
            {"a": "Why the identity?"},
        ),
    ),
    lambda a: sum(row[k] for k, row in enumerate(a) if k < len(row)),
    samples=(Sample((_SQUARE,)), Sample((_GRID,)), Sample(([[2.0]],))),
    bad=(BadSample(([1.0, 2.0],), "bad-shape"), BadSample((_CUBE,), "bad-shape")),
    sources=("NumPy reference, numpy.trace", "Petersen and Pedersen, The Matrix Cookbook, section 2.5"),
    doc="The sum of the diagonal of a matrix.",
)


def _triangle(name: str, title: str, cut: Any, kept: Any, word: str, other: str) -> Macro:
    def body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
        (a,) = arguments
        shape = build.shape(a)
        if len(shape) < 2:
            raise Refused("bad-shape", f"{name} takes a matrix; this is {says(shape)}.", "Give it two axes or more.", shape=list(shape))
        mask = build.constant(cut(np.ones(shape[-2:]), params["k"]).tolist())
        return build("where", mask, a, build.constant(0.0))

    def words(shapes: tuple[Shape, ...], params: Params) -> Words:
        letters, k = "pqruvw"[: len(shapes[0]) - 2] + "ij", params["k"]
        row: Formula = Add(Word("i"), Number(float(k))) if k > 0 else Word("i")
        column: Formula = Add(Word("j"), Number(float(-k))) if k < 0 else Word("j")
        condition = Apply("greater_equal", (row, column) if name == "tril" else (column, row))
        return Words(
            Equation(at("out", letters), Multiply(condition, at("a", letters))),
            {"a": Rule(local=condition, index=Equation(at("d.a", letters), Multiply(at("d.out", letters), condition)))},
            Sentences(
                f"The {word} triangle of {{a}}, 0 {other} it: {{out}} has shape {{shape:out}}.",
                {"a": f"The {word} triangle of {{to}} gets its gradient unchanged; everything {other} it gets 0."},
                {"a": "What was replaced by 0 had no part in the result."},
                {"a": None},
            ),
        )

    def reference(a: Any, k: int = 0) -> Any:
        array = np.array(a, dtype=float)
        for place in np.ndindex(array.shape):
            if not kept(place[-1] - place[-2], k):
                array[place] = 0.0
        return array

    return Macro(
        name, name, title, ("a",), body, lambda shapes, params: f"{len(shapes[0])} {params['k']}", words, reference,
        params=(_K,),
        samples=(Sample((_SQUARE,)), Sample((_GRID,), {"k": 1}), Sample((_GRID,), {"k": -1}), Sample((_CUBE,))),
        bad=(BadSample(([1.0, 2.0],), "bad-shape"),),
        sources=(f"NumPy reference, numpy.{name}",),
        doc=f"The {word} triangle of a matrix, 0 {other} it; k moves the diagonal up.",
    )  # fmt: skip


tril = _triangle("tril", "Lower triangle", np.tril, lambda above, k: above <= k, "lower", "above")
triu = _triangle("triu", "Upper triangle", np.triu, lambda above, k: above >= k, "upper", "below")
