"""What a program prints, as it travels."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.program.graph import Slope
from chainrule.trace.study import Record
from chainrule.wire.encode import Tensors
from chainrule.wire.models import Watch


def watches(record: Record, tensor: Tensors) -> list[Watch]:
    known: dict[int, Any] = {}

    def shown(value: int | float | str | Slope | None, node: bool) -> Any:
        if isinstance(value, Slope):
            gradient = None if record.back is None else record.back.gradients[value.wrt]
            return None if gradient is None else tensor(gradient)
        if value is None or isinstance(value, str):
            return None if value is None else {"text": value}
        if not node:
            return tensor(np.float64(value))
        if int(value) not in known:
            known[int(value)] = tensor(record.values[int(value)])
        return known[int(value)]

    return [
        {"span": list(watch.span), "values": [shown(value, node) for value, node in zip(watch.values, watch.nodes, strict=True)]}
        for watch in record.program.watches
    ]
