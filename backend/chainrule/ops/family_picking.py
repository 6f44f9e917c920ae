"""Picking: movement where a tensor of whole numbers says what goes where. The numbers are values, so the places are known only when
the op runs; nothing comes back to them.

    pick   out[o] = a[places[o]]        put   out[places[i]] += a[i]        each undoes the other
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.errors import Refused
from chainrule.formula.tree import Apply, Call, Equation, Formula, Multiply, Sum, Symbol
from chainrule.ops.family_contraction import at
from chainrule.ops.record import (
    Build,
    Op,
    Params,
    Plan,
    Pull,
    Rule,
    Sentences,
    Shape,
    Words,
    size,
    telling,
    value,
)
from chainrule.ops.relation import Map

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Choice:
    """A pick at given shapes. `places(index)`: the flat position in `a` of every entry of the result; raises `Refused`. `back`: the op
    that undoes it, with its parameters; it takes the same index."""

    shape: Shape
    places: Callable[[Any], Places]
    back: tuple[str, Params]


@dataclass(frozen=True, slots=True)
class Tale:
    """What is said. `chosen`: of the index, to which nothing comes back."""

    forward: str
    backward: str
    because: str
    question: str | None
    chosen: str


NO_SLOPE = "An index says which entry is meant. There is no entry between two others, so it has no slope."
Judge = Callable[[tuple[Shape, ...], Params], Choice]
Letters = Callable[[tuple[Shape, ...], Params], tuple[str, str, str, str]]
"""Index letters of the argument, the index, the result, and those that are summed in its gradient; v is the place chosen."""


def picking(name: str, args: tuple[str, str], judge: Judge, tale: Tale, letters: Letters, *, puts: bool = False, **rest: Any) -> Op:
    """A pick, or the op that puts back what was picked (`puts`): then `judge` describes the pick from the result's shape."""

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        choice = judge(shapes, params)
        if puts:
            shape = params["shape"]
            if choice.shape != shapes[0]:
                raise Refused("bad-shape", "The tensor does not have one entry for every place.", "Give it the shape of what the index picks.", shape=list(shapes[0]))
            forward, pull = _put(choice, shape), _pull(choice, _pick(choice.places), _put(choice, shape), shapes[0], "land")
        else:
            shape = choice.shape
            forward, pull = _pick(choice.places), _pull(choice, _put(choice, shapes[0]), _pick(choice.places), shapes[0], "indices")
        return Plan(op, shapes, params, shape, 0, forward, (pull, None), f"{shapes} {dict(params)}")

    def words(plan: Plan) -> Words:
        return _words(plan, tale, _index_form(plan, letters, puts))

    return Op(name, name, rest.pop("title"), "movement", args, make, words, rest.pop("reference"), doc=tale.forward, **rest)


def _pick(places: Callable[[Any], Places]) -> Callable[[Any, Any], Any]:
    return lambda a, index: value(np.take(np.ravel(a), places(index)))


def _put(choice: Choice, shape: Shape) -> Callable[[Any, Any], Any]:
    def put(a: Any, index: Any) -> Any:
        where = choice.places(index).ravel()
        return value(np.bincount(where, np.ravel(a), size(shape)).reshape(shape))

    return put


def _pull(choice: Choice, back: Any, forth: Any, shape: Shape, way: str) -> Pull:
    name, params = choice.back

    def built(build: Build, g: Any, args: Sequence[Any], out: Any) -> Any:
        return build(name, g, args[1], **params)

    return Pull(
        lambda values, out: Map(way, 0, (), tuple(choice.places(values[1]).ravel().tolist())),
        lambda g, part, values, out: back(g, values[1]),
        lambda t, part, values, out: forth(t, values[1]),
        built,
    )


def _index_form(plan: Plan, letters: Letters, puts: bool) -> Formula | None:
    """d a[v, j] = sum over i of [index[i] = v] d out[i, j]; of a put, where `a` is what was picked, the same the other way round."""
    source = plan.params["shape"] if puts else plan.shapes[0]
    argument, index, result, summed = letters((source, plan.shapes[1]), plan.params)
    if len(argument) != len(source):
        return None  # picked from all entries in one line: v would be no index of the tensor's own
    first, second = plan.op.args
    chosen = Apply("equal", (at(second, index), Symbol("v")))
    if puts:
        return Equation(at(f"d.{first}", result), Sum(("v",), Multiply(chosen, at("d.out", argument))))
    product = Multiply(chosen, at("d.out", result))
    return Equation(at(f"d.{first}", argument), Sum(tuple(summed), product) if summed else product)


def _words(plan: Plan, tale: Tale, index: Formula | None) -> Words:
    first, second = plan.op.args
    told = Sentences(
        telling(tale.forward, plan.shape),
        {first: tale.backward, second: tale.chosen},
        {first: tale.because, second: NO_SLOPE},
        {first: tale.question, second: "Why has the index no gradient?"},
    )
    return Words(Call(plan.op.name, (Symbol(first), Symbol(second))), {first: Rule(index=index), second: Rule()}, told)


def whole(index: Any, extent: int, below: int, noun: str) -> Places:
    """The index as whole numbers from 0 to extent - 1; those from `below` on to -1 count from the end. Raises bad-argument for a
    number that is not whole, bad-index for one outside."""
    given = np.asarray(index, dtype=np.float64)
    broken = given != np.floor(given)
    if np.any(broken):
        raise Refused("bad-argument", f"{given[broken].flat[0]:g} cannot be {noun}.", "Use whole numbers.")
    outside = (given < below) | (given >= extent)
    if np.any(outside):
        last = f"Possible are 0 to {extent - 1}." if extent else "The axis is empty."
        raise Refused("bad-index", f"There is no entry {given[outside].flat[0]:g} on an axis of size {extent}.", last, size=extent)
    numbers = given.astype(np.intp)
    return np.where(numbers < 0, numbers + extent, numbers)
