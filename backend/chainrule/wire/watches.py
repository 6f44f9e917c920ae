"""What a program prints, as it travels."""

from __future__ import annotations

from typing import Any

from chainrule.program.graph import Slope
from chainrule.trace.study import Record
from chainrule.wire.encode import number
from chainrule.wire.models import Watch
from chainrule.wire.seen import Seen, gradient_by, value_of
from chainrule.wire.template import Template


def watches(record: Record, blanks: Template[Seen]) -> list[Watch]:
    program = record.program
    known: dict[int, Any] = {}

    def shown(value: int | float | str | Slope | None, node: bool) -> Any:
        if isinstance(value, Slope):
            gradient = None if record.back is None else record.back.gradients[value.wrt]
            return None if gradient is None else blanks.tensor(gradient_by(value.wrt), program.shapes[value.wrt])
        if value is None or isinstance(value, str):
            return None if value is None else {"text": value}
        if not node:
            return {"shape": [], "data": [number(float(value))]}
        if int(value) not in known:
            known[int(value)] = blanks.tensor(value_of(int(value)), program.shapes[int(value)])
        return known[int(value)]

    return [
        {"span": list(watch.span), "values": [shown(value, node) for value, node in zip(watch.values, watch.nodes, strict=True)]}
        for watch in program.watches
    ]
