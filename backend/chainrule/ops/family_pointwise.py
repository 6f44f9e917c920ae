"""Pointwise ops: each entry of the result is a function of the entries at the same place, under broadcasting.

An op declares one partial formula per argument, in the formula language, over its arguments and `out`:

    mul = pointwise("mul", "a * b", np.multiply, ("b", "a"), ...)      ->  vjp by a: unbroadcast(g * b)
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial as partial_of
from itertools import zip_longest
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.derive import replace
from chainrule.formula.functions import FUNCTIONS
from chainrule.formula.read import read
from chainrule.formula.tree import Apply, Call, Entrywise, Equation, Formula, Multiply, Negate, Number, Symbol
from chainrule.ops.compose import arguments, let_through, selects, steps
from chainrule.ops.corner import Corner, built, evaluated
from chainrule.ops.record import (
    BadSample,
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
from chainrule.ops.relation import Pointwise
from chainrule.ops.sums import summing
from chainrule.ops.unbroadcast import Unbroadcast

_SIGNS: Mapping[Callable[..., Any], Callable[..., Any]] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
    np.negative: operator.neg,
}
"""What runs on scalars: the same IEEE operation on `np.float64`, bit for bit, in 50 ns where the ufunc takes 400."""
NUMPY = "NumPy reference, mathematical functions"


@dataclass(frozen=True, slots=True)
class Partial:
    """One argument's slope: its formula, the noun a sentence calls it, what the narration and the reason say."""

    formula: str
    noun: str
    narration: str
    because: str
    corner: Corner | None = None
    compute: str | None = None
    """The same slope in a form that does not over- or underflow on the way, where `formula` would."""


def pointwise(
    name: str,
    call: str,
    forward: Callable[..., Any],
    partials: Sequence[Partial | None],
    *,
    args: tuple[str, ...] = ("a", "b"),
    params: tuple[Parameter, ...] = (),
    options: tuple[Params, ...] = ({},),
    glyph: str | None = None,
    title: str,
    tells: str,
    entries: str = "",
    reference: Callable[..., Any],
    domain: Sequence[tuple[float, float]] = (),
    shown: Formula | None = None,
    kinks: tuple[Kink, ...] = (),
    flat: bool = False,
    sources: tuple[str, ...] = (NUMPY,),
    doc: str = "",
) -> Op:
    """An op of one argument or more. A partial of None: the result depends on the argument without a derivative. `call` is the forward formula (for a function without a notation: its name);
    `tells` the forward sentence of scalars, `entries` that of tensors where the title does not say it; `domain` where its samples are taken, per argument; `options` the parameters they are taken with.
    A parameter is a number and may stand in the formulas by its name."""
    args = args[: len(partials)]
    named = Apply if call in FUNCTIONS else Call
    formula = shown or (read(call) if " " in call or call.startswith("-") else named(call, tuple(map(Symbol, args))))

    def make(op: Op, shapes: tuple[Shape, ...], given: Params) -> Plan:
        shape = broadcast(shapes)
        fixed = _fixed(given)
        pulls = tuple(
            None if partial is None else _pull(partial, fixed, args, shapes[place], shape, flat) for place, partial in enumerate(partials)
        )
        run = forward if shape else _SIGNS.get(forward, forward)
        form = "tensor" if shape else "scalar"
        if given:
            run, form = partial_of(forward, **given), f"{form} {dict(given)}"
        return Plan(op, shapes, given, shape, size(shape), run, pulls, form)

    def words(plan: Plan) -> Words:
        return _words(plan, formula, partials, args, tells, entries or f"{title}, entry by entry: {{out}} has shape {{shape:out}}.")

    return Op(
        name,
        glyph or name,
        title,
        "pointwise",
        args,
        make,
        words,
        reference,
        kinks=kinks,
        params=params,
        samples=tuple(Sample(one.arguments, option) for option in options for one in _samples(domain or [(-2.0, 2.0)] * len(args))),
        bad=(BadSample(([1.0, 2.0], [1.0, 2.0, 3.0]), "shape-mismatch"),) if len(args) == 2 else (),
        sources=sources,
        doc=doc or tells,
    )


def broadcast(shapes: Sequence[Shape]) -> Shape:
    """The common shape, axes aligned from the right. Raises shape-mismatch naming the axis that fails."""
    first, *rest = shapes
    for second in rest:
        if first == second:
            continue
        joined: list[int] = []
        for back, (x, y) in enumerate(zip_longest(reversed(first), reversed(second), fillvalue=1)):
            if x != y and 1 not in (x, y):
                raise Refused(
                    "shape-mismatch",
                    f"Shapes {_show(first)} and {_show(second)} do not fit: counted from the right, axis {back} has {x} and {y}.",
                    "Sizes must be equal, or one of them 1.",
                    shapes=[list(first), list(second)],
                    axis=-1 - back,
                )
            joined.append(y if x == 1 else x)
        first = tuple(reversed(joined))
    return first


def _show(shape: Shape) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def undo(argument: Shape, shape: Shape) -> Unbroadcast | None:
    """How a gradient of `shape` is summed back into an argument of shape `argument`."""
    if argument == shape:
        return None
    lead = len(shape) - len(argument)
    axes = tuple(axis for axis, extent in enumerate(shape) if axis < lead or (argument[axis - lead] == 1 and extent != 1))
    return Unbroadcast(axes, tuple(shape[axis] for axis in axes), tuple(axis >= lead for axis in axes), summing(shape, axes, argument))


def _fixed(given: Params) -> dict[str, Formula]:
    """Parameters by the names formulas know them by."""
    return {name: Number(float(number)) for name, number in given.items()}


def _pull(partial: Partial, fixed: dict[str, Formula], args: tuple[str, ...], argument: Shape, shape: Shape, flat: bool) -> Pull:
    formula = replace(read(partial.compute or partial.formula), fixed)
    undone = undo(argument, shape)
    relation = Pointwise(undone.axes if undone else ())
    chosen = selects(formula)
    product = let_through if chosen or flat else operator.mul
    return Pull(
        lambda values, out: relation,
        lambda g, slope, values, out: product(g, slope),
        lambda t, slope, values, out: product(t, slope),
        lambda build, g, references, out: built(build, g, formula, partial.corner, arguments(args, references, out)),
        evaluated(formula, partial.corner, (*args, "out"), bool(shape)),
        _constant(formula),
        undone,
        pointwise=not chosen,
        flat=flat,
        selects=chosen,
        steps=steps(formula),
    )


def _constant(formula: Formula) -> float | None:
    match formula:
        case Number(number):
            return number
        case Negate(Number(number)):
            return -number
        case _:
            return None


def _words(plan: Plan, formula: Formula, partials: Sequence[Partial | None], args: tuple[str, ...], tells: str, entries: str) -> Words:
    tensor, fixed = bool(plan.shape), _fixed(plan.params)
    rules: dict[str, Rule] = {}
    known = {arg: partial or _INFLUENCE for arg, partial in zip(args, partials, strict=True)}
    for arg, partial in zip(args, partials, strict=True):
        if partial is None:
            rules[arg] = Rule()
            continue
        slope = replace(read(partial.formula), fixed)
        one = _constant(slope) == 1.0
        upstream = Symbol("d.out")
        product = upstream if one else (Entrywise if tensor else Multiply)(upstream, slope)
        rules[arg] = Rule(local=slope, pointwise=Equation(Symbol(f"d.{arg}"), product))
    if tensor:
        forward = entries
        backward = {arg: _everywhere(partial, rules[arg].local) for arg, partial in known.items()}
    else:
        forward = tells
        backward = {arg: partial.narration for arg, partial in known.items()}
    because = {arg: partial.because for arg, partial in known.items()}
    return Words(formula, rules, Sentences(forward, backward, because, dict.fromkeys(args)))


def _everywhere(partial: Partial, slope: Formula | None) -> str:
    """What comes back in every entry."""
    if slope is None:
        return partial.narration
    match _constant(slope):
        case 0.0:
            return "The slope is 0 almost everywhere, so every entry of {to} receives 0."
        case 1.0:
            return "Entry by entry, {to} receives the gradient of {out} unchanged."
        case -1.0:
            return "Entry by entry, {to} receives the gradient of {out} with its sign turned."
    return f"Entry by entry, {{to}} receives the gradient of {{out}} times {partial.noun}."


_INFLUENCE = Partial("0", "0", "{to} only decides; it has no slope.", "A small change of {to} does not change what it decides.")


def _samples(domain: Sequence[tuple[float, float]]) -> tuple[Sample, ...]:
    def at(low: float, high: float, shape: Shape, shift: float) -> Any:
        spread = (np.arange(max(size(shape), 1)) * 0.618034 + shift) % 1.0
        return (low + (high - low) * (0.07 + 0.86 * spread)).reshape(shape).tolist()

    shapes: list[tuple[Shape, ...]] = [((),), ((3,),), ((2, 3),)]
    if len(domain) == 2:
        shapes = [((), ()), ((3,), (3,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 2)), ((2, 3), ())]
    elif len(domain) > 2:
        shapes = [((),) * len(domain), ((2, 3),) * len(domain), ((3,), (2, 3), (), *((3,),) * (len(domain) - 3))]
    return tuple(
        Sample(tuple(at(low, high, shape, 0.31 * (place + 1)) for place, ((low, high), shape) in enumerate(zip(domain, of, strict=True))))
        for of in shapes
    )


