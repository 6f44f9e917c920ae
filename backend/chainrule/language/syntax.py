"""The program as typed, as frozen values. Every node carries the span of its text.

Nodes compare by identity: the same words at two places are two nodes, and a comparison of deep trees would recurse.
A new construct is a new class here, one entry in the union it belongs to, and its conversion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chainrule.errors import Problem, Span

Sign = Literal["-", "+", "not"]
Infix = Literal["+", "-", "*", "/", "//", "%", "**", "@"]
Relation = Literal["==", "!=", "<", "<=", ">", ">="]
Connective = Literal["and", "or"]


# -- expressions


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """`2` is whole, `2.0` and `2e0` are not: a whole number may serve as axis, index or size."""

    value: float
    whole: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """`name` is in Unicode normal form NFKC, so that letters that look alike in print are one name."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """`'sum'`: the value of an option."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Flag:
    """`True`, `False`, `None`."""

    value: bool | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class List:
    """`[1, 2]`."""

    items: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Tuple:
    """`(2, 3)`; also without brackets."""

    items: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Unary:
    """`-x`."""

    operator: Sign
    operand: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Binary:
    """`left + right`."""

    operator: Infix
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Compare:
    """`a < b <= c`: one operand more than operators."""

    operators: tuple[Relation, ...]
    operands: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Boolean:
    """`a and b and c`: at least two operands."""

    operator: Connective
    operands: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Keyword:
    """`axis=0` of a call."""

    name: str
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """`function(argument, name=value)`; a method call has an Attribute as its function."""

    function: Expr
    arguments: tuple[Expr, ...]
    keywords: tuple[Keyword, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """`value.name`; `name_span` is the name alone."""

    value: Expr
    name: str
    name_span: Span
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """`lower:upper:step` within the brackets of a subscript; None where nothing is written."""

    lower: Expr | None
    upper: Expr | None
    step: Expr | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class NewAxis:
    """`None` as an item of a subscript."""

    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class EllipsisItem:
    """`...` as an item of a subscript."""

    span: Span


Item = Slice | NewAxis | EllipsisItem
"""What can stand in the brackets of a subscript besides an expression."""


@dataclass(frozen=True, slots=True, eq=False)
class Subscript:
    """`value[item, item]`."""

    value: Expr
    items: tuple[Expr | Item, ...]
    span: Span


Expr = Number | Name | Text | Flag | List | Tuple | Unary | Binary | Compare | Boolean | Call | Attribute | Subscript


# -- statements


@dataclass(frozen=True, slots=True, eq=False)
class TupleTarget:
    """`a, (b, c)` on the left of an assignment."""

    items: tuple[Target, ...]
    span: Span


Target = Name | TupleTarget


@dataclass(frozen=True, slots=True, eq=False)
class Assign:
    """`a = b = value` has two targets."""

    targets: tuple[Target, ...]
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Augment:
    """`target += value` has the operator `+`."""

    target: Name
    operator: Infix
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """An expression on a line of its own."""

    value: Expr
    span: Span


Statement = Assign | Augment | Expression


# -- the whole


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """The statements that could be read, in the order of the text, and the text they were read from."""

    statements: tuple[Statement, ...]
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """`module` is None when nothing of the text was read. `problems` stand in the order of the text, at most twenty."""

    module: Module | None
    problems: tuple[Problem, ...]
