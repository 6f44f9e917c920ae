"""Inputs at the corners: zeros, ties, bounds, and numbers so large that a careless formula is not finite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf, nan
from typing import Any

import numpy as np

from chainrule.ops.catalogue import CATALOGUE


@dataclass(frozen=True)
class Corner:
    op: str
    arguments: tuple[Any, ...]
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        given = ", ".join(str(one) for one in (*self.arguments, *(f"{name}={one}" for name, one in self.params.items())))
        return f"{self.op}({given})"


ENDS = [-1e3, -40.0, 0.0, 40.0, 1e3]
TIES = [[1.0, 2.0, 2.0], [3.0, 3.0, 3.0]]
ZEROS = [[0.0, 2.0, 3.0], [0.0, 0.0, 5.0], [1.5, -2.0, 0.5]]
HALVES = [-0.5, 0.0, 0.5, 1.5, 2.5]
UNIT = [-1.0, 0.0, 1.0]
FROM_ZERO = [0.0, 1.0, inf]
EMPTY = np.zeros((0,))
OF_ONE: Mapping[str, Any] = {
    **{op: HALVES for op in "abs floor leaky_relu relu round sign softsign square".split()},
    **{op: ENDS for op in "asinh atan erf exp gelu gelu_tanh logsigmoid mish sigmoid softplus tanh".split()},
    **{op: FROM_ZERO for op in "log log10 log2 reciprocal rsqrt sqrt".split()},
    **{op: UNIT for op in "acos asin atanh hardtanh step".split()},
    **{op: [*ENDS, inf] for op in ("elu", "selu")},
    "silu": [*ENDS, 2e17],
    "acosh": [1.0, 2.0],
    "cbrt": [0.0, -8.0],
    "log1p": [-1.0, 0.0],
}
OF_TWO: Mapping[str, Any] = {
    **{op: ([1.0, 2.0, 3.0], [1.0, 3.0, 2.0]) for op in "equal greater less_equal maximum minimum".split()},
    **{op: ([1.0, 2.0, 5.0, -1.0], [1.0, 3.0, 2.0, 0.0]) for op in "huber mae mse".split()},
    "atan2": ([0.0, 0.0, 1.0], [1.0, -1.0, 0.0]),
    "div": ([1.0, 0.0, -1.0], [0.0, 0.0, 2.0]),
    "hinge": ([1.0, -1.0, 0.5], [1.0, -1.0, -1.0]),
    "mod": ([2.5, -2.5, 2.5], [1.0, 1.0, -1.0]),
    "mul": ([0.0, inf], [inf, 2.0]),
    "pow": ([0.0, 0.0, 0.0, -2.0, 1.0], [2.0, 1.0, 0.0, 3.0, 0.0]),
    "cosine_similarity": ([1.0, 0.0], [0.0, 2.0]),
    "bce_with_logits": (ENDS, [0.0, 0.5, 1.0, 1.0, 0.0]),
}
BY_HAND = (
    *(Corner(op, ([[1.0, nan], [2.0, 3.0]],), {"axis": axis}) for op in ("max", "min") for axis in (None, 1)),
    *(Corner(op, (TIES,), {"axis": axis}) for op in ("max", "min") for axis in (None, 0, 1, (0, 1))),
    *(Corner(op, (ZEROS,), {"axis": axis}) for op in ("prod", "cumprod") for axis in (0, 1)),
    *(Corner("norm", (ZEROS,), {"axis": 1, "ord": order}) for order in (2, 3, inf)),
    *(Corner("norm", ([[0.0, 0.0], [3.0, -3.0]],), {"axis": 1, "ord": order}) for order in (1, 2, 3, inf)),
    *(Corner(op, ([ENDS, [1e3, 1e3, 1e3, 1e3, 1e3]],), {"axis": -1}) for op in ("softmax", "log_softmax", "logsumexp")),
    *(Corner(op, (EMPTY,)) for op in ("sum", "mean", "prod", "exp")),
    Corner("prod", (ZEROS,)),
    Corner("clip", ([-1.0, 0.0, 1.0, 2.0],), {"min": -1.0, "max": 1.0}),
    Corner("std", ([[1.0, 1.0], [1.0, 2.0]],), {"axis": 1}),
    Corner("var", ([[1.0, 1.0], [1.0, 2.0]],), {"axis": 1}),
    Corner("sort", (TIES,)),
    Corner("sort", (TIES,), {"descending": True}),
    Corner("max_pool2d", ([[1.0, 1.0, 2.0, 0.0], [1.0, 1.0, 2.0, 2.0]],), {"window": 2}),
    Corner("cross_entropy", ([ENDS], [2.0])),
    Corner("cross_entropy", ([ENDS], [4.0])),
    Corner("where", ([1.0, 0.0], [2.0, 3.0], [inf, 4.0])),
    Corner("det", (ZEROS,)),
    Corner("matmul", (np.zeros((2, 0)), np.zeros((0, 3)))),
)


def corners() -> Iterator[Corner]:
    """By hand, and the sample of every kink of the catalogue."""
    yield from (Corner(op, (numbers,)) for op, numbers in OF_ONE.items())
    yield from (Corner(op, pair) for op, pair in OF_TWO.items())
    yield from BY_HAND
    yield from (Corner(record.name, kink.sample[0]) for record in CATALOGUE.values() for kink in record.kinks if kink.sample)


CORNERS = tuple(corners())
