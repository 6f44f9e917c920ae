"""The program as typed, as frozen values. Every node carries the span of its text.

Nodes compare by identity: the same words at two places are two nodes, and a comparison of deep trees would recurse.
A new construct is a new class here, one entry in the union it belongs to, and its conversion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chainrule.errors import Span
from chainrule.language.words import Format

Sign = Literal["-", "+", "not", "~"]
Infix = Literal["+", "-", "*", "/", "//", "%", "**", "@", "&", "|"]
Relation = Literal["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"]
Connective = Literal["and", "or"]



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
class Dict:
    """`{'w': w, **others}`: a key is None where the entries of another dict are put in."""

    keys: tuple[Expr | None, ...]
    values: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Set:
    """`{a, b}` and `{element for ...}`: the set of what a list has."""

    of: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """`*values` among the items of a list or the arguments of a call."""

    value: Expr
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
    """`axis=0` of a call; the name is None where `**options` stands."""

    name: str | None
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


@dataclass(frozen=True, slots=True, eq=False)
class Conditional:
    """`then if condition else otherwise`."""

    condition: Expr
    then: Expr
    otherwise: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """`name=default` of a function; None where it must be given. `stars`: 1 for `*rest`, which takes the plain arguments that are
    left, 2 for `**options`, which takes the named ones. `only`: it is given by its name alone."""

    name: str
    default: Expr | None
    span: Span
    stars: int = 0
    only: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Lambda:
    """`lambda parameters: body`."""

    parameters: tuple[Parameter, ...]
    body: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """`for target in iterable if condition if condition` of a comprehension."""

    target: Target
    iterable: Expr
    conditions: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Comprehension:
    """`[element for ...]`; with `listed` false the generator expression `(element for ...)`; with a key `{key: element for ...}`."""

    key: Expr | None
    element: Expr
    clauses: tuple[Clause, ...]
    listed: bool
    span: Span


Expr = (
    Number
    | Name
    | Text
    | Flag
    | List
    | Tuple
    | Dict
    | Spread
    | Unary
    | Binary
    | Compare
    | Boolean
    | Call
    | Attribute
    | Subscript
    | Conditional
    | Lambda
    | Comprehension
    | Set
    | Format
)



@dataclass(frozen=True, slots=True, eq=False)
class StarTarget:
    """`*rest` among the targets of an unpacking: a list of what the others leave."""

    target: Name
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class TupleTarget:
    """`a, (b, *c)` on the left of an assignment."""

    items: tuple[Target | StarTarget, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """`p.data` or `params['w']` on the left of an assignment: what a value is put into."""

    of: Attribute | Subscript
    span: Span


Target = Name | TupleTarget | Place
