"""The words and the values within an f-string: `f'loss {x * x:.3f}'` holds the words `loss ` and the expression `x * x`, written `.3f`.

The words of a text are masked before `ast` reads a statement, so each expression is read by itself, at its own place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from chainrule.errors import Problem, Span
from chainrule.language.chunks import PARTNER, Chunk, write
from chainrule.language.source import Fault, Source, unescaped
from chainrule.language.tokens import FRIENDLY, Token, scan, unquote
from chainrule.language.words import Conversion

_CLOSERS = frozenset(PARTNER.values())
_CONVERSIONS: dict[str, Conversion] = {"r": "r", "s": "s", "a": "a"}


@dataclass(frozen=True, slots=True)
class Said:
    """Words as they are printed."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hole:
    """A value among words: `{value!conversion:spec}`; `source` knows the places of the value."""

    value: ast.expr
    source: Source
    conversion: Conversion
    spec: tuple[Piece, ...] | None
    span: Span


Piece = Said | Hole


def pieces(source: Source, start: int, end: int) -> Iterator[Piece]:
    """The words and values of the texts between two characters."""
    for token in source.chunk.tokens:
        if token.kind != "text" or not (start <= token.start and token.end <= end):
            continue
        before, _, after = unquote(token.text)
        first, last = token.start + len(before), token.end - len(after)
        if "f" in before.lower():
            yield from _pieces(source, first, last, "r" in before.lower())
        elif first < last:
            yield _said(source, first, last, "r" in before.lower())


def _pieces(source: Source, first: int, last: int, raw: bool, inner: bool = False) -> Iterator[Piece]:
    """Those between two characters; `{{` is a plain brace, except in what says how a value is written (`inner`)."""
    text, done, place = source.text, first, first
    while place < last:
        if text[place : place + 2] in ("{{", "}}") and not inner:
            place += 2
        elif text[place] == "{":
            if done < place:
                yield _said(source, done, place, raw, not inner)
            yield from _hole(source, place, last, raw, inner)
            place = done = _closed(source, place + 1, last) + 1
        else:
            place += 1
    if done < last:
        yield _said(source, done, last, raw, not inner)


def _said(source: Source, first: int, last: int, raw: bool, braced: bool = False) -> Said:
    """Words; `braced`: a brace in them is written twice."""
    words = source.text[first:last]
    plain = words.replace("{{", "{").replace("}}", "}") if braced else words
    return Said(plain if raw else unescaped(plain), source.offsets.span(first, last))


def _hole(source: Source, open_: int, last: int, raw: bool, inner: bool) -> Iterator[Piece]:
    """What stands between { and }; `{x=}` says the words `x=` first."""
    text, first = source.text, open_ + 1
    place = end = _end(source, first, last)
    if inner and text[place] == ":":
        span = source.offsets.span(open_, open_ + 1)
        raise Fault(Problem("syntax", "How a value is written is nested too deeply here.", span, "Give the number a name first."))
    named = text[place] == "="
    if named:
        place += 1
        while text[place] == " ":
            place += 1
        yield _said(source, first, place, True)
    conversion: Conversion = ""
    if text[place] == "!":
        found = _CONVERSIONS.get(text[place + 1])
        if found is None:
            span = source.offsets.span(place, place + 2)
            raise Fault(Problem("syntax", "After ! stands r, s or a.", span, "Write {x!r}, or {x:.3f} for a number of digits."))
        conversion, place = found, place + 2
    closed = _closed(source, first, last)
    spec = tuple(_pieces(source, place + 1, closed, raw, True)) if text[place] == ":" else None
    if text[place] not in ":}":
        span = source.offsets.span(place, closed)
        raise Fault(Problem("syntax", "This part of the text cannot be read.", span, "Write {x}, {x!r} or {x:.3f}."))
    if named and spec is None and not conversion:
        conversion = "r"
    value, reads = _read(source, first, end)
    yield Hole(value, reads, conversion, spec, source.offsets.span(open_, closed + 1))


def _end(source: Source, first: int, last: int) -> int:
    """Where a value ends: the first of `=!:}` outside brackets; `==` and its like are none of them."""
    text, depth = source.text, 0
    for place in range(first, last):
        one = text[place]
        if one in "=!:}" and depth == 0:
            if one not in "=!" or (text[place + 1] != "=" and text[place - 1] not in "=!<>"):
                return place
        elif one in PARTNER:
            depth += 1
        elif one in _CLOSERS:
            depth -= 1
    raise _open(source, first)


def _closed(source: Source, first: int, last: int) -> int:
    """Where the } stands that closes what begins at `first`."""
    depth = 0
    for place in range(first, last):
        depth += {"{": 1, "}": -1}.get(source.text[place], 0)
        if depth < 0:
            return place
    raise _open(source, first)


def _open(source: Source, first: int) -> Fault:
    span = source.offsets.span(first - 1, first)
    return Fault(Problem("syntax", "{ in this text is never closed.", span, "Add the missing }, or leave the braces out."))


def _read(source: Source, first: int, last: int) -> tuple[ast.expr, Source]:
    tokens = [Token(one.kind, one.text, one.start + first, one.end + first) for one in scan(source.text[first:last])]
    tokens = [one for one in tokens if one.kind not in ("newline", "comment")]
    span = source.offsets.span(first, max(last, first + 1))
    fault = Fault(Problem("syntax", "This part of the text cannot be read.", span, "Between { and } write a name or an expression."))
    if not tokens or any(one.kind in ("open_text", "stray") for one in tokens):
        raise fault
    inner = Source(source.text, Chunk(0, tokens), source.offsets)
    write(inner.chunk, source.text, [one for one in tokens if one.kind == "text" or source.text[one.start : one.end] in FRIENDLY])
    try:
        return ast.parse(inner.chunk.source, mode="eval").body, inner
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise fault from None
