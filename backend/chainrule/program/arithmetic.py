"""Arithmetic with numbers of the running program, such as a loop's i: it makes no nodes."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping

from chainrule.errors import Span
from chainrule.program.values import Number

_SIGNS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}


def arithmetic(sign: str, left: Number, right: Number, span: Span) -> Number | None:
    """Two numbers of the running program joined. None where Python has no number for it: then the ops of the catalogue answer."""
    if sign not in _SIGNS:
        return None
    try:
        found = _SIGNS[sign](left.value, right.value)
    except (ZeroDivisionError, OverflowError):
        return None
    if isinstance(found, complex):
        return None
    whole = left.integer and right.integer and sign != "/" and not (sign == "**" and right.value < 0)
    return Number(float(found) + 0.0 if whole else float(found), whole, span, True)
