"""Values as Python writes them. A number becomes a text, as its format says; a tensor stays a tensor among the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from chainrule.errors import Refused, Span
from chainrule.limits import LIMITS
from chainrule.ops.record import size
from chainrule.program.describe import describe
from chainrule.program.dtype import BOOL, dtype
from chainrule.program.graph import Shown, Told
from chainrule.program.kind import Kind
from chainrule.program.lists import is_read
from chainrule.program.literal import is_literal
from chainrule.program.missing import absent, tell
from chainrule.program.objects import worded
from chainrule.program.origins import origin
from chainrule.program.sets import Set
from chainrule.program.values import COPIES, Class, Dict, Flag, Items, Made, Node, Nothing, Number, Passed, Taken, Text, Value, Words

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
            return int(value.value) if value.integer and isfinite(value.value) else value.value
        case Flag() | Text():
            return value.value
        case Nothing():
            return None
        case Kind(name):
            return f"<class '{name}'>"
        case Class(name, _, ""):
            return f"<class '__main__.{name}'>"
        case _:
            return f"<{describe(value)}>"


def is_tensor(value: Value) -> bool:
    """Whether a value stays a tensor among words."""
    if isinstance(value, Items):
        return value.listed and not value.grown and len(value.items) > 0 and not any(isinstance(one, Flag) for one in value.items)
    return isinstance(value, Node | Made | Taken)


def shown_as(here: Loops, value: Value, span: Span) -> Shown:
    """A tensor as it is now; a small one of answers as True and False, a number or list of Python's own as that."""
    node = here.tensor(value, span)
    program, small = here.recorder.program, size(here.recorder.shape(node)) <= MOST
    written = dtype(program, node)
    python = written == BOOL or (here.dialect is not None and (not origin(program, node) or is_read(program, node, here.scope.lists)))
    return Shown(node, dtype=written if small and python else "")


def parts(here: Loops, value: Value, span: Span) -> Iterator[str | Value]:
    """The values within a value, and the signs around them as Python writes them; words within a list stand in quotes."""
    pending: list[str | Value] = [value]
    while pending:
        one = pending.pop()
        one = one if isinstance(one, str) else here.seen(one)
        if isinstance(one, Words):
            yield from one.parts if one is value else ("'", *(part.value if isinstance(part, Text) else part for part in one.parts), "'")
        elif isinstance(one, Dict):
            here.spend(2 + len(one.entries) // COPIES)
            pairs = [part for name, inner in islice(one.entries.items(), MOST) for part in (", ", worded(name, span), ": ", inner)]
            pending += reversed(["{", *pairs[1:], "}"])
        elif isinstance(one, Set):
            here.spend(len(one.entries) // COPIES)
            held = [part for inner in one.inner()[:MOST] for part in (", ", inner)]
            pending += reversed(["{", *held[1:], "}"]) if held else ["set()"]
        elif isinstance(one, Items) and (not is_tensor(one) or _typed(one) or (here.dialect is not None and not one.mark)):
            here.spend(2 + len(one.items) // COPIES)
            first, last = "[]" if one.listed else "()"
            inner = [part for item in one.items[:MOST] for part in (", ", item)]
            pending += reversed([first, *inner[1:], "," * (len(inner) == 2 and not one.listed), last])
        elif isinstance(one, Text) and one is not value:
            here.spend(len(one.value) // COPIES)
            yield Text(repr(one.value))
        elif isinstance(one, Node) and not here.recorder.shape(one.index) and here.says_yes_or_no(one.index):
            yield Flag(here.recorder.number(one.index) != 0)
        elif isinstance(one, Flag) and one.absence is not None:
            tell(here, absent(here, one.absence))
            yield one
        else:
            yield one


def _typed(of: Items) -> bool:
    """Whether a list of numbers stands in the text as it is, and is no tensor yet: 2.0 in it is not 2."""
    return of.node is None and not of.mark and is_literal(of)


def phrase(here: Loops, found: Sequence[Value]) -> Text | Words:
    """Texts and tensors as one text. Raises too-much-work for a long one."""
    joined: list[Value] = []
    for one in found:
        before = joined[-1] if joined else None
        if isinstance(one, Text) and isinstance(before, Text):
            joined[-1] = Text(before.value + one.value)
        elif one == Text(""):
            continue
        elif isinstance(one, Text | Told) and isinstance(before, Text | Told):
            joined[-1] = Told((*_pieces(before), *_pieces(one)))
        else:
            joined.append(one)
    count = sum(length(one) for one in joined)
    LIMITS["words"].check(count)
    here.spend(2 * len(found) + count // COPIES)
    if not joined:
        return Text("")
    return joined[0] if len(joined) == 1 and isinstance(joined[0], Text) else Words(tuple(joined))


def length(of: object) -> int:
    """The letters that something takes once it is written; of a number, those that its format gives at least."""
    match of:
        case str():
            return len(of)
        case Text(words):
            return len(words)
        case Told(pieces):
            return sum(map(length, pieces))
        case Shown(form=str() as form):
            return len(format(0.0, form))
        case _:
            return 1


def _pieces(of: Value) -> tuple[str | Shown, ...]:
    return of.parts if isinstance(of, Told) else (of.value if isinstance(of, Text) else "-",)


def text(here: Loops, value: Value, span: Span, quoted: bool = False) -> Text | Words:
    """`str(value)`; `quoted`: `repr(value)`."""
    if quoted and isinstance(value, Text):
        return Text(repr(value.value))

    def said(one: str | Value) -> Value:
        if isinstance(one, str):
            return Text(one)
        if isinstance(one, Number) and one.node is not None:
            return Told((Shown(one.node, ""),))
        if is_tensor(one):
            # A text is no tensor: what is changed in place later stands in it as it was.
            return shown_as(here, one, span)
        return one if isinstance(one, Told | Shown) else Text(str(plain(one)))

    return phrase(here, list(map(said, parts(here, value, span))))


def formatted(here: Loops, value: Value, conversion: str, spec: str, span: Span) -> Text | Words:
    """`{value!conversion:spec}`. Raises bad-argument where Python raises."""
    given = text(here, value, span, conversion in ("r", "a")) if conversion else value
    if not spec or isinstance(given, Passed):
        return text(here, given, span)
    given = here.seen(given)
    return _told(here, given, spec, f":{spec}") or Text(_written(spec, f":{spec}", _operand(here, given, f":{spec}", spec[-1]), format))


def percent(here: Loops, value: Value, spec: str, span: Span) -> Text | Words:
    """`spec % value` of one spec such as `%.3f`. Raises bad-argument where Python raises."""
    value = here.seen(value)
    if spec[-1] not in "sra" and not isinstance(value, Passed):
        if is_tensor(value) and here.recorder.shape(node := here.tensor(value, span)) and size(here.recorder.shape(node)) == 1:
            # Python asks such a tensor for its number here, and in no other format.
            value = Number(here.recorder.entries(node)[0], False, span)
        form = _SIGNS.sub(lambda signs: "".join(_FLAGS[one] for one in "- +#0" if one in signs[0]), spec[1:])
        told = _told(here, value, form, spec)
        return told or Text(_written(spec, spec, _operand(here, value, spec, spec[-1]), lambda number, spec: spec % number))
    found = text(here, value, span, spec[-1] != "s")
    return Text(_written(spec, spec, found.value, lambda said, spec: f"{spec[:-1]}s" % said)) if isinstance(found, Text) else found


def _told(here: Loops, value: Value, form: str, said: str) -> Words | None:
    """The number of a node as a format of floats writes it, which fits every number: it follows the node."""
    node = value.node if isinstance(value, Number) else here.current(value).index if isinstance(value, Node) else None
    if node is None or here.recorder.shape(node) or form[-1] not in _FLOAT or set(form) & _BRACES or here.says_yes_or_no(node):
        return None
    _written(form, said, 0.0, format)
    return Words((Told((Shown(node, form),)),))


_BRACES = frozenset("{}")
"""No f-string has these in a format, and what is exported is written in f-strings."""
_FLOAT = "eEfFgG"
"""The formats that any number fits, whole or not."""
_SIGNS = re.compile("^[-+ #0]*")
_FLAGS = {"-": "<", " ": " ", "+": "+", "#": "#", "0": "0"}
"""What begins a format after % as format() has it."""


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
    if isinstance(value, Words) and all(isinstance(one, Text | Told) for one in value.parts):
        return plainly(here, value)
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


def _read(here: Loops, shown: Shown) -> str:
    assert isinstance(shown.of, int), "gradients take the place of nodes when the program has run"
    return format(here.recorder.number(shown.of), shown.form or "")


def split(found: Text | Words) -> Sequence[Value]:
    """The texts and tensors of a text."""
    return found.parts if isinstance(found, Words) else (found,)


def plainly(here: Loops, found: Text | Words) -> str:
    """A text as letters; a tensor in it is one number, such as the width in a format."""

    def letters(one: Value) -> str:
        if isinstance(one, Told):
            return "".join(part if isinstance(part, str) else _read(here, part) for part in one.parts)
        if isinstance(one, Shown) and isinstance(one.of, int):
            one = Node(one.of)
        return one.value if isinstance(one, Text) else str(_operand(here, one, "", "d"))

    return "".join(map(letters, split(found)))
