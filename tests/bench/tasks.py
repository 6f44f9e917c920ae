"""What is timed: chains of scalar ops and a multilayer perceptron, with new numbers for every repetition.

    chain   v = x; then by turns v = v*x and v = v + 0.5             gradient by x
    mlp     64 samples, 32 -> 64 tanh -> 10, softmax cross-entropy   gradients by both weights and biases, not by the data
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEP = 0.5
SAMPLES, INPUTS, HIDDEN, CLASSES = 64, 32, 64, 10
POOL = 16
"""Sets of numbers that take turns."""
NEAR_ONE = 0.98
"""So that x to the power 10,000 is no subnormal number: a processor multiplies those several times more slowly."""


class Batch(NamedTuple):
    x: Array
    labels: Array
    """Class ids, as whole float64 numbers."""
    w1: Array
    b1: Array
    w2: Array
    b2: Array


Gradients = tuple[Any, ...]
"""By what the task names, in its order."""
ChainRun = Callable[[float, int], Any]
MlpRun = Callable[[Batch], Gradients]
Run = Callable[[Any], Gradients]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way to the same gradients: `chain(x, ops)` and `mlp(batch)`; None where it lacks the ops."""

    name: str
    chain: ChainRun
    mlp: MlpRun | None


@dataclass(frozen=True, slots=True)
class Task:
    """`of(contestant)` is what is timed, on one of `inputs`."""

    name: str
    inputs: tuple[Any, ...]
    of: Callable[[Contestant], Run | None]


def chain(ops: int) -> Task:
    def of(contestant: Contestant) -> Run:
        run = contestant.chain
        return lambda x: (run(x, ops),)

    return Task(f"chain of {ops:,} ops", tuple(NEAR_ONE + 0.015 * place / POOL for place in range(POOL)), of)


def mlp() -> Task:
    return Task(f"MLP {SAMPLES}x{INPUTS}-{HIDDEN}-{CLASSES}", batches(), lambda contestant: contestant.mlp)


def batches() -> tuple[Batch, ...]:
    random = np.random.default_rng(7)

    def batch() -> Batch:
        return Batch(
            random.standard_normal((SAMPLES, INPUTS)),
            random.integers(0, CLASSES, SAMPLES).astype(np.float64),
            random.standard_normal((INPUTS, HIDDEN)) / INPUTS**0.5,
            random.standard_normal(HIDDEN),
            random.standard_normal((HIDDEN, CLASSES)) / HIDDEN**0.5,
            random.standard_normal(CLASSES),
        )

    return tuple(batch() for _ in range(POOL))
