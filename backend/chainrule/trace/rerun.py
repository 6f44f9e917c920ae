"""A recorded program evaluated again with other numbers: shapes and plans are facts already, so only values are computed."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.record import Value
from chainrule.ops.record import value as tensor
from chainrule.program.graph import Program
from chainrule.program.literal import given
from chainrule.trace.backward import backward
from chainrule.trace.study import Record


@np.errstate(all="ignore")
def again(known: Record, vars: Mapping[str, Any]) -> Record | None:
    """What a first run of the same text with `vars` gives, to the bit. None where it may record other nodes: values for other inputs, or
    of other shapes, another number where the program has looked at one to decide something, or numbers that an op refuses."""
    program = known.program
    if known.target is None or known.back is None or tuple(vars) != tuple(known.vars):
        return None
    vars = {name: known.vars[name] if _alike(one, known.vars[name]) else one for name, one in vars.items()}
    try:
        changed = _changed(known, vars)
        if changed is None:
            return None
        kept = dict(known.kept)
        values = rerun(program, known.values, changed, kept=kept)
    except Refused:
        return None
    if any(not same(values[node], known.values[node]) for node in program.looked):
        return None
    start = known.upstream if known.seed_node is None else values[known.seed_node]
    assert start is not None
    back = backward(program, values, known.target, start, known.needs, kept)
    return replace(known, values=values, upstream=start, back=back, vars=vars, kept=kept)


def _changed(known: Record, vars: Mapping[str, Any]) -> dict[int, Value] | None:
    """The inputs whose numbers differ; None when one has another shape."""
    program, found = known.program, {}
    for one in program.inputs:
        if not one.overridden or vars[one.name] is known.vars[one.name]:
            continue
        shape, entries = given(vars[one.name])
        if shape != program.shapes[one.node]:
            return None
        new = tensor(np.array(entries).reshape(shape))
        if not same(new, known.values[one.node]):
            found[one.node] = new
    return found


def _alike(one: Any, other: Any) -> bool:
    """Whether two nested lists of numbers are written the same: 0 is neither 0.0 nor -0.0. Far quicker than entry by entry."""
    return marshal.dumps(one, _PLAIN) == marshal.dumps(other, _PLAIN)


_PLAIN = 2
"""The version of the form in which it does not matter who else holds a number."""


def same(one: Value, other: Value) -> bool:
    """To the bit: 0.0 is not -0.0."""
    return one is other or one.tobytes() == other.tobytes()


def rerun(
    program: Program,
    values: Sequence[Value],
    changed: Mapping[int, Value],
    upto: int | None = None,
    kept: dict[int, Any] | None = None,
) -> list[Value]:
    """Values of all nodes up to `upto` when the nodes in `changed` have other values; what does not depend on them stays. `kept`
    is filled with what forwards keep for a backward pass.

    A changed node keeps the value given for it, whatever its operands say.
    """
    end = len(program) if upto is None else upto + 1
    found = list(values[:end])
    stale = [False] * end
    for node, value in changed.items():
        if node < end:
            found[node] = value
            stale[node] = True
    plans, args = program.plans, program.args
    for node in range(min(changed, default=end), end):
        plan = plans[node]
        if plan is None or stale[node]:
            continue
        operands = args[node]
        for operand in operands:
            if stale[operand]:
                if kept is None or plan.keeping is None:
                    found[node] = plan.forward(*[found[arg] for arg in operands])
                else:
                    found[node], kept[node] = plan.keeping(*[found[arg] for arg in operands])
                stale[node] = True
                break
    return found
