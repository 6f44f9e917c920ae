"""Statements as paragraphs: those that belong to one line of the program stand together, under that line as a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chainrule.code.comments import Lines
from chainrule.code.statements import Statement
from chainrule.program.graph import Program

_BLANK = re.compile(r"\s+")


class Listing:
    """Grows line by line."""

    def __init__(self, program: Program) -> None:
        self.comments = Lines(program)
        self.text: list[str] = []

    def block(self, heading: str, lines: Iterable[str]) -> None:
        """Lines under a heading, if there are any."""
        text = list(lines)
        if text:
            self.text += ["", f"# {heading}", *text]

    def prints(self, names: Iterable[str]) -> None:
        self.text += ["", *(f'print("{name} =", {name})' for name in dict.fromkeys(names))]

    def paragraphs(self, heading: str, told: Iterable[tuple[int, str]]) -> None:
        """Lines, if any, each with the node it belongs to; a comment where the program's line changes, unless it says the same."""
        blocks: list[tuple[str, list[str]]] = []
        for node, line in told:
            comment = self.comments.of(node)
            if not blocks or blocks[-1][0] != comment:
                blocks.append((comment, []))
            blocks[-1][1].append(line)
        self.text += ["", f"# {heading}"] if heading and blocks else []
        commented = False
        for place, (comment, lines) in enumerate(blocks):
            same = not comment or (len(lines) == 1 and _BLANK.sub("", lines[0]) == _BLANK.sub("", comment))
            if (place and (commented or not same)) or (heading and not place and not same):
                self.text.append("")
            if not same:
                self.text.append(f"# {comment}")
            self.text += lines
            commented = not same


def assigned(one: Statement) -> str:
    return f"{one.name} = {one.text}"
