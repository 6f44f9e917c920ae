"""The steps of a study in order, as ids: what a player replays.

given, then one forward step per op, then the seed, then per edge of the backward pass: local, unbroadcast if there is one, accumulate
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chainrule.explain.edges import Edge
from chainrule.program.graph import OP
from chainrule.trace.study import Record


class Step(NamedTuple):
    """`node` and `edge` are numbers in program order; see the wire contract for their meaning in each phase."""

    phase: str
    kind: str
    node: int | None
    edge: int | None


def steps(record: Record, edges: Sequence[Edge], order: Sequence[int]) -> list[Step]:
    """`order`: the edges of the backward pass as they were worked."""
    found = [Step("given", "compute", None, None)]
    found += [Step("forward", "compute", node, None) for node, kind in enumerate(record.program.kinds) if kind == OP]
    if record.target is None:
        return found
    found.append(Step("seed", "seed", record.target, None))
    for number in order:
        edge = edges[number]
        found.append(Step("backward", "local", edge.user, number))
        if edge.copies is not None:
            found.append(Step("backward", "unbroadcast", edge.user, number))
        found.append(Step("backward", "accumulate", edge.user, number))
    return found
