"""Reductions: axes of one argument are combined into one number each.

An op declares its forward and its weight, the slope of the result by each entry (sum 1, mean 1/n, max tie-mask/count);
vjp = weight * expand(g).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.evaluate import compiled
from chainrule.formula.read import read
from chainrule.formula.tree import Call, Equation, Extreme, Formula, Index, Indexed, Multiply, Sum, Symbol, Word
from chainrule.ops.axes import normal_axes
from chainrule.ops.compose import spread, times
from chainrule.ops.influences import shares
from chainrule.ops.record import (
    BadSample,
    Build,
    Kink,
    Op,
    Parameter,
    Params,
    Plan,
    Pull,
    Rule,
    Sample,
    Sentences,
    Shape,
    Words,
    size,
    telling,
)
from chainrule.ops.relation import Axes

LETTERS = "ijklmnpq"
SHARE = Word("share")
"""The slope of a largest or smallest entry: its share of being that entry."""
PARAMETERS = (Parameter("axis", "axes"), Parameter("keepdims", "flag", False))


def reduction(
    name: str,
    forward: Callable[..., Any],
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
    """`forward(a, axis=, keepdims=)`; `slope` by one entry, a formula of a, out (with its axes kept) and the count n, or `SHARE`;
    `reference` folds a plain list; `empty` says whether no entries at all can be combined."""
    weight = None if slope == SHARE else compiled(slope, ("a", "out", "n"))

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
            if weight is None:
                return shares(a, axes, options["ties"], name == "min")
            return weight(a, np.reshape(out, kept) if shape else out, np.float64(count))

        def built(build: Build, g: Any, references: Sequence[Any], result: Any) -> Any:
            (a,) = references
            values = {"a": a, "out": spread(build, result, kept, shape), "n": build.constant(float(count)), "share": None}
            if slope == SHARE:
                values["share"] = build("share", a, axis=axes if shape else None, smallest=name == "min", **options)
            return times(build, spread(build, g, kept, shape), slope, values)

        def run_sum(x: Any) -> Any:
            return np.sum(np.broadcast_to(x, shape), axis=where, keepdims=keep)

        pull = Pull(
            lambda values, out: Axes(axes, keep),
            lambda g, part, values, out: np.broadcast_to(np.reshape(g, kept) * part, shape) if shape else g * part,
            lambda t, part, values, out: run_sum(t * part),
            built,
            partial,
        )
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
    sentences = Sentences(telling(tells.replace("{along}", along), plan.shape), {"a": narration.replace("{noun}", noun)}, {"a": because}, {"a": question})
    return Words(forward, {"a": rule}, sentences)


def _at(name: str, letters: str) -> Formula:
    return Indexed(Symbol(name), tuple(Index(((letter, 1),)) for letter in letters)) if letters else Symbol(name)
