"""The program as typed, as frozen values: statements, and the whole. Expressions and targets stand in terms.py.

A new construct is a new class here or there, one entry in the union it belongs to, and its conversion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chainrule.errors import Problem, Span
from chainrule.language.changes import Augment, Delete
from chainrule.language.terms import (
    Attribute,
    Binary,
    Boolean,
    Call,
    Clause,
    Compare,
    Comprehension,
    Conditional,
    Connective,
    Dict,
    EllipsisItem,
    Expr,
    Flag,
    Infix,
    Item,
    Keyword,
    Lambda,
    List,
    Name,
    NewAxis,
    Number,
    Parameter,
    Place,
    Relation,
    Set,
    Sign,
    Slice,
    Spread,
    StarTarget,
    Subscript,
    Target,
    Text,
    Tuple,
    TupleTarget,
    Unary,
)
from chainrule.language.words import Field, Format

__all__ = [
    "Assert",
    "Assign",
    "Attribute",
    "Augment",
    "Binary",
    "Boolean",
    "Branch",
    "Call",
    "Class",
    "Clause",
    "Compare",
    "Comprehension",
    "Conditional",
    "Connective",
    "Define",
    "Delete",
    "Dict",
    "EllipsisItem",
    "Expr",
    "Expression",
    "Field",
    "Flag",
    "For",
    "Format",
    "Global",
    "If",
    "Import",
    "Infix",
    "Item",
    "Keyword",
    "Lambda",
    "Leave",
    "List",
    "Module",
    "Name",
    "NewAxis",
    "Number",
    "Parameter",
    "Parsed",
    "Passed",
    "Place",
    "Relation",
    "Return",
    "Set",
    "Sign",
    "Slice",
    "Spread",
    "StarTarget",
    "Statement",
    "Subscript",
    "Target",
    "Text",
    "Tuple",
    "TupleTarget",
    "Unary",
    "While",
    "With",
]


@dataclass(frozen=True, slots=True, eq=False)
class Assign:
    """`a = b = value` has two targets."""

    targets: tuple[Target, ...]
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """An expression on a line of its own."""

    value: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """`if condition: body`, or `elif`."""

    condition: Expr
    body: tuple[Statement, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class If:
    """The first branch whose condition holds runs, else `otherwise`."""

    branches: tuple[Branch, ...]
    otherwise: tuple[Statement, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class For:
    """`for target in iterable: body`; `header` is the place of the first line, without its colon."""

    target: Target
    iterable: Expr
    body: tuple[Statement, ...]
    header: Span
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class While:
    """`while condition: body`."""

    condition: Expr
    body: tuple[Statement, ...]
    header: Span
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Leave:
    """`break` or `continue`."""

    word: Literal["break", "continue"]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Define:
    """`def name(parameters): body`; the decorators from the outermost in."""

    name: Name
    parameters: tuple[Parameter, ...]
    body: tuple[Statement, ...]
    decorators: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """`class name(bases): ...`: its functions, and what is assigned in it."""

    name: Name
    bases: tuple[Expr, ...]
    functions: tuple[Define, ...]
    attributes: tuple[Assign, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class With:
    """`with context as target: body`, of one context; None where no name is given."""

    context: Expr
    target: Target | None
    body: tuple[Statement, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Global:
    """`global name`: what a function binds to these names is bound at the top; `nonlocal name`: in the function around it."""

    names: tuple[str, ...]
    top: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """A line that is noted and passed over, such as `%matplotlib inline`."""

    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Return:
    """`return value`; None where nothing is written."""

    value: Expr | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Yield:
    """`yield value` on a line of its own; None where nothing is written."""

    value: Expr | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Assert:
    """`assert ...`: noted, not judged."""

    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Import:
    """`import numpy as np` binds np to the library numpy; `from math import exp` binds exp to its member exp."""

    name: str
    library: str
    member: str | None
    span: Span


Statement = (
    Assign
    | Augment
    | Delete
    | Expression
    | If
    | For
    | While
    | With
    | Leave
    | Define
    | Class
    | Global
    | Return
    | Yield
    | Assert
    | Import
    | Passed
)


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
