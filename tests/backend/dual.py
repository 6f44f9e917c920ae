"""A second witness that shares no code with the engine: dual numbers in object arrays, run through plain NumPy forwards.

Each argument entry is moved in turn; what comes out is one column of the Jacobian. The forwards stand in witness/, one file for a
group of ops, each with a table `FORWARDS` from an op's name to its definition.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from duals import Dual

FORWARDS: dict[str, Callable[..., Any]] = {}
for _path in sorted((Path(__file__).parent / "witness").glob("*.py")):
    FORWARDS |= import_module(f"witness.{_path.stem}").FORWARDS


def jacobian(record: Op | Macro, sample: Sample, place: int, shape: tuple[int, ...]) -> Any:
    """d out / d argument `place`, of shape out's + the argument's, one moved entry at a time."""
    assert record.name in FORWARDS, f"Write the forward of {record.name} for dual numbers into a table of witness/."
    forward = FORWARDS[record.name]
    arguments = [lifted(np.asarray(one, dtype=float)) for one in sample.arguments]
    moved = arguments[place]
    found = np.zeros((*shape, *moved.shape))
    for entry in np.ndindex(moved.shape):
        moved[entry] = Dual(moved[entry].value, 1.0)
        out = np.asarray(forward(*(one if one.ndim else one[()] for one in arguments), **sample.params), dtype=object)
        for where in np.ndindex(shape):
            found[(*where, *entry)] = Dual.of(out[where]).slope
        moved[entry] = Dual(moved[entry].value)
    return found


def lifted(array: Any) -> Any:
    out = np.empty(array.shape, dtype=object)
    for place in np.ndindex(array.shape):
        out[place] = Dual(array[place])
    return out
