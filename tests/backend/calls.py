"""Applying one record of the catalogue to plain numbers: as a single op, or as the small program a macro builds."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

import numpy as np

from chainrule.ops.catalogue import CATALOGUE, op
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Op, Sample, Value, value
from chainrule.program.graph import CONSTANT, INPUT, Program
from chainrule.program.recorder import Recorder
from chainrule.trace.forward import Forward
from chainrule.trace.study import Record

RECORDS = list(CATALOGUE.values())
DIFFERENTIABLE = [record for record in RECORDS if record.args]
CASES = [(record, sample) for record in RECORDS for sample in record.samples]
SLOPED = [(record, sample) for record, sample in CASES if record.args]
BAD = [(record, bad) for record in RECORDS for bad in record.bad]


def named(case: Any) -> str | None:
    """Test ids: the op's name, the shapes of a sample's arguments."""
    if isinstance(case, Op | Macro):
        return case.name
    if isinstance(case, Sample | BadSample):
        shapes = ",".join("x".join(map(str, np.shape(one))) or "scalar" for one in case.arguments)
        return f"{shapes or 'made'} {dict(case.params) or ''}".strip()
    return None


class Run:
    """One record applied to arguments, by the engine's own recorder. `operands` are the nodes of the arguments; `plain`: places of those
    that are no inputs."""

    def __init__(self, record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any], plain: Container[int] = ()) -> None:
        self.program, self.forward = Program(), Forward()
        recorder = Recorder(self.program, self.forward)
        with np.errstate(all="ignore"):
            self.operands = tuple(
                self._given(recorder, argument, CONSTANT if place in plain else INPUT) for place, argument in enumerate(arguments)
            )
            full = {**record.defaults(), **params}
            if isinstance(record, Macro):
                self.out = expanded(recorder, record, self.operands, full)
            elif not record.args:
                self.out = recorder.make(INPUT, record, full, None)
            else:
                self.out = recorder.apply(record, self.operands, full)

    def _given(self, recorder: Recorder, argument: Any, kind: str) -> int:
        array = np.asarray(argument, dtype=np.float64)
        return recorder.give(kind, array.ravel().tolist(), array.shape, None)

    @property
    def value(self) -> Value:
        return self.forward.values[self.out]

    def record(self, back: Any) -> Record:
        return Record(self.program, self.forward.values, self.out, None, False, back, (), {}, 0)


def expanded(recorder: Recorder, macro: Macro, operands: tuple[int, ...], params: Mapping[str, Any]) -> int:
    """The result of a macro; several results stacked."""
    made = recorder.expand(macro, operands, params, None)
    return recorder.apply(op("stack"), made) if isinstance(made, tuple) else int(made)


def function(record: Op | Macro, params: Mapping[str, Any]) -> Any:
    """The record as a function of its arguments."""
    return lambda *arguments: Run(record, arguments, params).value


def weights(shape: tuple[int, ...]) -> Value:
    """An upstream gradient with no two entries alike."""
    return value(np.sin(1.3 * np.arange(np.prod(shape, dtype=int)) + 0.4).reshape(shape))
