"""The backward pass as recorded data: per edge the local partial and one contribution, then the sum. Nothing is summed silently.

edge k of node i:  contribution = unbroadcast(vjp(gradient of i, partial))
gradient of j   =  sum of the contributions of the edges leaving j, in the order of the backward pass
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from chainrule.ops.record import Value
from chainrule.program.graph import CONSTANT, INPUT, Program


@dataclass(slots=True)
class Backward:
    """`gradients[i]` None: no path. Edges are parallel columns in the order they were worked: `edge_to` the user, `edge_place` the
    place among its arguments; `partials` None where the relation needs no local numbers."""

    gradients: list[Value | None]
    edge_to: list[int]
    edge_place: list[int]
    partials: list[Any]
    contributions: list[Any]


def wanted(program: Program, target: int, only: Iterable[int] | None = None) -> list[bool]:
    """Nodes a gradient of `target` is computed for: inputs (those in `only` if given), what depends on them, named results, and what
    the program itself asked a gradient by."""
    kinds, plans, args = program.kinds, program.plans, program.args
    if only is None:
        needs = [kind == INPUT for kind in kinds]
        asked = [node for one in program.passes for node in one.wrt]
        for node in (*program.names, *asked):
            needs[node] = kinds[node] != CONSTANT
    else:
        needs = [False] * len(kinds)
        for node in only:
            needs[node] = kinds[node] == INPUT
    for node, plan in enumerate(plans[: target + 1]):
        if plan is not None and not needs[node]:
            for place, _ in plan.paths:
                if needs[args[node][place]]:
                    needs[node] = True
                    break
    needs[target] = True
    return needs


def backward(
    program: Program,
    values: Sequence[Value],
    target: int,
    seed: Value,
    needs: Sequence[bool],
    kept: Mapping[int, Any] = MappingProxyType({}),
    record: bool = True,
) -> Backward:
    """One reverse walk from `target` with the upstream gradient `seed`, which has the target's shape. `kept`: what forwards kept;
    `record` False: the gradients alone, without the edges, and of nodes that pass nothing on: what was passed on is let go."""
    plans, arguments = program.plans, program.args
    gradients: list[Any] = [None] * len(plans)
    gradients[target] = seed
    result = Backward(gradients, [], [], [], [])
    to, at = result.edge_to.append, result.edge_place.append
    keep_partial, keep_contribution = result.partials.append, result.contributions.append
    own: set[int] = set()  # nodes whose gradient so far is a sum: an array of its own, which may be added to
    for node in range(target, -1, -1):
        gradient = gradients[node]
        if gradient is None:
            continue
        plan = plans[node]
        if plan is None:
            continue
        args = arguments[node]
        operands: Sequence[Value] | None = None
        for place, pull in plan.paths:
            source = args[place]
            if not needs[source]:
                continue
            partial = pull.constant
            if partial is not None:
                undo = pull.unbroadcast
                contribution = gradient if undo is None else undo(gradient)
                if partial != 1.0:
                    # A slope of 0 gives 0 whatever comes in: infinity times a flat edge is no NaN.
                    contribution = contribution * partial if partial else zeros_like(contribution)
            else:
                if operands is None:
                    out = values[node]
                    if len(args) == 2:  # a comprehension takes as long as a product
                        one, other = args
                        operands = values[one], values[other]
                    elif len(args) == 1:
                        operands = (values[args[0]],)
                    else:
                        operands = [values[arg] for arg in args]
                if pull.bare:
                    contribution = pull.vjp(gradient, None, operands, out)
                else:
                    if pull.pointwise:
                        partial = pull.partial(*operands, out)  # type: ignore[misc]
                        contribution = gradient * partial
                    elif pull.regain is not None and node in kept:
                        contribution = pull.regain(gradient, kept[node])
                    else:
                        if pull.partial is not None:
                            partial = pull.recall(kept[node]) if pull.recall is not None and node in kept else pull.partial(*operands, out)
                        contribution = pull.vjp(gradient, partial, operands, out)
                    undo = pull.unbroadcast
                    if undo is not None:
                        contribution = undo(contribution)
            total = gradients[source]
            if total is None:
                gradients[source] = contribution
            elif source in own:
                total += contribution
                gradients[source] = total
            else:
                gradients[source] = total + contribution
                own.add(source)
            if record:
                to(node)
                at(place)
                keep_partial(partial)
                keep_contribution(contribution)
            else:
                gradients[node] = None
    return result


def zeros_like(value: Value) -> Value:
    return np.zeros_like(value) if value.ndim else np.float64(0.0)


def ones_like(value: Value) -> Value:
    """The default upstream gradient: ones, which means the gradient of the sum of the target."""
    return np.ones_like(value) if value.ndim else np.float64(1.0)
