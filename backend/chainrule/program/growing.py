"""Methods of Python's lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.comparing import plain
from chainrule.program.describe import many
from chainrule.program.opening import renewed
from chainrule.program.sorting import ordered
from chainrule.program.values import COPIES, Items, Node, Nothing, Number, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def run_list(here: Loops, of: Items, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Call a method of a list."""
    least, most, form, run = LISTS[name]
    here.spend(len(of.items) // COPIES if run is not _append else 0)
    if not least <= len(values) <= most or (named and name != "sort"):
        fact = f"{name} of a list cannot be called with {many(len(values) + len(named), 'argument')}."
        raise Refused("wrong-arguments", fact, f"Write {form}.")
    return run(here, of, values, named, span)


def put_in(here: Loops, of: Items, place: int | slice, found: Sequence[Value]) -> None:
    """Put values into a list, at one place or instead of several. Raises bad-argument for a list that would hold itself."""
    kept = [here.scope.held(renewed(here, one)) for one in found]
    if any(isinstance(one, Items) and _holds(here, one, of) for one in kept):
        raise Refused("bad-argument", "A list cannot hold itself.", "Take its entries, or a copy: xs.append(list(ys)).")
    if not isinstance(items := of.items, list):
        here.spend(len(items) // COPIES)
        items = list(items)
    if isinstance(place, slice):
        try:
            items[place] = kept
        except ValueError:
            count = len(range(*place.indices(len(items))))
            fact = f"{many(count, 'place')} cannot take {many(len(kept), 'value')}."
            raise Refused("bad-index", fact, "Give one value for every place.") from None
    else:
        (items[place],) = kept
    changed(of, items)


def changed(of: Items, items: list[Value]) -> None:
    """Give a list other entries. Whoever holds it sees them."""
    of.items, of.grown, of.node = items, True, None


def extended(here: Loops, of: Items, sign: str, value: Value, span: Span) -> None:
    """xs += ys, and xs *= 2, which change the list itself."""
    if sign == "+":
        put_in(here, of, slice(len(of.items), None), here.entries(value, span))
        return
    number = here.scalar(value) if here.is_integer(value) else None
    if number is None:
        raise Refused("bad-argument", "A list is repeated a whole number of times.", "Write xs *= 2.")
    count = max(0, int(number))
    here.spend(count * len(of.items) // COPIES)
    changed(of, [*of.items] * count)


def _place(here: Loops, value: Value) -> int:
    number = here.scalar(value) if here.is_integer(value) else None
    if number is None:
        raise Refused("bad-index", "A place in a list is a whole number.", "Write xs.pop(0).")
    if isinstance(value, Node):
        here.counted(value)
    return int(number)


def _append(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    put_in(here, of, slice(len(of.items), None), values)
    return Nothing("append")


def _extend(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    extended(here, of, "+", values[0], span)
    return Nothing("extend")


def _insert(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    place = _place(here, values[0])
    put_in(here, of, slice(place, place), [values[1]])
    return Nothing("insert")


def _pop(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    place = _place(here, values[0]) if values else -1
    if not -len(of.items) <= place < len(of.items):
        raise Refused("bad-index", f"A list of {len(of.items)} has no entry {place}.", "Ask for its length first: len(xs).")
    items = list(of.items)
    found = items.pop(place)
    changed(of, items)
    return found


def _remove(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    items = list(of.items)
    del items[_found(here, of, values)]
    changed(of, items)
    return Nothing("remove")


def _found(here: Loops, of: Items, values: Sequence[Value]) -> int:
    """The first place of a value. Raises bad-argument."""
    wanted = plain(here, values[0])
    place = next((place for place, one in enumerate(of.items) if one is values[0] or plain(here, one) == wanted), None)
    if place is None:
        raise Refused("bad-argument", "The list has no such entry.", "Ask first: if x in xs.")
    return place


def _index(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Number(float(_found(here, of, values)), True, span, True)


def _count(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    wanted = plain(here, values[0])
    return Number(float(sum(one is values[0] or plain(here, one) == wanted for one in of.items)), True, span, True)


def _reverse(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    changed(of, [*reversed(of.items)])
    return Nothing("reverse")


def _clear(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    changed(of, [])
    return Nothing("clear")


def _copy(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Items(list(of.items), True, span, grown=True)


def _sort(here: Loops, of: Items, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """xs.sort(reverse=True); a key is called by `program/calls.py`."""
    changed(of, [*ordered(here, of.items, of.items, named.get("reverse"), span).items])
    return Nothing("sort")


_Method = Callable[["Loops", Items, Sequence[Value], Mapping[str, Value], Span], Value]
LISTS: Mapping[str, tuple[int, int, str, _Method]] = {
    "append": (1, 1, "xs.append(x)", _append),
    "extend": (1, 1, "xs.extend(ys)", _extend),
    "insert": (2, 2, "xs.insert(0, x)", _insert),
    "pop": (0, 1, "xs.pop() or xs.pop(0)", _pop),
    "remove": (1, 1, "xs.remove(x)", _remove),
    "index": (1, 1, "xs.index(x)", _index),
    "count": (1, 1, "xs.count(x)", _count),
    "reverse": (0, 0, "xs.reverse()", _reverse),
    "clear": (0, 0, "xs.clear()", _clear),
    "copy": (0, 0, "xs.copy()", _copy),
    "sort": (0, 0, "xs.sort(), xs.sort(reverse=True) or xs.sort(key=f)", _sort),
}
"""The methods: how many values each takes, how it is written, and what it does."""


def _holds(here: Loops, value: Items, wanted: Items) -> bool:
    stack: list[Value] = [value]
    seen: set[int] = set()
    while stack:
        one = stack.pop()
        if one is wanted:
            return True
        if isinstance(one, Items) and id(one) not in seen:
            seen.add(id(one))
            here.spend(1 + len(one.items) // COPIES)
            stack += one.items
    return False
