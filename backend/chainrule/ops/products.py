"""Contractions: the matrix product and the dot product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Formula, Multiply, Symbol, Transposed
from chainrule.ops.family_contraction import Said, Signature, contraction
from chainrule.ops.record import BadSample, Params, Sample, Shape, says

_LEAD = "uvwxyz"
_COPIED = "opqrst"
"""A leading axis of size 1 beside a longer one: a letter of its own, so that the gradient is summed over the other's."""


def _matmul(shapes: tuple[Shape, ...], params: Params) -> Signature:
    left, right = shapes
    if not left or not right:
        raise Refused("matmul-mismatch", "A matrix product needs at least one axis on both sides; one side is a scalar.", "Write a * b to multiply by a scalar.", shapes=[list(left), list(right)])
    inner = right[0] if len(right) == 1 else right[-2]
    if left[-1] != inner:
        hint, written = f"Make both inner sizes {left[-1]} or {inner}.", None
        if len(left) == len(right) == 2:
            if left[0] == inner:
                hint, written = "Transpose the first factor: a.T @ b.", "a.T @ b"
            elif left[1] == right[1]:
                hint, written = "Transpose the second factor: a @ b.T.", "a @ b.T"
        raise Refused("matmul-mismatch", f"@ cannot join {says(left)} with {says(right)}: the inner sizes {left[-1]} and {inner} differ.", hint, shapes=[list(left), list(right)], inner=[left[-1], inner], written=written)
    lead = max(len(left), len(right), 2) - 2
    leads = [list(_LEAD[lead - max(0, len(shape) - 2) : lead]) for shape in shapes]
    for back in range(1, min(map(len, leads)) + 1):
        x, y = left[-2 - back], right[-2 - back]
        if x == y:
            continue
        if 1 not in (x, y):
            raise Refused("shape-mismatch", f"The leading axes of {says(left)} and {says(right)} do not fit: {x} and {y}.", "Leading axes must have equal sizes, or one of them 1.", shapes=[list(left), list(right)], axis=-2 - back)
        leads[0 if x == 1 else 1][-back] = _COPIED[lead - back]
    extra = ["".join(letters) for letters in leads]
    terms = (extra[0] + ("j" if len(left) == 1 else "ij"), extra[1] + ("j" if len(right) == 1 else "jk"))
    output = _LEAD[:lead] + ("" if len(left) == 1 else "i") + ("" if len(right) == 1 else "k")
    named = {("j", "j"): (("i", "i"), ""), ("j", "jk"): (("i", "ij"), "j")}
    return named.get(terms, (terms, output))


def _matrix(signature: Signature) -> tuple[Formula | None, ...]:
    a, b, g = Symbol("a"), Symbol("b"), Symbol("d.out")
    match signature:
        case (("ij", "jk"), "ik") | (("ij", "j"), "i"):
            return Multiply(g, Transposed(b)), Multiply(Transposed(a), g)
        case ("i", "ij"), "j":
            return Multiply(g, Transposed(b)), Multiply(Transposed(a), g)
        case ("i", "i"), "":
            return Multiply(g, b), Multiply(g, a)
        case _:
            return None, None


def _by_loops(a: Any, b: Any) -> Any:
    x, y = np.asarray(a), np.asarray(b)
    left, right = (x[None] if x.ndim == 1 else x), (y[:, None] if y.ndim == 1 else y)
    lead = np.broadcast_shapes(left.shape[:-2], right.shape[:-2])
    left, right = np.broadcast_to(left, lead + left.shape[-2:]), np.broadcast_to(right, lead + right.shape[-2:])
    out = np.zeros((*lead, left.shape[-2], right.shape[-1]))
    for place in np.ndindex(out.shape):
        out[place] = sum(left[(*place[:-1], k)] * right[(*place[:-2], k, place[-1])] for k in range(left.shape[-1]))
    return out.reshape((*lead, *x.shape[-2:-1], *(y.shape[-1:] if y.ndim > 1 else ())))


_A, _B = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]], [[3.1, 0.2], [-0.6, 0.8], [-2.2, 1.1]]
_ROW, _COLUMN = [0.7, -0.4], [1.3, 0.6, -1.1]
_PRODUCTS = (Sample((_A, _B)), Sample((_A, _COLUMN)), Sample((_ROW, _A)), Sample((_COLUMN, [2.0, -0.5, 0.3])))
_STRETCHED = (
    Sample(([[_COLUMN], [[0.2, -0.9, 1.4]]], [_B])),
    Sample(([_A], [_B, [[1.0, 2.0], [0.5, 0.3], [-0.8, 1.2]]])),
    Sample(([[_A], [[[1.0, 2.0, 0.5], [0.3, -0.8, 1.2]]]], [[_B, [[1.0, 2.0], [0.5, 0.3], [-0.8, 1.2]]]])),
)
"""Leading axes of size 1 on one side: 2 × 1 × 3 @ 1 × 3 × 2, 1 × 2 × 3 @ 2 × 3 × 2, 2 × 1 × 2 × 3 @ 1 × 2 × 3 × 2."""
_TELLS = "Rows of {a} meet columns of {b}: {out} has shape {shape:out}."
_SENTENCES = (
    (
        "Each entry of {to} collects from every result it helped to make: the gradient of {out}, times the transpose of {b}.",
        "An entry of {a} met every entry of one row of {b}, and each meeting pays the gradient of its result times that entry of {b}.",
        "Why the transpose?",
    ),
    (
        "Each entry of {to} collects from every result it helped to make: the transpose of {a}, times the gradient of {out}.",
        "An entry of {b} met every entry of one column of {a}, and each meeting pays that entry of {a} times the gradient of its result.",
        "Why the transpose?",
    ),
)
_VECTORS = (
    (
        "Each entry of {to} met one entry of {b}, so it gets the gradient times that entry.",
        "A dot product adds entry times entry, so the slope by an entry of {a} is the entry of {b} it met.",
        None,
    ),
    (
        "Each entry of {to} met one entry of {a}, so it gets the gradient times that entry.",
        "A dot product adds entry times entry, so the slope by an entry of {b} is the entry of {a} it met.",
        None,
    ),
)
_BY_VECTOR = (
    "Each entry of {to} met one entry of {b}, so it gets the gradient of its row's result times that entry.",
    "A row of {a} makes one result alone, each of its entries by meeting one entry of {b}. That entry is the slope, and all products together are a column times a row.",
    "Why a column times a row?",
)
_BY_ROW = (
    "Each entry of {to} met one entry of {a}, so it gets that entry times the gradient of its column's result.",
    "A column of {b} makes one result alone, each of its entries by meeting one entry of {a}. That entry is the slope, and all products together are a column times a row.",
    "Why a column times a row?",
)


def _said(signature: Signature) -> Sequence[Said]:
    match signature:
        case ("i", "i"), "":
            return _VECTORS
        case ("ij", "j"), "i":
            return _BY_VECTOR, _SENTENCES[1]
        case ("i", "ij"), "j":
            return _SENTENCES[0], _BY_ROW
        case _:
            return _SENTENCES


matmul = contraction(
    "matmul",
    _matmul,
    glyph="@",
    title="Matrix product",
    matrix=_matrix,
    shown=Multiply(Symbol("a"), Symbol("b")),
    tells=_TELLS,
    sentences=_said,
    reference=_by_loops,
    samples=(*_PRODUCTS, Sample(([_A, [[1.0, 2.0, 0.5], [0.3, -0.8, 1.2]]], _B)), Sample(([_A, _A], [_B, [[1.0, 2.0], [0.5, 0.3], [-0.8, 1.2]]])), *_STRETCHED),
    bad=(BadSample((_A, _A), "matmul-mismatch"), BadSample((2.0, _A), "matmul-mismatch"), BadSample(([_A, _A], [_B, _B, _B]), "shape-mismatch")),
    sources=("NumPy reference, numpy.matmul", "Petersen and Pedersen, The Matrix Cookbook, section 2.5"),
)


def _dot(shapes: tuple[Shape, ...], params: Params) -> Signature:
    if max(map(len, shapes)) > 2:
        raise Refused("matmul-mismatch", "dot takes vectors and matrices.", "Use @ for tensors with more axes.", shapes=[list(shape) for shape in shapes])
    return _matmul(shapes, params)


dot = contraction(
    "dot",
    _dot,
    glyph="dot",
    title="Dot product",
    matrix=_matrix,
    shown=Multiply(Symbol("a"), Symbol("b")),
    tells="Entry times entry, all added: {out} has shape {shape:out}.",
    sentences=_said,
    reference=_by_loops,
    samples=_PRODUCTS,
    bad=(BadSample((_COLUMN, _ROW), "matmul-mismatch"),),
    sources=("NumPy reference, numpy.dot",),
)
