"""Values as Python writes them. A number becomes a text, as its format says; a tensor stays a tensor among the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from chainrule.errors import Refused, Span
from chainrule.limits import LIMITS
from chainrule.program.describe import describe
from chainrule.program.graph import Reading
from chainrule.program.objects import worded
from chainrule.program.values import COPIES, Dict, Flag, Items, Made, Node, Nothing, Number, Text, Value, Words

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

Plain = int | float | bool | str | None
MOST = 1_000
"""Parts of a list or dict that are written."""
_WHOLE = "bcdoxX"
"""The formats of whole numbers."""


def plain(value: Value) -> Plain:
    """The value as Python has it; of what is neither number nor text, what it is in words."""
    match value:
        case Number():
            return int(value.value) if value.whole and isfinite(value.value) else value.value
        case Flag() | Text():
            return value.value
        case Nothing():
            return None
        case _:
            return f"<{describe(value)}>"


def is_tensor(value: Value) -> bool:
    """Whether a value stays a tensor among words."""
    return isinstance(value, Node | Made) or (isinstance(value, Items) and value.listed and not value.grown and len(value.items) > 0)


def parts(here: Loops, value: Value, span: Span) -> Iterator[str | Value]:
    """The values within a value, and the signs around them as Python writes them; words within a list stand in quotes."""
    pending: list[str | Value] = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, Words):
            yield from one.parts if one is value else ("'", *(part.value if isinstance(part, Text) else part for part in one.parts), "'")
        elif isinstance(one, Dict):
            here.spend(len(one.entries) // COPIES)
            pairs = [part for name, inner in islice(one.entries.items(), MOST) for part in (", ", worded(name, span), ": ", inner)]
            pending += reversed(["{", *pairs[1:], "}"])
        elif isinstance(one, Items) and not is_tensor(one):
            here.spend(len(one.items) // COPIES)
            first, last = "[]" if one.listed else "()"
            inner = [part for item in one.items[:MOST] for part in (", ", item)]
            pending += reversed([first, *inner[1:], "," * (len(inner) == 2 and not one.listed), last])
        elif isinstance(one, Text) and one is not value:
            yield Text(repr(one.value))
        elif isinstance(one, Node) and not here.recorder.shape(one.index) and here.says_yes_or_no(one.index):
            yield Flag(here.recorder.number(one.index) != 0)
        else:
            yield one


def phrase(here: Loops, found: Sequence[Value]) -> Text | Words:
    """Texts and tensors as one text. Raises too-much-work for a long one."""
    joined: list[Value] = []
    for one in found:
        if isinstance(one, Text) and joined and isinstance(before := joined[-1], Text):
            behind = len(before.value)
            later = [replace(reading, start=reading.start + behind, stop=reading.stop + behind) for reading in one.read]
            joined[-1] = Text(before.value + one.value, (*before.read, *later))
        elif one != Text(""):
            joined.append(one)
    length = sum(len(one.value) if isinstance(one, Text) else 1 for one in joined)
    LIMITS["words"].check(length)
    here.spend(length // COPIES)
    if not joined:
        return Text("")
    return joined[0] if len(joined) == 1 and isinstance(joined[0], Text) else Words(tuple(joined))


def text(here: Loops, value: Value, span: Span, quoted: bool = False) -> Text | Words:
    """`str(value)`; `quoted`: `repr(value)`."""
    if quoted and isinstance(value, Text):
        return Text(repr(value.value))
    found = parts(here, value, span)
    return phrase(here, [Text(one) if isinstance(one, str) else one if is_tensor(one) else told(one, str(plain(one))) for one in found])


def readings(of: Value) -> tuple[Reading, ...]:
    """What was read in a number or a text."""
    if isinstance(of, Number) and of.node is not None:
        return (Reading(of.node),)
    return of.read if isinstance(of, Text) else ()


def told(value: Value, said: str, spec: str = "") -> Text:
    """A value as the text `said`, which its format made of it; what was read is known to be in it."""
    if isinstance(value, Text) and value.value == said:
        return value
    node = value.node if isinstance(value, Number) else value.index if isinstance(value, Node) else None
    return Text(said, () if node is None else (Reading(node, spec, 0, len(said)),))


def formatted(here: Loops, value: Value, conversion: str, spec: str, span: Span) -> Text | Words:
    """`{value!conversion:spec}`. Raises bad-argument where Python raises."""
    given = text(here, value, span, conversion in ("r", "a")) if conversion else value
    if not spec:
        return text(here, given, span)
    return told(given, _written(spec, f":{spec}", _operand(here, given, f":{spec}", spec[-1]), format), f":{spec}")


def percent(here: Loops, value: Value, spec: str, span: Span) -> Text | Words:
    """`spec % value` of one spec such as `%.3f`. Raises bad-argument where Python raises."""
    if spec[-1] not in "sra":
        said = _written(spec, spec, _operand(here, value, spec, spec[-1]), lambda number, spec: spec % number)
        return told(value, said, spec)
    found = text(here, value, span, spec[-1] != "s")
    return Text(_written(spec, spec, found.value, lambda said, spec: f"{spec[:-1]}s" % said)) if isinstance(found, Text) else found


def _written(spec: str, said: str, operand: Plain, write: Callable[[Any, str], str]) -> str:
    for number in re.findall(r"\d+", spec):
        LIMITS["words"].check(int(number[:9]))
    try:
        return write(operand, spec)
    except (ValueError, TypeError, OverflowError) as wrong:
        hint = f"A number takes {said[0]}.3f, {said[0]}6.2f, {said[0]}d, {said[0]}e or {said[0]}g, a text {_OF_WORDS[said[0]]}."
        raise Refused("bad-argument", f"{said} does not fit {operand!r}: {str(wrong)[:100]}.", hint) from None


_OF_WORDS = {":": ":>10", "%": "%10s"}


def _operand(here: Loops, value: Value, said: str, kind: str) -> Plain:
    """What a format is applied to: a tensor of one number is that number, a whole one where the format or the text says so."""
    if isinstance(value, Words | Node | Made) or is_tensor(value):
        node = None if isinstance(value, Words) else here.tensor(value, here.blame or (0, 0))
        if node is None or here.recorder.shape(node):
            what = "A text with tensors in it" if node is None else f"A tensor of shape {list(here.recorder.shape(node))}"
            hint = "Take one number of it, such as x[0], or leave the format out."
            raise Refused("bad-argument", f"{what} takes no format {said}.", hint)
        number = here.recorder.number(node)
        if here.says_yes_or_no(node):
            return number != 0
        asked = kind in _WHOLE or not (kind.isalpha() or kind == "%" or node in here.recorder.program.marks)
        return int(number) if asked and isfinite(number) and number == number // 1 else number
    return plain(value)


def split(found: Text | Words) -> Sequence[Value]:
    """The texts and tensors of a text."""
    return found.parts if isinstance(found, Words) else (found,)


def plainly(here: Loops, spec: Text | Words) -> str:
    """A format as letters: what stands in for a width is one number."""
    return "".join(one.value if isinstance(one, Text) else str(_operand(here, one, "", "d")) for one in split(spec))
