"""Each gradient entry beside its central difference, with the reason where they disagree.

    d(h)  = (f(x + h) - f(x - h)) / 2h        f = sum(upstream * target)
    d     = (100 d(h/10) - d(h)) / 99         Richardson: what is left is of fourth order in h
    error = |d(h/10) - d(h)| + rounding       rounding = 8 eps sum(|gradient * value| / h + |d gradient / dx * value|), over the nodes
                                              that move: of the values, and of the slope itself
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from chainrule.ops.authored import Stated
from chainrule.program.differentiate import moves
from chainrule.program.graph import Program
from chainrule.trace.line import DECADES, NEARER, Line, Step, rounding, steps
from chainrule.trace.study import Record

EPSILON = float(np.finfo(np.float64).eps)
TINY = float(np.finfo(np.float64).smallest_subnormal)
"""What lies below it is rounded to 0."""
CLOSE = 1e-6
"""Share of the size by which a gradient and its difference may differ and still agree."""
CLOSER = 1e-8
"""Share by which they may differ for no smaller step to be tried."""
KNOWN = 1e-3
"""Share of the size up to which a difference must be known to say anything."""
NOTHING = 1e-8
"""Share of the terms that make up a slope, up to which a difference must be known to say that they cancel."""
NEAR = 2
"""The step at whose ends those terms are taken: at a lowest point itself there are none."""
CORNER = 1e-3
"""Share of the size by which the slopes of the two sides must differ to be a corner."""
RUNS = 1 + 2 * (DECADES + NEARER) + 9 * 3
"""How often the program runs for one entry, where a backward pass counts as two runs."""
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
    with np.errstate(all="ignore"):
        line = Line(record, node, entry)
        if not (math.isfinite(gradient) and math.isfinite(line.at)):
            return Entry(node, entry, gradient, math.nan, math.nan, "not finite")
        noise = Noise(rounding(record, node), 0.0)
        taken: list[Step] = []
        for size in steps(line.at):
            taken.append(line.step(size))
            one = Difference(taken[-2], taken[-1], noise) if len(taken) > 1 else None
            if one is not None and one.settles(gradient):
                return Entry(node, entry, gradient, one.value, one.error, "agree")
        if not (found := _differences(taken, noise)):
            return Entry(node, entry, gradient, math.nan, math.nan, "not finite")
        best, verdict = _judged(line, gradient, taken, found)
        return Entry(node, entry, gradient, best.value, best.error, verdict)


@dataclass(frozen=True, slots=True)
class Noise:
    """What rounding is measured by: of the values of f, and of its slope."""

    values: float
    slope: float

    def at(self, step: Step) -> float:
        return 8 * ((EPSILON * max(self.values, step.value) + TINY) / step.size + EPSILON * self.slope)


class Difference:
    """One central difference, of a step and a narrower one.

    `corner`: the slopes of the two sides differ, by as much at the narrower step (they would come together if the function were smooth),
    and each side is smooth by itself, or comes to a value of its own: a jump. `clear`: rounding leaves the slopes of the sides known.
    `steady`: it is known, or comes to 0; of what turns too often for its steps it comes to more, the narrower they are.
    `alone`: x lies on one piece with both sides; `apart`: each side is one piece, and not that of x.
    """

    def __init__(self, wide: Step, narrow: Step, noise: Noise) -> None:
        rounded = noise.at(narrow)
        before, after = (wide.left + wide.right) / 2, (narrow.left + narrow.right) / 2
        share = (narrow.size / wide.size) ** 2
        self.wide, self.narrow = wide, narrow
        self.value = (after - share * before) / (1 - share)
        self.error = abs(after - before) + rounded + EPSILON * abs(self.value)
        between, largest = abs(narrow.right - narrow.left), max(abs(narrow.left), abs(narrow.right))
        sides = ((wide.left, narrow.left), (wide.right, narrow.right))
        self.clear = rounded <= CORNER * largest
        self.corner = (
            between > CORNER * largest + 4 * rounded
            and between > abs(wide.right - wide.left) / 2
            and all(min(abs(far - near), abs(far * wide.size - near * narrow.size) / narrow.size) <= between / 4 for far, near in sides)
        )
        self.steady = self.error <= KNOWN * abs(self.value) or abs(after) <= max(abs(before) / 2, 4 * rounded)
        self.alone = not any(narrow.pieces) and not any(wide.pieces)
        self.apart = not self.alone and narrow.pieces == wide.pieces

    @property
    def finite(self) -> bool:
        return math.isfinite(self.value) and math.isfinite(self.error)

    def belied(self, narrower: Difference) -> bool:
        return abs(self.value - narrower.value) > 4 * (self.error + narrower.error)

    def settles(self, gradient: float) -> bool:
        """Whether it agrees so well with a gradient that there is no need to look closer."""
        if self.corner or not self.finite or not (self.alone or self.apart):
            return False
        scale, off = max(abs(gradient), abs(self.value)), abs(gradient - self.value)
        return off == self.error == 0 or (off <= CLOSER * scale and self.error <= KNOWN * scale)


def _differences(taken: Sequence[Step], noise: Noise) -> list[Difference]:
    return [one for one in (Difference(wide, narrow, noise) for wide, narrow in pairwise(taken)) if one.finite]


def _best(found: Sequence[Difference]) -> Difference:
    """The one with the smallest estimated error for its size (after Ridders 1982), where none is known with the smallest; of those that
    are hardly worse the widest. Those on the piece of x are asked alone where there are any, and of them those that no narrower belies."""
    asked = [one for one in found if one.alone] or found
    asked = [one for place, one in enumerate(asked) if not any(one.belied(other) for other in asked[place + 1 :])]
    known = [one for one in asked if one.error <= KNOWN * abs(one.value)]
    errors = [one.error / abs(one.value) if one.error else 0.0 for one in known] or [one.error for one in asked]
    return next(one for one, error in zip(known or asked, errors, strict=True) if error <= 2 * min(errors))


def _judged(line: Line, gradient: float, taken: Sequence[Step], found: list[Difference]) -> tuple[Difference, Verdict]:
    """Where no step settles it."""
    here, finest = line.bend(_best(found).wide.size), line.bend(found[-1].narrow.size)
    bent = max((one.rounding for one in (here, finest) if math.isfinite(one.rounding)), default=0.0)
    found = _differences(taken, Noise(rounding(line.record, line.node), bent))
    best, alone = _best(found), any(one.alone for one in found)
    clear = [one for one in found if one.clear]
    if clear and all(one.corner for one in clear[-2:]):
        return best, "tie" if _ties(line.record) else "kink"
    off, scale = abs(gradient - best.value), max(abs(gradient), abs(best.value))
    # What is not known of the gradient itself: it changes from one number to the next, and its own terms are rounded and may cancel.
    doubt = finest.change + 8 * EPSILON * (finest.rounding + finest.terms)
    nothing = abs(gradient) <= 4 * doubt and best.error <= NOTHING * line.bend(taken[NEAR].size).terms
    known = nothing or best.error <= KNOWN * scale
    if (best.alone or best.apart) and (off == 0 or (known and off <= max(CLOSE * scale, 4 * best.error))):
        return best, "agree"
    if not alone and found[-1].apart:
        return best, "kink"
    if not alone or not known or not best.steady or not off > 4 * (best.error + doubt):
        return best, "rounding"
    return best, "stated" if _is_stated(line.record, line.node) else "differs"


def _is_stated(record: Record, node: int) -> bool:
    """Whether a gradient comes back to a node by lines of the program itself: the difference is of its forward, whatever they say."""
    assert record.target is not None
    between = map(record.program.plans.__getitem__, moves(record.program, record.target, [node]))
    return any(plan is not None and isinstance(plan.op, Stated) for plan in between)


def _ties(record: Record) -> bool:
    """Whether a largest or smallest of several is taken anywhere: a corner there is a tie."""
    return any(plan is not None and plan.op.name in ("max", "min", "maximum", "minimum") for plan in record.program.plans)
