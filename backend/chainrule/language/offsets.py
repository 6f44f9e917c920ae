"""Where a place in the text is, counted in the three units in use.

Python counts characters, `ast` counts lines and UTF-8 bytes, a browser counts UTF-16 code units:

    text        a  =  𝒙      (𝒙 is one character, four bytes, two units)
    character   0  1  2  3
    byte        0  1  2  6
    unit        0  1  2  4
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from chainrule.errors import Span

LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line for `ast`; `str.splitlines` would also split at form feeds and U+2028."""


def units(text: str) -> int:
    """The length of a text in UTF-16 code units; half a surrogate pair counts one."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def line_at(text: str, unit: int) -> int:
    """The number of the line that a code unit stands in, from 1."""
    above = text.encode("utf-16-le", "surrogatepass")[: 2 * unit].decode("utf-16-le", "surrogatepass")
    return len(LINE_BREAK.findall(above)) + 1


class Offsets:
    """The tables of one text. All positions taken and kept are characters; `span` turns them into units."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._lines = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
        self._units: list[int] | None = None
        self._bytes: list[int] | None = None
        if not text.isascii():
            self._units = list(accumulate((2 if letter > "\uffff" else 1 for letter in text), initial=0))
            self._bytes = list(accumulate((len(letter.encode()) for letter in text), initial=0))

    def line(self, position: int) -> int:
        """The number of the line a character stands in, from 1."""
        return bisect_right(self._lines, position)

    def column(self, position: int) -> int:
        """The place of a character in its line, from 1."""
        return position - self._lines[self.line(position) - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Units of the characters `start` to `end`, held within the text."""
        start = min(max(start, 0), self.length)
        end = min(max(end, start), self.length)
        return (start, end) if self._units is None else (self._units[start], self._units[end])

    def character(self, origin: int, line: int, column: int) -> int:
        """The character at line (from 1) and byte column of a piece of the text that begins at the character `origin`."""
        base = origin if line == 1 else self._lines[min(self.line(origin) + line - 1, len(self._lines)) - 1]
        if self._bytes is None:
            return base + column
        return bisect_right(self._bytes, self._bytes[base] + column) - 1
