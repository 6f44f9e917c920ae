"""Times on a machine that does other things as well: contestants take turns, and only times of the same round are compared.

Seconds are those the processor spent on this process. What else slows it (caches, clock rate) slows all contestants of a round.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median
from time import process_time
from typing import Any

TURN = 0.02
"""Seconds of one contestant's turn, at least about."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of the rounds, and the rounds that differ most from it."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one repetition, per name and round."""

    rounds: Mapping[str, Sequence[float]]

    def seconds(self, name: str) -> float:
        return median(self.rounds[name])

    def ratio(self, name: str, to: str) -> Ratio:
        found = [mine / other for mine, other in zip(self.rounds[name], self.rounds[to], strict=True)]
        return Ratio(median(found), min(found), max(found))


def race(runs: Mapping[str, Callable[[Any], object]], inputs: Sequence[Any], rounds: int) -> Times:
    """Every contestant once per round, in an order that moves on by one; each repetition has the next of `inputs`."""
    names = list(runs)
    numbers = cycle(inputs)
    repetitions = {name: _repetitions(runs[name], numbers) for name in names}
    found: dict[str, list[float]] = {name: [] for name in names}
    for first in range(rounds):
        for name in names[first % len(names) :] + names[: first % len(names)]:
            found[name].append(_turn(runs[name], list(islice(numbers, repetitions[name]))))
    return Times(found)


def _repetitions(run: Callable[[Any], object], numbers: Any) -> int:
    """As many as fill a turn, found after a warm-up."""
    for _ in range(2):
        once = _turn(run, [next(numbers)])
    return max(1, round(TURN / once))


def _turn(run: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Garbage of the others is collected before; a contestant's own is collected when Python does so, within its time."""
    gc.collect()
    start = process_time()
    for one in inputs:
        run(one)
    return (process_time() - start) / len(inputs)
