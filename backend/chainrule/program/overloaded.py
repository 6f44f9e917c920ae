"""abs, max, min, round and sum: of the catalogue for tensors, and Python's own for numbers and lists of the running program."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.catalogue import op
from chainrule.ops.record import Op
from chainrule.program.dtype import INT
from chainrule.program.ends import ENDS, picked
from chainrule.program.lists import combined, python_list
from chainrule.program.literal import is_literal
from chainrule.program.origins import origin
from chainrule.program.series import Series
from chainrule.program.sorting import ordered
from chainrule.program.values import Flag, Items, Node, Number, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

OVERLOADED = frozenset({"abs", "max", "min", "round", "sum"})
"""Functions of the catalogue that Python has for its own values, too."""


def run_overloaded(here: Loops, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value | None:
    """abs, max, min, round and sum of numbers and lists of the running program. None where the catalogue's function is meant."""
    if name == "abs":
        if len(values) == 1 and isinstance(values[0], Number) and values[0].counted and not named:
            return Number(abs(values[0].value), values[0].integer, span, True)
        return None
    if name == "round":
        return _rounded(here, [*values, *named.values()], span)
    entries: list[Value]
    if name in ENDS and values and not named and (found := picked(here, name, values, span)) is not None:
        return found
    python = name == "sum" and here.in_python
    if values and isinstance(values[0], Node) and len(here.recorder.shape(values[0].index)) > 1:
        values = [python_list(here, values[0], span) or values[0], *values[1:]]
    if python and values and isinstance(values[0], Node) and len(values) < 3 and not set(named) - {"start"}:
        return _rows(here, values[0], [*values[1:], *named.values()], span)
    if len(values) == 1 or (name == "sum" and len(values) == 2 and not isinstance(values[0], Node)):
        of = values[0]
        if not isinstance(of, Series) and not (isinstance(of, Items) and (here.in_python or of.grown or not of.listed)):
            return None
        if set(named) - ({"start"} if name == "sum" else set()):
            return None
        entries = here.entries(of, span)
        if name == "sum":
            entries[:0] = [*values[1:], *named.values()] or ([] if entries else [Number(0.0, True, span, True)])
        if name != "sum" and len(entries) == 1 and isinstance(of, Items) and here.in_python:
            return entries[0]
        if not entries:
            raise Refused("wrong-arguments", f"{name} of nothing has no value.", f"Give {name} at least one value.")
    elif name != "sum" and len(values) > 1 and not named:
        entries = list(values)
        plain = all(isinstance(one, Text) or (isinstance(one, Number) and one.counted) for one in entries)
        if len(entries) == 2 and not plain and not any(_several(here, one) for one in entries):
            return None
    else:
        return None
    if name in ENDS and any(isinstance(one, Text) or _several(here, one) for one in entries):
        return ordered(here, entries, entries, Flag(name == "max"), span).items[0]
    if name == "sum" and any(_several(here, one) for one in entries):
        return _joined(here, entries if len(values) + len(named) > 1 else [Number(0.0, True, span, True), *entries], span)
    total = _folded(here, name, entries, span)
    if python and len(entries) == 1 and isinstance(total, Node) and here.changes(total):
        here.recorder.span = span
        return Node(here.copy(here.current(total).index, "entrywise"))  # 0 + x is another tensor than x
    if isinstance(total, Items) and is_literal(total):
        return Node(here.tensor(total, span))
    return total


def _several(here: Loops, value: Value) -> bool:
    """Whether this is a tuple or list of Python's, which is compared and added as such."""
    return (isinstance(value, Items) and not value.listed) or (here.in_python and here.is_python_list(value))


def _joined(here: Loops, entries: Sequence[Value], span: Span) -> Value:
    """Python's sum of lists, or of tuples, from the one it begins with. Raises bad-argument."""
    total: Value | None = entries[0]
    for one in entries[1:]:
        total = None if total is None else combined(here, "+", total, one, span)
    if total is None:
        raise Refused("bad-argument", "sum adds lists to lists alone, and tuples to tuples.", "Give it one to begin with: sum(xs, []).")
    return total


def _rows(here: Loops, of: Node, start: Sequence[Value], span: Span) -> Value | None:
    """Python's sum adds what a loop through a tensor gives: its rows."""
    node, shape = of.index, here.recorder.shape(of.index)
    if not shape:
        return None
    here.recorder.span = span
    total = here.recorder("sum", node, axis=(0,)) if len(shape) > 1 else here.recorder("sum", node)
    return Node(here.recorder("add", here.tensor(start[0], span), total) if start else total)


def _folded(here: Loops, name: str, entries: Sequence[Value], span: Span) -> Value:
    record, fold = _FOLDS[name]
    total = entries[0]
    for one in entries[1:]:
        if isinstance(total, Number) and isinstance(one, Number):
            total = Number(fold(total.value, one.value), total.integer and one.integer, span, True)
        else:
            pair = (here.tensor(total, span), here.tensor(one, span))
            here.recorder.span = span
            total = Node(here.recorder.apply(record, pair))
    return total


def _rounded(here: Loops, values: Sequence[Value], span: Span) -> Value | None:
    """round(number), round(x, 2)"""
    if not 1 <= len(values) <= 2:
        return None
    of, digits = values[0], here.scalar(values[1]) if len(values) == 2 else None
    if digits is not None and not (digits == digits // 1 and abs(digits) < _DIGITS):
        raise Refused("bad-argument", "round takes a whole number of digits behind the point.", "Write round(x, 2).")
    if isinstance(of, Number) and (of.counted or digits is not None or here.in_python) and isfinite(of.value):
        return Number(float(round(of.value, int(digits or 0))), of.integer or digits is None, span, True)
    program = here.recorder.program
    if isinstance(of, Node) and here.in_python and not program.shapes[of.index] and not origin(program, of.index):
        here.recorder.span = span
        if digits is None:
            node = here.recorder("round", here.current(of).index)
            program.dtypes[node] = INT
            return Node(node)
        number = here.scalar(of)
        if number is not None and isfinite(number) and not here.traced:
            # Python rounds the number itself, 0.1499999999999999944 for 0.15: no product with 10 does.
            return Number(float(round(number, int(digits))), False, span, True)
    if digits is None:
        return None
    here.recorder.span = span
    scale = here.tensor(Number(10.0**digits, False, span), span)
    return Node(here.recorder("div", here.recorder("round", here.recorder("mul", here.tensor(of, span), scale)), scale))


_DIGITS = 300
_FOLDS: Mapping[str, tuple[Op, Callable[[float, float], float]]] = {
    "sum": (op("add"), operator.add),
    "max": (op("maximum"), max),
    "min": (op("minimum"), min),
}
"""What joins two tensors, and two numbers of the text."""
