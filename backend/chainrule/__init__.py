"""See every derivative.

    >>> import chainrule
    >>> study = chainrule.study("(x + y) * z", {"x": -2, "y": 5, "z": -4})
    >>> study.value, study.gradients["x"]
    (-12.0, -4.0)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

# Imported where they are used, for `chainrule limits` needs no numpy, and the command line sets NumPy's threads before it loads.
if TYPE_CHECKING:
    from chainrule.trace.study import Record
    from chainrule.wire.models import Trace

__all__ = ["Study", "__version__", "study"]

__version__ = "0.1.0"


class Study:
    """One program, run forward and backward. A scalar is a float, a tensor a NumPy array."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @property
    def value(self) -> Any:
        """The value of the target."""
        assert self._record.target is not None
        return _plain(self._record.values[self._record.target])

    @property
    def gradients(self) -> dict[str, Any]:
        """The gradient of the target by every name of the program; None where no path leads to the target."""
        record = self._record
        assert record.back is not None
        return {name: _plain(record.back.gradients[node]) for name, node in record.program.bindings.items()}

    def trace(self) -> Trace:
        """The complete record, as it goes over the wire."""
        from chainrule.wire.document import document

        return document(self._record)

    def __repr__(self) -> str:
        return f"Study({self._record.program.text!r})"


def study(
    text: str,
    vars: Mapping[str, Any] | None = None,
    target: str | None = None,
    wrt: Sequence[str] | None = None,
    upstream: Any = None,
    seed: int = 0,
) -> Study:
    """Run `text` with values for its inputs, forward and backward from `target` (left out: the last result).

    `wrt` limits the gradients to these names, `upstream` is the gradient given for the target (left out: ones), `seed` chooses random
    tensors. Raises `chainrule.errors.ChainruleError` with everything that is wrong with the program.
    """
    from chainrule.errors import ChainruleError
    from chainrule.limits import LIMITS
    from chainrule.trace.study import record

    found = record(text, vars or {}, target, wrt, upstream, seed, LIMITS["library_nodes"].value)
    if found.problems:
        raise ChainruleError(found.problems)
    return Study(found)


def _plain(value: Any) -> Any:
    return float(value) if value is not None and value.ndim == 0 else value
