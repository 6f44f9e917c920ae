"""What a run has for the nodes and gradients that its prints and results speak of."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.ops.record import Value
from chainrule.program.graph import Shown, Slope
from chainrule.trace.study import Record


def read(record: Record, of: int | Slope) -> Value | None:
    """The value of a node, or the gradient by one; None: no path."""
    if isinstance(of, Slope):
        return None if record.back is None else record.back.gradients[of.wrt]
    return record.values[of]


def told(record: Record, parts: Sequence[str | Shown]) -> str:
    """A text with the numbers of nodes in it."""
    return "".join(part if isinstance(part, str) else _written(record, part) for part in parts)


def _written(record: Record, shown: Shown) -> str:
    number = read(record, shown.of)
    if number is not None and shown.truth:
        return str((number != 0).tolist())
    return "None" if number is None else format(float(number), shown.form or "")
