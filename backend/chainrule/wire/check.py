"""Gradients beside their central differences, as an answer."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from chainrule.explain.label import Labels
from chainrule.limits import LIMITS
from chainrule.ops.record import size
from chainrule.trace.check import Entry, checked, price
from chainrule.trace.check import check as entries_of
from chainrule.trace.study import Record
from chainrule.wire.encode import number
from chainrule.wire.models import CheckAnswer, CheckEntry
from chainrule.wire.place import entry, node
from chainrule.wire.request import Request

MOST = 64
_SLOW = 5
"""Times that an op on large tensors takes by its arithmetic: it waits for memory. One entry is checked all the same."""


class CheckRequest(Request):
    """The gradient entries of `node` (left out: of every input), at most `most` of them; or one `entry` of it, a flat place."""

    node: str | None = None
    entry: int | None = None
    most: int = Field(default=MOST, ge=1)


def check(record: Record, request: CheckRequest) -> CheckAnswer:
    """Fewer entries than asked for where the program is so large that more would take too long."""
    LIMITS["checks"].check(request.most)
    program = record.program
    LIMITS["flops"].check(price(program))
    label = Labels(program, record.values)
    nodes = [one.node for one in program.inputs] if request.node is None else [node(program, request.node)]
    gradients = [] if record.back is None else [record.back.gradients[one] for one in nodes]
    total = sum(int(np.size(gradient)) for gradient in gradients if gradient is not None)
    if request.entry is not None:
        place = entry(program, nodes[0], request.entry)
        gradient = gradients[0] if gradients else None
        found = [] if gradient is None else [checked(record, nodes[0], place, float(np.ravel(gradient)[place]))]
    else:
        affordable = LIMITS["flops"].value // price(program, _SLOW)
        found = list(entries_of(record, nodes, min(request.most, max(1, affordable))))
    return {"entries": [_entry(record, label, one) for one in found], "checked": len(found), "total": total}


def _entry(record: Record, label: Labels, one: Entry) -> CheckEntry:
    shape = record.program.shapes[one.node]
    index = np.unravel_index(one.entry, shape) if size(shape) and shape else ()
    return {
        "node": f"n{one.node}",
        "entry": one.entry,
        "name": f"{label(one.node)}[{', '.join(map(str, index))}]" if shape else label(one.node),
        "gradient": number(one.gradient),
        "difference": number(one.difference),
        "error": number(one.error),
        "verdict": one.verdict,
    }
