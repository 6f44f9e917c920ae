"""The tables of the libraries as values: what a dotted name means, and the functions that are written in our own language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

from chainrule.dialects import DIALECTS
from chainrule.dialects.row import Dialect, Row
from chainrule.errors import Span
from chainrule.language import parse, syntax
from chainrule.ops.catalogue import CATALOGUE
from chainrule.program.builtins import BUILTINS
from chainrule.program.frame import bound
from chainrule.program.home import HELPERS
from chainrule.program.names import CONSTANTS
from chainrule.program.values import Builtin, Class, Defined, Flag, Function, Items, Number, Text, Value

T = TypeVar("T")
ALIASES: Mapping[str, str] = MappingProxyType({alias: path for one in reversed(DIALECTS) for alias, path in one.aliases.items()})
"""Names by which programs call libraries, whether they import them or not."""


@lru_cache(maxsize=1024)
def canonical(path: str) -> str:
    """The name the tables have for a module or member: autograd.numpy.exp is numpy.exp."""
    for dialect in DIALECTS:
        for module, same in dialect.same.items():
            if path == module or path.startswith(f"{module}."):
                return canonical(same + path[len(module) :])
    return path


def dialect_of(path: str) -> Dialect | None:
    """The dialect whose library a dotted name begins with."""
    root = path.split(".")[0]
    return next((one for one in DIALECTS if root in one.roots), None)


def row(path: str) -> Row | None:
    return next((one.rows[path] for one in DIALECTS if path in one.rows), None)


def written(path: str) -> Value | None:
    """A function or class of the tables that is written in our language."""
    module, _, name = path.rpartition(".")
    return next((_module(one.name, module).get(name) for one in DIALECTS if module in one.modules), None)


def own(dialect: Dialect, path: str) -> Defined | None:
    """A method of tensors that is written in our language."""
    module, _, name = path.rpartition(".")
    found = _module(dialect.name, module).get(name) if module in dialect.modules else None
    return found if isinstance(found, Defined) else None


@cache
def modules() -> frozenset[str]:
    """Every module that has members."""
    paths = [path for one in DIALECTS for path in [*(path.rpartition(".")[0] for path in one.rows), *one.modules, *one.same]]
    return frozenset(path.rsplit(".", cut)[0] for path in paths if path != "Tensor" for cut in range(path.count(".") + 1))


@cache
def members(module: str) -> tuple[str, ...]:
    """The names in a module."""
    rows = {path.rpartition(".")[2] for one in DIALECTS for path in one.rows if path.rpartition(".")[0] == module}
    return tuple(sorted(rows.union(*(_module(one.name, module) for one in DIALECTS if module in one.modules))))


@cache
def home(dialect: str) -> Home:
    """The names that the tables of a dialect use: the catalogue, Python's functions, and helpers that no program can reach."""
    found: dict[str, Value] = {name: Number(value, False, (0, 0)) for name, value in CONSTANTS.items()}
    found |= {name: Builtin(name) for name in BUILTINS | HELPERS}
    found |= {name: Function(record, name) for name, record in CATALOGUE.items() if record.typed}
    found["padded"] = Function(CATALOGUE["pad"], "pad")
    one = next(one for one in DIALECTS if one.name == dialect)
    return Home(found, one)


class Home(dict[str, Value]):
    """The names around a function of a library's tables: those of the catalogue, whatever the program calls its own values. The functions
    and classes of the dialect itself are read when they are first needed."""

    def __init__(self, found: Mapping[str, Value], dialect: Dialect) -> None:
        super().__init__(found)
        self.dialect = dialect

    def get(self, name: str, default: Value | None = None) -> Value | None:  # type: ignore[override]
        found = super().get(name)
        if found is None:
            modules = (_module(self.dialect.name, module) for module in self.dialect.modules)
            found = next((one[name] for one in modules if name in one), default)
        return found


@cache
def function(of: Row) -> Defined:
    """What a row means, as a function of the library's own arguments."""
    given = "self" if of.parameters is None and of.name.startswith("Tensor.") else of.parameters or ""
    (statement,) = _parsed(f"lambda {given}: {of.meaning}")
    assert isinstance(statement, syntax.Expression) and isinstance(statement.value, syntax.Lambda), of.name
    return _defined(of.name.removeprefix("Tensor."), statement.value.parameters, statement.value.body, frozenset(), of.dialect)


@cache
def _module(dialect: str, module: str) -> Mapping[str, Value]:
    """The functions and classes of a module."""
    text = next(one.modules[module] for one in DIALECTS if one.name == dialect)
    found: dict[str, Value] = {}
    for statement in _parsed(text):
        if isinstance(statement, syntax.Define):
            found[statement.name.name] = _define(statement, dialect)
        else:
            assert isinstance(statement, syntax.Class)
            functions: dict[str, Defined] = {}
            inherited: Class | None = None
            for base in statement.bases:
                assert isinstance(base, syntax.Name)
                above = found[base.name]
                assert isinstance(above, Class)
                functions, inherited = {**functions, **above.functions}, above
            made = Class(statement.name.name, functions, f"{module}.{statement.name.name}", inherited)
            functions.update({one.name.name: replace(_define(one, dialect), owner=made) for one in statement.functions})
            found[statement.name.name] = made
    return MappingProxyType(found)


def _define(of: syntax.Define, dialect: str) -> Defined:
    names = frozenset([*(one.name for one in of.parameters), *(one.name for one in bound(of.body))])
    binds = next((one.name for one in of.decorators if isinstance(one, syntax.Name)), "")
    return replace(_defined(of.name.name, of.parameters, of.body, names, dialect), binds=binds)


def _defined(name: str, parameters: tuple[syntax.Parameter, ...], body: Any, names: frozenset[str], dialect: str) -> Defined:
    defaults = {one.name: constant(one.default) for one in parameters if one.default is not None}
    return Defined(name, parameters, defaults, body, names, None, home(dialect))


def _parsed(text: str) -> tuple[syntax.Statement, ...]:
    parsed = parse(text)
    assert parsed.module is not None and not parsed.problems, (text, parsed.problems)
    return parsed.module.statements


@cache
def constant_of(of: Row) -> Value:
    """The value of a row that is not called."""
    (statement,) = _parsed(f"lambda: {of.meaning}")
    assert isinstance(statement, syntax.Expression) and isinstance(statement.value, syntax.Lambda)
    return constant(statement.value.body)


def constant(of: syntax.Expr) -> Value:
    """The value of a constant expression of a table."""
    match of:
        case syntax.Number(value, whole):
            return Number(value, whole, (0, 0), True)
        case syntax.Text(value):
            return Text(value)
        case syntax.Flag(value):
            return Flag(value)
        case syntax.Name(name):
            return Number(CONSTANTS[name], False, (0, 0), True)
        case syntax.Unary("-", operand):
            inner = constant(operand)
            assert isinstance(inner, Number)
            return Number(-inner.value, inner.whole, (0, 0), True)
        case syntax.Tuple(items) | syntax.List(items):
            return Items(tuple(map(constant, items)), isinstance(of, syntax.List), (0, 0))
    raise TypeError(type(of))


_MOVED: dict[tuple[int, Span], Any] = {}
_MOST = 4_096


def moved(tree: T, span: Span) -> T:
    """A part of a table as it stands at the place of a call: every node has that span. The trees are ours, and small."""
    known = _MOVED.get((id(tree), span))
    if known is None:
        if len(_MOVED) >= _MOST:
            _MOVED.clear()
        known = _MOVED[id(tree), span] = _move(tree, span)
    return known  # type: ignore[no-any-return]


def _move(of: Any, span: Span) -> Any:
    if isinstance(of, tuple):
        return tuple(_move(one, span) for one in of)
    if not is_dataclass(of):
        return of
    places = ("span", "name_span", "header")
    made: Any = type(of)
    return made(**{one.name: span if one.name in places else _move(getattr(of, one.name), span) for one in fields(of)})
