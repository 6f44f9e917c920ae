"""Python's slice(1, 3): what stands in brackets, as a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.indexing import Cut
from chainrule.program.values import Flag, Node, Sliced, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def slice_(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """slice(stop), slice(start, stop), slice(start, stop, step); None where an end is left out."""
    ends = [None if value == Flag(None) else _end(here, value) for value in values]
    start, stop, step = [None, *ends, None] if len(ends) == 1 else [*ends, None][:3]
    if step == 0:
        raise Refused("bad-index", "The step of a slice cannot be 0.", "Use a step such as 2 or -1.")
    return Sliced(Cut(start, stop, step))


def _end(here: Loops, value: Value) -> int:
    number = here.scalar(value) if here.is_integer(value) else None
    if number is None:
        raise Refused("bad-index", "An end of a slice is a whole number or None.", "Write slice(1, 3).")
    if isinstance(value, Node):
        here.counted(value)
    return int(number)
