"""Contractions: outer product, and sums of products over any axes of two tensors. Macros: Kronecker and cross product."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Call, Equation, Formula, Index, Indexed, Multiply, Sum, Symbol, Transposed
from chainrule.ops.family_contraction import Signature, at, contraction
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Rule, Sample, Sentences, Shape, Words, says

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
