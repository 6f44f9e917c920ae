"""The edges of a studied program: one for every use of a node as an argument, with what came back along it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from chainrule.ops.record import Plan, Pull, Value, names
from chainrule.ops.relation import Influence, Relation
from chainrule.ops.unbroadcast import Unbroadcast
from chainrule.trace.study import Record


class Edge(NamedTuple):
    """From node `source` to argument number `place` of node `user`. `pull` None: no slope by it. `contribution` None: nothing comes back
    along it."""

    source: int
    user: int
    place: int
    arg: str
    plan: Plan
    pull: Pull | None
    partial: Any
    contribution: Value | None
    operands: Sequence[Value]
    """Values of all arguments of the user, this one's at `place`."""
    out: Value

    @property
    def lets_nothing(self) -> bool:
        """Where the slope is 0 nothing comes back, whatever the gradient is: infinity times 0 is no NaN."""
        return self.pull is not None and (self.pull.flat or self.pull.selects)

    @property
    def copies(self) -> Unbroadcast | None:
        """The un-broadcast of this edge, where something is really added up."""
        undone = self.pull.unbroadcast if self.pull else None
        return undone if undone and any(count != 1 for count in undone.copies) else None

    @np.errstate(all="ignore")
    def slope(self) -> float:
        """What a gradient is multiplied by on its way from a single number to a single number, of whatever shape."""
        assert self.pull is not None
        if self.partial is not None and np.shape(self.partial) == () == np.shape(self.out):
            return float(self.partial)
        known = self.pull.partial(*self.operands, self.out) if self.pull.partial is not None else None
        back: Value = self.pull.vjp(np.ones(np.shape(self.out)), known, self.operands, self.out)
        return float(np.asarray(back).item())

    def relation(self) -> Relation:
        """How the entries of the two ends belong together."""
        return Influence() if self.pull is None else self.pull.relation(self.operands, self.out)


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
        called, out = names(plan), record.values[user]
        args, pulls = program.args[user], plan.pulls
        operands = [record.values[arg] for arg in args]
        for place, source in enumerate(args):
            number = worked.get((user, place))
            partial = contribution = None
            if number is not None and back is not None:
                order[number] = len(found)
                partial, contribution = back.partials[number], back.contributions[number]
            found.append(Edge(source, user, place, called[place], plan, pulls[place], partial, contribution, operands, out))
    return found, order
