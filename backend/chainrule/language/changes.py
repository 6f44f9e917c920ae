"""Statements that change what is there."""

from __future__ import annotations

from dataclasses import dataclass

from chainrule.errors import Span
from chainrule.language.terms import Expr, Infix, Name, Place


@dataclass(frozen=True, slots=True, eq=False)
class Augment:
    """`target += value` has the operator `+`."""

    target: Name | Place
    operator: Infix
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Delete:
    """`del x[0], d['w']`; a name that is deleted is passed over."""

    places: tuple[Place, ...]
    span: Span
