"""What a sentence calls a node: its name, else the text it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chainrule.errors import Span
from chainrule.program.graph import CONSTANT, Program

LONGEST = 24
"""Characters of source text a label may have; longer ones end in an ellipsis."""


class Labels:
    """Labels of one program. Versions of a name are told apart by primes: x, x′, x″."""

    def __init__(self, program: Program, values: Sequence[Any]) -> None:
        self.program, self.values = program, values
        self.outputs = {
            node: group.span for group in program.groups if group.macro and len(group.outputs) == 1 and group.span for node in group.outputs
        }
        self.inner = _inner(program)
        self._texts: dict[Span, str] = {}
        self.units = program.text.encode("utf-16-le", "surrogatepass")

    def __call__(self, node: int) -> str:
        program = self.program
        name = program.names.get(node)
        if name is not None:
            return name + primes(program.versions[node])
        plan = program.plans[node]
        group = program.group_of[node]
        if node in self.inner and node not in program.slopes:
            return self.made(node)
        if node in self.outputs:
            return self.text(self.outputs[node])
        if group is not None and program.groups[group].macro is not None and plan is not None:
            return plan.op.name
        if node in program.slopes:
            return self.gradient(node)
        if group is not None and program.groups[group].kind == "backward" and program.kinds[node] == CONSTANT and not program.shapes[node]:
            return f"{float(self.values[node]):.6g}".replace("-", "−")
        if group is not None and program.groups[group].kind == "backward" and plan is not None:
            return plan.op.name
        text = self.text(program.spans[node])
        return text or (plan.op.name if plan else "value")

    def made(self, node: int) -> str:
        """How a node within a call was made: X @ …, transpose(w). What has no name itself is left out."""
        program, plan = self.program, self.program.plans[node]
        if plan is None:
            return f"{float(self.values[node]):.6g}".replace("-", "−") if not program.shapes[node] else "constant"
        group = program.group_of[node]
        of = None if group is None else program.groups[group]
        if of is not None and of.macro is not None:
            return of.macro.name if node in self.outputs else plan.op.name
        args = [self(arg) if arg in program.names or arg not in self.inner else "…" for arg in program.args[node]]
        glyph = plan.op.glyph
        if len(args) == 2 and not glyph.isalpha() and "_" not in glyph:
            written = f"{args[0]} {glyph} {args[1]}"
        else:
            written = f"{args[0]}{glyph}" if glyph == "ᵀ" else f"{plan.op.name}({', '.join(args)})"
        return written if len(written) <= LONGEST else plan.op.name

    def gradient(self, node: int) -> str:
        """dw for the gradient by w, ddw for the gradient by that."""
        times = 0
        while node in self.program.slopes and node not in self.program.names:
            node, times = self.program.slopes[node], times + 1
        name = self.program.names.get(node)
        if name is not None:
            return "d" * times + name + primes(self.program.versions[node])
        return f"{'d' * times}({self(node)})"

    def text(self, span: Span | None) -> str:
        """The text at a span, blanks folded, shortened."""
        if span is None:
            return ""
        text = self._texts.get(span)  # a loop comes to the same place again and again
        if text is None:
            text = " ".join(self.units[2 * span[0] : 2 * span[1]].decode("utf-16-le", "replace").split())
            text = self._texts[span] = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        return text


def _inner(program: Program) -> frozenset[int]:
    """Nodes that stand at the place of the call they are in, as those of a layer do, but for the last of each: that is the call's value."""
    homes: list[int | None] = []
    for group in program.groups:
        around = group.parent
        while around is not None and program.groups[around].macro is not None:
            around = program.groups[around].parent
        if group.macro is not None:
            homes.append(None if around is None or program.groups[around].span != group.span else homes[around])
        else:
            outer = None if around is None or program.groups[around].span != group.span else homes[around]
            homes.append(outer if outer is not None else len(homes) if group.kind in _PLACED else None)
    last: dict[int, int] = {}
    within: list[tuple[int, int]] = []
    for node, group_of in enumerate(program.group_of):
        home = None if group_of is None else homes[group_of]
        if home is not None and program.spans[node] == program.groups[home].span:
            last[home] = node
            within.append((node, home))
    return frozenset(node for node, home in within if last[home] != node)


_PLACED = frozenset({"call", "loop"})
"""Groups of what runs at a place of the text."""


def primes(version: int) -> str:
    """Version 1 is ′, 2 is ″, 3 is ‴, from 4 on ′ and the number."""
    return ("", "′", "″", "‴")[version] if version < 4 else f"′{version}"
