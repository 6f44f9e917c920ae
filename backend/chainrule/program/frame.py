"""Names within a call or a comprehension, and where the names around it are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chainrule.errors import Refused
from chainrule.language import syntax
from chainrule.program.values import Class, Value

if TYPE_CHECKING:
    from chainrule.program.spellings import Home


class Frame:
    """`names` are all the names bound here; `parent` is the frame around the text, None at the top. `quiet`: nodes get no names
    from here, as in a comprehension. `home`: the names around a function of a library's tables, which no name of the program hides.
    `outer`: names that are bound in the function around; `caller`: the frame the call is in; `method`: of a function of a class, the
    class and the value it is called on; `start`: the node that the call begins with; `yields`: of a generator, whose nodes stand among
    those of the loop that goes through it."""

    __slots__ = ("caller", "home", "method", "names", "outer", "parent", "quiet", "start", "values", "versions", "yields")

    def __init__(self, names: frozenset[str], parent: Frame | None, quiet: bool = False, home: Home | None = None) -> None:
        self.names, self.parent, self.quiet, self.home = names, parent, quiet, home
        self.caller = parent
        self.start = 0
        self.yields = False
        self.outer: frozenset[str] = frozenset()
        self.method: tuple[Class, Value] | None = None
        self.values: dict[str, Value] = {}
        self.versions: dict[str, int] = {}


def find(frame: Frame | None, name: str) -> Value | None:
    """The value of a name in a frame or one around it; None where none of them binds it."""
    at = frame
    while at is not None:
        found = at.values.get(name)
        if found is not None:
            return found
        if name in at.names:
            raise Refused(
                "used-before-assignment",
                f"{name} is used here, but the function gives it its value further down, or not at all.",
                f"Move the line that assigns {name} above this one, or make it an argument.",
            )
        if at.home is not None:
            return at.home.get(name)
        at = at.parent
    return None


def refused_from(frame: Frame | None) -> int | None:
    """The node that the call of a library's function begins with within which a fault is met; None where the program itself met it."""
    start = None
    while frame is not None and (frame.quiet or frame.home is not None):
        start = frame.start if frame.home is not None else start
        frame = frame.caller
    return start


def bound(statements: Iterable[syntax.Statement]) -> Iterator[syntax.Name]:
    """Every name that statements bind, in those within them too, but not within functions. In no particular order."""
    stack: list[syntax.Statement] = list(statements)
    while stack:
        one = stack.pop()
        match one:
            case syntax.Assign(targets, _, _):
                for target in targets:
                    yield from names(target)
            case syntax.Augment(target, _, _, _):
                yield from names(target)
            case syntax.With(_, target, body, _):
                yield from () if target is None else names(target)
                stack += body
            case syntax.If(branches, otherwise, _):
                for branch in branches:
                    stack += branch.body
                stack += otherwise
            case syntax.For(target, _, body, _, _):
                yield from names(target)
                stack += body
            case syntax.While(_, body, _, _):
                stack += body
            case syntax.Define(name) | syntax.Class(name):
                yield name
            case syntax.Import(name, _, _, span):
                yield syntax.Name(name, span)
            case _:
                pass


def yields(statements: Iterable[syntax.Statement]) -> bool:
    """Whether statements yield, those within them included, but not those of functions within them."""
    stack: list[syntax.Statement] = list(statements)
    while stack:
        one = stack.pop()
        match one:
            case syntax.Yield():
                return True
            case syntax.If(branches, otherwise, _):
                for branch in branches:
                    stack += branch.body
                stack += otherwise
            case syntax.For() | syntax.While() | syntax.With():
                stack += one.body
            case _:
                pass
    return False


def names(target: syntax.Target) -> Iterator[syntax.Name]:
    """The names of a target."""
    stack: list[syntax.Target | syntax.StarTarget] = [target]
    while stack:
        one = stack.pop()
        if isinstance(one, syntax.Name):
            yield one
        elif isinstance(one, syntax.StarTarget):
            yield one.target
        elif isinstance(one, syntax.TupleTarget):
            stack += reversed(one.items)


def grown(statements: Iterable[syntax.Statement]) -> Iterator[str]:
    """Names on which the program calls append anywhere, or that begin as an empty list."""
    stack: list[syntax.Statement] = list(statements)
    while stack:
        one = stack.pop()
        match one:
            case syntax.Expression(syntax.Call(syntax.Attribute(syntax.Name(name, _), "append", _, _), _, _, _), _):
                yield name
            case syntax.Assign((syntax.Name(name, _),), syntax.List((), _), _):
                yield name
            case syntax.If(branches, otherwise, _):
                for branch in branches:
                    stack += branch.body
                stack += otherwise
            case syntax.For() | syntax.While() | syntax.Define() | syntax.With():
                stack += one.body
            case _:
                pass


def elsewhere(statements: Iterable[syntax.Statement], top: bool) -> frozenset[str]:
    """The names a function binds at the top, as `global` says, or in the function around it, as `nonlocal` says."""
    return frozenset(name for one in statements if isinstance(one, syntax.Global) and one.top == top for name in one.names)
