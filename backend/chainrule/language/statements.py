"""`ast` statements to ours. `_READERS` is the allow-list: a class that is not in it is refused."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from chainrule.errors import Fact, Problem
from chainrule.language import syntax
from chainrule.language.expressions import infix, read_expression, read_parameters, run
from chainrule.language.source import Fault, Source, brief, kind, quote
from chainrule.language.targets import bad_target, read_target

_LIBRARIES = frozenset({"torch", "tensorflow", "keras", "jax", "numpy", "autograd", "micrograd", "math", "scipy"})


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a statement: whether it is in a function, and in a loop of that function."""

    function: bool = False
    loop: bool = False


_TOP = Around()
Reader = Generator[Any, Any, syntax.Statement | None]


def read_statement(node: ast.stmt, source: Source) -> tuple[syntax.Statement, ...]:
    """The statement; none for one that does nothing (`pass`, a text on its own), several for an import of several names."""
    return run(_block([node], source, _TOP))


def _reader(node: ast.stmt, source: Source, around: Around) -> Reader:
    reader = _READERS.get(type(node))
    if reader is None:
        raise source.refuse(kind(node), node)
    return reader(node, source, around)


def _block(nodes: list[ast.stmt], source: Source, around: Around) -> Generator[Any, Any, tuple[syntax.Statement, ...]]:
    found: list[syntax.Statement] = []
    for node in nodes:
        statement = yield _reader(node, source, around)
        if isinstance(statement, tuple):
            found += statement
        elif statement is not None:
            found.append(statement)
    return tuple(found)


def _assign(node: ast.Assign, source: Source, around: Around) -> Reader:
    targets: list[syntax.Target] = []
    for target in node.targets:
        targets.append((yield read_target(target, source)))
    return syntax.Assign(tuple(targets), read_expression(node.value, source), source.span(node))


def _augment(node: ast.AugAssign, source: Source, around: Around) -> Reader:
    if not isinstance(node.target, ast.Name):
        raise bad_target(node.target, source)
    target = syntax.Name(source.name(node.target.id, source.start(node.target), source.end(node.target)), source.span(node.target))
    sign = infix(node, node.target, node.value, source)
    return syntax.Augment(target, sign, read_expression(node.value, source), source.span(node))
    yield


def _annotated(node: ast.AnnAssign, source: Source, around: Around) -> Reader:
    value = "" if node.value is None else source.typed(node.value)
    target = source.typed(node.target)
    raise source.refuse("AnnAssign", node, f"Leave the type out: {brief(target)} = {brief(value, '...')}." if value else None)
    yield


def _if(node: ast.If, source: Source, around: Around) -> Reader:
    branches: list[syntax.Branch] = []
    at = node
    while True:
        body = yield _block(at.body, source, around)
        branches.append(syntax.Branch(read_expression(at.test, source), body, source.span(at)))
        # An `elif` is an `if` alone in the part behind `else`, where the word `else` does not stand.
        if len(at.orelse) == 1 and isinstance(at.orelse[0], ast.If) and source.word(at.orelse[0]) == "elif":
            at = at.orelse[0]
            continue
        otherwise = yield _block(at.orelse, source, around)
        return syntax.If(tuple(branches), otherwise, source.span(node))


def _for(node: ast.For, source: Source, around: Around) -> Reader:
    _no_else(node, source)
    target = yield read_target(node.target, source)
    iterable = read_expression(node.iter, source)
    body = yield _block(node.body, source, replace(around, loop=True))
    header = source.offsets.span(source.start(node), source.end(node.iter))
    return syntax.For(target, iterable, body, header, source.span(node))


def _while(node: ast.While, source: Source, around: Around) -> Reader:
    _no_else(node, source)
    condition = read_expression(node.test, source)
    body = yield _block(node.body, source, replace(around, loop=True))
    header = source.offsets.span(source.start(node), source.end(node.test))
    return syntax.While(condition, body, header, source.span(node))


def _no_else(node: ast.For | ast.While, source: Source) -> None:
    if node.orelse:
        raise source.refuse("LoopElse", node.orelse[0])


def _leave(node: ast.Break | ast.Continue, source: Source, around: Around) -> Reader:
    word: Literal["break", "continue"] = "break" if isinstance(node, ast.Break) else "continue"
    if not around.loop:
        hint = f"Put {word} inside a for or while loop, or leave the line out."
        raise Fault(Problem("syntax", f"{word} stands outside a loop.", source.span(node), hint))
    return syntax.Leave(word, source.span(node))
    yield


def _define(node: ast.FunctionDef, source: Source, around: Around) -> Reader:
    if node.decorator_list:
        raise source.refuse("Decorator", node.decorator_list[0])
    start = source.start(node)
    tokens = source.chunk.tokens
    name = tokens[next(index for index, token in enumerate(tokens) if token.start >= start and token.text == "def") + 1]
    called = syntax.Name(source.name(node.name, name.start, name.end), source.at(name))
    parameters = yield read_parameters(node.args, source)
    body = yield _block(node.body, source, Around(function=True))
    return syntax.Define(called, parameters, body, source.span(node))


def _return(node: ast.Return, source: Source, around: Around) -> Reader:
    if not around.function:
        hint = "Write the value on a line of its own, without return."
        raise Fault(Problem("syntax", "return stands outside a function.", source.span(node), hint))
    return syntax.Return(None if node.value is None else read_expression(node.value, source), source.span(node))
    yield


def _assert(node: ast.Assert, source: Source, around: Around) -> Reader:
    return syntax.Assert(source.span(node))
    yield


def _import(node: ast.Import | ast.ImportFrom, source: Source, around: Around) -> Generator[Any, Any, Any]:
    found: list[syntax.Statement] = []
    for alias in node.names:
        module = alias.name if isinstance(node, ast.Import) else node.module or "."
        if module.split(".")[0] not in _LIBRARIES or alias.name == "*":
            raise _foreign(module, node, source)
        name = alias.asname or alias.name.split(".")[0]
        name = source.name(name, source.start(alias), source.end(alias))
        member = alias.name if isinstance(node, ast.ImportFrom) else None
        found.append(syntax.Import(name, module, member, source.span(alias)))
    return tuple(found)
    yield


def _foreign(module: str, node: ast.Import | ast.ImportFrom, source: Source) -> Fault:
    line = source.offsets.line(source.start(node))
    hint = "Leave the line out: only the functions of the catalogue can be called."
    detail = f"The import of {quote(module)} (line {line}) is not available."
    facts: dict[str, Fact] = {"construct": "Import", "line": line, "library": quote(module)[1:-1]}
    return Fault(Problem("unsupported-syntax", detail, source.span(node), hint, facts))


def _expression(node: ast.Expr, source: Source, around: Around) -> Reader:
    if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return None
    return syntax.Expression(read_expression(node.value, source), source.span(node))
    yield


def _nothing(node: ast.Pass, source: Source, around: Around) -> Reader:
    return None
    yield


_READERS: Mapping[type[ast.stmt], Callable[[Any, Source, Around], Reader]] = {
    ast.Assign: _assign,
    ast.AugAssign: _augment,
    ast.AnnAssign: _annotated,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Break: _leave,
    ast.Continue: _leave,
    ast.FunctionDef: _define,
    ast.Return: _return,
    ast.Assert: _assert,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.Expr: _expression,
    ast.Pass: _nothing,
}
