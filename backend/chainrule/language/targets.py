"""What stands on the left of an assignment, or between `for` and `in`."""

from __future__ import annotations

import ast
from collections.abc import Generator
from typing import Any

from chainrule.errors import Problem
from chainrule.language import syntax
from chainrule.language.source import Fault, Source, kind


def read_target(node: ast.expr, source: Source) -> Generator[Any, syntax.Target, syntax.Target]:
    """What stands on the left of an assignment, or between `for` and `in`."""
    span = source.span(node)
    if isinstance(node, ast.Name):
        return syntax.Name(source.name(node.id, source.start(node), source.end(node)), span)
    if not isinstance(node, ast.Tuple | ast.List):
        raise bad_target(node, source)
    if not node.elts:
        raise Fault(Problem("syntax", "There is no name on the left of =.", span, "Write a name: x = 2."))
    items: list[syntax.Target | syntax.StarTarget] = []
    for item in node.elts:
        if isinstance(item, ast.Starred) and isinstance(item.value, ast.Name):
            if any(isinstance(one, syntax.StarTarget) for one in items):
                raise Fault(Problem("syntax", "Two names have a star here.", source.span(item), "Put a star before one name only."))
            name = yield read_target(item.value, source)
            assert isinstance(name, syntax.Name)
            items.append(syntax.StarTarget(name, source.span(item)))
        else:
            items.append((yield read_target(item, source)))
    return syntax.TupleTarget(tuple(items), span)


def bad_target(node: ast.expr, source: Source) -> Fault:
    """The fault of a left side that is no name."""
    if isinstance(node, ast.Attribute):
        source.name(node.attr, source.name_start(source.end(node)), source.end(node))
    names = {ast.Subscript: "ItemAssignment", ast.Attribute: "AttributeAssignment", ast.Starred: "StarTarget"}
    return source.refuse(names.get(type(node), kind(node)), node)
