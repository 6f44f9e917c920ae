"""Lists of numbers that the program treats as a list: from there on they are values side by side, and no tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.errors import Span
from chainrule.program.lists import is_list
from chainrule.program.objects import parts, put_part
from chainrule.program.stream import Stream
from chainrule.program.values import COPIES, Defined, Dict, Instance, Items, Node, Value

if TYPE_CHECKING:
    from chainrule.program.frame import Frame
    from chainrule.program.loops import Loops


def opened(here: Loops, value: Value, span: Span) -> Items | None:
    """A list of the text, so that it can be changed; every name and list that holds it holds this one. None for what is no list."""
    value = _now(here, value) or value
    if isinstance(value, Items):
        if not value.listed or value.mark or not (value.grown or here.dialect is not None):
            return None
        return here.scope.own(value)
    if not isinstance(value, Node) or not here.in_python or not is_list(here, here.current(value)):
        return None
    root, path = _root(here, here.current(value).index)
    made = _split(here, root, span)
    here.spend(len(here.shared) // COPIES)
    for view in [root, *here.shared]:
        if view not in here.now and (found := _root(here, view))[0] == root:
            here.opened[view] = _at(made, found[1])
    _replace(here)
    return _at(made, path)


def _root(here: Loops, node: int) -> tuple[int, tuple[int, ...]]:
    """The list that a row is a row of, and where it is there."""
    path: tuple[int, ...] = ()
    while node in here.shared and (plan := here.shared[node][1]) is not None and is_list(here, Node(node)):
        path = (*plan.params["key"], *path)
        node = here.current(Node(here.shared[node][0])).index
    return node, path


def _split(here: Loops, node: int, span: Span) -> Items:
    """The rows of a list as lists, down to its numbers."""
    rows = here.entries(Node(node), span)
    deeper = len(here.recorder.shape(node)) > 1
    made: list[Value] = [_split(here, one.index, span) if deeper and isinstance(one, Node) else one for one in rows]
    return Items(made, True, span, grown=True)


def _at(of: Items, path: tuple[int, ...]) -> Items:
    for place in path:
        inner = of.items[place]
        assert isinstance(inner, Items)
        of = inner
    return of


def renewed(here: Loops, value: Value) -> Value:
    """A value that was read before a list was opened: that list where it is one, or a row of one."""
    if here.opened:
        _replace_in(here, [value], [])
    return _now(here, value) or value


def _now(here: Loops, value: Value) -> Items | None:
    return here.opened.get(here.current(value).index) if isinstance(value, Node) else None


def _replace(here: Loops) -> None:
    """Put the lists that were opened wherever their tensors are held: under names, and in what these hold."""
    scope = here.scope
    stack: list[Value] = []
    for name, value in list(scope.values.items()):
        found = _now(here, value)
        if found is not None:
            scope.bind(name, found, here.recorder.span or (0, 0))
        stack.append(value)
    _replace_in(here, stack, [here.frame])


def _replace_in(here: Loops, stack: list[Value], frames: list[Frame | None]) -> None:
    seen = set[int]()
    while stack or frames:
        if frames:
            frame = frames.pop()
            if frame is None or id(frame) in seen:
                continue
            seen.add(id(frame))
            frames += [frame.parent, frame.caller]
            for name, value in frame.values.items():
                frame.values[name] = _now(here, value) or value
                stack.append(value)
            continue
        one = stack.pop()
        if isinstance(one, Defined):
            frames.append(one.frame)
            stack += one.defaults.values()
        if isinstance(one, Stream):
            frames.append(one.body.frame)
        if not isinstance(one, Items | Dict | Instance) or id(one) in seen:
            continue
        seen.add(id(one))
        inner = list(parts(one))
        here.spend(len(inner) // COPIES)
        for key, value in inner:
            found = _now(here, value)
            if found is not None:
                put_part(one, key, found)
            stack.append(value)
