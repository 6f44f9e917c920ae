"""Lines of the program as comments beside the code they became. A comment is one line, whatever the program says."""

from __future__ import annotations

import re
from bisect import bisect_right

from chainrule.errors import Span
from chainrule.program.graph import Program

LONGEST = 110
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
"""What ends a line somewhere, turns the direction of writing, cannot be seen or cannot be written."""


def tame(text: str) -> str:
    """One line of at most `LONGEST` characters, blanks folded."""
    text = " ".join(_CONTROL.sub(" ", text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class Lines:
    """The lines of a program by the spans of its nodes."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lines = program.text.split("\n")
        self.starts, at = [], 0
        for line in self.lines:
            self.starts.append(at)
            at += len(line.encode("utf-16-le", "surrogatepass")) // 2 + 1

    def of(self, node: int) -> str:
        """The loop passes and calls a node belongs to, and the line it comes from."""
        program = self.program
        around: list[str] = []
        span, group = program.spans[node], program.group_of[node]
        while group is not None:
            one = program.groups[group]
            if one.kind == "macro":
                span = one.span or span
            elif one.label:
                around.append(tame(one.label))
            group = one.parent
        line = self.line(span)
        around = [one for one in reversed(around) if one.removesuffix("…") not in line]
        return tame(": ".join([", ".join(around), line] if around else [line]))

    def line(self, span: Span | None) -> str:
        if span is None:
            return ""
        return tame(self.lines[max(bisect_right(self.starts, span[0]) - 1, 0)])
