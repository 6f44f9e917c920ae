"""The operators of `ast` and ours."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from chainrule.language import syntax
from chainrule.language.source import Fault, Source, kind

INFIX: Mapping[type[ast.operator], syntax.Infix] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitAnd: "&",
    ast.BitOr: "|",
}
SIGNS: Mapping[type[ast.unaryop], syntax.Sign] = {ast.USub: "-", ast.UAdd: "+", ast.Not: "not", ast.Invert: "~"}
RELATIONS: Mapping[type[ast.cmpop], syntax.Relation] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
CONNECTIVES: Mapping[type[ast.boolop], syntax.Connective] = {ast.And: "and", ast.Or: "or"}
_OTHER_SIGNS = {"LShift": "<<", "RShift": ">>"}


def infix(node: ast.BinOp | ast.AugAssign, left: ast.expr, right: ast.expr, source: Source) -> syntax.Infix:
    """The operator of a node; a fault when the language has no such operator."""
    found = INFIX.get(type(node.op))
    if found is not None:
        return found
    sign = _OTHER_SIGNS[kind(node.op)]
    augmented = isinstance(node, ast.AugAssign)
    span = source.sign(left, right, sign + "=" if augmented else sign)
    raise Fault(source.unavailable(kind(node.op), span, source.end(left)))
