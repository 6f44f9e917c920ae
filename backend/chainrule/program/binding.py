"""Names of a running program: what each stands for, its versions, and which of them are inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chainrule.errors import Problem, Refused, Span
from chainrule.language import syntax
from chainrule.ops.record import Op
from chainrule.program.dtype import INT
from chainrule.program.frame import Frame, bound, grown
from chainrule.program.graph import CONSTANT, INPUT, Given
from chainrule.program.leaving import Skip
from chainrule.program.literal import flatten, given, is_literal, is_whole, of_the_text
from chainrule.program.names import CONSTANTS, DEFAULTS, Lookalikes, nearest_callable
from chainrule.program.objects import parameters, parts, put_part
from chainrule.program.recorder import Recorder
from chainrule.program.typed import Typed
from chainrule.program.values import Broken, Dict, Instance, Items, Made, Node, Number, Taken, Value, marked


class Scope:
    """`values` is what each name stands for now. A name's first node is version 0, the next is x′."""

    def __init__(self, recorder: Recorder, vars: Mapping[str, Any]) -> None:
        self.recorder, self.vars = recorder, vars
        self.values: dict[str, Value] = {}
        self.versions: dict[str, int] = {}
        self.assigned: dict[str, Span] = {}
        """Names the program assigns at its top, and the first place where it does."""
        self.grown: set[str] = set()
        """Names on which the program calls append: they stay lists."""
        self.whole: dict[int, Number] = {}
        """Inputs that are typed as a whole number."""
        self.local: set[int] = set()
        """Nodes whose name is one of a function: a name at the top replaces it."""
        self.lists = Typed()
        """Inputs that are typed as a list of numbers."""
        self.given: dict[int, Value] = {}
        """Numbers of the text that a value of a class was made with, by identity: inputs once the value has a name."""
        self.lookalikes = Lookalikes()
        self.free = 0
        self.now: Callable[[int], int] = lambda node: node
        """The node that a tensor changed in place is."""

    def __contains__(self, name: object) -> bool:
        """Whether a name is the program's own, or one a value is given for."""
        return name in self.values or name in self.assigned or name in self.vars

    def announce(self, statements: Iterable[syntax.Statement]) -> None:
        """Learn which names the program assigns anywhere, so that a use before that is told from a free name."""
        statements = list(statements)
        for name in bound(statements):
            first = self.assigned.setdefault(name.name, name.span)
            self.assigned[name.name] = min(first, name.span)
            self.lookalikes.add(name.name)
        self.grown.update(grown(statements))

    def read(self, name: str, span: Span) -> Value:
        """The value of a name; a name nobody assigns becomes an input. Raises `Refused`, or `Skip` for a name whose statement failed."""
        found = self.values.get(name)
        if isinstance(found, Broken):
            raise Skip
        if found is not None:
            return found
        if name in self.assigned and self.assigned[name] < span:
            raise Refused(
                "used-before-assignment",
                f"{name} has no value here: the lines that give it one have not run.",
                f"Give {name} a value before the if or the loop.",
            )
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
        shape, entries = given(self.vars[name], name=name) if name in self.vars else ((), [default])
        node = self.recorder.give(INPUT, entries, shape, None)
        if name not in self.vars:
            self.lookalikes.add(name)
        self._name(node, name, "free", name in self.vars, None)
        return Node(node)

    def bind(self, name: str, value: Value, span: Span, looped: bool = False) -> Value:
        """Give `name` a value. Numbers, lists and creation calls become inputs, except within a loop (`looped`); a node that has a
        name gets an alias."""
        if isinstance(value, Items) and value.listed and name in self.grown and not value.mark:
            value = self.own(value)
        if not looped and (isinstance(value, Made) or (of_the_text(value) and is_literal(value))):
            return self._set(name, Node(self._input(name, value, span)))
        value = self.held(value)
        if not looped and (isinstance(value, Instance | Dict) or (isinstance(value, Items) and value.grown)):
            self._parts(name, value, span)
        if isinstance(value, Node | Taken):
            self._named(value.index if isinstance(value, Node) else value.of, name)
        else:
            self.recorder.program.bindings.pop(name, None)
        return self._set(name, value)

    def _parts(self, name: str, of: Instance | Items | Dict, span: Span) -> None:
        """The tensors in a model, dict or list become inputs once it has a name: model.fc1.weight."""
        stack: list[tuple[str, Instance | Items | Dict]] = [(name, of)]
        seen, known = set[int](), dict[int, Node]()
        while stack:
            path, one = stack.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            inner: list[tuple[str, Instance | Items | Dict]] = []
            for key, value in parts(one):
                called = f"{path}[{key}]" if isinstance(one, Items) else f"{path}.{key}"
                if isinstance(value, Made | Items) and value.node is not None and value.mark:
                    # It was used before it had a name, and may have been changed in place since.
                    self._named(self.now(value.node), called)
                    self.values[called] = Node(value.node)
                    put_part(one, key, Node(value.node))
                elif isinstance(value, Made) or id(value) in self.given or (marked(value) and is_literal(value)):
                    # A tensor that stands at several places is one input, called by the first.
                    tensor = known.get(id(value)) if marked(value) else None
                    known[id(value)] = tensor = tensor or Node(self._input(called, value, span))
                    put_part(one, key, tensor)
                elif isinstance(value, Instance | Items | Dict):
                    inner.append((called, value))
                elif isinstance(value, Node) and one is of and isinstance(one, Instance) and not one.of.known:
                    self._computed(value.index, called)
            stack += reversed(inner)

    def _computed(self, node: int, called: str) -> None:
        """What a value of a class of the text has computed is called by the name the value gets: o.data."""
        program = self.recorder.program
        if program.plans[node] is not None and (node in self.local or node not in program.names):
            self._named(node, called)

    def settle(self, layer: Instance) -> None:
        """What a layer made when it first ran stays, and is called by where the program keeps the layer: model.0.kernel."""
        made = [(key, self.kept(value)) for key, value in parts(layer) if marked(value)]
        for key, node in made:
            put_part(layer, key, node)
        new = {node.index for _, node in made if isinstance(node, Node)}
        for name, value in [*self.values.items()]:
            for path, one in parameters(value) if isinstance(value, Instance | Dict | Items) else ():
                if isinstance(one, Node) and one.index in new:
                    new.remove(one.index)
                    self._named(one.index, f"{name}.{path}")
                    self.values[f"{name}.{path}"] = one

    def _set(self, name: str, value: Value) -> Value:
        self.values[name] = value
        return value

    def bind_local(self, frame: Frame, name: str, value: Value) -> Value:
        """Give a name of a call a value. Numbers stay numbers: they are no inputs."""
        value = self.kept(value) if frame.quiet else self.held(value)
        if isinstance(value, Node) and not frame.quiet and value.index not in self.recorder.program.names:
            program = self.recorder.program
            program.names[value.index] = name
            frame.versions[name] = program.versions[value.index] = frame.versions.get(name, -1) + 1
            self.local.add(value.index)
        frame.values[name] = value
        return value

    def held(self, value: Value) -> Value:
        """A value as it is kept where others may come to hold it, too: a list of Python's own is one thing then."""
        value = self.kept(value)
        return self.own(value) if isinstance(value, Items) and self.recorder.program.dialect != "chainrule" else value

    def own(self, value: Items) -> Items:
        """A list as Python has it, and with it the lists in it."""
        stack: list[Value] = [value]
        while stack:
            one = stack.pop()
            if isinstance(one, Items) and not one.mark and not one.grown:
                stack += one.items
                if one.listed:
                    one.items, one.grown = list(one.items), True
        return value

    def kept(self, value: Value) -> Value:
        """A value as it is kept under a name of a loop or call."""
        if id(value) in self.given:
            return value
        if isinstance(value, Made):
            node = self.recorder.make(CONSTANT, value.record, value.params, value.span) if value.node is None else value.node
            if value.mark:
                value.node = node
            return Node(node if node in self.recorder.program.marks else self.marked(node, value))
        if isinstance(value, Number | Items) and value.mark and is_literal(value):
            # A tensor of a library is one thing, wherever it is used.
            if isinstance(value, Items) and value.node is not None:
                return Node(value.node)
            shape, entries = flatten(value)
            node = self.recorder.give(CONSTANT, entries, shape, value.span)
            if isinstance(value, Items):
                value.node = node
            return Node(self.marked(node, value))
        return value.running() if isinstance(value, Number) else value

    def marked(self, node: int, of: Number | Items | Made) -> int:
        """The node that a number, list or creation call has become, with what a library says of it."""
        program = self.recorder.program
        if of.mark:
            program.marks[node] = of.mark
        if isinstance(of, Made) and of.dtype:
            program.dtypes[node] = of.dtype
        elif not isinstance(of, Made) and is_whole(of):
            program.dtypes[node] = INT
        if of.origin or of.mark:
            program.origins[node] = of.origin or program.dialect
        return node

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
            size, new = given(self.vars[name], name=name)
            if size != shape:
                fact = f"{name} has the shape {list(shape)}, the value given for it {list(size)}."
                raise Refused("bad-vars", fact, "Give it the same shape.", name=name)
            entries = new
        if isinstance(value, Made) and not overridden:
            assert isinstance(value.record, Op)
            node = recorder.make(INPUT, value.record, value.params, span)
        else:
            node = recorder.give(INPUT, entries, shape, span)
            if isinstance(value, Items):
                self.lists.add(node)
        self.marked(node, value)
        if isinstance(value, Number) and value.whole and not overridden:
            self.whole[node] = value
        self._name(node, name, source, overridden, where)
        return node

    def _name(self, node: int, name: str, source: str, overridden: bool, span: Span | None) -> None:
        self._named(node, name)
        self.values[name] = Node(node)
        self.recorder.program.inputs.append(Given(name, node, source, overridden, span))

    def _named(self, node: int, name: str) -> None:
        program = self.recorder.program
        program.bindings[name] = node
        if node in self.local:
            self.local.discard(node)
        elif node in program.names:
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
