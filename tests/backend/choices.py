"""Calls of ops that select one entry and leave the others out, with the gradients when infinity comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf, nan
from typing import Any


@dataclass(frozen=True)
class Choice:
    """Arguments, and for each of them the gradient when infinity comes back everywhere; None where there is none."""

    op: str
    arguments: tuple[Any, ...]
    gradients: tuple[Any, ...]
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.op} {dict(self.params) or ''}".strip()


SQUARE = [[1.0, 2.0], [3.0, 4.0]]
CHOICES = (
    Choice("relu", ([-1.0, 0.0, 2.0],), ([0, 0, inf],)),
    Choice("relu", (-1.0,), (0,)),
    Choice("hardtanh", ([-2.0, 0.5, 1.0, 3.0],), ([0, inf, 0, 0],)),
    Choice("clip", ([-2.0, 0.5, 1.0, 3.0],), ([0, inf, inf, 0],), {"min": -1.0, "max": 1.0}),
    Choice("maximum", ([1.0, 2.0, 3.0], [2.0, 2.0, 0.0]), ([0, inf, inf], [inf, inf, 0])),
    Choice("minimum", ([1.0, 2.0, 3.0], [2.0, 2.0, 0.0]), ([inf, inf, 0], [0, inf, inf])),
    Choice("maximum", ([1.0, 3.0], 2.0), ([0, inf], inf)),
    Choice("where", ([1.0, 0.0], [2.0, 3.0], [4.0, 5.0]), (None, [inf, 0], [0, inf])),
    Choice("where", (0.0, 3.0, 5.0), (None, 0, inf)),
    Choice("max", ([1.0, 3.0, 3.0],), ([0, inf, inf],)),
    Choice("min", (SQUARE,), ([[inf, inf], [0, 0]],), {"axis": 0}),
    Choice("max", (SQUARE,), ([[0, inf], [0, inf]],), {"axis": 1, "keepdims": True}),
    Choice("max_pool2d", (SQUARE,), ([[0, 0], [0, inf]],), {"window": 2}),
    Choice("global_max_pool2d", ([[SQUARE]],), ([[[[0, 0], [0, inf]]]],)),
    Choice("tril", (SQUARE,), ([[inf, 0], [inf, inf]],)),
    Choice("triu", (SQUARE,), ([[inf, inf], [0, inf]],)),
    Choice("nll", ([[-1.0, -2.0], [-3.0, -0.5]], [1.0, 0.0]), ([[0, -inf], [-inf, 0]], None), {"reduction": "sum"}),
    Choice("hinge", ([2.0, 0.5], [1.0, 1.0]), ([0, -inf], [0, -inf]), {"reduction": "sum"}),
    Choice("topk", ([1.0, 3.0, 2.0],), ([0, inf, inf],), {"k": 2}),
    Choice("einsum", (SQUARE,), ([[inf, 0], [0, inf]],), {"signature": "ii->"}),
    Choice("trace", (SQUARE,), ([[inf, 0], [0, inf]],)),
    Choice("floor", ([0.5, 1.5],), ([0, 0],)),
    Choice("greater", (1.0, 2.0), (0, 0)),
    Choice("all", (SQUARE,), ([[0, 0], [0, 0]],), {"axis": 0}),
    Choice("count_nonzero", (2.0,), (0,)),
)
PRODUCTS = (
    Choice("mul", ([1.0, 2.0], [0.0, 3.0]), ([nan, inf], [inf, inf])),
    Choice("leaky_relu", ([-1.0, 2.0],), ([nan, inf],), {"slope": 0.0}),
)
"""Multiplied, not selected: 0 times infinity stays NaN."""
