"""Lists of numbers as tensors: their shape and flat entries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from chainrule.errors import Refused
from chainrule.limits import LIMITS
from chainrule.ops.record import Shape
from chainrule.program.values import Items, Number, Value


def is_literal(value: Value) -> bool:
    """A number, or a list in which every entry is one. Raises tensor-too-large for lists of lists past every tensor."""
    if isinstance(value, Number):
        return True
    level: Sequence[Value] = [value]
    seen = 0
    for _ in range(_DEEPEST):
        inner: list[Value] = []
        for one in level:
            if isinstance(one, Items) and one.listed:
                inner += one.items
                seen += len(one.items) + 1
                if seen > _MOST:
                    LIMITS["entries"].check(seen)
            elif not isinstance(one, Number):
                return False
        if not inner:
            return True
        level = inner
    return False


def is_ragged(value: Items) -> bool:
    """Whether the rows of a list of numbers differ in length."""
    try:
        flatten(value)
    except Refused:
        return True
    return False


def is_whole(value: Value) -> bool:
    """Whether this is a whole number of the text, or a list of such."""
    stack: list[Value] = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, Items):
            stack += one.items
        elif not (isinstance(one, Number) and one.integer):
            return False
    return True


def of_the_text(value: Value) -> bool:
    """Whether a number or list stands in the text as it is, so that it becomes an input when it gets a name."""
    stack: list[Value] = [value]
    while stack:
        one = stack.pop()
        if one.grown if isinstance(one, Items) else not isinstance(one, Number):
            return False
        stack += one.items if isinstance(one, Items) and not one.mark else ()
    return not (isinstance(value, Number) and value.counted)


_DEEPEST = 100
"""Levels of lists that are looked through: far past the axes of any tensor."""
_MOST = LIMITS["entries"].value


def flatten(value: Value) -> tuple[Shape, list[float]]:
    """Shape and entries, row by row, of a literal. Raises ragged-list when rows differ."""
    shape: list[int] = []
    level: list[Value] = [value]
    while True:
        lists = [one for one in level if isinstance(one, Items)]
        if not lists:
            return tuple(shape), [one.value for one in level if isinstance(one, Number)]
        lengths = {len(one.items) for one in lists}
        if len(lists) < len(level) or len(lengths) > 1:
            sizes = ", ".join(str(len(one.items)) if isinstance(one, Items) else "a number" for one in level[:6])
            raise Refused("ragged-list", f"Rows of different length: {sizes}.", "Give every row the same length.")
        shape.append(lengths.pop())
        level = [item for one in lists for item in one.items]


def given(value: Any, **facts: str) -> tuple[Shape, list[float]]:
    """Shape and entries of a number or nested list that came with the request. Raises bad-vars, with these facts."""
    shape: list[int] = []
    level: Any = [value]
    # Types and lengths are gathered in one go each: a value may have tens of thousands of entries.
    kinds = {type(value)}
    while any(issubclass(kind, list | tuple) for kind in kinds):
        lengths = set(map(len, level)) if all(issubclass(kind, list | tuple) for kind in kinds) else set()
        if len(lengths) != 1 or len(shape) > 16:
            raise Refused("bad-vars", "The rows of the list differ in length.", "Give every row the same length.", **facts)
        shape.append(lengths.pop())
        level = list(chain.from_iterable(level))
        kinds = set(map(type, level))
    if not all(issubclass(kind, int | float) and kind is not bool for kind in kinds):
        raise Refused("bad-vars", "A value is not a number.", "Give numbers or lists of numbers.", **facts)
    try:
        return tuple(shape), list(map(float, level))
    except OverflowError:
        raise Refused("bad-vars", "A whole number is too large.", "Give a smaller number.", **facts) from None
