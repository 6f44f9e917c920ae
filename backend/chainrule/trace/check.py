"""Each gradient entry beside its central difference, with the reason where they disagree.

    d(h)  = (f(x + h) - f(x - h)) / 2h        f = sum(upstream * target)
    d     = (4 d(h/2) - d(h)) / 3             Richardson: what is left is of fourth order in h
    error = |d(h/2) - d(h)| / 3 + rounding    rounding = 8 eps sum(|gradient * value|) / h, over all nodes
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from chainrule.ops.authored import Stated
from chainrule.ops.record import Value
from chainrule.program.differentiate import moves
from chainrule.program.graph import Program
from chainrule.trace.rerun import rerun
from chainrule.trace.study import Record

STEPS = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
"""Tried in turn, scaled by max(1, |x|); the one with the smallest estimated error for its size is believed (after Ridders 1982)."""
EPSILON = float(np.finfo(np.float64).eps)
CLOSE = 1e-6
"""Share of the size by which a gradient and its difference may differ and still agree."""
CORNER = 1e-3
"""Share of the size by which the slopes of the two sides must differ to be a corner."""
RUNS = 1 + 4 * len(STEPS)
"""How often the program runs for one entry."""
VISIT = 1_000
"""Arithmetic operations that take as long as coming to a node does."""


Verdict = Literal["agree", "kink", "tie", "rounding", "not finite", "stated", "differs"]


@dataclass(frozen=True, slots=True)
class Entry:
    """`error` is the estimated error of the difference."""

    node: int
    entry: int
    gradient: float
    difference: float
    error: float
    verdict: Verdict


def check(record: Record, nodes: Sequence[int], most: int) -> Iterator[Entry]:
    """The first `most` gradient entries of `nodes`, in order."""
    left = most
    for node in nodes:
        gradient = None if record.back is None else record.back.gradients[node]
        if gradient is None:
            continue
        flat = np.ravel(gradient)
        for entry in range(min(flat.size, left)):
            yield checked(record, node, entry, float(flat[entry]))
        left -= min(flat.size, left)


def price(program: Program, each: int = 1) -> int:
    """Arithmetic operations that checking one entry takes, at most; one on a tensor counts as `each`."""
    return RUNS * (each * program.cost().flops + VISIT * len(program))


def checked(record: Record, node: int, entry: int, gradient: float) -> Entry:
    """One entry of one node, whose gradient is `gradient`, beside its difference."""
    at = float(np.ravel(record.values[node])[entry])
    if not (math.isfinite(gradient) and math.isfinite(at)):
        return Entry(node, entry, gradient, math.nan, math.nan, "not finite")
    with np.errstate(all="ignore"):
        here = _along(record, node, entry, at)
        tried = [_difference(record, node, entry, at, here, step * max(1.0, abs(at))) for step in STEPS]
    finite = [one for one in tried if math.isfinite(one.value) and math.isfinite(one.error)]
    if not finite:
        return Entry(node, entry, gradient, math.nan, math.nan, "not finite")
    best = min(finite, key=lambda one: (one.error / max(abs(one.value), one.error) if one.error else 0.0, one.error))
    return Entry(node, entry, gradient, best.value, best.error, _verdict(record, node, gradient, best, finite[-1]))


@dataclass(frozen=True, slots=True)
class Difference:
    """One central difference. `corner`: the slopes of the two sides differ, and by as much at half the step: they would come
    together if the function were smooth."""

    value: float
    error: float
    corner: bool


def _difference(record: Record, node: int, entry: int, at: float, here: float, step: float) -> Difference:
    wide = _slopes(record, node, entry, at, here, step)
    narrow = _slopes(record, node, entry, at, here, step / 2)
    noise = 8 * EPSILON * _size(record) / step
    value = (4 * sum(narrow) - sum(wide)) / 6
    apart, before = abs(narrow[1] - narrow[0]), abs(wide[1] - wide[0])
    corner = apart > CORNER * max(map(abs, narrow)) + 4 * noise and apart > 0.75 * before
    return Difference(value, abs(sum(narrow) - sum(wide)) / 6 + noise + EPSILON * abs(value), corner)


def _verdict(record: Record, node: int, gradient: float, best: Difference, finest: Difference) -> Verdict:
    scale = max(abs(gradient), abs(best.value))
    if finest.corner:
        return "tie" if _ties(record) else "kink"
    if best.error > 1e-3 * scale and best.error > 1e-9 and gradient != best.value:
        return "rounding"
    if abs(gradient - best.value) <= max(CLOSE * scale, 4 * best.error):
        return "agree"
    return "stated" if _is_stated(record, node) else "differs"


def _is_stated(record: Record, node: int) -> bool:
    """Whether a gradient comes back to a node by lines of the program itself: the difference is of its forward, whatever they say."""
    assert record.target is not None
    between = map(record.program.plans.__getitem__, moves(record.program, record.target, [node]))
    return any(plan is not None and isinstance(plan.op, Stated) for plan in between)


def _ties(record: Record) -> bool:
    """Whether a largest or smallest of several is taken anywhere: a corner there is a tie."""
    return any(plan is not None and plan.op.name in ("max", "min", "maximum", "minimum") for plan in record.program.plans)


@lru_cache(maxsize=8)
def _size(record: Record) -> float:
    """What rounding of f is measured by: every node may be off by eps |value|, and its gradient says how much of that reaches f.

    The terms of a sum may cancel, inside the program as well as in f itself, so f alone would say too little.
    """
    assert record.back is not None
    with np.errstate(all="ignore"):
        sizes = (
            float(np.sum(np.abs(np.asarray(gradient) * value)))
            for gradient, value in zip(record.back.gradients, record.values, strict=True)
            if gradient is not None
        )
        return sum(size for size in sizes if math.isfinite(size))


@lru_cache(maxsize=8)
def _still(record: Record) -> dict[int, Value]:
    """What is cut off from its arguments stays as it is: a difference through it would be of another function."""
    return {node: record.values[node] for node, plan in enumerate(record.program.plans) if plan is not None and plan.stops}


def _slopes(record: Record, node: int, entry: int, at: float, here: float, h: float) -> tuple[float, float]:
    """Slopes to the left and to the right; their mean is the central difference."""
    low, high = at - h, at + h
    return (here - _along(record, node, entry, low)) / (at - low), (_along(record, node, entry, high) - here) / (high - at)


def _along(record: Record, node: int, entry: int, to: float) -> float:
    """sum(upstream * target) with one entry of one node moved."""
    moved: Any = np.array(record.values[node], dtype=np.float64)
    moved.flat[entry] = to
    assert record.target is not None
    changed = {**_still(record), node: moved if moved.ndim else np.float64(moved)}
    values = rerun(record.program, record.values, changed, record.target)
    return float(np.sum(np.asarray(record.upstream) * values[record.target]))
