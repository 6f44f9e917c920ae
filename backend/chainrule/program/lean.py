"""New nodes as a person would write them: numbers are worked out at once, and what changes nothing is left out.

    1 * a  ->  a        3 - 1  ->  2        where(0, a, b)  ->  b        a ** 1  ->  a        a / 1  ->  a
"""

from __future__ import annotations

import math
from typing import Any

from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.record import Op, Shape
from chainrule.program.graph import CONSTANT
from chainrule.program.recorder import Recorder


class Lean:
    """Applies ops to nodes of a recorder. What it has left out may leave nodes that nothing is made of."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    def constant(self, value: Any) -> int:
        return self.recorder.constant(value)

    def shape(self, of: int) -> Shape:
        return self.recorder.shape(of)

    def __call__(self, op: str, *arguments: int, **params: Any) -> Any:
        record = CATALOGUE[op]
        if isinstance(record, Op) and arguments:
            kept = self._same(op, arguments, params)
            if kept is not None:
                return kept
            if record.family == "pointwise" and all(self._number(one) is not None for one in arguments):
                made = self.recorder(op, *arguments, **params)
                found = self.recorder.number(made)
                return self.recorder.constant(found) if math.isfinite(found) else made
        return self.recorder(op, *arguments, **params)

    def _number(self, node: int) -> float | None:
        """The number of a scalar constant."""
        program = self.recorder.program
        if program.kinds[node] != CONSTANT or program.shapes[node]:
            return None
        return self.recorder.number(node)

    def _same(self, op: str, arguments: tuple[int, ...], params: dict[str, Any]) -> int | None:
        """The argument that the result would be equal to, if it is."""
        shape = self.recorder.shape
        first = arguments[0]
        if op in ("broadcast_to", "reshape", "sum_to"):
            return first if params.get("shape") == shape(first) else None
        if op == "where":
            chosen = self._number(first)
            if chosen is None:
                return None
            kept, other = arguments[1:] if chosen else (arguments[2], arguments[1])
            return kept if len(shape(kept)) >= len(shape(other)) and shape(other) in ((), shape(kept)) else None
        if len(arguments) == 2 and op in ("mul", "div", "pow"):
            second = arguments[1]
            if self._number(second) == 1.0:
                return first
            if op == "mul" and self._number(first) == 1.0:
                return second
        return None
