"""print: what a program shows, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.errors import Span
from chainrule.program.formats import is_tensor, length, parts, plain, shown_as
from chainrule.program.graph import Shown, Told, Watch
from chainrule.program.values import COPIES, Nothing, Number, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_MOST = 1_000
"""Lines that are kept of what is printed, and values that are kept of one."""
_LONGEST = 1_000
"""Characters that are kept of a printed text."""


def run_print(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """print(a, b, sep=', ', end=''): what stands in one line is kept as one."""
    watches = here.recorder.program.watches
    if len(watches) >= _MOST:
        here.pass_over(f"Only the first {_MOST:,} lines that are printed are kept.")
        return Nothing("print")
    sign, end = (_said(named.get(name), given) for name, given in (("sep", " "), ("end", "\n")))
    shown: list[int | float | bool | str | Told | Shown | None] = []
    around = [""]
    before = watches.pop() if here.unfinished and watches else None
    if before is not None:
        shown, around = list(before.values), list(before.around)
    for place, value in enumerate(values):
        around[-1] += sign if place else ""
        for one in parts(here, value, span):
            if isinstance(one, str):
                around[-1] += one
                continue
            if len(shown) == _MOST:
                here.pass_over(f"Only the first {_MOST:,} values of what is printed are kept.")
                break
            shown.append(_shown(here, one, span))
            around.append("")
    here.unfinished = not end.endswith("\n")
    around[-1] += end.removesuffix("\n")
    line = Watch(span, tuple(shown), tuple(around))
    here.spend(sum(map(length, (*shown, *around))) // COPIES)
    watches.append(line if before is None else replace(line, span=before.span))
    return Nothing("print")


def _said(value: Value | None, given: str) -> str:
    return value.value if isinstance(value, Text) else given


def _shown(here: Loops, value: Value, span: Span) -> int | float | bool | str | Told | Shown | None:
    if isinstance(value, Told | Shown):
        return value
    if isinstance(value, Number) and value.node is not None:
        return Shown(value.node, "")
    if is_tensor(value):
        return shown_as(here, value, span)
    said = plain(value)
    return said[:_LONGEST] if isinstance(said, str) else said
