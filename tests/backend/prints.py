"""What a text prints, here and where Python itself runs it, and what is said of one that is refused."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from chainrule.errors import Problem
from chainrule.language.offsets import line_at
from chainrule.trace.study import record
from chainrule.wire.document import document


def printed(text: str) -> str:
    """What the lines of a text print, tensors as flat lists of numbers."""
    found = record(text, {})
    assert not found.problems, found.problems
    said: list[str] = []
    for watch in document(found)["watches"]:
        said.append("".join(_said(one) for one in watch["values"]))
    return "\n".join(said)


def _said(value: Any) -> str:
    if "text" in value:
        return str(value["text"])
    data = value["data"]
    return f"{data[0]:g}" if not value["shape"] else f"[{' '.join(f'{one:g}' for one in data)}]"


def refused(text: str) -> Problem:
    """The first that is said of a text."""
    return record(text, {}).problems[0]


def line_of(text: str, problem: Problem) -> int:
    assert problem.span is not None
    return line_at(text, problem.span[0])


def run(text: str) -> str:
    """What it prints in Python."""
    found = io.StringIO()
    with contextlib.redirect_stdout(found):
        exec(text, {})
    return found.getvalue().rstrip("\n")
