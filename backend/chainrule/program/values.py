"""What an expression stands for while the program runs. Only `Node` is in the graph; the others wait to be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.errors import Span
from chainrule.language import syntax
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op

if TYPE_CHECKING:
    from chainrule.program.frame import Frame


@dataclass(frozen=True, slots=True)
class Node:
    index: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed: an input once it is named, a constant inside an expression, or an axis, size or class id."""

    value: float
    whole: bool
    span: Span
    counted: bool = False
    """A number of the running program (a loop's i, a length) and not of the text: arithmetic with it makes no nodes."""


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Flag:
    value: bool | None


@dataclass(slots=True, eq=False)
class Items:
    """A list (`listed`), which can be a tensor, or a tuple, which is a shape or several values. `grown`: a list the program made
    entry by entry; it stays a list when it gets a name. `node`: the tensor it has become, once it has been used as one."""

    items: Sequence[Value]
    listed: bool
    span: Span
    grown: bool = False
    node: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """What a loop can go through without its entries being there: range(3), the rows of a tensor, enumerate(...). `depth`: series
    within series."""

    length: int
    at: Callable[[int], Value]
    depth: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Defined:
    """A function of the program. `body` is the expression of a lambda, or statements; `names` are those it binds; `frame` is where
    it was defined, None at the top."""

    name: str
    parameters: tuple[syntax.Parameter, ...]
    defaults: Mapping[str, Value]
    body: syntax.Expr | tuple[syntax.Statement, ...]
    names: frozenset[str]
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of Python values: range, len, print, ...; `of` is the list of an append."""

    name: str
    of: Items | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """The name an import bound."""

    name: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a call gives whose function has no return."""

    function: str


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


Value = Node | Number | Text | Flag | Items | Series | Made | Function | Defined | Builtin | Library | Nothing | Broken


@dataclass(frozen=True, slots=True)
class Returned:
    """How a block ended: by `return`, with this value."""

    value: Value


class Skip(Exception):
    """Raised when a statement uses a name whose own statement failed."""
