"""A recorded program evaluated again with other numbers: shapes and plans are facts already, so only values are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chainrule.ops.record import Value
from chainrule.program.graph import Program


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
