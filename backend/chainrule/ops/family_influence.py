"""Influence: the result depends on its arguments, but has no derivative: a cut path, a choice, class ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chainrule.formula.tree import Call, Symbol
from chainrule.ops.record import BadSample, Op, Parameter, Params, Plan, Rule, Sample, Sentences, Shape, Words, telling


def influence(
    name: str,
    shape: Callable[[tuple[Shape, ...], Params], Shape],
    forward: Callable[[Params], Callable[..., Any]],
    *,
    title: str,
    tells: str,
    reference: Callable[..., Any],
    samples: tuple[Sample, ...],
    source: str,
    params: tuple[Parameter, ...] = (),
    bad: tuple[BadSample, ...] = (),
    typed: bool = True,
    stops: bool = False,
) -> Op:
    """`shape(shapes, params)` raises `Refused`; `forward(params)` gives the function of the values; `stops`: see `Plan`."""

    def make(op: Op, shapes: tuple[Shape, ...], given: Params) -> Plan:
        result = shape(shapes, given)
        return Plan(op, shapes, given, result, 0, forward(given), (None,), "tensor" if result else "scalar", stops=stops)

    def words(plan: Plan) -> Words:
        because = "The gradient is stopped here on purpose." if stops else "{out} depends on {to}, but a small change of {to} does not change it."
        told = Sentences(telling(tells, plan.shape), {"a": "Nothing comes back to {to} from here."}, {"a": because}, {"a": None})
        return Words(Call(name, (Symbol("a"),)), {"a": Rule()}, told)

    return Op(
        name, name, title, "influence", ("a",), make, words, reference,
        params=params, samples=samples, bad=bad, sources=(source,), doc=tells, typed=typed,
    )  # fmt: skip
