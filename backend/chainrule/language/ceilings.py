"""The ceilings of a text, judged before the work they bound."""

from __future__ import annotations

from chainrule.errors import Problem, Refused, Span
from chainrule.language.offsets import LINE_BREAK, Offsets, units
from chainrule.language.source import Source
from chainrule.language.tokens import Token
from chainrule.limits import LIMITS

_WEIGHTLESS = frozenset({"newline", "comment", "close"})
_SEPARATORS = frozenset({",", ";", ":", "."})


def size(text: str) -> Problem | None:
    """The text's length and lines, and that each of its characters is whole."""
    ceiling = LIMITS["text"].value
    if len(text) > ceiling:
        return _past("text", len(text), (units(text[:ceiling]), units(text)))
    breaks = [found.end() for found in LINE_BREAK.finditer(text)]
    lines = len(breaks) + (not text.endswith(("\r", "\n")))
    if lines > LIMITS["lines"].value:
        return _past("lines", lines, (units(text[: breaks[LIMITS["lines"].value - 1]]), units(text)))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        start = units(text[: error.start])
        detail = "The text holds half of a character: one part of a surrogate pair."
        return Problem("syntax", detail, (start, start + 1), "Delete the character and type it again.")
    return None


def syntax_nodes(tokens: list[Token], offsets: Offsets) -> Problem | None:
    """The size of the tree to come: values, operators, calls, lists and indices. Plain brackets leave no node."""
    ceiling = LIMITS["syntax"].value
    count = 0
    place: Token | None = None
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind in _WEIGHTLESS or token.text in _SEPARATORS or (token.text == "(" and not (before and before.ends_value)):
            continue
        count += 1
        if count > ceiling and place is None:
            place = token
    return _past("syntax", count, offsets.span(place.start, tokens[-1].end)) if place else None


def nesting(source: Source) -> Problem | None:
    """Brackets and the signs that nest without them: -, +, ~, not before a value, and ** to the right."""
    ceiling = LIMITS["nesting"].value
    outer: list[int] = []
    here = depth = deepest = 0
    place: Token | None = None
    before: Token | None = None
    for token in source.chunk.tokens:
        if token.kind == "open":
            outer.append(here)
            depth, here = depth + 1, 0
        elif token.kind == "close" and outer:
            depth, here = depth - here - 1, outer.pop()
        elif token.text in ("**", "not", "~", "√") or (token.text in ("-", "+") and not (before and before.ends_value)):
            depth, here = depth + 1, here + 1
        elif token.operator and token.text != ".":
            depth, here = depth - here, 0
        if depth > ceiling and place is None:
            place = token
        deepest, before = max(depth, deepest), token
    if place is None:
        return None
    span = source.at(place)
    return _past("nesting", deepest, span, "Give the inner parts names on lines of their own.")


def _past(name: str, actual: int, span: Span, hint: str | None = None) -> Problem:
    """The problem of a ceiling that is passed."""
    limit = LIMITS[name]
    try:
        limit.check(actual)
    except Refused as refused:
        refused.hint = hint or Problem(limit.code, "").record.fix
        return refused.at(span)
    raise AssertionError(name)
