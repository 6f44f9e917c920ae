"""What is timed: ten programs, with new numbers for every repetition, and which gradients are asked for.

    chain       v = x; then by turns v = v*x and v = v + 0.5                                gradient by x
    MLP         64 samples, 32 -> 64 tanh -> 10, cross-entropy                              by weights and biases
    conv net    8 images 12x12, conv 4 of 3x3, relu, max pool, dense 10, cross-entropy      by kernels, weights and biases
    attention   16 tokens x 32, queries, keys and values, out = tokens + attention @ wo     by the four weights
    layer norm  64 x 64 entries, each row scaled and shifted                                by x, scale and shift
    RNN         50 steps of tanh(x_t @ w + h @ u + b) on 32 rows, 32 -> 64, last error     by w, u and b
    einsum      bhid,bhjd->bhij and bhij,bhjd->bhid on 4 x 4 x 16 x 16                      by all three
    batch norm  32 x 8 x 6 x 6 entries, each channel scaled and shifted                     by x, scale and shift
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEP = 0.5
SAMPLES, INPUTS, HIDDEN, CLASSES = 64, 32, 64, 10
IMAGES, SIDE, KERNELS, WIDTH = 8, 12, 4, 3
TOKENS, FEATURES = 16, 32
STEPS, ROWS = 50, 32
EPS = 1e-5
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
Run = Callable[..., Gradients]
"""On the entries of one of the task's `inputs`."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way to the same gradients: `chain(x, ops)`, and by the name of a tensor program how it is run; absent where it lacks the ops."""

    name: str
    chain: Callable[[float, int], Any] | None
    tensors: Mapping[str, Run]


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    inputs: tuple[tuple[Any, ...], ...]
    ops: int = 0
    """How many, of a chain."""

    def of(self, contestant: Contestant) -> Callable[[tuple[Any, ...]], Gradients] | None:
        """What is timed, on one of `inputs`; None where the contestant cannot."""
        if self.ops:
            ops, chain = self.ops, contestant.chain
            return None if chain is None else lambda numbers: (chain(numbers[0], ops),)
        run = contestant.tensors.get(self.name)
        return None if run is None else lambda numbers: run(*numbers)


def chain(ops: int) -> Task:
    return Task(f"chain of {ops:,} ops", tuple((NEAR_ONE + 0.015 * place / POOL,) for place in range(POOL)), ops)


def tensors() -> list[Task]:
    return [Task(name, tuple(made(np.random.default_rng(7 + place)) for place in range(POOL))) for name, made in MADE.items()]


def batches() -> tuple[Batch, ...]:
    return tuple(_mlp(np.random.default_rng(7 + place)) for place in range(POOL))


def _mlp(random: np.random.Generator) -> Batch:
    return Batch(
        random.standard_normal((SAMPLES, INPUTS)),
        random.integers(0, CLASSES, SAMPLES).astype(np.float64),
        random.standard_normal((INPUTS, HIDDEN)) / INPUTS**0.5,
        random.standard_normal(HIDDEN),
        random.standard_normal((HIDDEN, CLASSES)) / HIDDEN**0.5,
        random.standard_normal(CLASSES),
    )


def _conv(random: np.random.Generator) -> tuple[Array, ...]:
    flat = KERNELS * ((SIDE - WIDTH + 1) // 2) ** 2
    return (
        random.standard_normal((IMAGES, 1, SIDE, SIDE)),
        random.integers(0, CLASSES, IMAGES).astype(np.float64),
        random.standard_normal((KERNELS, 1, WIDTH, WIDTH)) / WIDTH,
        random.standard_normal(KERNELS),
        random.standard_normal((flat, CLASSES)) / flat**0.5,
        random.standard_normal(CLASSES),
    )


def _attention(random: np.random.Generator) -> tuple[Array, ...]:
    weights = (random.standard_normal((FEATURES, FEATURES)) / FEATURES**0.5 for _ in range(4))
    return (random.standard_normal((TOKENS, FEATURES)), *weights)


def _layer_norm(random: np.random.Generator) -> tuple[Array, ...]:
    return (random.standard_normal((64, 64)), *random.standard_normal((2, 64)), random.standard_normal((64, 64)))


def _rnn(random: np.random.Generator) -> tuple[Array, ...]:
    return (
        random.standard_normal((STEPS, ROWS, INPUTS)),
        random.standard_normal((INPUTS, HIDDEN)) / INPUTS**0.5,
        random.standard_normal((HIDDEN, HIDDEN)) / HIDDEN**0.5,
        random.standard_normal(HIDDEN),
        random.standard_normal((ROWS, HIDDEN)),
    )


def _einsum(random: np.random.Generator) -> tuple[Array, ...]:
    return tuple(random.standard_normal((3, 4, 4, 16, 16)))


def _batch_norm(random: np.random.Generator) -> tuple[Array, ...]:
    return (random.standard_normal((32, 8, 6, 6)), *random.standard_normal((2, 8)), random.standard_normal((32, 8, 6, 6)))


MLP, CONV, ATTENTION, LAYER_NORM = "MLP", "conv net", "attention block", "layer norm"
RNN, EINSUM, BATCH_NORM = f"RNN of {STEPS} steps", "einsum", "batch norm"
MADE: Mapping[str, Callable[[np.random.Generator], tuple[Any, ...]]] = {
    MLP: _mlp,
    CONV: _conv,
    ATTENTION: _attention,
    LAYER_NORM: _layer_norm,
    RNN: _rnn,
    EINSUM: _einsum,
    BATCH_NORM: _batch_norm,
}
"""The numbers of a tensor program."""
