"""`ast` statements to ours. `_READERS` is the allow-list: a class that is not in it is refused."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Mapping
from typing import Any

from chainrule.errors import Fact, Problem
from chainrule.language import syntax
from chainrule.language.expressions import infix, read_expression, run
from chainrule.language.source import Fault, Source, brief, kind, quote

_LIBRARIES = frozenset({"torch", "tensorflow", "keras", "jax", "numpy", "autograd", "micrograd", "math", "scipy"})


def read_statement(node: ast.stmt, source: Source) -> syntax.Statement | None:
    """The statement; None for one that does nothing (`pass`, a text on its own)."""
    reader = _READERS.get(type(node))
    if reader is None:
        raise source.refuse(kind(node), node)
    return reader(node, source)


def _assign(node: ast.Assign, source: Source) -> syntax.Statement:
    targets: tuple[syntax.Target, ...] = tuple(run(_target(target, source)) for target in node.targets)
    return syntax.Assign(targets, read_expression(node.value, source), source.span(node))


def _target(node: ast.expr, source: Source) -> Generator[Any, syntax.Target, syntax.Target]:
    span = source.span(node)
    if isinstance(node, ast.Name):
        return syntax.Name(source.name(node.id, source.start(node), source.end(node)), span)
    if not isinstance(node, ast.Tuple | ast.List):
        raise _bad_target(node, source)
    if not node.elts:
        raise Fault(Problem("syntax", "There is no name on the left of =.", span, "Write a name: x = 2."))
    items = []
    for item in node.elts:
        items.append((yield _target(item, source)))
    return syntax.TupleTarget(tuple(items), span)


def _bad_target(node: ast.expr, source: Source) -> Fault:
    if isinstance(node, ast.Attribute):
        source.name(node.attr, source.name_start(source.end(node)), source.end(node))
    names = {ast.Subscript: "ItemAssignment", ast.Attribute: "AttributeAssignment", ast.Starred: "StarTarget"}
    return source.refuse(names.get(type(node), kind(node)), node)


def _augment(node: ast.AugAssign, source: Source) -> syntax.Statement:
    if not isinstance(node.target, ast.Name):
        raise _bad_target(node.target, source)
    target = syntax.Name(source.name(node.target.id, source.start(node.target), source.end(node.target)), source.span(node.target))
    sign = infix(node, node.target, node.value, source)
    return syntax.Augment(target, sign, read_expression(node.value, source), source.span(node))


def _annotated(node: ast.AnnAssign, source: Source) -> syntax.Statement:
    value = "" if node.value is None else source.typed(node.value)
    target = source.typed(node.target)
    raise source.refuse("AnnAssign", node, f"Leave the type out: {brief(target)} = {brief(value, '...')}." if value else None)


def _import(node: ast.Import | ast.ImportFrom, source: Source) -> syntax.Statement:
    module = node.names[0].name if isinstance(node, ast.Import) else node.module or "."
    prefix = node.names[0].asname or module if isinstance(node, ast.Import) else ""
    hint = "Leave the line out: only the functions of the catalogue can be called."
    if module.split(".")[0] in _LIBRARIES:
        instead = f", where you have {brief(prefix)}.exp(x)" if prefix else ""
        hint = f"Leave the line out: functions are there without it. Write exp(x){instead}."
    detail = f"The import of {quote(module)} (line {source.offsets.line(source.chunk.start)}) is not available."
    facts: dict[str, Fact] = {"construct": "Import", "line": source.offsets.line(source.chunk.start), "library": quote(module)[1:-1]}
    raise Fault(Problem("unsupported-syntax", detail, source.span(node), hint, facts))


def _expression(node: ast.Expr, source: Source) -> syntax.Statement:
    return syntax.Expression(read_expression(node.value, source), source.span(node))


def _nothing(node: ast.Pass, source: Source) -> None:
    return None


_READERS: Mapping[type[ast.stmt], Callable[[Any, Source], syntax.Statement | None]] = {
    ast.Assign: _assign,
    ast.AugAssign: _augment,
    ast.AnnAssign: _annotated,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.Expr: _expression,
    ast.Pass: _nothing,
}
