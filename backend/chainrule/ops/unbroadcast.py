"""What broadcasting did, and how a gradient undoes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Unbroadcast:
    """Axes of out that were copies of the argument: `copies` along each; `kept`: the argument has that axis with size 1. Called, it
    sums the copies' gradients back into the argument's shape."""

    axes: tuple[int, ...]
    copies: tuple[int, ...]
    kept: tuple[bool, ...]
    add: Callable[[Any], Any] = field(compare=False)

    def __call__(self, gradient: Any) -> Any:
        return self.add(gradient)
