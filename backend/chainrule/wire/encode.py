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
from chainrule.wire.models import Formula, MathNode, Number, Slot


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
