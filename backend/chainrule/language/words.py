"""A text with values in it, as typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chainrule.errors import Span

if TYPE_CHECKING:
    from chainrule.language.terms import Expr

Conversion = Literal["", "r", "s", "a"]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """`{x!r:.3f}`: a value, how it is made a text (`!r`), and how that is written, with values of its own."""

    value: Expr
    conversion: Conversion
    spec: Format | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """`f'loss {x:.3f}'`: its words and its values in turn."""

    values: tuple[Expr | Field, ...]
    span: Span
