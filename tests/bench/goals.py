"""What is to be reached, as ratios: the engine's time over that of another, at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import by_hand
import engine
from tasks import Task

US, ALONE, HAND = engine.NAME, engine.ALONE, by_hand.NAME
TORCH, AUTOGRAD, MYGRAD, MICROGRAD = "PyTorch eager", "HIPS autograd", "MyGrad", "micrograd"
SHORT = 1_000
"""Ops of the longest chain that is held against micrograd."""
GROWTH = 12.0
"""At most this many times as long for ten times as many ops."""
AGAIN = 0.5
"""Of the first run, for a known program of which a number is dragged, from the request to the bytes of the trace."""
NODE_BYTES = 2_048
"""Of a scalar node, its value, gradient and edges."""


@dataclass(frozen=True, slots=True)
class Goal:
    """`who` takes at most `most` times what `other` takes."""

    who: str
    other: str
    most: float


def goals(task: Task) -> list[Goal]:
    peers: Mapping[str, float] = {TORCH: 0.5 if task.ops else 1.0, AUTOGRAD: 1.0, MYGRAD: 1.0}
    found = [Goal(US, peer, most) for peer, most in peers.items()]
    if task.ops:
        return [*found, Goal(US, MICROGRAD, 1.5)] if task.ops <= SHORT else found
    return [*found, Goal(US, HAND, 2.0), Goal(ALONE, HAND, 1.5)]
