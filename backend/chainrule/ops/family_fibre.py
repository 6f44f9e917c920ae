"""Fibre ops: along one axis every entry of the result depends on every entry of the same line (a fibre).

Adding one number to a whole line changes nothing, so every row of the local Jacobian adds up to 0. It is
J[o, i] = diagonal[o]·((o == i) - share[i]) with shares that add up to 1, so vjp = d - share * sum(d) with d = diagonal * g, without
ever writing the block out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.formula.evaluate import compiled
from chainrule.formula.read import read
from chainrule.formula.tree import Formula
from chainrule.ops.axes import normal_axes
from chainrule.ops.compose import compose, times
from chainrule.ops.record import BadSample, Build, Op, Parameter, Params, Plan, Pull, Rule, Sample, Sentences, Shape, Words, size
from chainrule.ops.relation import Fibre, Pointwise
from chainrule.ops.sums import summing

_ROWS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def fibre(
    name: str,
    forward: Callable[[Shape, int, Callable[[Any], Any]], Callable[[Any], Any]],
    factors: tuple[str, str],
    *,
    title: str,
    rule: Callable[[str, str], Formula],
    shown: Callable[[str, str], Formula],
    tells: str,
    narration: str,
    because: str,
    question: str,
    reference: Callable[[list[float]], list[float]],
    cost: int,
    sources: tuple[str, ...],
) -> Op:
    """`forward(shape, axis, add)` gives the function, `add` is what adds along the axis; `factors` are diagonal and share as formulas of out; `rule` and `shown` get the letters before the axis and
    the letter of the axis; `reference` maps one plain line; `cost` counts operations per entry."""

    formulas = tuple(map(read, factors))
    diagonal_of, share_of = (compiled(formula, ("out",)) for formula in formulas)

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        (shape,) = shapes
        axis = normal_axes(params["axis"], len(shape))[0] if shape else 0
        add = _adding(shape, axis)

        def vjp(g: Any, part: Any, values: Any, out: Any) -> Any:
            paid = g * diagonal_of(out)
            return paid - share_of(out) * add(paid)

        def jvp(t: Any, part: Any, values: Any, out: Any) -> Any:
            return diagonal_of(out) * (t - add(t * share_of(out)))

        def built(build: Build, g: Any, args: Any, out: Any) -> Any:
            values = {"out": out}
            paid = times(build, g, formulas[0], values)
            summed = build("sum", paid, axis=axis, keepdims=True)
            return build("sub", paid, build("mul", compose(build, formulas[1], values), summed))

        pull = Pull(lambda values, out: Fibre(axis, diagonal_of(out), -diagonal_of(out), share_of(out)), vjp, jvp, built)
        if not shape:
            pull = _still()
        return Plan(op, shapes, params, shape, cost * size(shape), forward(shape, axis, add), (pull,), f"axis {axis} of {len(shape)}")

    def words(plan: Plan) -> Words:
        rank = len(plan.shape)
        axis = normal_axes(plan.params["axis"], rank)[0] if rank else 0
        letters = "pqrstuvw"[: rank - 1] if rank else ""
        where = f"{letters[:axis]}*{letters[axis:]}"
        told = Sentences(tells, {"a": narration}, {"a": because}, {"a": question})
        index = rule(where, "j") if rank else None
        return Words(shown(where, "i"), {"a": Rule(index=index)}, told)

    def by_lines(a: Any, axis: int = -1) -> Any:
        if np.ndim(a) == 0:
            return reference([float(a)])[0]
        return np.apply_along_axis(lambda row: np.array(reference(row.tolist())), axis, np.asarray(a, dtype=float))

    return Op(
        name, name, title, "fibre", ("a",), make, words, by_lines,
        params=(Parameter("axis", "axis", -1),),
        samples=(Sample(([0.4, -1.2, 2.1],)), Sample((0.7,)), Sample((_ROWS,)), Sample((_ROWS,), {"axis": 0})),
        bad=(BadSample((_ROWS,), "bad-axis", {"axis": 2}),),
        sources=sources, doc=tells,
    )  # fmt: skip


def _still() -> Pull:
    """A scalar is a line of its own: whatever it is, the result is the same."""
    return Pull(
        lambda values, out: Pointwise(()),
        lambda g, part, values, out: g * 0.0,
        lambda t, part, values, out: t * 0.0,
        lambda build, g, args, out: build("mul", g, build.constant(0.0)),
        constant=0.0,
    )


def _adding(shape: Shape, axis: int) -> Callable[[Any], Any]:
    """Adds along the axis, which stays with size 1."""
    return summing(shape, (axis,), (*shape[:axis], 1, *shape[axis + 1 :])) if shape else lambda x: x
