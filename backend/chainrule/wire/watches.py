"""What a program prints, as it travels."""

from __future__ import annotations

from typing import Any

from chainrule.program.graph import Slope
from chainrule.program.graph import Watch as Watched
from chainrule.trace.study import Record
from chainrule.wire.models import Tensor, Watch, Words
from chainrule.wire.seen import Seen, gradient_by, value_of
from chainrule.wire.template import Template


def watches(record: Record, blanks: Template[Seen]) -> list[Watch]:
    program = record.program
    known: dict[int, Any] = {}

    def shown(value: Any, node: bool) -> str | Tensor:
        """A tensor, or what Python writes."""
        if isinstance(value, Slope):
            gradient = None if record.back is None else record.back.gradients[value.wrt]
            return "None" if gradient is None else blanks.tensor(gradient_by(value.wrt), program.shapes[value.wrt])
        if not node:
            return str(value)
        if value not in known:
            known[value] = blanks.tensor(value_of(value), program.shapes[value])
        return known[value]  # type: ignore[no-any-return]

    def line(watch: Watched) -> Watch:
        values: list[Tensor | Words] = []
        words = watch.around[0]
        for value, node, after in zip(watch.values, watch.nodes, watch.around[1:], strict=True):
            one = shown(value, node)
            if isinstance(one, str):
                words += one
            else:
                values += [{"text": words}, one] if words else [one]
                words = ""
            words += after
        return {"span": list(watch.span), "values": [*values, {"text": words}] if words else values}

    return [line(watch) for watch in program.watches]
