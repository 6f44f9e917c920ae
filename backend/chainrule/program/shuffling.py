"""Lists put into a drawn order. Only the tables of the libraries can call this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Span
from chainrule.program.growing import changed
from chainrule.program.values import Items, Nothing, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def arrange(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """arrange(xs, places): a list itself, its entries in another order."""
    of, order = values
    assert isinstance(of, Items)
    here.spend(len(of.items))
    changed(of, [of.items[int(place)] for place in here.recorder.entries(here.tensor(order, span))])
    return Nothing("shuffle")
