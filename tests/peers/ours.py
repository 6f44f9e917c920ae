"""What chainrule says: to one call of an op, to a program from its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from calls import Run
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from chainrule.trace.backward import backward, wanted
from chainrule.trace.study import record
from trees import Program


def by_call(record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any], upstream: Any) -> tuple[Any, list[Any]]:
    """The value and the gradient by each argument, None where no path leads to it."""
    run = Run(record, arguments, params)
    with np.errstate(all="ignore"):
        back = backward(run.program, run.forward.values, run.out, upstream(np.shape(run.value)), wanted(run.program, run.out))
    return run.value, [back.gradients[node] for node in run.operands]


def by_text(program: Program, upstream: Any) -> tuple[Any, dict[str, Any]]:
    """The value and the gradients by the inputs of a program, run from its text."""
    found = record(program.text, {}, upstream=upstream)
    assert found.back is not None and found.target is not None, (found.problems, program)
    gradients = {one.name: found.back.gradients[one.node] for one in found.program.inputs}
    return found.values[found.target], {name: gradients[name] for name in program.inputs}
