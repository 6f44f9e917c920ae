"""What is known of a statement before `ast` sees it, from its tokens alone."""

from __future__ import annotations

from chainrule.errors import Problem
from chainrule.language.ceilings import nesting
from chainrule.language.chunks import Chunk
from chainrule.language.source import Source, brief, quote
from chainrule.language.tokens import Token, unquote

_LONGEST_NUMBER = 1_000
_LONGEST_NAME = 200
"""Letters. A name goes with every node it stands for: 20,000 of them are sent."""


def check(source: Source) -> Problem | None:
    """The first fault that needs no parser."""
    return nesting(source) or source.chunk.problem or _texts(source) or _names(source) or _numbers(source)


def says_nothing(chunk: Chunk) -> bool:
    """Whether this is a text on its own, such as a docstring."""
    return all(token.kind == "text" and _special(token) is None for token in chunk.tokens)


def _special(token: Token) -> str | None:
    """The construct of a text that is more than text, by its prefix."""
    prefix = unquote(token.text)[0].lower()
    return "JoinedStr" if "f" in prefix else "TemplateStr" if "t" in prefix else "Bytes" if "b" in prefix else None


def _texts(source: Source) -> Problem | None:
    for token in source.chunk.tokens:
        if token.kind == "open_text":
            bare = token.text.lstrip("bfrtuBFRTU")
            quotes = bare[:3] if bare[:3] in ("'''", '"""') else bare[:1]
            first = source.offsets.span(token.start, token.start + 1)
            hint = f"Add the closing {quotes}" + (". For a transpose write x.T." if quotes == "'" else " behind it.")
            return Problem("syntax", "The text that begins here has no end.", first, hint)
        if token.kind == "text":
            kind = _special(token)
            if kind is not None and kind != "JoinedStr":
                return source.unavailable(kind, source.at(token), token.start)
    return None


def _names(source: Source) -> Problem | None:
    for token in source.chunk.tokens:
        if token.kind == "name" and token.end - token.start > _LONGEST_NAME:
            detail = f"The name has {token.end - token.start:,} letters; at most {_LONGEST_NAME} are read."
            return Problem("syntax", detail, source.at(token), "Use a shorter name.")
    return None


def _numbers(source: Source) -> Problem | None:
    for token, after in zip(source.chunk.tokens, [*source.chunk.tokens[1:], None], strict=True):
        if token.kind != "number":
            continue
        if token.end - token.start > _LONGEST_NUMBER:
            detail = f"The number has {token.end - token.start:,} digits; at most {_LONGEST_NUMBER:,} are read."
            return Problem("syntax", detail, source.at(token), "Write it with an exponent: 1e300.")
        if after and after.start == token.end and (after.kind in ("number", "text") or after.text.isidentifier()):
            span = source.offsets.span(token.start, after.end)
            typed = quote(source.text[token.start : after.end])
            if after.text in ("j", "J"):
                return source.unavailable("Complex", span, token.start)
            if not after.value:
                hint = f"Write {brief(token.text, '2')} {after.text} with a blank between."
                return Problem("syntax", f"{typed} is not a number.", span, hint)
            if after.kind != "name":
                return Problem("syntax", f"{typed} is not a number.", span, "Write one point at most, and a sign between two numbers.")
            detail = f"{typed}: a sign is missing between the number and the name."
            return Problem("syntax", detail, span, f"For a product write {brief(token.text, '2')}*{brief(after.text)}.")
    return None
