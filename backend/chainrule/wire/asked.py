"""The derivatives that a program itself asked for, as they travel."""

from __future__ import annotations

from chainrule.program.graph import Slope
from chainrule.trace.study import Record
from chainrule.wire.models import Derivative


def asked(record: Record) -> list[Derivative]:
    return [
        {
            "of": f"n{one.of}",
            "wrt": f"n{wrt}",
            "node": None if isinstance(end, Slope) else f"n{end}",
            "upstream": None if one.upstream is None else f"n{one.upstream}",
        }
        for one in record.program.passes
        for wrt, end in zip(one.wrt, one.gradients, strict=True)
        if end is not None
    ]
