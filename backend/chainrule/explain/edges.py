"""The edges of a studied program: one for every use of a node as an argument, with what came back along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chainrule.ops.record import Plan, Pull, Unbroadcast, Value, names
from chainrule.ops.relation import Influence, Relation
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Edge:
    """From node `source` to argument number `place` of node `user`. `contribution` None: nothing comes back along it."""

    source: int
    user: int
    place: int
    arg: str
    plan: Plan
    partial: Any
    contribution: Value | None

    @property
    def pull(self) -> Pull | None:
        return self.plan.pulls[self.place]

    @property
    def copies(self) -> Unbroadcast | None:
        """The un-broadcast of this edge, where something is really added up."""
        undone = self.pull.unbroadcast if self.pull else None
        return undone if undone and any(count != 1 for count in undone.copies) else None

    def relation(self, values: Sequence[Value]) -> Relation:
        """How the entries of the two ends belong together."""
        if self.pull is None:
            return Influence()
        return self.pull.relation(values, values[self.user])


def edges(record: Record) -> tuple[list[Edge], list[int]]:
    """All edges in program order, operands in order; and the place in that list of each edge of the backward pass, as it was worked."""
    program, back = record.program, record.back
    worked: dict[tuple[int, int], int] = {}
    if back is not None:
        worked = {key: number for number, key in enumerate(zip(back.edge_to, back.edge_place, strict=True))}
    found: list[Edge] = []
    order = [0] * len(worked)
    for user, plan in enumerate(program.plans):
        if plan is None:
            continue
        called = names(plan)
        for place, source in enumerate(program.args[user]):
            number = worked.get((user, place))
            if number is None or back is None:
                found.append(Edge(source, user, place, called[place], plan, None, None))
            else:
                order[number] = len(found)
                found.append(Edge(source, user, place, called[place], plan, back.partials[number], back.contributions[number]))
    return found, order
