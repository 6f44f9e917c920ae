"""max and min of a library's tensors, as Python finds them: by comparing one after the other, so the first of equals is the one."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.dialects.jax import JAX
from chainrule.dialects.numpy import AUTOGRAD, NUMPY
from chainrule.dialects.pytorch import PYTORCH
from chainrule.dialects.tensorflow import TENSORFLOW
from chainrule.errors import Refused, Span
from chainrule.program.origins import maker
from chainrule.program.values import COPIES, Items, Node, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainrule.program.loops import Loops

ENDS: Mapping[str, Callable[[float, float], bool]] = {"max": operator.gt, "min": operator.lt}
_OWN = frozenset(one.name for one in (PYTORCH, TENSORFLOW, JAX))
"""Libraries that know the derivative of what is picked; elsewhere it is ours, of the function."""


def picked(here: Loops, name: str, values: Sequence[Value], span: Span) -> Value | None:
    """The one of the values, or of those within one, that Python picks. None where no tensor of a library is among them."""
    of = values[0]
    if len(values) == 1 and isinstance(of, Node):
        return _of_tensor(here, name, of, span)
    entries = values if len(values) > 1 else of.items if isinstance(of, Items) and not of.mark else []
    if not here.in_python or len(entries) < 2 or not any(_is_own(here, one) for one in entries):
        return None
    here.spend(len(entries) // COPIES)
    numbers = [number for one in entries if (number := here.scalar(one)) is not None]
    return entries[_first(name, numbers)] if len(numbers) == len(entries) else None


def _of_tensor(here: Loops, name: str, of: Node, span: Span) -> Value | None:
    node = here.current(of).index
    shape = here.recorder.shape(node)
    if not here.in_python or not shape or not shape[0] or not _is_own(here, of):
        return None
    rows = here.series(of, span)
    if shape[0] == 1:
        return here.scope.kept(rows.at(0))
    numbers = here.recorder.entries(node)
    here.spend(len(numbers) // COPIES)
    if len(numbers) != shape[0]:
        fact = f"{name} compares the rows of a tensor of shape {list(shape)}, and there is no order between rows."
        raise Refused("bad-condition", fact, f"Take the {name} of all entries, or along an axis, as the library has it.")
    return here.scope.kept(rows.at(_first(name, numbers)))


def _is_own(here: Loops, value: Value) -> bool:
    made = maker(here.recorder.program, value)
    return made in _OWN or (made == NUMPY.name and AUTOGRAD in here.dialects)


def _first(name: str, numbers: Sequence[float]) -> int:
    best = 0
    for place, one in enumerate(numbers):
        best = place if ENDS[name](one, numbers[best]) else best
    return best
