"""Movement: every entry of the result is a copy of one entry of an argument, or of none. No arithmetic, so no slopes.

The op declares its forward. The index map comes from the same NumPy call on positions: for a view, its strides and
offset; where the argument lands inside the result, `place`; otherwise a list of positions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.formula.tree import Call, Equation, Formula, Index, Indexed, Sum, Symbol, Word
from chainrule.ops.record import (
    BadSample,
    Build,
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
    names,
    telling,
)
from chainrule.ops.relation import Map

Step = tuple[str, Params]
"""The name of a movement and its parameters."""


@dataclass(frozen=True, slots=True)
class Move:
    """One movement at given shapes: result shape, forward, and per argument the way back and its map.

    `back[k]` is the movement that undoes this one for argument k, or several in turn. `push[k]` carries a tangent of argument k
    forward.
    """

    shape: Shape
    forward: Callable[..., Any]
    back: Sequence[Step | list[Step]]
    push: Sequence[Callable[[Any], Any]]
    maps: Sequence[Callable[[], Map]]


@dataclass(frozen=True, slots=True)
class Tale:
    """What is said of a movement, with the formulas that are shown for it."""

    forward: str
    backward: str
    because: str
    question: str | None = None
    matrix: Formula | None = None
    """What the gradient of the argument is, or the equation that says it of a part."""
    index: Callable[[Plan, int], Formula | None] | None = None
    """The equation of one entry of the gradient of argument number k; it may depend on sizes and parameters."""


MOVED = "Nothing was computed, only moved, so each gradient entry goes back to the place its value came from."
"""The reason behind most movements."""

KNOWN: dict[str, Op] = {}
"""The movements by name, so that each can name the one that undoes it, which may be defined later."""


def movement(
    name: str,
    judge: Callable[[tuple[Shape, ...], Params], Move],
    tale: Tale | Callable[[int], Tale],
    *,
    title: str,
    reference: Callable[..., Any],
    samples: tuple[Sample, ...],
    bad: tuple[BadSample, ...] = (),
    params: tuple[Parameter, ...] = (),
    variadic: bool = False,
    glyph: str | None = None,
    forward: Formula | None = None,
    sources: tuple[str, ...] = (),
    typed: bool = True,
    results: Callable[[Shape, Params], int] | None = None,
) -> Op:
    """`judge(shapes, params)` raises `Refused` when they do not fit; `tale` may depend on how many axes the argument has; `reference` moves nested lists by loops or other means."""

    def told(shapes: tuple[Shape, ...]) -> Tale:
        return tale(len(shapes[0])) if callable(tale) else tale

    def make(op: Op, shapes: tuple[Shape, ...], given: Params) -> Plan:
        move = judge(shapes, given)
        pulls = tuple(_pull(move.shape, *parts) for parts in zip(move.back, move.push, move.maps, strict=True))
        form = f"{len(shapes)} of {len(shapes[0])}" if variadic else f"{len(shapes[0])} to {len(move.shape)}"
        if told(shapes).index:
            form += f" {shapes} {dict(given)}"
        return Plan(op, shapes, given, move.shape, 0, move.forward, pulls, form)

    def words(plan: Plan) -> Words:
        args, tale = names(plan), told(plan.shapes)
        shown = forward or Call(name, _listed(args))
        rules: Mapping[str, Rule] = {
            arg: Rule(matrix=_equation(arg, tale.matrix), index=tale.index(plan, place) if tale.index else None) for place, arg in enumerate(args)
        }
        sentences = Sentences(
            telling(tale.forward, plan.shape), dict.fromkeys(args, tale.backward), dict.fromkeys(args, tale.because), dict.fromkeys(args, tale.question)
        )
        return Words(shown, rules, sentences)

    KNOWN[name] = made = Op(
        name, glyph or name, title, "movement", ("a",), make, words, reference,
        params=params, variadic=variadic, samples=samples, bad=bad, sources=sources or (f"NumPy reference, numpy.{name}",), doc=f"{title}." if callable(tale) else tale.forward, typed=typed, results=results,
    )  # fmt: skip
    return made


def _listed(args: Sequence[str]) -> tuple[Formula, ...]:
    """The arguments as they are written in a row: of many, how they begin and end."""
    shown: tuple[Formula, ...] = tuple(map(Symbol, args))
    return shown if len(shown) <= _MOST else (*shown[:3], Word("…"), shown[-1])


_MOST = 8


def _equation(arg: str, right: Formula | None) -> Formula | None:
    return right if right is None or isinstance(right, Equation) else Equation(Symbol(f"d.{arg}"), right)


def _pull(shape: Shape, back: Step | list[Step], push: Callable[[Any], Any], described: Callable[[], Map]) -> Pull:
    made: list[Map] = []
    undo: list[Callable[[Any], Any]] = []
    steps = back if isinstance(back, list) else [back]

    def vjp(g: Any, part: Any, values: Any, out: Any) -> Any:
        if not undo:
            given = shape
            for name, params in steps:
                plan = KNOWN[name].plan((given,), params)
                undo.append(plan.forward)
                given = plan.shape
        for step in undo:
            g = step(g)
        return g

    def built(build: Build, g: Any, args: Any, out: Any) -> Any:
        for name, params in steps:
            g = build(name, g, **params)
        return g

    def relation(values: Any, out: Any) -> Map:
        if not made:
            made.append(described())
        return made[0]

    return Pull(relation, vjp, lambda t, part, values, out: push(t), built)


def view(shape: Shape, forward: Callable[[Any], Any]) -> Map:
    """The map of a forward that only looks at its argument differently: strides and offset, read off a view of bytes (nothing is
    copied or even touched, so that a list of thousands of values costs no more than its length)."""
    whole = np.empty(shape, dtype=np.int8)
    seen = forward(whole)
    if not isinstance(seen, np.ndarray):
        whole = np.empty(shape, dtype=_RECORD)
        seen = forward(whole)
    offset = seen.__array_interface__["data"][0] - whole.__array_interface__["data"][0] if seen.size else 0
    return Map("read", offset, seen.strides)


_RECORD = np.dtype([("byte", np.int8)])
"""One entry of an array of records still says where it lies; one of an array of numbers does not."""


def placed(shape: Shape, where: Callable[[Any], Any]) -> Map:
    """The map of an argument that lands inside the result: `where` picks it out of a result of `shape`."""
    inverse = view(shape, where)
    return Map("place", inverse.offset, inverse.strides)


LETTERS, COPIES = "ijklmnpq", "rstuvwxy"
"""What the axes of an argument, and its copies along them, are counted with in index form."""


def entry(plan: Plan, place: int, source: Sequence[Index], landed: Sequence[Index], copies: str = "") -> Formula:
    """d a[source] = d out[landed], summed over the letters of `copies`."""
    came: Formula = Indexed(Symbol("d.out"), tuple(landed)) if landed else Symbol("d.out")
    left: Formula = Indexed(Symbol(f"d.{names(plan)[place]}"), tuple(source)) if source else Symbol(f"d.{names(plan)[place]}")
    return Equation(left, Sum(tuple(copies), came) if copies else came)


def letters(rank: int, offsets: Mapping[int, int] | None = None) -> tuple[Index, ...]:
    """i, j, k, ... with a number added on some axes."""
    return tuple(Index(((LETTERS[axis], 1),), (offsets or {}).get(axis, 0)) for axis in range(rank))


def by_order(order: Callable[[int, Params], Sequence[int]]) -> Callable[[Plan, int], Formula | None]:
    """The equation of one entry where `order(rank, params)` says which axis stands at each place of the result."""

    def index(plan: Plan, place: int) -> Formula:
        here = letters(len(plan.shape))
        return entry(plan, place, here, tuple(here[axis] for axis in order(len(plan.shape), plan.params)))

    return index
