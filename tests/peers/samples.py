"""The samples of one op run by chainrule, as another library is asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from calls import Run
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from chainrule.trace.backward import backward, wanted


def ours(record: Op | Macro, arguments: Sequence[Any], params: Mapping[str, Any], upstream: Any) -> tuple[Any, list[Any]]:
    """The value and the gradient by each argument, None where no path leads to it."""
    run = Run(record, arguments, params)
    with np.errstate(all="ignore"):
        back = backward(run.program, run.forward.values, run.out, upstream(np.shape(run.value)), wanted(run.program, run.out))
    return run.value, [back.gradients[node] for node in run.operands]
