"""sorted: of numbers, of words, or of lists and tuples of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.comparing import plain
from chainrule.program.values import Items, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def ordered(here: Loops, items: Sequence[Value], keys: Sequence[Value], backward: Value | None, span: Span) -> Items:
    """The items in the order of their keys; equals keep theirs, as in Python."""
    here.spend(len(items))
    ranks = [plain(here, one) for one in keys]
    try:
        order = sorted(range(len(items)), key=ranks.__getitem__, reverse=backward is not None and here.holds(backward))
    except TypeError:
        fact = "There is an order of numbers, of words, and of lists of these."
        raise Refused("bad-argument", fact, "Sort things of one kind, or give key=: what each is sorted by.") from None
    return Items([items[place] for place in order], True, span, grown=True)
