"""Adds nodes to a program one at a time: judges shape and cost first, then has the value computed by whoever evaluates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import call
from types import MappingProxyType
from typing import Any, Protocol

from chainrule.errors import Span
from chainrule.limits import LIMITS, NODE_BYTES, NODE_FLOPS
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Params, Plan, Shape
from chainrule.program.ceilings import check
from chainrule.program.draft import Draft, Step, draft
from chainrule.program.drop import drop
from chainrule.program.graph import CONSTANT, INPUT, OP, Group, Program
from chainrule.program.literal import given

_NONE: Params = MappingProxyType({})


class Evaluator(Protocol):
    """Computes and keeps the value of every node, in order."""

    def keep(self, value: Any, shape: Shape) -> None:
        """Keep a given number or flat list of entries."""

    def apply(self, plan: Plan, args: tuple[int, ...]) -> None:
        """Compute and keep the value of an op."""

    def lay(self, steps: Sequence[Step], args: tuple[int, ...]) -> None:
        """Compute and keep the values of the parts of a macro; none when one of them refuses its numbers."""

    def number(self, node: int) -> float:
        """The value of a scalar node."""

    def entries(self, node: int) -> list[float]:
        """The entries of a node, row by row."""

    def unsigned(self, node: int) -> None:
        """Turn every minus zero of a node into zero."""

    def drop(self, first: int, gone: frozenset[int]) -> None:
        """Forget the nodes `gone`, the first of which is `first`; those after them move up."""


class Recorder:
    """The growing program. `span` and `group` are what new nodes are marked with."""

    def __init__(self, program: Program, evaluator: Evaluator, nodes: int = LIMITS["nodes"].value) -> None:
        self.program, self.evaluator, self.nodes = program, evaluator, nodes
        self.limits = _PAGE if nodes == _FEW else _LIBRARY
        self.room = 0 if program.kinds or nodes > _MOST else nodes
        """How much more may weigh on the ceilings before it is counted what the nodes take."""
        self.span: Span | None = None
        self.group: int | None = None
        self.spend: Callable[[int], None] = _uncounted
        """Counts work that leaves no nodes, in parts of an expression. Raises too-much-work."""
        self.cut = False
        """Whether new nodes are without gradient."""

    def shape(self, of: int) -> Shape:
        return self.program.shapes[of]

    def number(self, node: int) -> float:
        """The value of a scalar node, for whoever decides by it what to record."""
        self.program.looked.add(node)
        return self.evaluator.number(node)

    def entries(self, node: int) -> list[float]:
        """The entries of a node, row by row, for the same."""
        self.program.looked.add(node)
        return self.evaluator.entries(node)

    def give(self, kind: str, value: Any, shape: Shape, span: Span | None) -> int:
        """An input or constant with the flat entries `value`."""
        program = self.program
        kinds = program.kinds
        memory = 16 * check(shape)
        self.room -= 1 + memory // NODE_BYTES
        if self.room < 0:
            self._count(memory)
        self.evaluator.keep(value, shape)
        kinds.append(kind)
        program.plans.append(None)
        program.args.append(())
        program.shapes.append(shape)
        program.spans.append(span)
        program.group_of.append(None if kind == INPUT else self.group)
        return len(kinds) - 1

    def make(self, kind: str, record: Op, params: Params, span: Span | None) -> int:
        """An input or constant made by a creation op."""
        plan = record.plan((), params)
        check(plan.shape)
        self.room -= plan.weight
        if self.room < 0:
            self._count(plan.memory, plan.flops)
        node = self._add(kind, None, (), plan.shape, span)
        self.evaluator.apply(plan, ())
        return node

    def apply(self, record: Op, args: tuple[int, ...], params: Params = _NONE) -> int:
        """One op on earlier nodes. Raises `Refused` when shapes or ceilings say no."""
        program = self.program
        shapes, kinds = program.shapes, program.kinds
        given_shapes: tuple[Shape, ...]
        if len(args) == 2:  # a comprehension takes as long as a product
            one, other = args
            given_shapes = shapes[one], shapes[other]
        elif len(args) == 1:
            given_shapes = (shapes[args[0]],)
        else:
            given_shapes = tuple([shapes[arg] for arg in args])
        plan = record.plans.get((given_shapes, *params.items()) if params else given_shapes) or record.plan(given_shapes, params)
        if not plan.judged:
            check(plan.shape)
            plan.judged = True
        if self.cut:
            plan = plan.cut()
        self.room -= plan.weight
        if self.room < 0:
            self._count(plan.memory, plan.flops, len(args))
        self.evaluator.apply(plan, args)
        kinds.append(OP)
        program.plans.append(plan)
        program.args.append(args)
        shapes.append(plan.shape)
        program.spans.append(self.span)
        program.group_of.append(self.group)
        return len(kinds) - 1

    def unsigned(self, node: int) -> None:
        """Make an op one of whole numbers."""
        plan = self.program.plans[node]
        assert plan is not None
        self.program.plans[node] = plan.unsigned()
        self.evaluator.unsigned(node)

    def expand(self, macro: Macro, args: tuple[int, ...], params: Mapping[str, Any], span: Span | None) -> Any:
        """A macro: its ops, inside a group of their own. Gives its result, or a tuple of them. Raises `Refused`; then nothing is added."""
        parts = draft(macro, tuple(map(self.program.shapes.__getitem__, args)), params)
        return self._lay(parts, args, span)

    def _lay(self, parts: Draft, args: tuple[int, ...], span: Span | None) -> Any:
        program = self.program
        start, count = len(program.kinds), len(parts.kinds)
        self.room -= parts.weight
        if self.room < 0:
            self._count(parts.memory, parts.flops, parts.edges, count)
        self.evaluator.lay(parts.steps, args)
        row = (*args, *range(start, start + count))
        base = len(program.groups)
        program.kinds += parts.kinds
        program.plans += [one.cut() if one is not None else None for one in parts.plans] if self.cut else parts.plans
        program.shapes += parts.shapes
        program.spans += [span] * count
        program.args += map(call, parts.picks, repeat(row))
        program.group_of += map(base.__add__, parts.homes)
        for one in parts.groups:
            parent = self.group if one.parent is None else base + one.parent
            named = dict(zip(one.names, one.given(row), strict=True))
            program.groups.append(Group(one.macro.name, parent, "macro", one.macro, named, one.params, one.shapes, span, one.ends(row)))
        outer = program.groups[base]
        return outer.outputs if parts.groups[0].several else outer.outputs[0]

    def enter(self, kind: str, label: str, span: Span | None, args: Mapping[str, int] = _NONE) -> int | None:
        """Begin a group for the nodes to come; gives the one around it, to go back to with `leave`."""
        outside = self.group
        self.program.groups.append(Group(label, outside, kind, None, dict(args), _NONE, (), span))
        self.group = len(self.program.groups) - 1
        return outside

    def leave(self, outside: int | None) -> None:
        self.group = outside

    def trim(self, start: int, wanted: Sequence[int]) -> list[int]:
        """Drop the nodes from `start` on that none of `wanted` is made of. Gives `wanted` as they are numbered then."""
        program = self.program
        used = {node for node in wanted if node >= start}
        for node in range(len(program) - 1, start - 1, -1):
            if node in used:
                used.update([arg for arg in program.args[node] if arg >= start])
        gone = frozenset(range(start, len(program))) - used
        self.spend(_DROPPED * len(gone))
        places = drop(program, self.evaluator, gone, fresh=True)
        return [places[node] for node in wanted]

    def dissolve(self, number: int, start: int) -> None:
        """Drop the group `number`, begun at the node `start` and ended, when it holds no more than one node or one group."""
        program = self.program
        groups, homes = program.groups, program.group_of
        nodes = range(start, len(program))
        inner = sum(group.parent == number for group in groups[number + 1 :])
        if inner + sum(homes[node] == number and program.kinds[node] == OP for node in nodes) > 1:
            return
        outside = groups.pop(number).parent
        for group in groups[number:]:
            if group.parent is not None and group.parent >= number:
                group.parent = outside if group.parent == number else group.parent - 1
        for node in nodes:
            home = homes[node]
            if home is not None and home >= number:
                homes[node] = outside if home == number else home - 1

    def constant(self, value: Any) -> int:
        """A number or nested list of numbers without a gradient, as the body of a macro or a derivative needs it."""
        if type(value) is float:
            return self.give(CONSTANT, [value], (), self.span)
        shape, entries = given(value)
        return self.give(CONSTANT, entries, shape, self.span)

    def __call__(self, op: str, *arguments: int, **params: Any) -> Any:
        """An op or macro by name with its defaults, as the body of a macro applies it. What a creation op makes there is a constant."""
        record = CATALOGUE[op]
        if isinstance(record, Macro):
            return self.expand(record, arguments, MappingProxyType({**record.standard, **params}) if params else record.standard, self.span)
        if not record.args:
            return self.make(CONSTANT, record, params, self.span)
        return self.apply(record, arguments, params)

    def _count(self, memory: int, flops: int = 0, edges: int = 0, nodes: int = 1) -> None:
        """Hold the nodes so far and those to come to the ceilings."""
        cost, limits = self.program.cost(), self.limits
        nodes, edges, memory, flops = cost.nodes + nodes, cost.edges + edges, cost.memory + memory, cost.flops + flops
        if nodes > self.nodes:
            limits["nodes"].check(nodes)
        limits["edges"].check(edges)
        LIMITS["memory"].check(memory)
        LIMITS["flops"].check(flops)
        left = (limits["edges"].value - edges) // 2, (_MEMORY - memory) // NODE_BYTES, (_FLOPS - flops) // NODE_FLOPS
        self.room = min(self.nodes - nodes, *left)

    def _add(self, kind: str, plan: Plan | None, args: tuple[int, ...], shape: Shape, span: Span | None) -> int:
        program = self.program
        program.kinds.append(kind)
        program.plans.append(plan)
        program.args.append(args)
        program.shapes.append(shape)
        program.spans.append(span)
        program.group_of.append(None if kind == INPUT else self.group)
        return len(program.kinds) - 1


def _uncounted(parts: int) -> None:
    pass


_DROPPED = 4
"""Parts of an expression that are evaluated in the time it takes to write a node and to drop it again."""
_PAGE, _LIBRARY = ({name: LIMITS[within + name] for name in ("nodes", "edges", "parts")} for within in ("", "library_"))
_FEW, _MOST = _PAGE["nodes"].value, _LIBRARY["nodes"].value
_MEMORY, _FLOPS = LIMITS["memory"].value, LIMITS["flops"].value
