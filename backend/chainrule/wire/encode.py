"""Values and formulas as JSON: legal numbers, tensors within a budget, the same bytes every time."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from pydantic_core import to_json

from chainrule.formula.linear import Gap, latex, plain
from chainrule.formula.mathml import Element, Math, mathml
from chainrule.formula.tree import Formula as Tree
from chainrule.formula.tree import Index
from chainrule.limits import LIMITS
from chainrule.wire.models import Formula, MathNode, Number, Slot, Tensor

CORNER, SMALL_CORNER = 8, 2
"""Entries per axis in the preview of a large tensor, on its last two axes; and where there have been many previews."""
_BINS = 16


def dumps(document: Any) -> bytes:
    """JSON without blanks, keys in the order given, floats as the shortest text that reads back the same."""
    return json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"), check_circular=False).encode("ascii")


def figures(numbers: Any) -> bytes:
    """Numbers, and lists and dicts of them, as JSON: the same as `dumps`, but in UTF-8, and several times faster; NaN and infinities by
    name. Raises PydanticSerializationError for half of a character."""
    return to_json(numbers, inf_nan_mode="strings")


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


def tensor(value: Any) -> Tensor:
    """A tensor that travels by itself, whole unless it is too large."""
    array = np.asarray(value)
    if array.size <= LIMITS["tensor_on_wire"].value:
        return {"shape": list(array.shape), "data": numbers(array)}
    return summary(array)


def summary(array: Any, most: int = CORNER) -> Tensor:
    """A tensor that is too large to travel whole: its figures, and the corner where it begins, `most` entries an axis."""
    good = np.isfinite(array)
    finite = array.ravel() if good.all() else array[good]
    low, high, mean, deviation = _figures(finite) if finite.size else [math.nan] * 4
    corner = array[tuple(slice(1) for _ in array.shape[:-2])][..., *(slice(most) for _ in array.shape[-2:])]
    return {
        "shape": list(array.shape),
        "summary": {
            "min": number(low),
            "max": number(high),
            "mean": number(mean),
            "std": number(deviation),
            "zeros": array.size - int(np.count_nonzero(array)),
            "nonfinite": array.size - finite.size,
            "histogram": _histogram(finite, low, high),
        },
        "preview": {"offsets": [0] * array.ndim, "shape": list(corner.shape), "data": numbers(corner)},
    }


@np.errstate(all="ignore")
def _figures(entries: Any) -> list[float]:
    """Least, greatest, mean, standard deviation. A trace may have a thousand of these: NumPy's own functions for them take three times
    as long, for what they ask first."""
    mean = np.add.reduce(entries) / entries.size
    apart = entries - mean
    return [float(entries.min()), float(entries.max()), float(mean), float(np.sqrt(np.add.reduce(apart * apart) / entries.size))]


def _histogram(entries: Any, low: float, high: float) -> list[int]:
    """How many entries lie in each of the bins from the least to the greatest."""
    spread = high - low
    if not math.isfinite(spread):
        return [0] * _BINS
    places = ((entries - low) / spread * _BINS).astype(np.intp) if spread else np.full(entries.size, _BINS // 2)
    return np.bincount(np.minimum(places, _BINS - 1), minlength=_BINS).tolist()  # type: ignore[no-any-return]


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
