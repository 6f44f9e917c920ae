"""Sets."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.program.values import Value


@dataclass(slots=True, eq=False)
class Set:
    """Values without repeats, in the order they came in, by what tells each apart."""

    entries: dict[Hashable, Value]

    def inner(self) -> list[Value]:
        """The values as Python goes through them. Of numbers that order is the same in every run; others stay as they came."""
        numbers = all(isinstance(key, float) for key in self.entries)
        return [self.entries[key] for key in (set(self.entries) if numbers else self.entries)]
