"""What can be reached: which values a function reads that are not its arguments, and which nodes the names of the program lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from chainrule.language import syntax
from chainrule.program.frame import Frame
from chainrule.program.literal import is_literal
from chainrule.program.values import Bound, Class, Defined, Derived, Dict, Instance, Items, Node, Value

if TYPE_CHECKING:
    from chainrule.program.machine import Machine


def reaches(function: Value, node: int, here: Machine) -> bool:
    """Whether a function, or one it may call, reads `node` by a name from around it, and so not as an argument."""
    stack: list[Value] = [function]
    seen: set[int] = set()
    while stack:
        one = stack.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        match one:
            case Node(index):
                if here.current(one).index == node or index == node:
                    return True
            case Defined() if one.home is None:
                stack += one.defaults.values()
                stack += [
                    value for name in _read(one.body) if name not in _own(one) and (value := _around(one.frame, name, here)) is not None
                ]
            case Bound():
                stack += [one.function, one.of]
            case Derived():
                stack.append(one.function)
            case Instance():
                stack += [*one.attributes.values(), one.of]
            case Class():
                stack += [*one.attributes.values(), *one.functions.values()]
            case Dict():
                stack += one.entries.values()
            case Items() if not one.listed or one.grown:
                stack += one.items
            case _:
                pass
    return False


def held(here: Machine, start: int) -> bool:
    """Whether a name of the text leads to a node from `start` on: in a list, a dict, or a value of a class as well."""
    frame, stack = here.frame, list[Value](here.scope.values.values())
    while frame is not None:
        stack += frame.values.values() if _of_the_text(frame) else ()
        frame = frame.caller
    seen: set[int] = set()
    while stack:
        one = stack.pop()
        if isinstance(one, Node) and one.index >= start:
            return True
        if isinstance(one, Items | Dict | Instance | Class | Bound | Defined) and id(one) not in seen:
            seen.add(id(one))
            match one:
                case Items():
                    stack += one.items if not is_literal(one) else ()
                case Dict():
                    stack += one.entries.values()
                case Instance() | Class():
                    stack += one.attributes.values()
                case Bound():
                    stack += [one.function, one.of]
                case Defined():
                    stack += one.frame.values.values() if one.frame is not None and _of_the_text(one.frame) else ()
    here.spend(len(seen))
    return False


def _of_the_text(frame: Frame) -> bool:
    """Whether no table of a library is around the names of a frame."""
    at: Frame | None = frame
    while at is not None:
        if at.home is not None:
            return False
        at = at.parent
    return True


def _own(function: Defined) -> set[str]:
    return {one.name for one in function.parameters} | set(function.names)


def _around(frame: Frame | None, name: str, here: Machine) -> Value | None:
    while frame is not None:
        if name in frame.values:
            return frame.values[name]
        frame = frame.parent
    return here.scope.values.get(name)


def _read(body: Any) -> Iterator[str]:
    """Every name in a part of the text, those it binds itself included."""
    stack = [body]
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            stack += one
        elif isinstance(one, syntax.Name):
            yield one.name
        elif is_dataclass(one):
            stack += [getattr(one, field.name) for field in fields(one)]
