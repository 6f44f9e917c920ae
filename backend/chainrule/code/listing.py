"""Statements as paragraphs: those that belong to one line of the program stand together, under that line as a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chainrule.code.comments import Lines
from chainrule.code.statements import Statement

_BLANK = re.compile(r"\s+")


class Listing:
    """Grows line by line."""

    def __init__(self, lines: Lines) -> None:
        self.comments = lines
        self.text: list[str] = []

    def title(self, text: str) -> None:
        self.text += ["", f"# {text}"]

    def say(self, line: str) -> None:
        self.text.append(line)

    def paragraphs(self, told: Iterable[tuple[int, str]], heading: str) -> None:
        """Lines, each with the node it belongs to; a comment where the program's line changes, unless it says the same."""
        blocks: list[tuple[str, list[str]]] = []
        for node, line in told:
            comment = self.comments.of(node)
            if not blocks or blocks[-1][0] != comment:
                blocks.append((comment, []))
            blocks[-1][1].append(line)
        self.title(heading)
        commented = False
        for place, (comment, lines) in enumerate(blocks):
            same = not comment or (len(lines) == 1 and _BLANK.sub("", lines[0]) == _BLANK.sub("", comment))
            if place and (commented or not same):
                self.text.append("")
            if not same:
                self.text.append(f"# {comment}")
            self.text += lines
            commented = not same

    def indented(self) -> list[str]:
        return [f"    {line}" if line else "" for part in self.text for line in part.split("\n")]


def assigned(one: Statement) -> str:
    return f"{one.name} = {one.text}"
