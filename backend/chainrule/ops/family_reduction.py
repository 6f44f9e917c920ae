"""Reductions: axes of one argument are combined into one number each.

An op declares its forward and its weight, the slope of the result by each entry (sum 1, mean 1/n, max tie-mask/count);
vjp = weight * expand(g).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.read import read
from chainrule.formula.tree import Call, Equation, Extreme, Formula, Index, Indexed, Multiply, Sum, Symbol
from chainrule.ops.record import BadSample, Kink, Op, Parameter, Params, Plan, Pull, Rule, Sample, Sentences, Shape, Words, size
from chainrule.ops.relation import Axes

LETTERS = "ijklmnpq"
PARAMETERS = (Parameter("axis", "axes"), Parameter("keepdims", "flag", False))


def reduction(
    name: str,
    forward: Callable[..., Any],
    weight: Callable[[Any, Any, int], Any],
    *,
    slope: Formula,
    title: str,
    tells: str,
    noun: str,
    narration: str,
    because: str,
    question: str | None,
    reference: Callable[[list[float]], float],
    extreme: str | None = None,
    kinks: tuple[Kink, ...] = (),
    empty: bool = True,
    extra: tuple[Parameter, ...] = (),
) -> Op:
    """`forward(a, axis=, keepdims=)`; `weight(a, out with the axes kept, n)` with n the entries combined into one;
    `reference` folds a plain list; `empty` says whether no entries at all can be combined."""

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        (shape,) = shapes
        axes = normal_axes(params.get("axis"), len(shape))
        keep = bool(params.get("keepdims"))
        kept = tuple(1 if axis in axes else extent for axis, extent in enumerate(shape))
        result = kept if keep else tuple(extent for axis, extent in enumerate(shape) if axis not in axes)
        count = size(tuple(shape[axis] for axis in axes))
        if not count and not empty:
            raise Refused("bad-argument", f"{name} of no entries at all has no value.", "Give it at least one entry.", axes=list(axes))
        where = axes if shape else None
        options = {name: params[name] for name in (parameter.name for parameter in extra)}

        def run(a: Any) -> Any:
            return forward(a, axis=where, keepdims=keep) if shape else np.float64(forward(a))

        def partial(a: Any, out: Any) -> Any:
            return weight(a, np.reshape(out, kept), count, **options)

        pull = Pull(
            lambda values, out: Axes(axes, keep),
            lambda g, part, values, out: np.broadcast_to(np.reshape(g, kept) * part, shape) if shape else g * part,
            lambda t, part, values, out: run_sum(t * part),
            partial,
        )

        def run_sum(x: Any) -> Any:
            return np.sum(np.broadcast_to(x, shape), axis=where, keepdims=keep)

        form = f"axes {','.join(map(str, axes))} of {len(shape)}{' kept' if keep else ''}"
        return Plan(op, shapes, params, result, size(shape), run, (pull,), form)

    def words(plan: Plan) -> Words:
        return _words(plan, slope, extreme or name, tells, noun, narration, because, question)

    return Op(
        name,
        name,
        title,
        "reduction",
        ("a",),
        make,
        words,
        lambda a, axis=None, keepdims=False, **_: _fold(reference, a, axis, keepdims),
        params=(*PARAMETERS, *extra),
        kinks=kinks,
        samples=_SAMPLES,
        bad=(BadSample(([1.0, 2.0],), "bad-axis", {"axis": 1}),),
        sources=(f"NumPy reference, numpy.{name}",),
        doc=tells,
    )


_SAMPLES = (
    Sample((2.5,)),
    Sample(([0.4, -1.2, 2.1],)),
    Sample(([[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]],)),
    Sample(([[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]],), {"axis": 0}),
    Sample(([[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]],), {"axis": -1, "keepdims": True}),
    Sample(([[[0.4, -1.2], [2.1, 1.7]], [[0.9, -0.3], [0.2, -0.7]]],), {"axis": (0, 2)}),
)


def normal_axes(axis: Any, rank: int) -> tuple[int, ...]:
    """None, one axis or several, negative ones counted from the end -> sorted axes. Raises bad-axis."""
    if axis is None:
        return tuple(range(rank))
    given = axis if isinstance(axis, tuple) else (axis,)
    axes = [one + rank if one < 0 else one for one in given]
    for one, asked in zip(axes, given, strict=True):
        if not 0 <= one < rank:
            has = f"axes 0 to {rank - 1}" if rank > 1 else "axis 0 only" if rank else "no axes: it is a scalar"
            raise Refused("bad-axis", f"There is no axis {asked}: the tensor has {has}.", "Count axes from 0.", axis=asked, rank=rank)
    if len(set(axes)) < len(axes):
        raise Refused("bad-axis", f"An axis is named twice in {given}.", "Name each axis once.", rank=rank)
    return tuple(sorted(axes))


def _fold(reference: Callable[[list[float]], float], a: Any, axis: Any, keepdims: bool) -> Any:
    array = np.asarray(a, dtype=float)
    axes = normal_axes(axis, array.ndim)
    rest = [k for k in range(array.ndim) if k not in axes]
    rows = array.transpose([*rest, *axes]).reshape([array.shape[k] for k in rest] + [-1])
    folded = np.array([reference(row.tolist()) for row in rows.reshape(-1, rows.shape[-1])])
    return folded.reshape([1 if k in axes else n for k, n in enumerate(array.shape)] if keepdims else [array.shape[k] for k in rest])


def _words(
    plan: Plan, slope: Formula, glyph: str, tells: str, noun: str, narration: str, because: str, question: str | None
) -> Words:
    rank = len(plan.shapes[0])
    axes = normal_axes(plan.params.get("axis"), rank)
    letters = LETTERS[:rank]
    summed = tuple(letters[axis] for axis in axes)
    entry = _at("a", letters)
    body: Formula = Extreme(glyph, summed, entry) if glyph in ("max", "min") else Sum(summed, Multiply(slope, entry) if glyph == "mean" else entry)
    left = _at("out", "".join(letter for letter in letters if letter not in summed))
    gradient = _at("d.out", "".join(letter for letter in letters if letter not in summed))
    one = slope == read("1")
    index = Equation(_at("d.a", letters), gradient if one else Multiply(gradient, slope)) if rank else None
    rule = Rule(local=slope, pointwise=None if rank else Equation(Symbol("d.a"), Symbol("d.out")), index=index)
    forward = Equation(left, body) if rank else Call(plan.op.name, (Symbol("a"),))
    along = "all entries" if len(axes) == rank else "axis " + " and ".join(map(str, axes))
    sentences = Sentences(tells.replace("{along}", along), {"a": narration.replace("{noun}", noun)}, {"a": because}, {"a": question})
    return Words(forward, {"a": rule}, sentences)


def _at(name: str, letters: str) -> Formula:
    return Indexed(Symbol(name), tuple(Index(((letter, 1),)) for letter in letters)) if letters else Symbol(name)
