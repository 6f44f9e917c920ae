"""What an expression stands for while the program runs. Only `Node` is in the graph; the others wait to be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chainrule.errors import Span
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op


@dataclass(frozen=True, slots=True)
class Node:
    index: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed: an input once it is named, a constant inside an expression, or an axis, size or class id."""

    value: float
    whole: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Flag:
    value: bool | None


@dataclass(frozen=True, slots=True)
class Items:
    """A list (`listed`), which can be a tensor, or a tuple, which is a shape or several values."""

    items: tuple[Value, ...]
    listed: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Made:
    """The result of a creation call, not yet in the graph."""

    record: Op
    params: Mapping[str, Any]
    span: Span


@dataclass(frozen=True, slots=True)
class Function:
    """A record of the catalogue, with the value it is a method of."""

    record: Op | Macro
    spelled: str
    of: Value | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The name of a statement that failed: using it is no new fault."""


Value = Node | Number | Text | Flag | Items | Made | Function | Broken


class Skip(Exception):
    """Raised when a statement uses a name whose own statement failed."""
