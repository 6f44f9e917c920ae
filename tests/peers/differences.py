"""Where chainrule and another library do not agree, and why. A difference that is none any more fails as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from calls import weights
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from compare import agree, says
from ours import by_call

Run = Callable[..., tuple[Any, Any]]


@dataclass(frozen=True)
class Difference:
    """`where(*arguments)`: do these numbers stand at the place?"""

    op: str
    where: Callable[..., Any]
    why: str


@dataclass(frozen=True)
class Library:
    """`run(call, arguments, upstreams)` gives the value and the gradients; `table` holds its functions by the names of ops."""

    name: str
    run: Run
    table: Mapping[str, Callable[..., Any]]
    differences: Sequence[Difference] = ()
    refuses: tuple[type[Exception], ...] = ()

    def compare(self, record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any]) -> None:
        """One call of an op: the value, and the gradients for an upstream one with no two entries alike."""
        reasons = [one.why for one in self.differences if one.op == record.name and np.any(one.where(*map(np.asarray, arguments)))]
        problem = self._problem(record, arguments, params)
        assert bool(reasons) == bool(problem), problem or f"{record.name} differs from {self.name} no more: {reasons}"

    def _problem(self, record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any]) -> str | None:
        value, gradients = by_call(record, arguments, params, weights)
        call = partial(self.table[record.name], **{**record.defaults(), **params})
        try:
            expected, (slopes,) = self.run(call, arguments, lambda shape: [weights(shape)])
        except self.refuses as refused:
            return str(refused)
        if not agree(value, expected):
            return says(value, expected, self.name)
        for place, (found, slope) in enumerate(zip(gradients, slopes, strict=True)):
            if not agree(found, slope):
                return f"gradient of argument {place}\n{says(found, slope, self.name)}"
        return None


def singular(*matrices: Any) -> bool:
    return bool(np.any(np.linalg.matrix_rank(matrices[0]) < np.shape(matrices[0])[-1]))
