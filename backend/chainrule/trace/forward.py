"""Forward values: one float64 tensor per node, kept in program order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.ops.record import Plan, Shape, Value
from chainrule.program.draft import Step

_FLOAT64 = np.dtype(np.float64)


class Forward:
    """The values of a growing program. Overflow and 0/0 are data: they are kept, never an error."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.kept: dict[int, Any] = {}
        """By node, what a forward kept for its slopes."""

    def keep(self, value: Any, shape: Shape) -> None:
        """Keep given entries, a flat list in row-major order, or an array, which is kept as it is: nothing here writes to a value."""
        if not shape:
            self.values.append(np.float64(value[0]))
        elif type(value) is np.ndarray and value.dtype is _FLOAT64 and value.shape == shape:
            self.values.append(value)
        else:
            self.values.append(np.asarray(value, dtype=np.float64).reshape(shape))

    def apply(self, plan: Plan, args: tuple[int, ...]) -> None:
        """Compute an op on earlier nodes. The caller has set `np.errstate(all="ignore")` around the whole run."""
        values = self.values
        if plan.keeping is not None:
            value, self.kept[len(values)] = plan.keeping(*[values[arg] for arg in args])
        elif len(args) == 2:  # a comprehension takes as long as a product
            one, other = args
            value = plan.forward(values[one], values[other])
        elif len(args) == 1:
            value = plan.forward(values[args[0]])
        else:
            value = plan.forward(*[values[arg] for arg in args])
        values.append(value)

    def unsigned(self, node: int) -> None:
        """Turn every minus zero of a node into zero."""
        self.values[node] = self.values[node] + 0.0

    def drop(self, first: int, gone: frozenset[int]) -> None:
        """Forget the nodes `gone`, the first of which is `first`; those after them move up."""
        place, values = first, self.values
        for node in range(first, len(values)):
            kept = self.kept.pop(node, None)
            if node not in gone:
                values[place] = values[node]
                if kept is not None:
                    self.kept[place] = kept
                place += 1
        del values[place:]

    def lay(self, steps: Sequence[Step], args: tuple[int, ...]) -> None:
        """Compute the parts of a macro, each from the arguments and the parts before it."""
        values, kept = self.values, {}
        row: list[Any] = []
        for arg in args:
            row.append(values[arg])
        before = len(args)
        for plan, pick, number in steps:
            if plan is None:
                row.append(number)
            elif plan.keeping is None:
                row.append(plan.forward(*pick(row)))
            else:
                value, kept[len(values) + len(row) - before] = plan.keeping(*pick(row))
                row.append(value)
        values += row[before:]
        if kept:
            self.kept.update(kept)

    def number(self, node: int) -> float:
        return float(self.values[node])

    def entries(self, node: int) -> list[float]:
        return [float(entry) for entry in np.ravel(self.values[node])]
