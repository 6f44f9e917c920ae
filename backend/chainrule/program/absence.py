"""A gradient that is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.program.tape import Tape


@dataclass(frozen=True, slots=True)
class Absence:
    """A gradient that is None, by the node `of`. `target`: the node it was asked of; None: it is what `of` has in its .grad; `tape`: the
    tape it was asked of."""

    of: int
    target: int | None = None
    tape: Tape | None = None
