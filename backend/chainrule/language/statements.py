"""`ast` statements to ours. `_READERS` is the allow-list: a class that is not in it is refused."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from chainrule.errors import Fact, Problem
from chainrule.language import syntax
from chainrule.language.constructs import DUNDERS
from chainrule.language.expressions import read_expression, read_parameters, read_target
from chainrule.language.signs import infix
from chainrule.language.source import Fault, Source, kind, quote
from chainrule.language.walk import run

_LIBRARIES = frozenset({"torch", "tensorflow", "keras", "jax", "numpy", "autograd", "micrograd", "math", "scipy", "random", "copy"})
PASSED_OVER = frozenset(
    "IPython __future__ collections contextlib functools graphviz itertools logging matplotlib os pandas plotly pprint seaborn sys "
    "time torchinfo torchsummary torchviz torchvision tqdm typing warnings".split()
)
"""Libraries whose import is passed over, and every line that calls them: they draw, wait, or look after files."""
_NEVER_SEEN = frozenset({"__iter__"})
"""Functions of a class that only Python itself would call."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a statement: whether it is in a function, in a loop of that function, directly in a class."""

    function: bool = False
    loop: bool = False
    klass: bool = False


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
    target = yield read_target(node.target, source)
    sign = infix(node, node.target, node.value, source)
    return syntax.Augment(target, sign, read_expression(node.value, source), source.span(node))


def _annotated(node: ast.AnnAssign, source: Source, around: Around) -> Reader:
    """The type is passed over."""
    target = yield read_target(node.target, source)
    return None if node.value is None else syntax.Assign((target,), read_expression(node.value, source), source.span(node))


def _if(node: ast.If, source: Source, around: Around) -> Reader:
    branches: list[syntax.Branch] = []
    at = node
    while True:
        body = yield _block(at.body, source, around)
        asked = syntax.Flag(True, source.span(at.test)) if _is_main(at.test) else read_expression(at.test, source)
        branches.append(syntax.Branch(asked, body, source.span(at)))
        # An `elif` is an `if` alone in the part behind `else`, where the word `else` does not stand.
        if len(at.orelse) == 1 and isinstance(at.orelse[0], ast.If) and source.word(at.orelse[0]) == "elif":
            at = at.orelse[0]
            continue
        otherwise = yield _block(at.orelse, source, around)
        return syntax.If(tuple(branches), otherwise, source.span(node))


def _is_main(node: ast.expr) -> bool:
    """`__name__ == "__main__"`: a program here is always run itself."""
    match node:
        case ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant()]):
            return True
        case _:
            return False


def _with(node: ast.With, source: Source, around: Around) -> Reader:
    """`with a, b:` is `with a: with b:`."""
    body = yield _block(node.body, source, around)
    span = source.span(node)
    for item in reversed(node.items):
        target = None if item.optional_vars is None else (yield read_target(item.optional_vars, source))
        body = (syntax.With(read_expression(item.context_expr, source), target, body, span),)
    return body[0]  # type: ignore[no-any-return]


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
    if around.klass and node.name in _NEVER_SEEN:
        return None
    called = _called(node, "def", source, DUNDERS if around.klass else frozenset())
    decorators = tuple(read_expression(one, source) for one in node.decorator_list)
    parameters = yield read_parameters(node.args, source)
    body = yield _block(node.body, source, Around(function=True))
    return syntax.Define(called, parameters, body, decorators, source.span(node))


def _called(node: ast.FunctionDef | ast.ClassDef, word: str, source: Source, reserved: frozenset[str]) -> syntax.Name:
    """The name behind `def` or `class`."""
    start = source.start(node)
    tokens = source.chunk.tokens
    name = tokens[next(index for index, token in enumerate(tokens) if token.start >= start and token.text == word) + 1]
    return syntax.Name(node.name if node.name in reserved else source.name(node.name, name.start, name.end), source.at(name))


def _class(node: ast.ClassDef, source: Source, around: Around) -> Reader:
    """Its functions and what is assigned to its names, docstrings apart."""
    name = _called(node, "class", source, frozenset())
    span = source.span(node)
    if node.keywords or node.decorator_list:
        raise source.refuse("ClassDef", node)
    bases = tuple(read_expression(one, source) for one in node.bases)
    functions: list[syntax.Define] = []
    attributes: list[syntax.Assign] = []
    for one in node.body:
        if isinstance(one, ast.FunctionDef):
            define = yield _define(one, source, replace(around, klass=True))
            functions += [] if define is None else [define]
        elif isinstance(one, ast.Assign) and all(isinstance(target, ast.Name) for target in one.targets):
            attributes.append((yield _assign(one, source, around)))
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            assign = yield _annotated(one, source, around)
            attributes += [] if assign is None else [assign]
        elif not (isinstance(one, ast.Pass) or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))):
            raise source.refuse("ClassBody", one)
    return syntax.Class(name, bases, tuple(functions), tuple(attributes), span)


def _global(node: ast.Global | ast.Nonlocal, source: Source, around: Around) -> Reader:
    if isinstance(node, ast.Nonlocal) and not around.function:
        hint = "Put it into the function that assigns the name, or leave the line out."
        raise Fault(Problem("syntax", "nonlocal stands outside a function.", source.span(node), hint))
    return syntax.Global(tuple(node.names), isinstance(node, ast.Global), source.span(node))
    yield


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
        if module == "__future__":
            continue
        if module.split(".")[0] not in _LIBRARIES | PASSED_OVER or alias.name == "*":
            raise _foreign(module, node, source)
        name = alias.asname or alias.name.split(".")[0]
        name = source.name(name, source.start(alias), source.end(alias))
        member = alias.name if isinstance(node, ast.ImportFrom) else None
        library = module if alias.asname or member else name
        found.append(syntax.Import(name, library, member, source.span(alias)))
    return tuple(found)
    yield


def _foreign(module: str, node: ast.Import | ast.ImportFrom, source: Source) -> Fault:
    line = source.offsets.line(source.start(node))
    hint = "Leave the line out: only the functions of the catalogue can be called."
    detail = f"The import of {quote(module)} (line {line}) is not available."
    facts: dict[str, Fact] = {"construct": "Import", "line": line, "library": quote(module)[1:-1]}
    facts["names"] = [alias.asname or alias.name.split(".")[0] for alias in node.names]
    return Fault(Problem("unsupported-syntax", detail, source.span(node), hint, facts))


def _expression(node: ast.Expr, source: Source, around: Around) -> Reader:
    if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return None
    if isinstance(node.value, ast.Yield):
        if not around.function:
            raise Fault(Problem("syntax", "yield stands outside a function.", source.span(node), "Write the value on a line of its own."))
        given = node.value.value
        return syntax.Yield(None if given is None else read_expression(given, source), source.span(node))
    return syntax.Expression(read_expression(node.value, source), source.span(node))
    yield


def _nothing(node: ast.Pass, source: Source, around: Around) -> Reader:
    return None
    yield


def _delete(node: ast.Delete, source: Source, around: Around) -> Reader:
    places: list[syntax.Place] = []
    for one in node.targets:
        target = yield read_target(one, source)
        places += [target] if isinstance(target, syntax.Place) else []
    return syntax.Delete(tuple(places), source.span(node)) if places else None


_READERS: Mapping[type[ast.stmt], Callable[[Any, Source, Around], Reader]] = {
    ast.Assign: _assign,
    ast.AugAssign: _augment,
    ast.AnnAssign: _annotated,
    ast.With: _with,
    ast.ClassDef: _class,
    ast.Global: _global,
    ast.Nonlocal: _global,
    ast.Delete: _delete,
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
