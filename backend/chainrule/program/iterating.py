"""What makes its values of those of a generator, or of a list, as they are asked for: enumerate, zip, iter."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from chainrule.errors import Span
from chainrule.program.series import Series
from chainrule.program.stream import Handed, Stream
from chainrule.program.values import Items, Number, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def numbered(here: Loops, of: Stream, first: int, span: Span) -> Generator[Any, Any, None]:
    """enumerate(g, first)"""
    for place in count(first):
        item = yield from here.advance(of, place)
        if item is None:
            return
        yield Handed(Items((Number(float(place), True, span, True), item), False, span))


def side_by_side(here: Loops, sources: Sequence[Series | Stream], span: Span) -> Generator[Any, Any, None]:
    """zip(g, xs)"""
    for place in count():
        row: list[Value] = []
        for one in sources:
            item = yield from here.advance(one, place)
            if item is None:
                return
            row.append(item)
        yield Handed(Items(tuple(row), False, span))


def _one_by_one(here: Loops, source: Series) -> Generator[Any, Any, None]:
    for place in count():
        item = source.next(place)
        if item is None:
            return
        yield Handed(item)


def iterated(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """iter(xs)"""
    source = here.source(values[0], span)
    return source if isinstance(source, Stream) else here.stream("iter", _one_by_one(here, source), here.frame, span)
