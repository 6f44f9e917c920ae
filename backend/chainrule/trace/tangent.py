"""Forward mode: the tangent of every node for one direction of the inputs (jvp)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from chainrule.ops.record import Value
from chainrule.program.graph import Program


def tangents(program: Program, values: Sequence[Value], direction: Mapping[int, Value]) -> list[Value | None]:
    """d node / d epsilon when every input i moves as value + epsilon * direction[i]; None: does not move."""
    moving: list[Any] = [None] * len(program)
    for node, plan in enumerate(program.plans):
        if node in direction:
            moving[node] = direction[node]
        elif plan is not None:
            operands = [values[arg] for arg in program.args[node]]
            total: Any = None
            for place, pull in enumerate(plan.pulls):
                tangent = moving[program.args[node][place]]
                if tangent is None or pull is None:
                    continue
                partial = pull.partial(*operands, values[node]) if pull.partial else None
                pushed = pull.jvp(tangent, partial, operands, values[node])
                if pull.unbroadcast is not None:
                    pushed = np.broadcast_to(pushed, program.shapes[node])
                total = pushed if total is None else total + pushed
            moving[node] = total
    return moving
