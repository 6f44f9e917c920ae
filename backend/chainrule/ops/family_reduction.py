"""Reductions: axes of one argument are combined into one number each.

An op declares its forward and its weight, the slope of the result by each entry (sum 1, mean 1/n, max tie-mask/count);
vjp = weight * expand(g).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.derive import replace
from chainrule.formula.evaluate import compiled, symbols
from chainrule.formula.read import read
from chainrule.formula.tree import Call, Equation, Extreme, Formula, Index, Indexed, Multiply, Sum, Symbol, Word
from chainrule.ops.axes import normal_axes
from chainrule.ops.compose import let_through, selects, spread, times
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

LETTERS = "ijklpqrs"
SMALL = 1_024
"""Entries that are written sooner than a view, in which all are the same one, is multiplied."""
SHARE = Word("share")
"""The slope of a largest or smallest entry: its share of being that entry."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A slope that looks further than one entry, the result and the count: at the rest of its line, or at a parameter.

    `shown(params, letters, reduced)` is its formula, by the letters of all axes and of those reduced; `partial(a, out, axes, params)` its
    numbers, `nodes(build, a, out, axes, params)` the same as nodes; out has its axes kept, spread over a's shape as a node."""

    shown: Callable[[Params, str, str], Formula]
    partial: Callable[[Any, Any, tuple[int, ...], Params], Any]
    nodes: Callable[[Build, Any, Any, tuple[int, ...], Params], Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A forward for given shapes, faster than the general one. `keeping(a)` gives the result and what `recall` makes the partial of."""

    run: Callable[[Any], Any]
    keeping: Callable[[Any], tuple[Any, Any]] | None = None
    recall: Callable[[Any], Any] | None = None


PARAMETERS = (Parameter("axis", "axes"), Parameter("keepdims", "flag", False))


@dataclass(frozen=True, slots=True)
class _Along:
    """A reduction at a known shape: over `axes`, `count` entries at a time. `kept`: the shape with those axes at size 1; `result`: that of
    the result; `own`: the parameters that only this op has."""

    shape: Shape
    axes: tuple[int, ...]
    kept: Shape
    result: Shape
    count: int
    params: Params
    own: Params

    def spread(self, build: Build, of: Any) -> Any:
        return spread(build, of, self.kept, self.shape)


def _along(shape: Shape, params: Params, own: Sequence[Parameter]) -> _Along:
    axes = normal_axes(params.get("axis"), len(shape))
    kept = tuple(1 if axis in axes else extent for axis, extent in enumerate(shape))
    result = kept if params.get("keepdims") else tuple(extent for axis, extent in enumerate(shape) if axis not in axes)
    count = size(tuple(shape[axis] for axis in axes))
    return _Along(shape, axes, kept, result, count, params, {parameter.name: params[parameter.name] for parameter in own})


@dataclass(frozen=True, slots=True)
class _Slope:
    """How the result follows one entry: `partial(a, out, along)` in numbers, out with its axes kept; `paid(build, g, a, out, along)` the
    gradient of a as nodes, g and out in the result's shape. `level`: the same for all entries; `chosen`: it says which was chosen."""

    partial: Callable[[Any, Any, _Along], Any]
    paid: Callable[[Build, Any, Any, Any, _Along], Any]
    level: bool = False
    chosen: bool = False


def _slope(of: Formula | Weight, smallest: bool) -> _Slope:
    if isinstance(of, Weight):
        return _Slope(
            lambda a, out, along: of.partial(a, out, along.axes, along.params),
            lambda build, g, a, out, along: build(
                "mul", along.spread(build, g), of.nodes(build, a, along.spread(build, out), along.axes, along.params)
            ),
        )

    def paid(build: Build, g: Any, a: Any, out: Any, along: _Along) -> Any:
        values = {"a": a, "out": along.spread(build, out), "n": build.constant(float(along.count))}
        if of == SHARE:
            values["share"] = build("share", a, axis=along.axes if along.shape else None, smallest=smallest, **along.own)
        return times(build, along.spread(build, g), of, values)

    if of == SHARE:
        return _Slope(lambda a, out, along: shares(a, along.axes, along.own["ties"], smallest, out), paid, chosen=True)
    numbers = compiled(of, ("a", "out", "n"))
    level = not {"a", "out"} & set(symbols(of))
    return _Slope(lambda a, out, along: numbers(a, out, np.float64(along.count)), paid, level, selects(of))


def _partial(slope: _Slope, along: _Along) -> Callable[[Any, Any], Any]:
    if slope.level:
        same = slope.partial(None, None, along)
        return lambda a, out: same
    kept = along.kept
    return lambda a, out: slope.partial(a, np.reshape(out, kept), along) if kept else slope.partial(a, out, along)


def _vjp(along: _Along, product: Callable[[Any, Any], Any], level: bool) -> Callable[[Any, Any, Sequence[Any], Any], Any]:
    """The product with the slope, in a's shape."""
    shape, kept, result = along.shape, along.kept, along.result
    if not shape:
        return lambda g, part, values, out: product(g, part)
    if level and not result and size(shape) > SMALL:  # one number for every entry
        strides = (0,) * len(shape)
        return lambda g, part, values, out: np.ndarray(shape, np.float64, np.array(product(g, part)), 0, strides)
    flat = result != kept and bool(result)

    def vjp(g: Any, part: Any, values: Sequence[Any], out: Any) -> Any:
        paid = product(g.reshape(kept) if flat else g, part)
        if paid.shape == shape:
            return paid
        whole = np.empty(shape)
        whole[...] = paid  # a third of the time that np.broadcast_to takes to look at it that way
        return whole

    return vjp


def reduction(
    name: str,
    forward: Callable[..., Any],
    *,
    slope: Formula | Weight,
    title: str,
    tells: str,
    narration: str,
    because: str,
    question: str | None,
    reference: Callable[..., float],
    extreme: str | None = None,
    kinks: tuple[Kink, ...] = (),
    empty: bool = True,
    extra: tuple[Parameter, ...] = (),
    lead: tuple[Parameter, ...] = (),
    judge: Callable[[Params], None] = lambda params: None,
    body: Callable[[Params, str, str], Formula] | None = None,
    samples: tuple[Sample, ...] = (),
    bad: tuple[BadSample, ...] = (),
    sources: tuple[str, ...] = (),
    flat: bool = False,
    prepare: Callable[[Shape, tuple[int, ...], Shape, Params], Prepared | None] = lambda shape, axes, result, params: None,
) -> Op:
    """`forward(a, axis=, keepdims=)` and the parameters of `lead` and `extra`, which stand before and after these two and are refused by
    `judge`; `slope` by one entry, a formula of a, out (with its axes kept) and the count n, or `SHARE`, or a `Weight`; `body` is the
    right side of the forward formula by all letters and those reduced; `reference` folds a plain list; `empty` says whether no entries
    at all can be combined; `flat`: the slope is 0 almost everywhere; `prepare(shape, axes, result, params)` may know a faster forward."""
    way, own = _slope(slope, name == "min"), (*lead, *extra)
    product = let_through if way.chosen or flat else operator.mul
    told = {parameter.name for parameter in own if parameter.kind != "ties"}

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        (shape,) = shapes
        judge(params)
        along = _along(shape, params, own)
        if not along.count and not empty:
            raise Refused("bad-argument", f"{name} of no entries at all has no value.", "Give it at least one entry.", axes=list(along.axes))
        axes, keep = along.axes if shape else None, bool(params.get("keepdims"))
        given = {option: value for option, value in along.own.items() if option in told}

        def run(a: Any) -> Any:
            return forward(a, axis=axes, keepdims=keep, **given) if shape else np.float64(forward(a, axis=None, **given))

        def jvp(t: Any, part: Any, values: Sequence[Any], out: Any) -> Any:
            return np.sum(np.broadcast_to(product(t, part), shape), axis=axes, keepdims=keep)

        ready = (prepare(shape, along.axes, along.result, params) if shape and along.count else None) or Prepared(run)
        pull = Pull(
            lambda values, out: Axes(along.axes, keep),
            _vjp(along, product, way.level),
            jvp,
            lambda build, g, args, out: way.paid(build, g, args[0], out, along),
            _partial(way, along),
            flat=flat,
            selects=way.chosen,
            steps=way.chosen,
            recall=ready.recall,
        )
        said = (f"axes {','.join(map(str, along.axes))} of {len(shape)}", *(["kept"] if keep else ()), *map(str, given.values()))
        return Plan(op, shapes, params, along.result, size(shape), ready.run, (pull,), " ".join(said), ready.keeping)

    def words(plan: Plan) -> Words:
        rank = len(plan.shapes[0])
        letters, summed = LETTERS[:rank], "".join(LETTERS[axis] for axis in normal_axes(plan.params.get("axis"), rank))
        shown = slope.shown(plan.params, letters, summed) if isinstance(slope, Weight) else slope
        said = body(plan.params, letters, summed) if body else None
        return _words(plan, shown, said, extreme or name, tells, narration, because, question)

    return Op(
        name,
        name,
        title,
        "reduction",
        ("a",),
        make,
        words,
        lambda a, axis=None, keepdims=False, **options: _fold(reference, a, axis, keepdims, options),
        params=(*lead, *PARAMETERS, *extra),
        kinks=kinks,
        samples=(*_SAMPLES, *samples),
        bad=(BadSample(([1.0, 2.0],), "bad-axis", {"axis": 1}), *bad),
        sources=sources or (f"NumPy reference, numpy.{name}",),
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


def _fold(reference: Callable[..., float], a: Any, axis: Any, keepdims: bool, options: Params) -> Any:
    array = np.asarray(a, dtype=float)
    axes = normal_axes(axis, array.ndim)
    rest = [k for k in range(array.ndim) if k not in axes]
    rows = array.transpose([*rest, *axes]).reshape([array.shape[k] for k in rest] + [-1])
    folded = np.array([reference(row.tolist(), **options) for row in rows.reshape(-1, rows.shape[-1])])
    return folded.reshape([1 if k in axes else n for k, n in enumerate(array.shape)] if keepdims else [array.shape[k] for k in rest])


def _words(
    plan: Plan, slope: Formula, body: Formula | None, glyph: str, tells: str, narration: str, because: str, question: str | None
) -> Words:
    rank = len(plan.shapes[0])
    axes = normal_axes(plan.params.get("axis"), rank)
    letters = LETTERS[:rank]
    summed = tuple(letters[axis] for axis in axes)
    entry = _at("a", letters)
    if body is None:
        body = Extreme(glyph, summed, entry) if glyph in ("max", "min") else Sum(summed, Multiply(slope, entry) if glyph == "mean" else entry)
    kept = "".join(letter for letter in letters if letter not in summed)
    if plan.params.get("keepdims") and rank:
        kept = "".join("0" if letter in summed else letter for letter in letters)
    left, gradient = _at("out", kept), _at("d.out", kept)
    one = slope == read("1")
    placed = replace(slope, {"a": entry, "out": left})
    index = Equation(_at("d.a", letters), gradient if one else Multiply(gradient, placed)) if rank else None
    single = Equation(Symbol("d.a"), Symbol("d.out") if one else Multiply(Symbol("d.out"), slope))
    rule = Rule(local=slope, pointwise=None if rank else single, index=index)
    forward = Equation(left, body) if rank else Call(plan.op.name, (Symbol("a"),))
    along = "all entries" if len(axes) == rank else f"{'axis' if len(axes) == 1 else 'axes'} {' and '.join(map(str, axes))}"
    sentences = Sentences(telling(tells.replace("{along}", along), plan.shape), {"a": narration}, {"a": because}, {"a": question})
    return Words(forward, {"a": rule}, sentences)


def _at(name: str, letters: str) -> Formula:
    """name with one index per letter; 0 stands for an axis that was kept with size 1."""
    return Indexed(Symbol(name), tuple(Index(() if letter == "0" else ((letter, 1),)) for letter in letters)) if letters else Symbol(name)
