"""Pointwise: and, or, xor, not. Any number but 0 counts as true; the answer is 1 or 0, and its slope 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Op

_FLAT = Partial("0", "0", "A yes or no is flat almost everywhere: {to} receives {g} × {local} = {result}.", "A small change of {to} almost never changes a yes or no, so the slope is 0.")


def _logical(name: str, title: str, asked: str, forward: Any, reference: Any) -> Op:
    return pointwise(
        name,
        name,
        lambda a, b: forward(a, b) * 1.0,
        [_FLAT, _FLAT],
        title=title,
        tells=f"{asked.replace('}', '.value}')}? {{out.value}} (1 is yes, 0 is no).",
        entries=f"{asked}, entry by entry (1 is yes, 0 is no)? {{out}} has shape {{shape:out}}.",
        reference=lambda a, b: float(reference(bool(a), bool(b))),
        flat=True,
        domain=[(0.2, 2.0), (-2.0, -0.1)],
    )


logical_and = _logical("logical_and", "Both hold", "Do {a} and {b} both hold", np.logical_and, lambda a, b: a and b)
logical_or = _logical("logical_or", "One of them holds", "Does one of {a} and {b} hold, or both", np.logical_or, lambda a, b: a or b)
logical_xor = _logical("logical_xor", "Exactly one holds", "Does exactly one of {a} and {b} hold", np.logical_xor, lambda a, b: a != b)
logical_not = pointwise(
    "logical_not",
    "logical_not",
    lambda a: np.logical_not(a) * 1.0,
    [_FLAT],
    glyph="not",
    title="It does not hold",
    tells="Not {a.value}: {out.value} (1 is yes, 0 is no).",
    entries="Not {a}, entry by entry (1 is yes, 0 is no): {out} has shape {shape:out}.",
    reference=lambda a: float(not a),
    flat=True,
    domain=[(0.2, 2.0)],
)
