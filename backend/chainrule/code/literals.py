"""Tensors as code: what is regular by the call that makes it, the rest by its numbers, exactly.

    zeros, ones, equal entries    np.zeros((2, 3)), np.full((2, 3), 0.5)
    a few                         np.array([[1.0, 2.0], [3.0, 4.0]])
    many                          np.array([ ... ]).reshape(64, 64), lines filled
    very many                     their bytes, base64
"""

from __future__ import annotations

import base64
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

MANY, VERY_MANY = 64, 2048
WIDTH = 96


@dataclass(frozen=True, slots=True)
class Maker:
    """How a library makes a tensor. `array`, `full`, `zeros`, `ones`, `eye`, `arange`, `bytes` are texts with gaps {0}, {1}; the result
    of `bytes` is flat."""

    scalar: str
    array: str
    zeros: str
    ones: str
    full: str
    eye: str
    arange: str
    bytes: str
    reshape: str
    infinity: str
    nan: str


def number(value: float, how: Maker) -> str:
    if math.isnan(value):
        return how.nan
    if math.isinf(value):
        return how.infinity if value > 0 else f"-{how.infinity}"
    return repr(float(value))


def tensor(value: Any, how: Maker) -> str:
    """The expression that makes this tensor; of several lines when it is large."""
    shape = np.shape(value)
    if not shape:
        return how.scalar.format(number(float(value), how))
    array = np.asarray(value, dtype=np.float64)
    short = _regular(array, how)
    if short is not None:
        return short
    if array.size > VERY_MANY:
        text = base64.b64encode(array.astype("<f8").tobytes()).decode()
        data = [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]
        text = how.bytes.format("(\n" + "\n".join(f'    "{line}"' for line in data) + "\n)")
        return text if array.ndim == 1 else how.reshape.format(text, shape)
    if array.size <= MANY or (array.ndim == 2 and array.size <= 4 * MANY):
        rows = _rows(array, how)
        if rows is not None:
            return how.array.format(rows)
    flat = ", ".join(number(one, how) for one in array.ravel().tolist())
    text = how.array.format("[\n" + textwrap.indent(textwrap.fill(flat, WIDTH, break_on_hyphens=False), "    ") + ",\n]")
    return text if array.ndim == 1 else how.reshape.format(text, shape)


def _regular(array: Any, how: Maker) -> str | None:
    shape = array.shape
    if array.size == 0:
        return how.zeros.format(shape)
    first = float(array.flat[0])
    if array.size > 4 and (array == first).all() and not (first == 0 and np.signbit(array).any()):
        if first == 0:
            return how.zeros.format(shape)
        return how.ones.format(shape) if first == 1 else how.full.format(shape, number(first, how))
    if array.ndim == 2 and shape[0] == shape[1] > 2 and np.array_equal(array, np.eye(shape[0])):
        return how.eye.format(shape[0])
    if array.size > 16 and first.is_integer() and np.array_equal(array.ravel(), np.arange(first, first + array.size)):
        text = how.arange.format(float(first), float(first + array.size))
        return text if array.ndim == 1 else how.reshape.format(text, shape)
    return None


def _rows(array: Any, how: Maker) -> str | None:
    """Nested lists on one line, or one line for each row of a matrix; None when these are too long."""

    def nested(of: Any) -> str:
        return f"[{', '.join(nested(one) for one in of)}]" if isinstance(of, Sequence) else number(of, how)

    text = nested(array.tolist())
    if len(text) <= WIDTH - 20:
        return text
    rows = [nested(row) for row in array.tolist()]
    if array.ndim < 2 or max(map(len, rows)) > WIDTH:
        return None
    return "[\n" + "".join(f"    {row},\n" for row in rows) + "]"
