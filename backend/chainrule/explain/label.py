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
        self.units = program.text.encode("utf-16-le", "surrogatepass")

    def __call__(self, node: int) -> str:
        program = self.program
        name = program.names.get(node)
        if name is not None:
            return name + primes(program.versions[node])
        plan = program.plans[node]
        if node in self.outputs:
            return self.text(self.outputs[node])
        group = program.group_of[node]
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
        text = " ".join(self.units[2 * span[0] : 2 * span[1]].decode("utf-16-le", "replace").split())
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def primes(version: int) -> str:
    """Version 1 is ′, 2 is ″, 3 is ‴, from 4 on ′ and the number."""
    return ("", "′", "″", "‴")[version] if version < 4 else f"′{version}"
