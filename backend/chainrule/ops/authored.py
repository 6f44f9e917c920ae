"""A derivative that an author states: torch.autograd.Function, jax.custom_vjp, tf.custom_gradient.

    out = value          but the gradient of `out` goes back by the lines of the author, not by what made `value`

The lines are kept as a row of ops: the gradient first, then the arguments of the node, then its result, then one entry for each line.
Every rule is an op of its own, so that none stands in the catalogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from chainrule.errors import Span
from chainrule.formula.tree import Call, Equation, Symbol
from chainrule.ops.record import Build, Op, Params, Plan, Pull, Rule, Sentences, Shape, Value, Words, size, value
from chainrule.ops.relation import Block, Pointwise, Relation

NAME = "authored"
_FAR = 1e4
"""A gradient so large that a rule which clips shows it."""


@dataclass(frozen=True, slots=True)
class Line:
    """An op on earlier entries of the row, or a number that is given."""

    plan: Plan | None
    args: tuple[int, ...]
    number: Value | None
    span: Span | None


@dataclass(frozen=True, slots=True, eq=False)
class Authored:
    """What an author states. `title`: what it is called; `ends`: for each argument of the node the entry of the row that comes back to it, None where nothing does."""

    title: str
    lines: tuple[Line, ...]
    ends: tuple[int | None, ...]

    def row(self, g: Any, values: Sequence[Any], out: Any) -> list[Any]:
        """The row, with numbers."""
        row = [g, *values, out]
        for line in self.lines:
            row.append(line.number if line.plan is None else line.plan.forward(*[row[arg] for arg in line.args]))
        return row

    def back(self, place: int, g: Any, values: Sequence[Any], out: Any) -> Any:
        """What comes back to one argument."""
        end = self.ends[place]
        assert end is not None
        return self.row(g, values, out)[end]

    def proportional(self, values: Sequence[Value], out: Value) -> bool:
        """Whether what comes back is proportional to the gradient, as a derivative is: tried with two gradients and their sum."""
        with np.errstate(all="ignore"):
            one = np.cos(np.arange(out.size, dtype=float)).reshape(out.shape)[()]
            other = _FAR * np.sin(np.arange(out.size, dtype=float) + 1.0).reshape(out.shape)[()]
            rows = [self.row(g, values, out) for g in (one, other, one + other)]
        for end in self.ends:
            if end is not None:
                first, second, both = (row[end] for row in rows)
                known = np.isfinite(first) & np.isfinite(second) & np.isfinite(both)  # infinities of two signs say nothing
                first, second, both = (np.where(known, one, 0.0) for one in (first, second, both))
                near = 1e-9 * (np.max(np.abs(first), initial=0.0) + np.max(np.abs(second), initial=0.0))
                if not np.allclose(first + second, both, rtol=1e-9, atol=near):
                    return False
        return True

    def moves_as(self, other: Authored, values: Sequence[Value], out: Value) -> bool:
        """Whether the gradient changes what comes back by as much as it does in another rule, which has other numbers for the gradients of
        other results."""
        g = np.cos(np.arange(out.size, dtype=float)).reshape(out.shape)[()]
        with np.errstate(all="ignore"):
            here, there, still = self.row(g, values, out), other.row(g, values, out), other.row(0 * g, values, out)
        paid = [end for end in self.ends if end is not None]
        return all(np.allclose(here[end], there[end] - still[end], rtol=1e-9, atol=1e-9, equal_nan=True) for end in paid)

    def entrywise(self, place: int, shapes: Sequence[Shape], shape: Shape) -> bool:
        """Whether every entry of the argument is paid by the entry of the result at its place alone."""
        reached, alike = {0}, {0}
        for number, line in enumerate(self.lines, 2 + len(shapes)):
            made = reached.intersection(line.args)
            if line.plan is None or not made:
                continue
            reached.add(number)
            copied = line.plan.op.name in ("detach", "reshape") and line.plan.shapes == (line.plan.shape,)
            if made <= alike and line.plan.shape == shape and (line.plan.op.family == "pointwise" or copied):
                alike.add(number)
        return shapes[place] == shape and self.ends[place] in alike


@dataclass(frozen=True, slots=True, eq=False)
class Stated(Op):
    """The op of one rule."""

    rule: Authored = field(kw_only=True)


def tensor(entries: Sequence[float], shape: Shape) -> Value:
    """A value by its entries, row by row."""
    return value(np.array(entries, dtype=float).reshape(shape))


def authored(rule: Authored) -> Stated:
    """The op whose gradient goes back by a rule. Its first argument is the value."""

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        pulls = tuple(None if end is None else _pull(rule, place, shapes, shapes[0]) for place, end in enumerate(rule.ends))
        work = sum(line.plan.flops for line in rule.lines if line.plan is not None)
        return Plan(op, shapes, params, shapes[0], work, _first, pulls, rule.title)

    def words(plan: Plan) -> Words:
        names = [f"a{place}" for place in range(len(plan.shapes))]
        paid = [name for name, end in zip(names, rule.ends, strict=True) if end is not None]
        still = [name for name in names if name not in paid]
        told = dict.fromkeys(paid, f"{{to}} receives what the backward of {rule.title} gives for it.")
        because = dict.fromkeys(paid, f"The author of {rule.title} states its derivative: what comes back is computed by those lines, and not from the forward.")
        rest = dict.fromkeys(still, "{out} is made with {to}, and the rule that is stated sends nothing back to it.")
        return Words(
            Call(rule.title, tuple(Symbol(name) for name in paid)),
            {name: _said(rule, name) if name in paid else Rule() for name in names},
            Sentences(
                f"The result of {rule.title}, whose derivative its author states.",
                {**told, **dict.fromkeys(still, "Nothing comes back to {to} from here.")},
                {**because, **rest},
                dict.fromkeys(names),
            ),
        )

    return Stated(
        NAME, rule.title, f"{rule.title}, with a derivative of its own", NAME, ("a",), make, words, _first,
        variadic=True, typed=False, rule=rule, doc="A value whose derivative its author states.",
    )  # fmt: skip


def _said(rule: Authored, name: str) -> Rule:
    return Rule(matrix=Equation(Symbol(f"d.{name}"), Call(f"{rule.title}.backward", (Symbol("d.out"),))))


def _first(value: Any, *rest: Any) -> Any:
    return value


def _pull(rule: Authored, place: int, shapes: tuple[Shape, ...], shape: Shape) -> Pull:
    own = shapes[place]

    def jacobian(values: Sequence[Any], out: Any) -> Any:
        rows = np.zeros((size(shape), size(own)))
        for entry in range(size(shape)):
            g = np.zeros(size(shape))
            g[entry] = 1.0
            rows[entry] = np.ravel(rule.back(place, g.reshape(shape)[()], values, out))
        return rows

    def slope(*values: Any) -> Any:
        return rule.back(place, np.ones(shape)[()], values[:-1], values[-1])

    def block(values: Sequence[Any], out: Any) -> Relation:
        return Block(tuple(range(len(own))), tuple(range(len(shape))), lambda: jacobian(values, out))

    def back(g: Any, part: Any, values: Sequence[Any], out: Any) -> Any:
        return rule.back(place, g, values, out)

    def forth(t: Any, part: Any, values: Sequence[Any], out: Any) -> Any:
        return (jacobian(values, out) @ np.ravel(t)).reshape(shape)[()]

    if rule.entrywise(place, shapes, shape):
        return Pull(lambda values, out: Pointwise(()), back, lambda t, part, values, out: t * slope(*values, out), _written, slope)
    return Pull(block, back, forth, _written)


def _written(build: Build, g: Any, args: Sequence[Any], out: Any) -> Any:
    raise NotImplementedError("the lines of an author are laid all at once, for every argument")
