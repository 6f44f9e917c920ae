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
    """What each library does: `autograd` is HIPS autograd. `kinks`: an op and where its corner is, as the op's record says; `here`: what is
    done beyond that, and why; `differ`: dialects whose library has another slope at these corners."""

    corner: str
    pytorch: str
    tensorflow: str
    jax: str
    cases: tuple[Case, ...]
    here: str = ""
    kinks: tuple[tuple[str, str], ...] = ()
    autograd: str = NONE
    differ: tuple[str, ...] = ()

    def of(self, dialect: str) -> str | None:
        """What the library of a dialect does at these corners, where that is not what is done here."""
        told = {"pytorch": self.pytorch, "tensorflow": self.tensorflow, "jax": self.jax, "hips-autograd": self.autograd}
        return told[dialect] if dialect in self.differ else None
