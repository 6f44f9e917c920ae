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
