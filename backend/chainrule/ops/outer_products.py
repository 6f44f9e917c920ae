"""Contractions: outer product, and sums of products over any axes of two tensors."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Multiply, Symbol, Transposed
from chainrule.ops.family_contraction import Signature, contraction
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says

_A, _B, _G = Symbol("a"), Symbol("b"), Symbol("d.out")
_GRID, _CUBE = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]], [[[0.4, -1.2], [2.1, 1.7], [0.9, -0.3]], [[0.2, -0.7], [1.1, 0.6], [-1.5, 0.8]]]
_LEFT, _RIGHT = "ijklmnpq", "rstuvwxyz"


def _outer(shapes: tuple[Shape, ...], params: Params) -> Signature:
    for shape in shapes:
        if len(shape) != 1:
            raise Refused("bad-shape", f"outer takes two vectors; one side is {says(shape)}.", "Make one line of it with reshape(x, -1).", shape=list(shape))
    return ("i", "j"), "ij"


outer = contraction(
    "outer",
    _outer,
    glyph="⊗",
    title="Outer product",
    matrix=lambda signature: (Multiply(_G, _B), Multiply(Transposed(_G), _A)),
    shown=None,
    tells="Every entry of {a} times every entry of {b}: {out} has shape {shape:out}.",
    sentences=lambda signature: (
        ("Each entry of {to} made one row of {out}, so it collects that row of the gradient, times {b}.", "An entry of {a} met every entry of {b} once; each meeting pays its gradient times that entry of {b}.", "Why a sum over the row?"),
        ("Each entry of {to} made one column of {out}, so it collects that column of the gradient, times {a}.", "An entry of {b} met every entry of {a} once; each meeting pays its gradient times that entry of {a}.", "Why the transpose?"),
    ),
    reference=lambda a, b: np.array([[x * y for y in b] for x in a]),
    samples=(Sample(([0.4, -1.2, 2.1], [1.7, 0.9])), Sample(([2.0], [0.5]))),
    bad=(BadSample((_GRID, [1.0]), "bad-shape"), BadSample((2.0, [1.0]), "bad-shape")),
    sources=("NumPy reference, numpy.outer",),
)


def _axes(shapes: tuple[Shape, ...], axes: Any) -> tuple[list[int], list[int]]:
    """The axes of both that are joined, in pairs."""
    ranks = [len(shape) for shape in shapes]
    if isinstance(axes, int):
        if not 0 <= axes <= min(ranks):
            raise Refused("bad-axis", f"{axes} axes cannot be joined: the tensors have {ranks[0]} and {ranks[1]}.", f"Join from 0 to {min(ranks)} axes.", axes=axes)
        return list(range(ranks[0] - axes, ranks[0])), list(range(axes))
    if len(axes) != 2:
        raise Refused("bad-argument", "axes is a number of axes, or the axes of both tensors.", "Write axes=1 or axes=((1, 2), (0, 1)).")
    joined: list[list[int]] = []
    for given, rank in zip(axes, ranks, strict=True):
        one = [axis + rank if axis < 0 else axis for axis in (given if isinstance(given, tuple) else (given,))]
        if len(set(one)) < len(one) or not all(0 <= axis < rank for axis in one):
            raise Refused("bad-axis", f"{given} does not name different axes of a tensor with {rank}.", "Name each axis once, from 0.", rank=rank)
        joined.append(one)
    if len(joined[0]) != len(joined[1]):
        raise Refused("bad-argument", "As many axes of one tensor as of the other are joined.", "Write axes=((1, 2), (0, 1)).")
    return joined[0], joined[1]


def _tensordot(shapes: tuple[Shape, ...], params: Params) -> Signature:
    of_a, of_b = _axes(shapes, params["axes"])
    for x, y in zip(of_a, of_b, strict=True):
        if shapes[0][x] != shapes[1][y]:
            raise Refused("shape-mismatch", f"Axis {x} of {says(shapes[0])} and axis {y} of {says(shapes[1])} differ in size.", "Join axes of the same size.", shapes=[list(shape) for shape in shapes])
    left, right = list(_LEFT[: len(shapes[0])]), list(_RIGHT[: len(shapes[1])])
    for x, y in zip(of_a, of_b, strict=True):
        right[y] = left[x]
    kept = [letter for letter in left if letter not in right] + [letter for letter in right if letter not in left]
    return ("".join(left), "".join(right)), "".join(kept)


def _by_sums(a: Any, b: Any, axes: Any = 2) -> Any:
    x, y = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    of_a, of_b = _axes((x.shape, y.shape), axes)
    x, y = np.moveaxis(x, of_a, range(-len(of_a), 0)), np.moveaxis(y, of_b, range(len(of_b)))
    left, inner = x.shape[: x.ndim - len(of_a)], x.shape[x.ndim - len(of_a) :]
    out = np.zeros((*left, *y.shape[len(of_b) :]))
    for place in np.ndindex(inner):
        out += np.multiply.outer(x[(..., *place)], y[place])
    return out[()]


tensordot = contraction(
    "tensordot",
    _tensordot,
    glyph="tensordot",
    title="Sum of products over axes",
    matrix=lambda signature: (None, None),
    shown=None,
    tells="Products along the joined axes, added up: {out} has shape {shape:out}.",
    sentences=lambda signature: (
        ("Each entry of {to} collects the gradient of every result it helped to make, times the entry of {b} it met there.", "An entry of {a} met entries of {b} along the joined axes, and each meeting pays the gradient of its result times that entry.", "Why this sum?"),
        ("Each entry of {to} collects the gradient of every result it helped to make, times the entry of {a} it met there.", "An entry of {b} met entries of {a} along the joined axes, and each meeting pays the gradient of its result times that entry.", "Why this sum?"),
    ),
    reference=_by_sums,
    samples=(
        Sample((_GRID, _CUBE[0]), {"axes": 1}),
        Sample((_GRID, _GRID)),
        Sample((_GRID, _CUBE), {"axes": ((0, 1), (0, 1))}),
        Sample((_GRID, _GRID), {"axes": (0, 0)}),
        Sample((_GRID, _GRID), {"axes": ((-1,), (-1,))}),
        Sample(([1.0, -2.0], [0.5, 3.0]), {"axes": 0}),
    ),
    bad=(
        BadSample((_GRID, _GRID), "shape-mismatch", {"axes": 1}),
        BadSample((_GRID, _GRID), "bad-axis", {"axes": 3}),
        BadSample((_GRID, _GRID), "bad-axis", {"axes": (2, 0)}),
        BadSample((_GRID, _GRID), "bad-argument", {"axes": ((0, 1), (0,))}),
        BadSample((_GRID, _GRID), "bad-argument", {"axes": (0,)}),
    ),
    sources=("NumPy reference, numpy.tensordot",),
    params=(Parameter("axes", "joined", 2),),
)
