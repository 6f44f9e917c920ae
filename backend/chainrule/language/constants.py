"""Numbers, words, True, False and None as typed."""

from __future__ import annotations

import ast

from chainrule.errors import Problem, Span
from chainrule.language import syntax
from chainrule.language.source import Fault, Source


def read_number(value: int | float, span: Span) -> syntax.Number:
    try:
        return syntax.Number(float(value), isinstance(value, int), span)
    except OverflowError:
        detail = "The number is too large: numbers go to about 1.8e308."
        raise Fault(Problem("syntax", detail, span, "Write a smaller number.")) from None


def read_constant(node: ast.Constant, source: Source) -> syntax.Expr:
    value, span = node.value, source.span(node)
    if value is None or isinstance(value, bool):
        return syntax.Flag(value, span)
    if isinstance(value, int | float):
        return read_number(value, span)
    if isinstance(value, str):
        return syntax.Text(source.words(node), span)
    raise source.refuse({bytes: "Bytes", complex: "Complex"}.get(type(value), "Ellipsis"), node)
