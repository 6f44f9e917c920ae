"""Python's own values as Python compares them: words, numbers, lists, tuples, dicts and sets of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chainrule.errors import Refused
from chainrule.program.describe import describe
from chainrule.program.lists import python_list
from chainrule.program.sets import Set
from chainrule.program.values import COPIES, Dict, Flag, Items, Nothing, Number, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_DEEPEST = 100
"""Lists within lists that are compared."""


def plain(here: Loops, value: Value, deepest: int = _DEEPEST) -> Any:
    """A value as Python has it. What has no such form is equal to itself alone. Raises bad-condition for tensors of several numbers."""
    if isinstance(value, Text | Flag | Number):
        return value.value
    if isinstance(value, Nothing):
        return None
    if isinstance(value, Set):
        here.spend(len(value.entries) // COPIES)
        return set(value.entries)
    if not deepest:
        raise Refused("bad-condition", "Lists nested so deeply are not compared.", "Compare their entries.")
    if isinstance(value, Dict):
        here.spend(len(value.entries))
        return {key: plain(here, one, deepest - 1) for key, one in value.entries.items()}
    found = value if isinstance(value, Items) and not value.mark else python_list(here, value, here.blame or (0, 0))
    if found is not None:
        here.spend(len(found.items))
        inner = [plain(here, one, deepest - 1) for one in found.items]
        return inner if found.listed else tuple(inner)
    number = here.scalar(value)
    return value if number is None else number


def compared(here: Loops, relation: Callable[[Any, Any], bool], left: Value, right: Value) -> bool:
    """What a comparison gives of two values. Raises bad-condition where Python has no order for them."""
    try:
        return relation(plain(here, left), plain(here, right))
    except TypeError:
        fact = f"There is no order between {describe(left)} and {describe(right)}."
        raise Refused("bad-condition", fact, "Compare numbers with numbers, and words with words.") from None
