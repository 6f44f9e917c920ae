"""Where NaN and where infinity were born among the values: a node and an entry each, of which no entry before was the like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Birth:
    """`entry` of `node` came to be what it is there; `nodes`: itself and those it was passed on to."""

    node: int
    entry: tuple[int, ...]
    nodes: list[int]


_KINDS: tuple[tuple[Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    (np.isnan, np.isnan),
    (np.isinf, lambda value: ~np.isfinite(value)),
)
"""What is born, and what it may have come from instead: infinities make NaN, but that is a birth."""


def births(record: Record, odd: Sequence[int]) -> list[Birth]:
    """In program order; `odd`: the nodes that are not finite. A node belongs to one birth of each kind, its own or the first of those it
    goes back to: told of all, they would be as many as the square of the program."""
    found: list[Birth] = []
    for kind, source in _KINDS:
        known: dict[int, Birth] = {}
        for node in odd:
            args, here = record.program.args[node], np.asarray(kind(record.values[node]))
            if not args or not here.any():
                continue
            fresh = here & ~_came(record, node, source)
            if fresh.any():
                entry = tuple(int(place[0]) for place in np.nonzero(fresh[None])[1:])
                found.append(Birth(node, entry, [node]))
                known[node] = found[-1]
            elif before := [known[arg] for arg in args if arg in known]:
                known[node] = min(before, key=lambda birth: birth.node)
                known[node].nodes.append(node)
    return sorted(found, key=lambda birth: birth.node)


def _came(record: Record, node: int, source: Callable[[Any], Any]) -> Any:
    """The entries that may have come from one before; where an op does not work entry by entry, from any."""
    plan, operands = record.program.plans[node], [np.asarray(source(record.values[arg])) for arg in record.program.args[node]]
    if plan is None or plan.op.family != "pointwise":
        return np.full(np.shape(record.values[node]), any(operand.any() for operand in operands))
    came = np.zeros(np.shape(record.values[node]), dtype=bool)
    for operand in operands:
        came = came | operand
    return came
