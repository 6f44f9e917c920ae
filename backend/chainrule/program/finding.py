"""Where the entries of a tensor are that are not zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Span
from chainrule.program.dtype import INT
from chainrule.program.graph import CONSTANT
from chainrule.program.origins import origin
from chainrule.program.values import Items, Node, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def places(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """places(x): a tuple with whole numbers for each axis. How many there are is decided by the numbers of x."""
    recorder, node = here.recorder, here.tensor(values[0], span)
    shape, entries = recorder.shape(node), recorder.entries(node)
    here.spend(len(entries))
    found = [place for place, entry in enumerate(entries) if entry != 0]
    columns: list[Value] = []
    step = len(entries)
    for extent in shape:
        step //= extent or 1
        column = recorder.give(CONSTANT, [float(place // step % extent) for place in found], (len(found),), span)
        recorder.program.dtypes[column] = INT
        recorder.program.origins[column] = origin(recorder.program, node)
        columns.append(Node(column))
    return Items(tuple(columns), False, span)
