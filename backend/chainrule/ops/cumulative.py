"""Fibre: sums and products so far, along one axis. An entry of the result depends on the entries up to its own place."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Equation, Formula, Multiply, Product, Sum
from chainrule.ops.axes import normal_axes
from chainrule.ops.blocks import block
from chainrule.ops.family_contraction import at
from chainrule.ops.indexing import Cut
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
)
from chainrule.ops.relation import Fibre

_ROWS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def _cumulative(
    name: str, forward: Any, pull: Callable[[Shape, int], Pull], shown: Callable[[str], Formula], rule: Callable[[str], Formula],
    *, title: str, tells: str, narration: str, because: str, question: str, fold: Any, samples: tuple[Sample, ...] = (), kinks: tuple[Kink, ...] = (),
) -> Op:
    """`forward(a, axis=)`; `shown` and `rule` get the letters of the axes, the axis itself as *; `fold` maps one plain line."""  # fmt: skip

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        (shape,) = shapes
        axis = _axis(name, params["axis"], len(shape))
        return Plan(op, shapes, params, shape, size(shape), lambda a: forward(a, axis=axis), (pull(shape, axis),), f"axis {axis} of {len(shape)}")

    def words(plan: Plan) -> Words:
        axis = _axis(name, plan.params["axis"], len(plan.shape))
        letters = "pqrstuvw"[: len(plan.shape) - 1]
        where = f"{letters[:axis]}*{letters[axis:]}"
        return Words(shown(where), {"a": Rule(index=rule(where))}, Sentences(tells, {"a": narration}, {"a": because}, {"a": question}))

    def reference(a: Any, axis: int | None = None) -> Any:
        return np.apply_along_axis(lambda row: np.array(fold(row.tolist())), -1 if axis is None else axis, np.asarray(a, dtype=float))

    return Op(
        name, name, title, "fibre", ("a",), make, words, reference,
        params=(Parameter("axis", "axis"),),
        samples=(Sample(([0.4, -1.2, 2.1],)), Sample((_ROWS,), {"axis": 1}), Sample((_ROWS,), {"axis": 0}), Sample(([_ROWS, _ROWS],), {"axis": -2}), *samples),
        bad=(BadSample((_ROWS,), "bad-axis", {"axis": 2}), BadSample((_ROWS,), "bad-axis"), BadSample((2.0,), "bad-axis", {"axis": 0})),
        kinks=kinks, sources=(f"NumPy reference, numpy.{name}",), doc=tells,
    )  # fmt: skip


def _axis(name: str, axis: int | None, rank: int) -> int:
    if axis is None and rank != 1:
        raise Refused("bad-axis", f"{name} goes along one axis, and the tensor has {rank}.", f"Write {name}(x, axis=0), or make one line of it with reshape(x, -1).", rank=rank)
    return normal_axes(0 if axis is None else axis, rank)[0]


def _letter(name: str, where: str, letter: str) -> Formula:
    return at(name, where.replace("*", letter))


def _flipped(build: Build, x: Any, axis: int) -> Any:
    return build("index", x, key=(*(Cut(),) * axis, Cut(step=-1)))


def _sum_pull(shape: Shape, axis: int) -> Pull:
    relation = Fibre(axis, 0.0, 1.0, 1.0, "before")
    return Pull(
        lambda values, out: relation,
        lambda g, part, values, out: np.flip(np.cumsum(np.flip(g, axis), axis=axis), axis),
        lambda t, part, values, out: np.cumsum(t, axis=axis),
        lambda build, g, args, out: _flipped(build, build("cumsum", _flipped(build, g, axis), axis=axis), axis),
    )


def _product_back(g: Any, a: Any, axis: int) -> Any:
    """Entry i gets (what stands before it) times r_i, where r_i = g_i + a_(i+1) r_(i+1): no division, so zeros do no harm."""
    g, a = np.moveaxis(g, axis, 0), np.moveaxis(a, axis, 0)
    before = np.ones(a.shape)
    np.cumprod(a[:-1], axis=0, out=before[1:])
    rest = np.array(g)
    for i in range(len(a) - 2, -1, -1):
        rest[i] += a[i + 1] * rest[i + 1]
    return np.moveaxis(before * rest, 0, axis)


def _product_forward(t: Any, a: Any, out: Any, axis: int) -> Any:
    t, a, out = (np.moveaxis(one, axis, 0) for one in (t, a, out))
    moved = np.array(t)
    for i in range(1, len(a)):
        moved[i] = moved[i - 1] * a[i] + out[i - 1] * t[i]
    return np.moveaxis(moved, 0, axis)


def _product_node(build: Build, g: Any, a: Any, axis: int) -> Any:
    """The same with r_i = the sum over o >= i of g_o times the product of a_k for i < k <= o, from a table of those products."""
    shape = build.shape(a)
    if 0 in shape:
        return g
    count, order = shape[axis], (*(k for k in range(len(shape)) if k != axis), axis)
    lead = tuple(shape[k] for k in order[:-1])
    line, gradient = build("transpose", a, axes=order), build("transpose", g, axes=order)
    one = build.constant(1.0)
    begun = build("index", line, key=(Ellipsis, Cut(stop=-1)))
    before = build("cumprod", build("pad", begun, width=((0, 0),) * len(lead) + ((1, 0),), value=1.0), axis=len(lead))
    later, reached = build.constant(np.triu(np.ones((count, count)), 1).tolist()), build.constant(np.triu(np.ones((count, count))).tolist())
    table = build("cumprod", build("where", later, build("reshape", line, shape=(*lead, 1, count)), one), axis=len(lead) + 1)
    paid = build("where", reached, build("mul", table, build("reshape", gradient, shape=(*lead, 1, count))), build.constant(0.0))
    product = build("mul", before, build("sum", paid, axis=len(lead) + 1))
    return build("transpose", product, axes=tuple(int(k) for k in np.argsort(order)))


def _product_pull(shape: Shape, axis: int) -> Pull:
    return Pull(
        lambda values, out: block(shape, (axis,), shape, (axis,), lambda t: _product_forward(t, values[0], out, axis), "before"),
        lambda g, part, values, out: _product_back(g, values[0], axis),
        lambda t, part, values, out: _product_forward(t, values[0], out, axis),
        lambda build, g, args, out: _product_node(build, g, args[0], axis),
    )


cumsum = _cumulative(
    "cumsum",
    np.cumsum,
    _sum_pull,
    lambda where: Equation(_letter("out", where, "i"), Sum(("j≤i",), _letter("a", where, "j"))),
    lambda where: Equation(_letter("d.a", where, "j"), Sum(("i≥j",), _letter("d.out", where, "i"))),
    title="Cumulative sum",
    tells="The sum so far at every place of a line: {out} has shape {shape:out}.",
    narration="Each entry of {to} went into its own sum and all later ones, so it collects their gradients.",
    because="An entry is a term of every sum from its own place on, and a sum passes its gradient on unchanged to each of its terms.",
    question="Why a sum from the other end?",
    fold=lambda row: list(itertools.accumulate(row)),
)
cumprod = _cumulative(
    "cumprod",
    np.cumprod,
    _product_pull,
    lambda where: Equation(_letter("out", where, "i"), Product(("j≤i",), _letter("a", where, "j"))),
    lambda where: Equation(_letter("d.a", where, "j"), Sum(("i≥j",), Multiply(_letter("d.out", where, "i"), Product(("k≤i", "k≠j"), _letter("a", where, "k"))))),
    title="Cumulative product",
    tells="The product so far at every place of a line: {out} has shape {shape:out}.",
    narration="Each entry of {to} is a factor of its own product and all later ones; each pays its gradient times the other factors.",
    because="An entry is a factor of every product from its own place on. The slope of each is the product of its other factors; nothing is divided, so zeros do no harm.",
    question="Why the other factors?",
    fold=lambda row: [math.prod(row[: place + 1]) for place in range(len(row))],
    samples=(Sample(([0.5, 0.0, -2.0, 3.0],)), Sample(([[0.0, 1.5, 0.0, -2.0]],), {"axis": 1})),
)
