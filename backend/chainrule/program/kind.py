"""The kind of a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What type(x) gives for what is no value of a class of the program: int, list, torch.Tensor."""

    name: str
