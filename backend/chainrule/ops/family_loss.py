"""Losses: macros that measure every entry (or every line) of two tensors and put the results together as their mean or sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.derive import replace
from chainrule.formula.tree import Divide, Entrywise, Equation, Formula, Index, Indexed, Multiply, Number, Sum, Symbol, Word
from chainrule.ops.family_pointwise import broadcast
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Kink, Parameter, Params, Rule, Sample, Sentences, Shape, Words, telling

LETTERS = "ijklpqrs"
REDUCTION = Parameter("reduction", "text", "mean")
MISFIT = (BadSample(([1.0, 2.0], [1.0, 2.0, 3.0]), "shape-mismatch"),)
WRONG_WAY = BadSample(([1.0, 2.0], [1.0, 2.0]), "bad-argument", {"reduction": "median"})


@dataclass(frozen=True, slots=True)
class Side:
    """One argument of a loss: the slope of one entry's loss by it, and what is said of it."""

    slope: Formula
    narration: str
    because: str
    question: str | None = None


def loss(
    name: str,
    entry: Callable[[Build, Sequence[Any], Params], Any],
    measured: Formula,
    sides: tuple[Side, Side],
    *,
    title: str,
    tells: str,
    single: str,
    reference: Callable[..., float],
    samples: tuple[Sample, ...],
    bad: tuple[BadSample, ...] = (),
    sources: tuple[str, ...],
    doc: str,
    params: tuple[Parameter, ...] = (),
    kinks: tuple[Kink, ...] = (),
) -> Macro:
    """`entry(build, arguments, params)` measures entry by entry; `measured` is its formula in a, b and parameters;
    `reference(a, b, **params)` measures two plain numbers; `tells` names the losses of entries, `single` that of a scalar."""

    def body(build: Build, arguments: tuple[Any, ...], given: Params) -> Any:
        broadcast([build.shape(argument) for argument in arguments])
        return reduced(build, entry(build, arguments, given), given["reduction"])

    def form(shapes: tuple[Shape, ...], given: Params) -> str:
        return f"{shapes} {dict(given)}"

    def words(shapes: tuple[Shape, ...], given: Params) -> Words:
        shape, way = broadcast(shapes), given["reduction"]
        fixed: dict[str, Formula] = {one.name: Number(float(given[one.name])) for one in params}
        terms = dict(zip(("a", "b"), (_letters(one, shape) for one in shapes), strict=True))
        entries: dict[str, Formula] = {arg: _at(arg, term) for arg, term in terms.items()}
        whole = LETTERS[: len(shape)] if way == "none" else ""
        body = replace(replace(measured, fixed), entries)
        result = body if way == "none" or not shape else Sum(tuple(LETTERS[: len(shape)]), body)
        rules = {}
        for (arg, term), side in zip(terms.items(), sides, strict=True):
            slope = share(replace(side.slope, fixed), shape, way)
            upstream = Symbol("d.out")
            paid: Formula = Multiply(_at("d.out", whole), replace(slope, entries))
            copied = tuple(letter for letter in LETTERS[: len(shape)] if letter not in term)
            index = Equation(_at(f"d.{arg}", term), Sum(copied, paid) if copied else paid)
            product = (Entrywise if way == "none" and shape else Multiply)(upstream, slope)
            rules[arg] = Rule(local=slope, pointwise=Equation(Symbol(f"d.{arg}"), product), index=index if shape else None)
        average = Divide(result, Word("n")) if way == "mean" and shape else result
        result_shape = shape if way == "none" else ()
        told = Sentences(
            telling(f"{tells_of(tells, single, shape, way)}: {{out}} has shape {{shape:out}}.", result_shape),
            {arg: side.narration for arg, side in zip(terms, sides, strict=True)},
            {arg: side.because + shared(way, shape) for arg, side in zip(terms, sides, strict=True)},
            {arg: side.question for arg, side in zip(terms, sides, strict=True)},
        )
        return Words(Equation(_at("out", whole), average), rules, told)

    def by_numbers(a: Any, b: Any, reduction: str = "mean", **given: Any) -> Any:
        pairs = np.broadcast(np.asarray(a, dtype=float), np.asarray(b, dtype=float))
        found = [reference(float(x), float(y), **given) for x, y in pairs]
        if reduction == "none":
            return np.array(found).reshape(pairs.shape)
        return sum(found) / (len(found) if reduction == "mean" else 1)

    return Macro(
        name, name, title, ("a", "b"), body, form, words, by_numbers,
        params=(*params, REDUCTION), samples=samples, bad=(*MISFIT, WRONG_WAY, *bad), sources=sources, kinks=kinks, doc=doc,
    )  # fmt: skip


def reduced(build: Build, entries: Any, way: str) -> Any:
    """The mean or the sum of `entries`, or the entries themselves."""
    if way not in ("mean", "sum", "none"):
        raise Refused("bad-argument", "reduction is 'mean', 'sum' or 'none'.", "Write reduction='mean'.")
    return entries if way == "none" or not build.shape(entries) else build(way, entries)


def share(slope: Formula, shape: Shape, way: str) -> Formula:
    """The slope of the mean by one of n entries."""
    return Divide(slope, Word("n")) if way == "mean" and shape else slope


def tells_of(tells: str, single: str, shape: Shape, way: str) -> str:
    """The mean of the squared differences; The squared difference."""
    return {"mean": f"The mean of {tells}", "sum": f"The sum of {tells}", "none": tells[:1].upper() + tells[1:]}[way] if shape else single


def shared(way: str, shape: Shape) -> str:
    return " Each of the n entries has a share of 1 / n in the mean." if way == "mean" and shape else ""


def _letters(shape: Shape, whole: Shape) -> str:
    """Letters of an argument's axes, aligned from the right; 0 where its one entry was copied."""
    lead = len(whole) - len(shape)
    return "".join("0" if extent == 1 != whole[lead + axis] else LETTERS[lead + axis] for axis, extent in enumerate(shape))


def _at(name: str, term: str) -> Formula:
    return Indexed(Symbol(name), tuple(Index(()) if c == "0" else Index(((c, 1),)) for c in term)) if term else Symbol(name)
