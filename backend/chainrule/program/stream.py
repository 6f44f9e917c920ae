"""Generators of the program: functions that yield, and expressions. Their body runs when a loop asks for the next value, as in Python."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.errors import Span

if TYPE_CHECKING:
    from chainrule.program.frame import Frame
    from chainrule.program.values import Value


@dataclass(slots=True, eq=False)
class Body:
    """A call of such a function, or such an expression. `stack`: what of it is to be resumed, the innermost last; `frame`, `loops`, `depth`
    and `cut_at`: those of the body while it waits, those of the loop while it runs. `records`: its decorator says whether it records, and
    no one else."""

    name: str
    stack: list[tuple[Generator[Any, Any, Any], Span]]
    frame: Frame | None
    depth: int
    records: bool = False
    cut_at: int | None = None
    loops: int = 0
    base: int = 0
    """Where on the stack of the run the body begins, while it runs."""


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """What the call gives, or what makes its values of those of another: enumerate, zip, a generator expression."""

    body: Body


@dataclass(frozen=True, slots=True, eq=False)
class Resume:
    """Asks for the next value of a body; None where there is none."""

    body: Body


@dataclass(frozen=True, slots=True, eq=False)
class Handed:
    """Hands a value to the loop that asked for it."""

    value: Value
