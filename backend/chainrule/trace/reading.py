"""What a run has for the nodes and gradients that its prints and results speak of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.ops.record import Value
from chainrule.program.graph import Shown, Slope
from chainrule.trace.study import Record


def read(record: Record, of: int | Slope) -> Value | None:
    """The value of a node, or the gradient by one; None: no path."""
    if isinstance(of, Slope):
        return None if record.back is None else record.back.gradients[of.wrt]
    return record.values[of]


def told(record: Record, parts: Sequence[str | Shown]) -> str:
    """A text with the numbers of nodes in it."""
    return "".join(part if isinstance(part, str) else _written(record, part) for part in parts)


_LARGEST = 2**53
"""Whole numbers up to here are whole as float64."""


def _in_python(value: Value, dtype: str) -> Any:
    """Numbers as Python has them. Those of an input that is typed as a whole number may be given others."""
    if dtype == "bool":
        return (value != 0).tolist()
    whole = dtype == "int" and bool(np.all((np.floor(value) == value) & (np.abs(value) <= _LARGEST)))
    return value.astype(np.int64).tolist() if whole else value.tolist()


def _written(record: Record, shown: Shown) -> str:
    number = read(record, shown.of)
    if number is not None and shown.dtype:
        return str(_in_python(number, shown.dtype))
    return "None" if number is None else format(float(number), shown.form or "")
