"""chainrule beside another library. Where they differ stands with its reason, and fails once it differs no more."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from hypothesis import given

from calls import weights
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from compare import agree, says
from ours import by_call, by_text
from programs import COUNT, FIXED, programs
from trees import Program

Run = Callable[..., tuple[Any, Any]]


@dataclass(frozen=True)
class Difference:
    """`where(*arguments)`: do these numbers stand at the place?"""

    op: str
    where: Callable[..., Any]
    why: str


@dataclass(frozen=True)
class Library:
    """`run(call, arguments, upstreams)` gives the value and the gradients; `table` holds its functions by the names of ops; `number`
    makes its tensor of one number."""

    name: str
    run: Run
    table: Mapping[str, Callable[..., Any]]
    number: Callable[[float], Any]
    differences: Sequence[Difference] = ()
    multiplies: frozenset[str] = frozenset()
    """Ops that choose, but whose gradient it multiplies by 0 where they did not: infinity becomes NaN there, and is 0 here."""
    refuses: tuple[type[Exception], ...] = ()

    def compare(self, record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any]) -> None:
        """One call of an op: the value, and the gradients for an upstream one with no two entries alike."""
        reasons = [one.why for one in self.differences if one.op == record.name and np.any(one.where(*map(np.asarray, arguments)))]
        problem = self._problem(record, arguments, params, weights)
        assert bool(reasons) == bool(problem), problem or f"{record.name} differs from {self.name} no more: {reasons}"

    def compare_infinite(self, record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any]) -> None:
        """One call of an op to which infinity comes back, and one to which NaN does."""
        for come in (np.inf, np.nan):
            problem = self._problem(record, arguments, params, lambda shape, come=come: np.full(shape, come)[()])
            assert (record.name in self.multiplies) == bool(problem), problem or f"{record.name} of {self.name} selects"

    def compare_programs(self, allowed: Container[str] | None = None) -> str:
        """Programs made by chance: the value, and the gradients for an upstream of ones and for one of random numbers."""
        seen: list[Program] = []

        @FIXED
        @given(programs(allowed))
        def compared(program: Program) -> None:
            seen.append(program)
            self._compare_program(program)

        compared()
        assert len(seen) >= COUNT
        return f"{len(seen)} programs of {len(set().union(*(one.ops for one in seen)))} ops"

    def _compare_program(self, program: Program) -> None:
        names, arrays = list(program.inputs), list(program.inputs.values())
        value, by_ones = by_text(program, None)
        upstream = np.random.default_rng(program.seed).standard_normal(np.shape(value))

        def work_out(*inputs: Any) -> Any:
            return program.work_out(dict(zip(names, inputs, strict=True)), self.table, self.number)

        expected, slopes = self.run(work_out, arrays, lambda shape: (np.ones(shape), upstream))
        assert np.all(np.isfinite(expected)), program
        assert agree(value, expected), f"{program}\n{says(value, expected, self.name)}"
        for found, theirs in zip((by_ones, by_text(program, upstream.tolist())[1]), slopes, strict=True):
            for name, slope in zip(names, theirs, strict=True):
                assert agree(found[name], slope), f"{program}\nby {name}: {says(found[name], slope, self.name)}"

    def _problem(self, record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any], upstream: Any) -> str | None:
        value, gradients = by_call(record, arguments, params, upstream)
        call = partial(self.table[record.name], **{**record.defaults(), **params})
        try:
            expected, (slopes,) = self.run(call, arguments, lambda shape: [upstream(shape)])
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
