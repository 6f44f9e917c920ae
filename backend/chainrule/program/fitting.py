"""What to write where shapes do not fit, in the program's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from chainrule.errors import Refused
from chainrule.ops.axes import normal_axes
from chainrule.program.graph import Program

if TYPE_CHECKING:
    from chainrule.program.machine import Machine


def fitted(here: Machine, refused: Refused, nodes: Sequence[int]) -> Refused:
    """The same fault, with a hint that names what the program has."""
    hint = refused.hint or ""
    written = refused.facts.get("written")
    if isinstance(written, str):
        names = dict(zip("ab", (_called(here, node) for node in nodes), strict=False))
        hint = hint.replace(written, re.sub(r"\b[ab]\b", lambda letter: names[letter[0]], written))
    elif refused.code == "shape-mismatch":
        kept = next((said for one in nodes for other in nodes if other != one and (said := _keeping(here, one, other))), None)
        hint = f"{kept} {hint}" if kept else hint
    return Refused(refused.code, refused.detail, hint or None, **refused.facts)


def _called(here: Machine, node: int) -> str:
    program = here.recorder.program
    span = program.spans[node]
    said = program.names.get(node) or ("" if span is None else here.typed(span))
    return said if re.fullmatch(r"[\w.]+", said) else f"({said})"


def _keeping(here: Machine, node: int, other: int) -> str | None:
    """What to write where a result would fit beside another value, had it kept the axes it was reduced over."""
    program = here.recorder.program
    plan, span = program.plans[node], program.spans[node]
    if plan is None or plan.params.get("keepdims") is not False or span is None or not _fits(program, node, other):
        return None
    word = "keepdim" if program.dialect == "pytorch" else "keepdims"
    said = here.typed(span)
    if not said.endswith(")") or said.endswith("()"):
        return f"Keep the axis of {said} as 1: {word}=True."
    return f"Keep the axis as 1: {said[:-1]}, {word}=True)."


def _fits(program: Program, node: int, other: int) -> bool:
    plan = program.plans[node]
    assert plan is not None
    before = program.shapes[program.args[node][0]]
    axis = plan.params.get("axis")
    gone = normal_axes(axis, len(before)) if axis is not None else range(len(before))
    kept = [1 if place in gone else extent for place, extent in enumerate(before)]
    pairs = zip_longest(reversed(kept), reversed(program.shapes[other]), fillvalue=1)
    return all(one == two or 1 in (one, two) for one, two in pairs)
