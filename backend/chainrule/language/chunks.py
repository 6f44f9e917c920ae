"""Text to chunks, one per statement, so that a fault in one leaves the others readable.

A statement ends at a `;` or at a line break outside brackets. A header such as `for ...:` takes the deeper lines below it
along. An open bracket that is never closed ends before the next line that plainly begins a statement.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from chainrule.errors import Fact, Problem
from chainrule.language.offsets import LINE_BREAK, Offsets
from chainrule.language.tokens import ASSIGNMENTS, FOREIGN_BLANKS, FRIENDLY, Token, unquote

PROBLEMS = 20
"""How many problems one answer holds; past it no further recovery is tried."""

PARTNER = {"(": ")", "[": "]", "{": "}"}
_HEADERS = frozenset({"if", "for", "while", "def", "class", "with", "try", "async", "elif", "else", "except", "finally", "@"})
HEADS = frozenset({"if", "elif", "else", "for", "while", "def", "with", "class"})
"""Words that begin a line with a body, of those the language has."""
_FURTHER = frozenset({"elif", "else", "except", "finally"})
_MAGIC = frozenset("%!")
"""What begins a line that speaks to a notebook: %matplotlib inline, !pip install torch."""
_BYTE_ORDER_MARK = "\ufeff"
_LETTER = re.compile(r"[^\r\n]")
_PLAIN_BLANKS = str.maketrans({blank: " " * len(blank.encode()) for blank in FOREIGN_BLANKS})


@dataclass(slots=True)
class Chunk:
    """The text of one statement. `problem` is a fault of its brackets, come to light at the character `fault`.

    `source` is what `ast` reads. `inserted`: by line of the source, the bytes in it for which nothing stands in the text.
    `passed`: the line is for a notebook and not for Python.
    """

    column: int
    tokens: list[Token] = field(default_factory=list)
    problem: Problem | None = None
    fault: int = 0
    source: str = ""
    inserted: dict[int, list[int]] = field(default_factory=dict)
    passed: bool = False

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def header(self) -> bool:
        """Whether deeper lines that follow belong to this."""
        return self.tokens[0].text in _HEADERS or self.tokens[-1].text == ":"

    @property
    def compound(self) -> bool:
        """Whether this is a statement with a body that the language has."""
        return self.tokens[0].text in HEADS


def split(text: str, tokens: list[Token], offsets: Offsets) -> list[Chunk]:
    """The statements of a text, in order. `tokens` are all of its tokens."""
    covered = [token for token in tokens if token.kind in ("comment", "text") or text[token.start : token.end] in FRIENDLY]
    starts = [token.start for token in covered]
    chunks = list(_blocks(_statements(text, [token for token in tokens if token.kind != "comment"], offsets)))
    for chunk in chunks:
        write(chunk, text, covered[bisect_left(starts, chunk.start) : bisect_left(starts, chunk.end)])
    return chunks


def _statements(text: str, tokens: list[Token], offsets: Offsets) -> Iterator[Chunk]:
    """One chunk per statement, headers and their lines still apart."""
    index, restarts = 0, 0
    column, line_start = -1, 0
    chunk: Chunk | None = None
    brackets: list[int] = []
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if chunk is None and token.text in _MAGIC and column < 0:
            end = next((k for k in range(index, len(tokens)) if tokens[k].kind == "newline"), len(tokens))
            yield Chunk(_width(text[line_start : token.start]), tokens[index - 1 : end], passed=True)
            index = end
        elif token.kind == "newline" and not brackets:
            if chunk:
                yield chunk
            chunk, column, line_start = None, -1, token.end
        elif token.text == ";" and not brackets and not (chunk and chunk.tokens[0].text in _HEADERS):
            if chunk:
                yield chunk
            chunk = None
        elif token.kind != "newline":
            if chunk is None:
                column = _width(text[line_start : token.start]) if column < 0 else column
                chunk = Chunk(column)
            chunk.tokens.append(token)
            if token.kind == "open":
                brackets.append(index - 1)
            elif token.kind == "close":
                problem = _close(brackets, token, tokens, offsets)
                if problem and not chunk.problem:
                    chunk.problem, chunk.fault = problem, token.start
        if index == len(tokens) and chunk and brackets:
            restarts += 1
            again = _restart(text, tokens, brackets[0], chunk.column) if restarts < PROBLEMS else None
            if again is None:
                chunk.problem = chunk.problem or _unclosed(tokens[brackets[-1]], offsets)
                continue
            line_start = tokens[again - 1].end
            innermost = max(place for place in brackets if place < again)
            early = chunk.problem if chunk.fault < line_start else None
            chunk.problem = early or _unclosed(tokens[innermost], offsets)
            chunk.tokens = [token for token in chunk.tokens if token.start < line_start]
            yield chunk
            chunk, column, index, brackets = None, -1, again, []
    if chunk:
        yield chunk


def _blocks(statements: Iterator[Chunk]) -> Iterator[Chunk]:
    """Headers joined with the deeper lines below them, with `else` and its like, and with the line below an `@`."""
    held: Chunk | None = None
    decorated = False
    for chunk in statements:
        first = chunk.tokens[0].text
        if held and not chunk.passed and (chunk.column > held.column or (chunk.column == held.column and (decorated or first in _FURTHER))):
            held.tokens += chunk.tokens
            held.problem = held.problem or chunk.problem
        else:
            if held:
                yield held
            held = chunk if chunk.header and not chunk.passed else None
            if held is None:
                yield chunk
        decorated = first == "@"
    if held:
        yield held


def _restart(text: str, tokens: list[Token], index: int, column: int) -> int | None:
    """The token past `index` that begins a line which looks like an assignment and is not indented further than `column`."""
    for place in range(index + 1, len(tokens) - 2):
        if tokens[place].kind == "newline" and tokens[place + 1].kind == "name":
            end = place + 2
            while end + 2 < len(tokens) and tokens[end].text == "," and tokens[end + 1].kind == "name":
                end += 2
            if tokens[end].text in ASSIGNMENTS and _width(text[tokens[place].end : tokens[place + 1].start]) <= column:
                return place + 1
    return None


def _width(indentation: str) -> int:
    return len(indentation.removeprefix(_BYTE_ORDER_MARK).expandtabs(8))


def _close(brackets: list[int], token: Token, tokens: list[Token], offsets: Offsets) -> Problem | None:
    """Takes the partner of a closing bracket off `brackets`, which are places in `tokens`; the fault when it is not the innermost."""
    span = offsets.span(token.start, token.end)
    if not brackets:
        return Problem("syntax", f"{token.text} closes nothing: no bracket is open here.", span, "Remove it, or open one before it.")
    opened = tokens[brackets.pop()]
    if PARTNER[opened.text] == token.text:
        return None
    if any(PARTNER[tokens[other].text] == token.text for other in brackets):
        while PARTNER[tokens[brackets.pop()].text] != token.text:
            pass
    line, column = offsets.line(opened.start), offsets.column(opened.start)
    partner = PARTNER[opened.text]
    detail = f"{opened.text} opened in line {line}, column {column}, is not closed: it meets {token.text} instead of {partner}."
    hint = f"Write {partner} before the {token.text} in line {offsets.line(token.start)}, or in its place."
    return Problem("unclosed-bracket", detail, offsets.span(opened.start, opened.end), hint, _facts(opened, offsets))


def _unclosed(opened: Token, offsets: Offsets) -> Problem:
    line, column = offsets.line(opened.start), offsets.column(opened.start)
    detail = f"{opened.text} opened in line {line}, column {column}, is never closed."
    hint = f"Add the missing {PARTNER[opened.text]}."
    return Problem("unclosed-bracket", detail, offsets.span(opened.start, opened.end), hint, _facts(opened, offsets))


def _facts(opened: Token, offsets: Offsets) -> Mapping[str, Fact]:
    return {
        "bracket": opened.text,
        "partner": PARTNER[opened.text],
        "line": offsets.line(opened.start),
        "column": offsets.column(opened.start),
    }


def write(chunk: Chunk, text: str, covered: list[Token]) -> None:
    """The source of a chunk: foreign blanks as plain ones, the inside of texts and comments as letters x, friendly signs as Python's.

    UTF-8 lengths are kept, so that places found in the source are places of the text; bytes that are more are noted. `ast` then meets
    no escape and no character that it would warn of or refuse.
    """
    pieces: list[str] = []
    start, line, column = chunk.start, 1, 0

    def say(piece: str) -> None:
        nonlocal line, column
        pieces.append(piece)
        breaks = [found.end() for found in LINE_BREAK.finditer(piece)]
        line += len(breaks)
        column = len(piece[breaks[-1] :].encode()) if breaks else column + len(piece.encode())

    for token in covered:
        say(text[start : token.start].translate(_PLAIN_BLANKS))
        meant = _masked(token) if token.kind in ("comment", "text") else token.text.replace("√", "~")
        width = len(text[token.start : token.end].encode())
        say(meant.ljust(width))
        more = len(meant.encode()) - width
        chunk.inserted.setdefault(line, []).extend(column - more + k for k in range(more))
        start = token.end
    say(text[start : chunk.end].translate(_PLAIN_BLANKS))
    chunk.source = "".join(pieces)


def _masked(token: Token) -> str:
    if token.kind == "comment":
        return "#" + _LETTER.sub(_as_x, token.text[1:])
    before, inside, after = unquote(token.text)
    return before + _LETTER.sub(_as_x, inside) + after


def _as_x(found: re.Match[str]) -> str:
    return "x" * len(found[0].encode())
