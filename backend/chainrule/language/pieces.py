"""The words and the values within an f-string: `f'loss {x * x:.3f}'` holds the words `loss ` and the expression `x * x`.

The words of a text are masked before `ast` reads a statement, so each expression is read by itself, at its own place.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from chainrule.errors import Problem
from chainrule.language.chunks import PARTNER, Chunk, write
from chainrule.language.source import Fault, Source
from chainrule.language.tokens import FRIENDLY, Token, scan, unquote

_CLOSERS = frozenset(PARTNER.values())


def pieces(source: Source, start: int, end: int) -> Iterator[tuple[ast.expr, Source] | tuple[str, Token]]:
    """The texts between two characters: their words, each with its token, and every expression with the source that knows its places."""
    for token in source.chunk.tokens:
        if token.kind != "text" or not (start <= token.start and token.end <= end):
            continue
        before, inside, _ = unquote(token.text)
        if "f" not in before.lower():
            yield inside, token
            continue
        origin, done = token.start + len(before), 0
        for first, last, closed in _braces(token, source):
            yield _words(inside[done : first - origin - 1], before), token
            if source.text[last : last + 1] == "=":
                yield source.text[first : last + 1], token
            yield _read(source, first, last)
            done = closed - origin
        yield _words(inside[done:], before), token


_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", "'": "'", '"': '"'}


def _words(inside: str, before: str) -> str:
    """The words as they are printed; `before`: the letters in front of the quote, with an r where a backslash is one."""
    plain = inside.replace("{{", "{").replace("}}", "}")
    return plain if "r" in before.lower() else re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), plain)


def _braces(token: Token, source: Source) -> Iterator[tuple[int, int, int]]:
    """First and last character of each expression in one f-string, and the one past its brace; `{{` is a plain brace, `:` and `!` end
    the expression."""
    before, inside, _ = unquote(token.text)
    origin = token.start + len(before)
    place = 0
    while place < len(inside):
        letter = inside[place]
        if inside[place : place + 2] in ("{{", "}}"):
            place += 2
        elif letter == "{":
            depth, last, closed = 0, place + 1, None
            while last < len(inside):
                one = inside[last]
                if one in PARTNER:
                    depth += 1
                elif one == "}" and depth == 0:
                    closed = last
                    break
                elif one in _CLOSERS:
                    depth -= 1
                elif depth == 0 and (one == ":" or (one in "!=" and inside[last + 1 : last + 2] != "=" and inside[last - 1] not in "=!<>")):
                    closed = inside.find("}", last)
                    break
                last += 1
            if closed is None or closed < 0:
                span = source.offsets.span(origin + place, origin + place + 1)
                raise Fault(Problem("syntax", "{ in this text is never closed.", span, "Add the missing }, or leave the braces out."))
            yield origin + place + 1, origin + last, origin + closed + 1
            place = closed + 1
        else:
            place += 1


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
