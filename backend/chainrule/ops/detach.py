"""Detach: the same values, with the path for gradients cut."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.formula.tree import Call, Symbol
from chainrule.ops.record import Op, Params, Plan, Rule, Sample, Sentences, Shape, Words


def _make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
    return Plan(op, shapes, params, shapes[0], 0, lambda a: a, (None,), "any")


def _words(plan: Plan) -> Words:
    tells = "The same value, but gradients stop here."
    return Words(Call("detach", (Symbol("a"),)), {"a": Rule()}, Sentences(tells, {"a": tells}, {"a": tells}, {"a": None}))


def _same(a: Any) -> Any:
    return np.asarray(a, dtype=float)


detach = Op(
    "detach", "detach", "Detach", "movement", ("a",), _make, _words, _same,
    samples=(Sample((2.5,)), Sample(([1.0, -2.0],))), sources=("PyTorch documentation, Tensor.detach",), doc="The same values as constants: no gradient passes.",
)  # fmt: skip
