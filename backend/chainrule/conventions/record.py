"""A row of the table of conventions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NONE = "–"
SAME = "the same"


@dataclass(frozen=True, slots=True)
class Case:
    """A program, the value of `target` (left out: of its last result), and the slope by each input (None: no path). `notice` is part of
    what is noticed about these numbers; None: nothing is. `refused`: the code of the fault it has instead."""

    text: str
    value: Any = None
    slopes: Mapping[str, Any] = field(default_factory=dict)
    notice: str | None = None
    target: str | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """`kinks`: an op and where its corner is, as the op's record says; `here`: what is done beyond that, and why."""

    corner: str
    pytorch: str
    tensorflow: str
    jax: str
    cases: tuple[Case, ...]
    here: str = ""
    kinks: tuple[tuple[str, str], ...] = ()
