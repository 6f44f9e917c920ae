"""sorted: of numbers, of words, or of tuples of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.values import Items, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def ordered(here: Loops, items: Sequence[Value], keys: Sequence[Value], backward: Value | None, span: Span) -> Items:
    """The items in the order of their keys; equals keep theirs, as in Python."""
    here.spend(len(items))
    ranks = [_rank(here, one) for one in keys]
    if len({tuple(map(type, one)) for one in ranks}) > 1:
        raise Refused("bad-argument", "sorted compares numbers with numbers, and words with words.", "Sort things of one kind.")
    order = sorted(range(len(items)), key=ranks.__getitem__, reverse=backward is not None and here.holds(backward))
    return Items([items[place] for place in order], True, span, grown=True)


def _rank(here: Loops, of: Value) -> tuple[str | float, ...]:
    found: list[str | float] = []
    for one in of.items if isinstance(of, Items) and not of.listed else [of]:
        number = one.value if isinstance(one, Text) else here.scalar(one)
        if number is None:
            raise Refused("bad-argument", "sorted takes numbers, words, or tuples of these.", "Give it key=: what each is sorted by.")
        found.append(number)
    return tuple(found)
