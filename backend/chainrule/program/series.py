"""What a loop can go through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.program.values import Items, Value


def _never() -> None:
    pass


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """What a loop can go through without its entries being there: range(3), the rows of a tensor, enumerate(...). `depth`: series
    within series; `live`: the list it is, which the loop may change."""

    length: int
    at: Callable[[int], Value]
    depth: int = 0
    live: Callable[[], Items | None] = _never

    def next(self, place: int) -> Value | None:
        """What a loop comes to after so many passes; None at the end."""
        found = self.live()
        if found is not None:
            return found.items[place] if place < len(found.items) else None
        return self.at(place) if place < self.length else None
