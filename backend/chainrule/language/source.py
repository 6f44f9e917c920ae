"""One statement's text with the places of its nodes, and the faults that stand at them."""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
from bisect import bisect_left
from typing import Protocol

from chainrule.errors import Problem, Span
from chainrule.language.chunks import Chunk
from chainrule.language.constructs import construct
from chainrule.language.offsets import Offsets
from chainrule.language.tokens import Token, unquote

_QUOTED = 40
_BRIEF = 20


class Fault(Exception):
    """Ends the reading of one statement."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class Placed(Protocol):
    """Any `ast` node with a place."""

    lineno: int
    col_offset: int
    end_lineno: int | None
    end_col_offset: int | None


def quote(text: str) -> str:
    """Typed text as it stands in a sentence: marked, on one line, and not too long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}”"


def brief(text: str, stand_in: str = "x") -> str:
    """Typed text as it stands in an example; `stand_in` when it is too long for one."""
    return text if len(text) <= _BRIEF and text.isprintable() else stand_in


class Source:
    """What conversion and diagnosis need to know about the text of one chunk. Positions are characters of the whole text."""

    def __init__(self, text: str, chunk: Chunk, offsets: Offsets) -> None:
        self.text, self.chunk, self.offsets = text, chunk, offsets
        self._texts = [token for token in chunk.tokens if token.kind == "text"]
        self._starts = [token.start for token in chunk.tokens]
        self._text_starts = [token.start for token in self._texts]

    def start(self, node: Placed) -> int:
        return self._character(node.lineno, node.col_offset)

    def end(self, node: Placed) -> int:
        return self._character(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)

    def _character(self, line: int, column: int) -> int:
        return self.offsets.character(self.chunk.start, line, column - bisect_left(self.chunk.inserted.get(line, ()), column))

    def span(self, node: Placed) -> Span:
        return self.offsets.span(self.start(node), self.end(node))

    def typed(self, node: Placed) -> str:
        """The text of a node."""
        return self.text[self.start(node) : self.end(node)]

    def words(self, node: Placed) -> str:
        """The content of a text literal, neighbours joined."""
        first, last = bisect_left(self._text_starts, self.start(node)), bisect_left(self._text_starts, self.end(node))
        return "".join(_plain(token.text) for token in self._texts[first:last])

    def sign(self, left: Placed, right: Placed, text: str) -> Span:
        """The place of the operator `text` that stands between two nodes."""
        first, last = self.end(left), self.start(right)
        for token in self.chunk.tokens:
            if token.start >= first and token.end <= last and token.text == text:
                return self.offsets.span(token.start, token.end)
        return self.offsets.span(first, last)

    def word(self, node: Placed) -> str:
        """The token a node begins with."""
        start = self.start(node)
        place = bisect_left(self._starts, start)
        return self.chunk.tokens[place].text if place < len(self._starts) and self._starts[place] == start else ""

    def name_start(self, end: int) -> int:
        """Where the name begins that ends before the character `end`."""
        start = end
        while start > self.chunk.start and f"a{self.text[start - 1]}".isidentifier():
            start -= 1
        return start

    def name(self, name: str, start: int, end: int) -> str:
        """A name as `ast` gives it, in form NFKC; a fault when the language has no such names."""
        span = self.offsets.span(start, end)
        typed = self.text[start:end]
        if name.startswith("__"):
            detail = f"The name {quote(name)} begins with two underscores."
            raise Fault(Problem("private-name", detail, span, "Use a name that begins with a letter.", {"name": quote(name)[1:-1]}))
        if keyword.iskeyword(name):
            raise Fault(Problem("syntax", f"{quote(name)} is a reserved word.", span, "Choose another name.", {"word": name}))
        if typed.isascii():
            return name
        raised = [letter for letter in typed if unicodedata.decomposition(letter).startswith("<super>")]
        if raised:
            base = brief(typed[: typed.index(raised[0])]) or "x"
            power = brief(unicodedata.normalize("NFKC", "".join(raised)))
            hint = f"Write {base}.T." if power == "T" else f"For a power write {base} ** {power}."
            raise Fault(Problem("syntax", f"{quote(typed)} is read as the name {quote(name)}.", span, hint))
        return name

    def unavailable(self, kind: str, span: Span, position: int, hint: str | None = None) -> Problem:
        """The problem of a construct, by the name of its `ast` class, at a character."""
        record = construct(kind)
        line = self.offsets.line(position)
        detail = f"{record.title} (line {line}) is not available."
        return Problem("unsupported-syntax", detail, span, hint or record.instead, {"construct": kind, "line": line})

    def refuse(self, kind: str, node: Placed, hint: str | None = None) -> Fault:
        """The fault of a node whose construct is not available."""
        return Fault(self.unavailable(kind, self.span(node), self.start(node), hint))

    def at(self, token: Token) -> Span:
        return self.offsets.span(token.start, token.end)


_ESCAPES = {
    **{f"\\{letter}": code for letter, code in zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True)},
    **{f"\\{sign}": sign for sign in "'\"\\"},
    "\\\n": "",
}
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])")


def _plain(token: str) -> str:
    """The content of one text token."""
    before, inside, _ = unquote(token)
    return inside if "r" in before.lower() else unescaped(inside)


def unescaped(words: str) -> str:
    """Words as they are printed: a backslash and what follows it made one character."""
    return _ESCAPE.sub(_character, words)


def _character(found: re.Match[str]) -> str:
    escape = found[0]
    digits = escape[1:]
    if digits[0] in "01234567":
        return chr(int(digits, 8))
    if len(digits) > 1:
        code = int(digits[1:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else escape  # half a character cannot travel
    return _ESCAPES.get(escape, escape)


def kind(node: ast.AST) -> str:
    return type(node).__name__
