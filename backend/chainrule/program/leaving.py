"""How statements end before their last line."""

from __future__ import annotations

from dataclasses import dataclass

from chainrule.program.values import Value


@dataclass(frozen=True, slots=True)
class Returned:
    """A block ended by `return`, with this value."""

    value: Value


class Skip(Exception):
    """Raised when a statement uses a name whose own statement failed."""
