"""What every kind of expression needs: the names, the nodes, the counts of a run."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import CATALOGUE, op
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from chainrule.program.binding import Scope
from chainrule.program.builtins import BUILTINS
from chainrule.program.changing import Changing
from chainrule.program.describe import describe, uncalled, unmade
from chainrule.program.dtype import BOOL
from chainrule.program.dtypes import answers
from chainrule.program.fitting import fitted
from chainrule.program.frame import find
from chainrule.program.graph import CONSTANT, Remark
from chainrule.program.holder import Holder
from chainrule.program.leaving import Skip
from chainrule.program.literal import flatten, is_literal
from chainrule.program.missing import absent
from chainrule.program.names import CONSTANTS, SPELLINGS, nearest_callable
from chainrule.program.probe import Probe
from chainrule.program.recorder import Recorder
from chainrule.program.stream import Body
from chainrule.program.values import COPIES, Broken, Builtin, Flag, Function, Items, Made, Node, Nothing, Number, Passed, Taken, Value

Walk = Generator[Any, Any, Value]
_STACK = op("stack")
_ROWS = LIMITS["entries"].value
_NODE = 3
"""Parts of an expression that are evaluated in a good half of the time in which a node is made, explained and sent."""
DOTS = "·⋅∙"
_WORDS = {"true": "True", "false": "False", "none": "None", "null": "None"}
"""Words of other languages. In a text without a library they may be names."""
_LONGEST = 40
"""Characters of the text a group may be called by."""


class Machine(Changing):
    """The state of a run, and how values become nodes.

    `frame` holds the names of the call that runs, None at the top; `loops` counts the loops around, of this call; `blame` is the place of
    the newest fault when it is narrower than the expression; `block` runs the statements of a function.
    """

    def __init__(self, recorder: Recorder, scope: Scope, seed: int) -> None:
        super().__init__(recorder, scope)
        self.seed = seed
        recorder.spend, self.most = self.spend, recorder.limits["parts"]
        self.random_calls = 0
        self.blame: Span | None = None
        self.block: Callable[[tuple[syntax.Statement, ...]], Generator[Any, Any, Any]] | None = None
        self.passes = self.parts = 0
        self.holders: dict[int, Holder] = {}
        """What the places on the left of the assignment that runs are in, by the identity of their syntax."""
        self.by_parameter = False
        """Whether numbers that a function of the text is called with at the top become inputs, by the names of its parameters."""
        self.numbers_given = False
        """Whether a function of the text was called with such numbers."""
        self.numbers_looped = False
        """Whether a loop at the top went through some."""
        self.parameters: set[str] = set()
        """Parameters whose names are those of inputs."""
        self.dotted = False
        """Whether the text has a point for a product."""
        self.unfinished = False
        """Whether the next print goes on in the line of the last."""
        self.passed: set[int] = set()
        """Results that a backward pass of micrograd has gone through."""
        self.freed: set[int] = set()
        """Nodes whose numbers a backward pass has used up."""
        self.traced: list[int] = []
        """What the functions are called with whose derivatives are being taken."""
        self.read_from: dict[int, tuple[int, Span]] = {}
        """Constants that are numbers read from a tensor, as by loss.item(): the tensor, and where it was read."""
        self.opened: dict[int, Items] = {}
        """Lists of numbers that the program has begun to change as a list: what each tensor is from there on."""
        self.probed: dict[int, Probe] = {}
        """Tensors that stand for a gradient while the lines of an author are run: what is known of each."""
        self._labels: dict[Span, str] = {}
        self.rest()

    def spend(self, parts: int) -> None:
        """Count work, that of the nodes so far with it. Raises too-much-work."""
        self.parts += parts
        done = self.parts + _NODE * len(self.recorder.program.kinds)
        if done > self.most.value:
            self.most.check(done)

    @property
    def in_python(self) -> bool:
        """Whether a line of the text runs, and in the spelling of a library: what Python has of its own means what it means there."""
        frame = self.frame
        while frame is not None:
            if frame.home is not None:  # a lambda or a comprehension within a table is the table's
                return False
            frame = frame.parent
        return any(one.title for one in self.dialects)

    def rest(self) -> None:
        """Stand at the top again, in no call, no loop and no context."""
        self.frame = self.cut_at = None
        self.traced = []
        self.loops = self.depth = 0
        self.recorder.group, self.recorder.cut = None, False

    def bind(self, name: str, value: Value, span: Span) -> Value:
        """Give a name its value, in the call that runs or at the top."""
        if isinstance(value, Nothing):
            raise Refused("missing-return", f"{value.function} returns no value that {name} could get.", "End the function with return.")
        value, frame = self.cut(value), self.frame
        while frame is not None and name in frame.outer:
            frame = frame.parent
        if frame is not None and (frame.quiet or name in frame.names):
            return self.scope.bind_local(frame, name, value)
        return self.scope.bind(name, value, span, self.loops > 0)

    def change_to(self, body: Body) -> None:
        """Go over into the body of a generator, or back out of it."""
        self.frame, body.frame = body.frame, self.frame
        self.loops, body.loops = body.loops, self.loops
        self.depth, body.depth = body.depth, self.depth
        if body.records:
            self.cut_at, body.cut_at = body.cut_at, self.cut_at

    def pass_over(self, what: str) -> None:
        """Tell, once, that lines of a kind are passed over."""
        remark = Remark("ignored", what)
        if remark not in self.recorder.program.remarks:
            self.recorder.program.remarks.append(remark)

    def unvalued(self, value: Passed) -> Refused:
        """What to say where the program computes with what is passed over. It stands at the line that has it from there."""
        self.blame = value.span or self.blame
        said = value.name if value.span is None else self.typed(value.span)
        hint = "Write the value itself, or leave out what is computed from it."
        return Refused("not-a-tensor", f"{said} is passed over, so it has no value here, and the program computes with it.", hint)

    def typed(self, span: Span) -> str:
        """The text at a span, on one line, shortened."""
        said = self._labels.get(span)
        if said is None:
            text = self.recorder.program.text.encode("utf-16-le", "surrogatepass")
            words = " ".join(text[2 * span[0] : 2 * span[1]].decode("utf-16-le", "surrogatepass").split())
            said = self._labels[span] = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        return said

    def __contains__(self, name: object) -> bool:
        return name in self.scope or (self.frame is not None and find(self.frame, str(name)) is not None)

    def look(self, name: str, span: Span) -> Value:
        """The value of a name: of the call that runs, of the text around it, of the top, of the catalogue; else a new input."""
        found = find(self.frame, name) if self.frame is not None else None
        if found is not None:
            return found
        scope = self.scope
        known = scope.values.get(name)
        if known is not None and not isinstance(known, Broken):
            return known
        if self.frame is not None and self.frame.home is not None:
            raise KeyError(name)
        if known is None and name not in scope:
            if (word := _WORDS.get(name)) and any(one.title for one in self.dialects):
                raise Refused("unknown-name", f"{name} has no value here.", f"Did you mean {word}?", suggestion=word)
            if (record := CATALOGUE.get(SPELLINGS.get(name, name))) is not None and record.typed:
                return Function(record, name)
            if name in BUILTINS:
                return Builtin(name)
            if self.depth and name not in CONSTANTS:
                near = scope.lookalikes.nearest(name) or nearest_callable(name)
                hint = f"Did you mean {near}?" if near else f"Make {name[:40]} an argument, or assign it above the call."
                raise Refused("unknown-name", f"{name[:40]} has no value within this function.", hint, suggestion=near)
        return scope.read(name, span)

    def tensor(self, value: Value, span: Span) -> int:
        """The node a value stands for; numbers and lists become constants. Raises not-a-tensor."""
        recorder = self.recorder
        if isinstance(value, Node):
            return self.current(value).index if self.now else value.index
        if isinstance(value, Made):
            if value.node is None:
                value.node = self.scope.marked(recorder.make(CONSTANT, value.record, value.params, value.span), value)
            return self.current(Node(value.node)).index
        if isinstance(value, Taken):
            return self.apart_from(value)
        if isinstance(value, Broken):
            raise Skip
        if isinstance(value, Items) and value.node is not None:
            return self.current(Node(value.node)).index
        if isinstance(value, Number | Items) and is_literal(value):
            shape, entries = flatten(value)
            self.spend(len(entries) // COPIES)
            node = recorder.give(CONSTANT, entries, shape, value.span if not isinstance(value, Number) or not value.counted else span)
            if isinstance(value, Number) and value.node is not None:
                self.read_from[node] = value.node, value.span
            if isinstance(value, Items) and (len(shape) == 1 or value.mark):
                value.node = node
            return self.scope.marked(node, value)
        if isinstance(value, Items) and value.listed:
            truths = answers(value)
            if truths is None:
                return self._stacked(value)
            node = self.tensor(truths, span)
            recorder.program.dtypes[node] = BOOL
            return node
        if isinstance(value, Flag) and value.value is not None:
            node = recorder.give(CONSTANT, [float(value.value)], (), span)
            recorder.program.dtypes[node] = BOOL
            return node
        if isinstance(value, Flag) and value.absence is not None:
            raise absent(self, value.absence)
        if isinstance(value, Nothing):
            raise Refused("missing-return", f"{value.function} gives nothing back here.", "End the function with return and the value.")
        if isinstance(value, Passed):
            raise self.unvalued(value)
        raise Refused(
            "not-a-tensor",
            f"A number or tensor is needed here, not {describe(value)}.",
            "Write [1, 2] for a vector." if isinstance(value, Items) else uncalled(value) or unmade(value),
        )

    def _stacked(self, items: Items) -> int:
        """Nested lists with tensors inside, innermost lists first, without recursion."""
        done: dict[int, int] = {}
        order: list[Items] = []
        stack: list[Items] = [items]
        while stack:
            one = stack.pop()
            order.append(one)
            if len(order) > _ROWS:
                LIMITS["entries"].check(len(order))
            stack += [item for item in one.items if isinstance(item, Items) and item.listed and not is_literal(item)]
        for one in reversed(order):
            if not one.items:
                raise Refused("not-a-tensor", "An empty list cannot be a row here.", "Give it at least one number.")
            nodes = tuple(done[id(item)] if id(item) in done else self.tensor(item, one.span) for item in one.items)
            self.recorder.span = one.span
            done[id(one)] = self.recorder.apply(_STACK, nodes)
        return done[id(items)]

    def _apply(
        self, record: Op | Macro, values: Sequence[Value], spans: Sequence[Span], span: Span, params: dict[str, Any] | None = None
    ) -> Value:
        nodes = []
        for place, value in enumerate(values):
            self.blame = spans[place] if place < len(spans) else span
            nodes.append(value.index if type(value) is Node and not self.now else self.tensor(value, self.blame))
        self.recorder.span = self.blame = span
        try:
            return self._applied(record, tuple(nodes), MappingProxyType(params or {}), span)
        except Refused as refused:
            raise fitted(self, refused, nodes) from None

    def _applied(self, record: Op | Macro, nodes: tuple[int, ...], params: Mapping[str, Any], span: Span) -> Value:
        if isinstance(record, Macro):
            made = self.recorder.expand(record, nodes, params, span)
            return Items(tuple(map(Node, made)), False, span) if isinstance(made, tuple) else Node(made)
        if record.results:
            count = record.results(self.recorder.shape(nodes[0]), params)
            parts = [self.shares(record, nodes[0], MappingProxyType({**params, "part": k})) for k in range(count)]
            return Items(tuple(parts), False, span)
        if len(nodes) == 1:
            return self.shares(record, nodes[0], params)
        return Node(self.recorder.apply(record, nodes, params))

    def _made(self, record: Op, params: dict[str, Any], span: Span, dtype: str) -> Value:
        record.plan((), MappingProxyType(params))
        return Made(record, MappingProxyType(params), span, dtype=dtype)

    def read(self, node: Node) -> float | None:
        """The number of a scalar, so that a name given to a number can serve as axis or size; None for any other tensor."""
        return None if self.recorder.shape(node.index) else self.recorder.number(node.index)
