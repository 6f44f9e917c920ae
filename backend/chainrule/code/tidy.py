"""Expressions as a person writes them: without what changes nothing."""

from __future__ import annotations

import ast


def tidy(of: ast.expr) -> ast.expr:
    """Products from left to right, which need no brackets; a truth times a number without the 1.0 in between; a - b for a + -b; axes
    that are moved and moved back stay."""
    match of:
        case ast.BinOp(left, ast.Mult(), ast.BinOp(ast.Compare() as truth, ast.Mult(), ast.Constant(1.0))):
            return ast.BinOp(left, ast.Mult(), truth)
        case ast.BinOp(left, ast.Add(), ast.UnaryOp(ast.USub(), one)):
            return ast.BinOp(left, ast.Sub(), one)
        case ast.BinOp(left, ast.Mult(), ast.BinOp(one, (ast.Mult() | ast.Div()) as sign, other)):
            return ast.BinOp(tidy(ast.BinOp(left, ast.Mult(), one)), sign, other)
        case ast.Call():
            return _unmoved(of)
    return of


def _unmoved(of: ast.Call) -> ast.expr:
    of.args = [_unmoved(one) if isinstance(one, ast.Call) else one for one in of.args]
    match of:
        case ast.Call(ast.Attribute(attr="transpose"), [ast.Call(ast.Attribute(attr="transpose"), [inner, first]), second]):
            one, other = ast.literal_eval(first), ast.literal_eval(second)
            return inner if [one[axis] for axis in other] == sorted(one) else of
    return of
