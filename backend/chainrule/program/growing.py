"""append: lists that a program makes entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused
from chainrule.program.values import Items, Nothing, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def append(to: Items, values: Sequence[Value], here: Loops) -> Value:
    if len(values) != 1:
        raise Refused("wrong-arguments", f"append takes one value, {len(values)} are given.", "Write xs.append(x).")
    value = here.scope.kept(values[0])
    if isinstance(value, Items) and holds(value, to):
        raise itself()
    if not isinstance(to.items, list):
        to.items = list(to.items)
    to.items.append(value)
    to.grown, to.node = True, None
    return Nothing("append")


def itself() -> Refused:
    return Refused("bad-argument", "A list cannot hold itself.", "Take its entries, or a copy: xs.append(list(ys)).")


def holds(value: Items, wanted: Items) -> bool:
    stack: list[Value] = [value]
    seen: set[int] = set()
    while stack:
        one = stack.pop()
        if one is wanted:
            return True
        if isinstance(one, Items) and id(one) not in seen:
            seen.add(id(one))
            stack += one.items
    return False
