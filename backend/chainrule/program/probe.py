"""What stands for the gradient of a tensor while the lines are run that an author states for it."""

from __future__ import annotations

from typing import NamedTuple


class Probe(NamedTuple):
    """`of`: the node whose gradient it stands for; `watches`, `groups`: how many there were before."""

    of: int
    watches: int
    groups: int
