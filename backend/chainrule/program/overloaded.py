"""abs, max, min and sum: of the catalogue for tensors, and Python's own for numbers and lists of the running program."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.catalogue import op
from chainrule.program.literal import is_literal
from chainrule.program.values import Items, Node, Number, Series, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

OVERLOADED = frozenset({"abs", "max", "min", "sum"})
"""Functions of the catalogue that Python has for its own values, too."""


def run_overloaded(here: Loops, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value | None:
    """abs, max, min and sum of numbers and lists of the running program. None where the catalogue's function is meant."""
    if name == "abs":
        if len(values) == 1 and isinstance(values[0], Number) and values[0].counted and not named:
            return Number(abs(values[0].value), values[0].integer, span, True)
        return None
    entries: list[Value]
    if len(values) == 1 or (name == "sum" and len(values) == 2 and not isinstance(values[0], Node)):
        of = values[0]
        if not isinstance(of, Series) and not (isinstance(of, Items) and (of.grown or not of.listed)):
            return None
        if set(named) - ({"start"} if name == "sum" else set()):
            return None
        entries = here.entries(of, span)
        if name == "sum":
            entries[:0] = [*values[1:], *named.values()] or ([] if entries else [Number(0.0, True, span, True)])
        if not entries:
            raise Refused("wrong-arguments", f"{name} of nothing has no value.", f"Give {name} at least one value.")
    elif name != "sum" and len(values) > 1 and not named:
        entries = list(values)
        if len(entries) == 2 and not all(isinstance(one, Number) and one.counted for one in entries):
            return None
    else:
        return None
    joined = {"sum": "add", "max": "maximum", "min": "minimum"}[name]
    total = entries[0]
    for one in entries[1:]:
        if isinstance(total, Number) and isinstance(one, Number):
            total = Number(_FOLDS[name](total.value, one.value), total.integer and one.integer, span, True)
        else:
            pair = (here.tensor(total, span), here.tensor(one, span))
            here.recorder.span = span
            total = Node(here.recorder.apply(op(joined), pair))
    if isinstance(total, Items) and is_literal(total):
        return Node(here.tensor(total, span))
    return total


_FOLDS: Mapping[str, Callable[[float, float], float]] = {"sum": operator.add, "max": max, "min": min}
