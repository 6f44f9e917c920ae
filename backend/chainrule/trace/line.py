"""One entry of one node moved to and fro: what f = sum(upstream * target) does on that line.

A step is of worth only on one piece of the program: where an op jumps, or another argument is chosen, there is another function.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from chainrule.ops.record import Pull, Value
from chainrule.program.differentiate import moves
from chainrule.trace.backward import Backward, backward
from chainrule.trace.rerun import rerun
from chainrule.trace.study import Record

WIDEST, DECADES = 2, 14
"""Steps go from 1e-2 down to 1e-15, scaled by max(1, |x|): a few times the spacing of the numbers there. Then, where x is small,"""
NEARER = 10
"""decades more, scaled by |x|: a function may turn at x itself."""


def steps(at: float) -> Iterator[float]:
    """From the widest on; each is a tenth of the one before it, except where those scaled by |x| begin."""
    unit = max(1.0, abs(at))
    for decade in range(WIDEST, WIDEST + DECADES):
        yield (last := unit * 10.0**-decade)
    for decade in range(1, NEARER + 1):
        if 0 < (step := abs(at) * 10.0**-decade) < last / 3:
            yield step


@dataclass(frozen=True, slots=True)
class Step:
    """The slopes of f to the left and to the right, the larger of the values there, and the pieces they lie on; that of x is empty."""

    size: float
    value: float
    left: float
    right: float
    pieces: tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Bend:
    """What the gradients at x and at the two ends of a step say. `rounding`: sum(|d gradient / dx * value|) over the nodes that move, which
    is what rounding of a slope is measured by; `terms`: the size of the gradient before terms of it cancel; `change`: of it, from x on."""

    rounding: float
    terms: float
    change: float


class Line:
    """Moves entry `entry` of `node`; all else that the program was given stays."""

    def __init__(self, record: Record, node: int, entry: int) -> None:
        assert record.target is not None
        self.record, self.node, self.entry, self.target = record, node, entry, record.target
        self.at = float(np.ravel(record.values[node])[entry])
        self.here = self._sum(record.values[self.target])

    def step(self, size: float) -> Step:
        low, high = self.at - size, self.at + size
        below, above = self._values(low), self._values(high)
        before, after = self._sum(below[self.target]), self._sum(above[self.target])
        left, right = (self.here - before) / (self.at - low), (after - self.here) / (high - self.at)
        return Step(size, max(abs(before), abs(after)), left, right, (self._piece(below), self._piece(above)))

    def bend(self, size: float) -> Bend:
        (low, before), (_, here), (high, after) = (self._pulled(to) for to in (self.at - size, self.at, self.at + size))
        rounding, terms, paid = 0.0, 0.0, self._paid(after)
        for node in (self.node, *_moving(self.record, self.node)):
            if (one := before.gradients[node]) is None or (other := after.gradients[node]) is None:
                continue
            terms = max(terms, _size(paid.get(node, np.abs(other)) * (high[node] - low[node])))
            if node != self.node:
                rounding += _size((np.asarray(other) - one) * (np.abs(low[node]) + np.abs(high[node]))) / 2
        first, middle, last = map(self._slope, (before, here, after))
        return Bend(rounding / (2 * size), terms / (2 * size), max(abs(first - middle), abs(last - middle)))

    def _slope(self, back: Backward) -> float:
        gradient = back.gradients[self.node]
        assert gradient is not None
        return float(np.ravel(gradient)[self.entry])

    def _pulled(self, to: float) -> tuple[list[Value], Backward]:
        record, kept = self.record, dict(self.record.kept)
        values = [*self._values(to, kept), *record.values[self.target + 1 :]]
        assert record.upstream is not None
        return values, backward(record.program, values, self.target, record.upstream, record.needs, kept)

    def _paid(self, back: Backward) -> dict[int, Any]:
        """By node, the sizes of what comes back to it, before they are summed."""
        paid: dict[int, Any] = {}
        for user, place, contribution in zip(back.edge_to, back.edge_place, back.contributions, strict=True):
            node = self.record.program.args[user][place]
            paid[node] = paid.get(node, 0.0) + np.abs(contribution)
        return paid

    def _values(self, to: float, kept: dict[int, Any] | None = None) -> list[Value]:
        moved: Any = np.array(self.record.values[self.node], dtype=np.float64)
        moved.flat[self.entry] = to
        changed = {**_still(self.record), self.node: moved if moved.ndim else np.float64(moved)}
        return rerun(self.record.program, self.record.values, changed, self.target, kept)

    def _sum(self, target: Value) -> float:
        return float(np.sum(np.asarray(self.record.upstream) * target))

    def _piece(self, values: list[Value]) -> bytes:
        """Where what is chosen, and what an op that jumps gives, is not as at x."""
        record, apart = self.record, []
        for node, pull in _choosing(record):
            args = record.program.args[node]
            if all(values[arg] is record.values[arg] for arg in args):
                continue
            now, before = (_choice(of, node, args, pull) for of in (values, record.values))
            if not np.array_equal(now, before):
                apart.append(b"%d:" % node + np.asarray(now).tobytes())
        return b";".join(apart)


def rounding(record: Record, node: int) -> float:
    """What rounding of f is measured by: every node that moves may be off by eps |value|, and its gradient says how much of that
    reaches f. The terms of a sum may cancel, inside the program as well as in f itself, so f alone would say too little."""
    assert record.back is not None
    pairs = ((record.back.gradients[one], record.values[one]) for one in _moving(record, node))
    sizes = [_size(np.asarray(gradient) * value) for gradient, value in pairs if gradient is not None]
    return sum(size for size in sizes if math.isfinite(size))


def _size(of: Any) -> float:
    return float(np.sum(np.abs(of)))


@lru_cache(maxsize=8)
def _moving(record: Record, node: int) -> tuple[int, ...]:
    """The nodes that are computed anew when `node` moves: it is exact itself, and so are all others."""
    assert record.target is not None
    return tuple(sorted(moves(record.program, record.target, [node]) - ({node} - {record.target})))


@lru_cache(maxsize=8)
def _still(record: Record) -> dict[int, Value]:
    """What is cut off from its arguments stays as it is: a difference through it would be of another function."""
    return {node: record.values[node] for node, plan in enumerate(record.program.plans) if plan is not None and plan.stops}


@lru_cache(maxsize=8)
def _choosing(record: Record) -> tuple[tuple[int, Pull | None], ...]:
    """Nodes that jump where their value does (None), and those that jump or turn where the slope of a pull does."""
    assert record.target is not None
    found: list[tuple[int, Pull | None]] = []
    for node, plan in enumerate(record.program.plans[: record.target + 1]):
        if plan is None or plan.stops:
            continue
        if plan.jumps:
            found.append((node, None))
        else:
            found += [(node, pull) for _, pull in plan.paths if pull.steps and pull.constant is None]
    return tuple(found)


def _choice(values: Any, node: int, args: tuple[int, ...], pull: Pull | None) -> Any:
    return values[node] if pull is None or pull.partial is None else pull.partial(*[values[arg] for arg in args], values[node])
