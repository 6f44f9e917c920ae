"""A studied program as it is told: with its edges, and what is worth knowing about these very numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from chainrule.explain.edges import Edge, edges
from chainrule.explain.label import Labels
from chainrule.explain.notices import Notice, notices
from chainrule.ops.relation import Relation
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Seen:
    """`order`: the edges of the backward pass as they were worked, as places in `uses`."""

    record: Record
    uses: Sequence[Edge]
    order: Sequence[int]
    remarks: Sequence[Notice]
    _relations: dict[int, Relation] = field(default_factory=dict)

    def relation(self, number: int) -> Relation:
        """How the entries of the ends of an edge belong together in this run; worked out once, for it may take a sort."""
        if (found := self._relations.get(number)) is None:
            found = self._relations[number] = self.uses[number].relation()
        return found


@np.errstate(all="ignore")
def seen_in(record: Record) -> Seen:
    uses, order = edges(record)
    return Seen(record, uses, order, notices(record, uses, Labels(record.program, record.values)))


def value_of(node: int) -> Callable[[Seen], Any]:
    return lambda run: run.record.values[node]


def gradient_by(node: int) -> Callable[[Seen], Any]:
    return lambda run: run.record.back.gradients[node]  # type: ignore[union-attr]


def value_given(name: str) -> Callable[[Seen], Any]:
    return lambda run: run.record.vars[name]
