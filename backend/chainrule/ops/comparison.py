"""Pointwise: comparisons give 1 where they hold and 0 where not. They are flat almost everywhere, so their slope is 0."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from chainrule.ops.family_pointwise import Partial, pointwise
from chainrule.ops.record import Op

_FLAT = Partial("0", "0", "A comparison is flat almost everywhere: {to} receives {g} × {local} = {result}.", "A small change of {to} almost never changes the answer of a comparison, so the slope is 0.")


def _comparison(name: str, sign: str, words: str, forward: Any, reference: Any) -> Op:
    return pointwise(
        name,
        name,
        lambda a, b: forward(a, b) * 1.0,
        [_FLAT, _FLAT],
        glyph=sign,
        title=f"Is {words}",
        tells=f"Is {{a.value}} {words} {{b.value}}? {{out.value}} (1 is yes, 0 is no).",
        entries=f"Is {{a}} {words} {{b}}, entry by entry (1 is yes, 0 is no)? {{out}} has shape {{shape:out}}.",
        reference=lambda a, b: float(reference(a, b)),
        flat=True,
        domain=[(0.0, 2.0), (-2.0, -0.1)],
    )


greater = _comparison("greater", ">", "greater than", np.greater, operator.gt)
greater_equal = _comparison("greater_equal", ">=", "at least", np.greater_equal, operator.ge)
less = _comparison("less", "<", "less than", np.less, operator.lt)
less_equal = _comparison("less_equal", "<=", "at most", np.less_equal, operator.le)
equal = _comparison("equal", "==", "equal to", np.equal, operator.eq)
not_equal = _comparison("not_equal", "!=", "different from", np.not_equal, operator.ne)
