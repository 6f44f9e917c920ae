"""`ast` expressions to ours. `_READERS` is the allow-list: a class that is not in it is refused.

A node without parts is read at once. The reader of any other is a generator: it yields the readers of its parts and is
sent what they read. `run` keeps them on a list instead of the stack of calls, so depth costs memory only.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any

from chainrule.errors import Problem, Span
from chainrule.language import syntax
from chainrule.language.constants import read_constant
from chainrule.language.constructs import ASKED, DUNDERS
from chainrule.language.pieces import Piece, Said, pieces
from chainrule.language.signs import CONNECTIVES, RELATIONS, SIGNS, infix
from chainrule.language.source import Fault, Source, kind, quote
from chainrule.language.walk import run

Reader = Generator[Any, syntax.Expr, syntax.Expr]
Read = Reader | syntax.Expr

_NEVER_CALLED = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.List, ast.Tuple)


def read_expression(node: ast.expr, source: Source) -> syntax.Expr:
    if isinstance(node, ast.Starred):
        start = source.start(node)
        hint = "Write the value, or take the * out."
        raise Fault(Problem("syntax", "A value is missing before “*”.", source.offsets.span(start, start + 1), hint))
    read = _reader(node, source)
    return run(read) if isinstance(read, Generator) else read


def _reader(node: ast.expr, source: Source) -> Read:
    """A node as read, or its reader, not yet begun."""
    reader = _READERS.get(type(node))
    if reader is None:
        raise source.refuse(kind(node), node)
    return reader(node, source)


def _name(node: ast.Name, source: Source) -> syntax.Expr:
    return syntax.Name(source.name(node.id, source.start(node), source.end(node)), source.span(node))


def _items(node: ast.List | ast.Tuple | ast.Set, source: Source) -> Generator[Any, syntax.Expr, syntax.Expr]:
    items = []
    for item in node.elts:
        items.append((yield _reader(item, source)))
    span = source.span(node)
    if isinstance(node, ast.Tuple):
        return syntax.Tuple(tuple(items), span)
    listed = syntax.List(tuple(items), span)
    return syntax.Set(listed, span) if isinstance(node, ast.Set) else listed


def _dict(node: ast.Dict, source: Source) -> Reader:
    keys: list[syntax.Expr | None] = []
    values: list[syntax.Expr] = []
    for key, value in zip(node.keys, node.values, strict=True):
        keys.append(None if key is None else (yield _reader(key, source)))
        values.append((yield _reader(value, source)))
    return syntax.Dict(tuple(keys), tuple(values), source.span(node))


def _star(node: ast.Starred, source: Source) -> Reader:
    value = yield _reader(node.value, source)
    return syntax.Spread(value, source.span(node))


def _unary(node: ast.UnaryOp, source: Source) -> Reader:
    if source.word(node) == "√":
        operand = yield _reader(node.operand, source)
        start = source.start(node)
        root = syntax.Name("sqrt", source.offsets.span(start, start + 1))
        return syntax.Call(root, (operand,), (), source.span(node))
    sign = SIGNS.get(type(node.op))
    if sign is None:
        raise source.refuse(kind(node.op), node)
    operand = yield _reader(node.operand, source)
    return syntax.Unary(sign, operand, source.span(node))


def _binary(node: ast.BinOp, source: Source) -> Reader:
    left = yield _reader(node.left, source)
    sign = infix(node, node.left, node.right, source)
    right = yield _reader(node.right, source)
    return syntax.Binary(sign, left, right, source.span(node))


def _compare(node: ast.Compare, source: Source) -> Reader:
    relations, operands = [], []
    operands.append((yield _reader(node.left, source)))
    for operator, operand in zip(node.ops, node.comparators, strict=True):
        if type(operator) not in RELATIONS:
            raise source.refuse(kind(operator), node)
        relations.append(RELATIONS[type(operator)])
        operands.append((yield _reader(operand, source)))
    return syntax.Compare(tuple(relations), tuple(operands), source.span(node))


def _boolean(node: ast.BoolOp, source: Source) -> Reader:
    operands = []
    for operand in node.values:
        operands.append((yield _reader(operand, source)))
    return syntax.Boolean(CONNECTIVES[type(node.op)], tuple(operands), source.span(node))


def _call(node: ast.Call, source: Source) -> Reader:
    if isinstance(node.func, _NEVER_CALLED):
        typed = quote(source.typed(node.func))
        hint = "For a product put * before the bracket: a * (b + c)."
        raise Fault(Problem("not-callable", f"{typed} is followed by brackets but is not a function.", source.span(node.func), hint))
    function = yield _reader(node.func, source)
    arguments = []
    for argument in node.args:
        arguments.append((yield _reader(argument, source)))
    keywords: list[syntax.Keyword] = []
    for each in node.keywords:
        if each.arg is None:
            options = yield _reader(each.value, source)
            keywords.append(syntax.Keyword(None, options, source.span(each)))
            continue
        start = source.start(each)
        name = source.name(each.arg, start, _name_end(start, source))
        if any(name == other.name for other in keywords):
            raise Fault(Problem("syntax", f"The argument {quote(name)} is named twice.", source.span(each), "Name it once."))
        value = yield _reader(each.value, source)
        keywords.append(syntax.Keyword(name, value, source.span(each)))
    return syntax.Call(function, tuple(arguments), tuple(keywords), source.span(node))


def _name_end(start: int, source: Source) -> int:
    return next((token.end for token in source.chunk.tokens if token.start == start), start)


def _attribute(node: ast.Attribute, source: Source) -> Reader:
    end = source.end(node)
    start = source.name_start(end)
    name = node.attr if node.attr in DUNDERS or node.attr in ASKED else source.name(node.attr, start, end)
    value = yield _reader(node.value, source)
    return syntax.Attribute(value, name, source.offsets.span(start, end), source.span(node))


def _subscript(node: ast.Subscript, source: Source) -> Reader:
    value = yield _reader(node.value, source)
    items: list[syntax.Expr | syntax.Item] = []
    for item in node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]:
        span = source.span(item)
        if isinstance(item, ast.Slice):
            ends: list[syntax.Expr | None] = []
            for each in (item.lower, item.upper, item.step):
                ends.append((yield _reader(each, source)) if each is not None else None)
            items.append(syntax.Slice(ends[0], ends[1], ends[2], span))
        elif isinstance(item, ast.Constant) and item.value is None:
            items.append(syntax.NewAxis(span))
        elif isinstance(item, ast.Constant) and item.value is Ellipsis:
            items.append(syntax.EllipsisItem(span))
        else:
            items.append((yield _reader(item, source)))
    return syntax.Subscript(value, tuple(items), source.span(node))


def read_target(node: ast.expr, source: Source) -> Generator[Any, Any, syntax.Target]:
    """What stands on the left of an assignment, or between `for` and `in`."""
    span = source.span(node)
    if isinstance(node, ast.Name):
        return syntax.Name(source.name(node.id, source.start(node), source.end(node)), span)
    if isinstance(node, ast.Attribute | ast.Subscript):
        return syntax.Place((yield _reader(node, source)), span)
    if not isinstance(node, ast.Tuple | ast.List):
        raise source.refuse("StarTarget" if isinstance(node, ast.Starred) else kind(node), node)
    if not node.elts:
        raise Fault(Problem("syntax", "There is no name on the left of =.", span, "Write a name: x = 2."))
    items: list[syntax.Target | syntax.StarTarget] = []
    for item in node.elts:
        if isinstance(item, ast.Starred) and isinstance(item.value, ast.Name):
            if any(isinstance(one, syntax.StarTarget) for one in items):
                raise Fault(Problem("syntax", "Two names have a star here.", source.span(item), "Put a star before one name only."))
            name = yield read_target(item.value, source)
            items.append(syntax.StarTarget(name, source.span(item)))
        else:
            items.append((yield read_target(item, source)))
    return syntax.TupleTarget(tuple(items), span)


def read_parameters(given: ast.arguments, source: Source) -> Generator[Any, Any, tuple[syntax.Parameter, ...]]:
    """The parameters of a function; annotations are passed over."""
    found: list[syntax.Parameter] = []
    plain = [*given.posonlyargs, *given.args]
    missing: list[ast.expr | None] = [None] * (len(plain) - len(given.defaults))
    each: ast.arg
    default: ast.expr | None
    rows: list[tuple[ast.arg, ast.expr | None, int, bool]] = []
    rows += [(each, default, 0, False) for each, default in zip(plain, [*missing, *given.defaults], strict=True)]
    rows += [] if given.vararg is None else [(given.vararg, None, 1, False)]
    rows += [(each, default, 0, True) for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    rows += [] if given.kwarg is None else [(given.kwarg, None, 2, False)]
    for each, default, stars, only in rows:
        start = source.start(each)
        end = _name_end(start, source)
        name = source.name(each.arg, start, end)
        if any(name == other.name for other in found):
            span = source.offsets.span(start, end)
            raise Fault(Problem("syntax", f"Two arguments are called {quote(name)}.", span, "Give each a name of its own."))
        value = None if default is None else (yield _reader(default, source))
        span = source.offsets.span(start, source.end(default) if default is not None else end)
        found.append(syntax.Parameter(name, value, span, stars, only))
    return tuple(found)


def _conditional(node: ast.IfExp, source: Source) -> Reader:
    condition = yield _reader(node.test, source)
    then = yield _reader(node.body, source)
    otherwise = yield _reader(node.orelse, source)
    return syntax.Conditional(condition, then, otherwise, source.span(node))


def _lambda(node: ast.Lambda, source: Source) -> Generator[Any, Any, syntax.Expr]:
    parameters = yield read_parameters(node.args, source)
    body = yield _reader(node.body, source)
    return syntax.Lambda(parameters, body, source.span(node))


def _comprehension(node: ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp, source: Source) -> Generator[Any, Any, syntax.Expr]:
    keyed = isinstance(node, ast.DictComp)
    key = (yield _reader(node.key, source)) if isinstance(node, ast.DictComp) else None
    element = yield _reader(node.value if isinstance(node, ast.DictComp) else node.elt, source)
    clauses: list[syntax.Clause] = []
    for each in node.generators:
        if each.is_async:
            raise source.refuse("AsyncFunctionDef", node)
        target = yield read_target(each.target, source)
        iterable = yield _reader(each.iter, source)
        conditions: list[syntax.Expr] = []
        for one in each.ifs:
            conditions.append((yield _reader(one, source)))
        end = source.end(each.ifs[-1] if each.ifs else each.iter)
        span = source.offsets.span(source.start(each.target), end)
        clauses.append(syntax.Clause(target, iterable, tuple(conditions), span))
    span = source.span(node)
    made = syntax.Comprehension(key, element, tuple(clauses), keyed or isinstance(node, ast.ListComp), span)
    return syntax.Set(made, span) if isinstance(node, ast.SetComp) else made


def _format(node: ast.JoinedStr, source: Source) -> Reader:
    return (yield _words(pieces(source, source.start(node), source.end(node)), source.span(node)))


def _words(found: Iterable[Piece], span: Span) -> Generator[Any, Any, syntax.Format]:
    values: list[syntax.Expr | syntax.Field] = []
    for piece in found:
        if isinstance(piece, Said):
            values.append(syntax.Text(piece.words, piece.span))
        else:
            value = yield _reader(piece.value, piece.source)
            spec = None if piece.spec is None else (yield _words(piece.spec, piece.span))
            values.append(syntax.Field(value, piece.conversion, spec, piece.span))
    return syntax.Format(tuple(values), span)


_READERS: Mapping[type[ast.expr], Callable[[Any, Source], Read]] = {
    ast.Constant: read_constant,
    ast.Name: _name,
    ast.List: _items,
    ast.Tuple: _items,
    ast.Set: _items,
    ast.Dict: _dict,
    ast.Starred: _star,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.Call: _call,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.IfExp: _conditional,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.JoinedStr: _format,
}
