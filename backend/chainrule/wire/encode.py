"""Values and formulas as JSON: legal numbers, tensors within a budget, the same bytes every time."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.formula.linear import Gap, latex, plain
from chainrule.formula.mathml import Element, Math, mathml
from chainrule.formula.tree import Formula as Tree
from chainrule.formula.tree import Index
from chainrule.limits import LIMITS
from chainrule.ops.record import size
from chainrule.wire.models import Formula, MathNode, Number, Preview, Slot, Summary, Tensor

_CORNER, _SMALL_CORNER = 8, 2
"""Entries per axis in the preview of a large tensor, on its last two axes; and where there have been many previews."""
_BINS = 16


def dumps(document: Any) -> bytes:
    """JSON without blanks, keys in the order given, floats as the shortest text that reads back the same."""
    return json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"), check_circular=False).encode("ascii")


def number(value: float) -> Number:
    """A float, or the name of one JSON has no numeral for."""
    if math.isfinite(value):
        return float(value)
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def numbers(array: Any) -> list[Number]:
    flat = np.asarray(array, dtype=np.float64).ravel()
    if np.isfinite(flat).all():
        return list(flat.tolist())
    return [number(entry) for entry in flat.tolist()]


class Tensors:
    """Encodes the tensors of one trace; past the budget of the whole they travel as summaries."""

    def __init__(self) -> None:
        self.left, self.previews = LIMITS["trace_on_wire"].value, LIMITS["previews_on_wire"].value
        self.hit = False
        self._told: dict[tuple[int, tuple[int, ...]], tuple[Any, Tensor]] = {}
        """Summaries by the identity of the array, which is kept so that no other gets it: a gradient is often that of the node above."""

    def __call__(self, value: Any, shape: Sequence[int] | None = None) -> Tensor:
        """`shape`: what the value is to be copied to (a partial that is the same along an axis)."""
        if shape is None:
            shape = np.shape(value)
        if not shape:
            return {"shape": [], "data": [number(float(value))]}
        count = size(tuple(shape))
        if self.fits(count):
            self.left -= count
            return {"shape": list(shape), "data": numbers(np.broadcast_to(value, shape))}
        key = (id(value), tuple(shape))
        if key not in self._told:
            array = value if np.shape(value) == key[1] else np.broadcast_to(value, shape)
            corner = _corner(array, _CORNER if self.previews > 0 else _SMALL_CORNER)
            self.previews -= corner.size
            preview: Preview = {"offsets": [0] * array.ndim, "shape": list(corner.shape), "data": numbers(corner)}
            self._told[key] = (value, {"shape": list(shape), "summary": _summary(array.ravel()), "preview": preview})
        return self._told[key][1]

    def fits(self, count: int) -> bool:
        """Whether so many entries can travel; noted where they cannot."""
        fitting = count <= LIMITS["tensor_on_wire"].value and count <= self.left
        self.hit = self.hit or not fitting
        return fitting


def _corner(array: Any, most: int) -> Any:
    """The first entries of the first matrix."""
    return array[tuple(slice(1) for _ in array.shape[:-2])][..., *(slice(most) for _ in array.shape[-2:])]


@np.errstate(all="ignore")
def _summary(flat: Any) -> Summary:
    finite, low, high, mean, deviation = flat, math.nan, math.nan, math.nan, math.nan
    counts = [0] * _BINS
    if finite.size:
        low, high = _ends(finite)
        if not (math.isfinite(low) and math.isfinite(high)):
            finite = flat[np.isfinite(flat)]
            low, high = _ends(finite) if finite.size else (math.nan, math.nan)
    if finite.size:
        mean = float(np.add.reduce(finite) / finite.size)
        off = finite - mean
        deviation = float(np.sqrt(np.add.reduce(np.multiply(off, off, off)) / finite.size))
        if math.isfinite(high - low):
            counts = _histogram(finite, low, high - low)
    return {
        "min": number(low),
        "max": number(high),
        "mean": number(mean),
        "std": number(deviation),
        "zeros": flat.size - int(np.count_nonzero(flat)),
        "nonfinite": flat.size - finite.size,
        "histogram": counts,
    }


def _ends(entries: Any) -> tuple[float, float]:
    return float(np.minimum.reduce(entries)), float(np.maximum.reduce(entries))


def _histogram(entries: Any, low: float, spread: float) -> list[int]:
    """How many fall in each of the bins, all as wide; those that are all the same fall in the middle."""
    if not spread:
        return [entries.size if place == _BINS // 2 else 0 for place in range(_BINS)]
    places = ((entries - low) / spread * _BINS).astype(np.intp)
    counts: list[int] = np.bincount(np.minimum(places, _BINS - 1), minlength=_BINS).tolist()
    return counts


def formula(tree: Tree | None) -> Formula | None:
    """A formula in its three notations."""
    if tree is None:
        return None
    return {"text": _parts(plain(tree)), "latex": _parts(latex(tree)), "mathml": _node(mathml(tree))}


def _parts(parts: Sequence[str | Gap]) -> list[str | Slot]:
    return [part if isinstance(part, str) else {"slot": part.name, "prec": part.prec} for part in parts]


def _node(math: Math) -> MathNode:
    match math:
        case Gap(name, prec):
            return {"slot": name, "prec": prec}
        case Index(terms, offset):
            return {"index": {"terms": [(letter, times) for letter, times in terms], "offset": offset}}
        case Element(tag, None, children):
            return {"tag": tag, "children": [_node(child) for child in children]}
        case Element(tag, text, _):
            return {"tag": tag, "text": text or ""}
