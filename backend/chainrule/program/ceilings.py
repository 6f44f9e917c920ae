"""The ceiling of one tensor, judged from its shape."""

from __future__ import annotations

from functools import lru_cache

from chainrule.limits import LIMITS
from chainrule.ops.record import Shape, size


@lru_cache(maxsize=512)
def check(shape: Shape) -> int:
    """How many entries a tensor of this shape has. Raises `Refused` when they are too many. Programs have few shapes, so each is
    judged once."""
    entries = size(shape)
    LIMITS["axes"].check(len(shape))
    LIMITS["entries"].check(max(entries, *shape, 0))
    return entries
