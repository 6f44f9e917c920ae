"""Words of a program: texts that are joined or filled in, and their methods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.limits import LIMITS
from chainrule.program.describe import describe, many
from chainrule.program.formats import formatted, percent, phrase, plainly, split, text
from chainrule.program.lists import together
from chainrule.program.objects import entry
from chainrule.program.values import COPIES, Dict, Flag, Items, Number, Text, Value, Words

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_SPEC = re.compile(r"%(?:\((?P<name>\w*)\))?(?P<rest>[-+ #0]*\d*(?:\.\d*)?)[hlL]?(?P<kind>.|$)", re.DOTALL)


def joined(here: Loops, sign: str, left: Value, right: Value, span: Span) -> Value:
    """'loss ' + 'x', 'loss %f' % x, '-' * 20, (1, 2) + (3,)."""
    if sign == "+" and isinstance(left, Items) and isinstance(right, Items) and left.listed == right.listed:
        return together(left, right, span)
    if sign == "+" and isinstance(left, Text | Words) and isinstance(right, Text | Words):
        return phrase(here, [*split(left), *split(right)])
    if sign == "%" and isinstance(left, Text):
        return phrase(here, list(_filled(here, left.value, right, span)))
    if sign == "*" and isinstance(left, Text) and isinstance(right, Number) and right.whole:
        LIMITS["words"].check(int(len(left.value) * right.value))
        return phrase(here, [Text(left.value * int(right.value))])
    fact = f"{describe(left).capitalize()} and {describe(right)} cannot be joined by {sign}."
    raise Refused("not-a-tensor", fact, "Print them side by side: print(a, b).")


def _filled(here: Loops, words: str, right: Value, span: Span) -> Iterator[Value]:
    """`words % right`."""
    values = list(right.items) if isinstance(right, Items) and not right.listed else [right]
    done = used = 0
    for found in _SPEC.finditer(words):
        yield Text(words[done : found.start()])
        done = found.end()
        spec = f"%{found['rest']}{found['kind']}"
        if found["kind"] == "%":
            yield Text("%")
            continue
        if found["name"] is not None:
            if not isinstance(right, Dict):
                raise Refused("bad-argument", f"%({found['name']}) looks into a dict, not {describe(right)}.", "Write '%(w)f' % {'w': w}.")
            used, value = 1, entry(right, Text(found["name"]))
        elif used == len(values):
            raise Refused("wrong-arguments", f"The text asks for more values than the {used} given.", "Give one value for every %.")
        else:
            value, used = values[used], used + 1
        yield from split(percent(here, value, spec, span))
    yield Text(words[done:])
    if used < len(values) and not isinstance(right, Dict):
        raise Refused("wrong-arguments", f"The text asks for {used} values, {len(values)} are given.", "Give one value for every %.")


def _format(here: Loops, words: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """`words.format(*values, **named)`."""
    count = 0

    def fields(words: str, inner: bool) -> Iterator[Value]:
        nonlocal count
        for said, field, spec, conversion in _parsed(words):
            yield Text(said)
            if field is None:
                continue
            name, count = (str(count), count + 1) if field == "" else (field, count)
            value = values[int(name)] if name.isdecimal() and int(name[:9]) < len(values) else named.get(name)
            if value is None:
                fact = f"The text asks for {{{field[:40]}}}, which is not given."
                raise Refused("wrong-arguments", fact, "Give one value for every { }, by its name where it has one.")
            if inner or not spec:
                yield from split(formatted(here, value, conversion or "", "" if inner else spec or "", span))
            else:
                written = plainly(here, phrase(here, list(fields(spec, True))))
                yield from split(formatted(here, value, conversion or "", written, span))

    return phrase(here, list(fields(words, False)))


def _parsed(words: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    try:
        yield from Formatter().parse(words)
    except ValueError as wrong:
        hint = "Write {} or {:.3f} for a value, {{ for a brace."
        raise Refused("bad-argument", f"This text cannot be filled in: {wrong}.", hint) from None


def run_text(here: Loops, of: Text, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """The value of a method of a text."""
    if name == "format":
        return _format(here, of.value, values, named, span)
    if name == "join" and len(values) == 1:
        parts = [part for one in here.entries(values[0], span) for part in (of, *split(text(here, one, span)))]
        return phrase(here, parts[1:])
    given = [one.value for one in values if isinstance(one, Text)]
    least, most = _TAKES.get(name, (0, 0))
    if named or len(given) != len(values) or not least <= len(given) <= most or name == "join" or "" in given[:1]:
        fact = f"{name} cannot be called with {many(len(values), 'argument')}."
        raise Refused("wrong-arguments", fact, f"Write {_FORMS[name]}.")
    if name == "split":
        here.spend(len(of.value) // COPIES)
        return Items([Text(one) for one in of.value.split(given[0] if given else None)], True, span, grown=True)
    if name == "replace":
        LIMITS["words"].check(len(of.value) + of.value.count(given[0]) * len(given[1]))
        return Text(of.value.replace(given[0], given[1]))
    if name in ("startswith", "endswith"):
        return Flag(of.value.startswith(given[0]) if name == "startswith" else of.value.endswith(given[0]))
    return Text(of.value.strip(*given) if name == "strip" else of.value.lower() if name == "lower" else of.value.upper())


_TAKES = {"split": (0, 1), "strip": (0, 1), "replace": (2, 2), "startswith": (1, 1), "endswith": (1, 1)}
"""The words each takes, at least and at most."""
_FORMS = {
    "format": "'loss {:.3f}'.format(loss)",
    "lower": "word.lower()",
    "upper": "word.upper()",
    "join": "', '.join(words)",
    "split": "line.split() or line.split(',')",
    "strip": "line.strip()",
    "replace": "word.replace('a', 'b')",
    "startswith": "word.startswith('a')",
    "endswith": "word.endswith('a')",
}
TEXT_METHODS = frozenset(_FORMS)
