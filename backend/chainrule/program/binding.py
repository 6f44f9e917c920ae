"""Names of a running program: what each stands for, its versions, and which of them are inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chainrule.errors import Problem, Refused, Span
from chainrule.language import syntax
from chainrule.ops.record import Op
from chainrule.program.graph import INPUT, Given
from chainrule.program.literal import flatten, given, is_literal
from chainrule.program.names import CONSTANTS, DEFAULTS, Lookalikes, nearest_callable
from chainrule.program.recorder import Recorder
from chainrule.program.values import Broken, Items, Made, Node, Number, Skip, Value


class Scope:
    """`values` is what each name stands for now. A name's first node is version 0, the next is x′."""

    def __init__(self, recorder: Recorder, vars: Mapping[str, Any]) -> None:
        self.recorder, self.vars = recorder, vars
        self.values: dict[str, Value] = {}
        self.versions: dict[str, int] = {}
        self.assigned: set[str] = set()
        self.lookalikes = Lookalikes()
        self.free = 0

    def __contains__(self, name: object) -> bool:
        """Whether a name is the program's own, or one a value is given for."""
        return name in self.values or name in self.assigned or name in self.vars

    def announce(self, statements: Iterable[syntax.Statement]) -> None:
        """Learn which names the program assigns anywhere, so that a use before that is told from a free name."""
        for statement in statements:
            stack: list[syntax.Target] = list(statement.targets) if isinstance(statement, syntax.Assign) else []
            while stack:
                target = stack.pop()
                if isinstance(target, syntax.Name):
                    self.assigned.add(target.name)
                    self.lookalikes.add(target.name)
                else:
                    stack += target.items

    def read(self, name: str, span: Span) -> Value:
        """The value of a name; a name nobody assigns becomes an input. Raises `Refused`, or `Skip` for a name whose statement failed."""
        found = self.values.get(name)
        if isinstance(found, Broken):
            raise Skip
        if found is not None:
            return found
        if name in self.assigned:
            raise Refused(
                "used-before-assignment",
                f"{name} is used here, but gets its value further down.",
                f"Move the line that assigns {name} above this one.",
            )
        if name in CONSTANTS:
            return Number(CONSTANTS[name], False, span)
        if near := self.lookalikes.nearest(name) or nearest_callable(name):
            raise Refused("unknown-name", f"{name} has no value.", f"Did you mean {near}?", suggestion=near)
        return self._free(name)

    def _free(self, name: str) -> Value:
        default = DEFAULTS[self.free % len(DEFAULTS)]
        self.free += 1
        shape, entries = given(self.vars[name]) if name in self.vars else ((), [default])
        node = self.recorder.give(INPUT, entries, shape, None)
        if name not in self.vars:
            self.lookalikes.add(name)
        self._name(node, name, "free", name in self.vars, None)
        return Node(node)

    def bind(self, name: str, value: Value, span: Span) -> Value:
        """Give `name` a value. Numbers, lists and creation calls become inputs; a node that has a name gets an alias."""
        if is_literal(value) or isinstance(value, Made):
            value = Node(self._input(name, value, span))
        elif isinstance(value, Node):
            self._named(value.index, name)
        self.values[name] = value
        return value

    def _input(self, name: str, value: Value, span: Span) -> int:
        recorder = self.recorder
        source = "literal"
        where: Span | None = None
        overridden = name in self.vars and name not in self.versions
        if isinstance(value, Made):
            where = value.span
            source = "random" if value.record.params and value.record.params[-1].kind == "hidden" else "literal"
            shape = value.record.plan((), value.params).shape
        else:
            assert isinstance(value, Number | Items)
            where = value.span
            shape, entries = flatten(value)
        if overridden:
            size, new = given(self.vars[name])
            if size != shape:
                raise Refused(
                    "bad-vars",
                    f"{name} has the shape {list(shape)}, the value given for it {list(size)}.",
                    "Give it the same shape.",
                    name=name,
                )
            entries = new
        if isinstance(value, Made) and not overridden:
            assert isinstance(value.record, Op)
            node = recorder.make(INPUT, value.record, value.params, span)
        else:
            node = recorder.give(INPUT, entries, shape, span)
        self._name(node, name, source, overridden, where)
        return node

    def _name(self, node: int, name: str, source: str, overridden: bool, span: Span | None) -> None:
        self._named(node, name)
        self.values[name] = Node(node)
        self.recorder.program.inputs.append(Given(name, node, source, overridden, span))

    def _named(self, node: int, name: str) -> None:
        program = self.recorder.program
        program.bindings[name] = node
        if node in program.names:
            aliases = program.aliases.setdefault(node, [])
            if name not in aliases and program.names[node] != name:
                aliases.append(name)
            return
        program.names[node] = name
        program.versions[node] = self.versions.get(name, -1) + 1
        self.versions[name] = program.versions[node]

    def nodes(self) -> dict[str, int]:
        """Every name that stands for a node at the end, in the order of the text."""
        return dict(self.recorder.program.bindings)

    def unused_vars(self) -> list[Problem]:
        """Values given for names that are no inputs."""
        taken = {one.name for one in self.recorder.program.inputs}
        has = ", ".join(sorted(taken)[:12]) or "none"
        return [
            Problem("bad-vars", f"The program has no input {name[:40]}.", None, f"Its inputs are {has}.", {"name": name})
            for name in self.vars
            if name not in taken
        ]
