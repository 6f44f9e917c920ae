"""What a place on the left of an assignment is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chainrule.program.values import Items, Made, Node, Taken, Value


@dataclass(frozen=True, slots=True)
class Holder:
    """What a place on the left of an assignment is in. `key`: what stands in its brackets, None for an attribute; `copied`: it is a
    tensor of its own that was picked out of another, as by a list of indices."""

    of: Value
    key: Any
    copied: bool

    @property
    def entries(self) -> bool:
        """Whether the place is among the entries of a tensor."""
        return isinstance(self.of, Node | Made | Taken) or (isinstance(self.of, Items) and self.of.mark != "")
