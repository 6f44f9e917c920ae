"""The meaning of each kind of expression. Every method is a generator: it yields the parts whose values it needs."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from types import MappingProxyType
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.ops.catalogue import CATALOGUE, op
from chainrule.ops.indexing import Cut
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op
from chainrule.program.binding import Scope
from chainrule.program.call import bind, describe
from chainrule.program.graph import CONSTANT, INPUT
from chainrule.program.libraries import refuse_library
from chainrule.program.literal import flatten, is_literal
from chainrule.program.names import ATTRIBUTES, METHODS, SPELLINGS, callables, nearest, nearest_callable
from chainrule.program.recorder import Recorder
from chainrule.program.values import Broken, Flag, Function, Items, Made, Node, Number, Skip, Text, Value

Walk = Generator[syntax.Expr, Value, Value]
_INFIX = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow", "@": "matmul", "%": "mod", "//": "floordiv"}
_COMPARE = {">": "greater", ">=": "greater_equal", "<": "less", "<=": "less_equal", "==": "equal", "!=": "not_equal"}
_OPS = {sign: op(name) for sign, name in {**_INFIX, **_COMPARE}.items()}
_NEG, _INDEX, _STACK, _TRANSPOSE = op("neg"), op("index"), op("stack"), op("transpose")


class Expressions:
    """Evaluates expressions onto a recorder. `blame` is the place of the newest fault when it is narrower than the expression."""

    def __init__(self, recorder: Recorder, scope: Scope, seed: int) -> None:
        self.recorder, self.scope, self.seed = recorder, scope, seed
        self.random_calls = 0
        self.blame: Span | None = None

    def value(self, expression: syntax.Expr) -> Walk:
        """A generator that ends with the value of `expression`."""
        return _MEANINGS[type(expression)](self, expression)

    def tensor(self, value: Value, span: Span) -> int:
        """The node a value stands for; numbers and lists become constants. Raises not-a-tensor."""
        recorder = self.recorder
        if isinstance(value, Node):
            return value.index
        if isinstance(value, Made):
            return recorder.make(CONSTANT, value.record, value.params, value.span)
        if isinstance(value, Broken):
            raise Skip
        if is_literal(value):
            assert isinstance(value, Number | Items)
            shape, entries = flatten(value)
            return recorder.give(CONSTANT, entries, shape, value.span)
        if isinstance(value, Items) and value.listed:
            return self._stacked(value)
        raise Refused(
            "not-a-tensor",
            f"A number or tensor is needed here, not {describe(value)}.",
            "Write [1, 2] for a vector." if isinstance(value, Items) else None,
        )

    def _stacked(self, items: Items) -> int:
        """Nested lists with tensors inside, innermost lists first, without recursion."""
        done: dict[int, int] = {}
        order: list[Items] = []
        stack: list[Items] = [items]
        while stack:
            one = stack.pop()
            order.append(one)
            stack += [item for item in one.items if isinstance(item, Items) and item.listed and not is_literal(item)]
        for one in reversed(order):
            if not one.items:
                raise Refused("not-a-tensor", "An empty list cannot be a row here.", "Give it at least one number.")
            nodes = tuple(done[id(item)] if id(item) in done else self.tensor(item, one.span) for item in one.items)
            self.recorder.span = one.span
            done[id(one)] = self.recorder.apply(_STACK, nodes)
        return done[id(items)]

    # -- one method for each kind of expression

    def number(self, of: syntax.Number) -> Walk:
        return Number(of.value, of.whole, of.span)
        yield

    def name(self, of: syntax.Name) -> Walk:
        known = self.scope.values.get(of.name)
        if known is None and of.name not in self.scope.assigned and of.name not in self.scope.vars:
            record = CATALOGUE.get(SPELLINGS.get(of.name, of.name))
            if record is not None and record.typed:
                return Function(record, of.name)
        return self.scope.read(of.name, of.span)
        yield

    def text(self, of: syntax.Text) -> Walk:
        return Text(of.value)
        yield

    def flag(self, of: syntax.Flag) -> Walk:
        return Flag(of.value)
        yield

    def items(self, of: syntax.List | syntax.Tuple) -> Walk:
        values: list[Value] = []
        for item in of.items:
            # A plain number needs no walk of its own; lists of thousands of them are common.
            values.append(Number(item.value, item.whole, item.span) if isinstance(item, syntax.Number) else (yield item))
        return Items(tuple(values), isinstance(of, syntax.List), of.span)

    def unary(self, of: syntax.Unary) -> Walk:
        operand = yield of.operand
        if of.operator == "not":
            raise Refused("unsupported-syntax", "not is not available.", "Write 1 - a, or turn the comparison around.")
        if of.operator == "+":
            return operand
        if isinstance(operand, Number):
            return Number(-operand.value, operand.whole, of.span)
        node = self.tensor(operand, of.operand.span)
        self.recorder.span = of.span
        return Node(self.recorder.apply(_NEG, (node,)))

    def binary(self, of: syntax.Binary) -> Walk:
        left = yield of.left
        right = yield of.right
        return self._apply(_OPS[of.operator], (left, right), (of.left.span, of.right.span), of.span)

    def compare(self, of: syntax.Compare) -> Walk:
        if len(of.operators) > 1:
            raise Refused("unsupported-syntax", "A chain of comparisons is not available.", "Multiply two comparisons: (a < b) * (b < c).")
        left = yield of.operands[0]
        right = yield of.operands[1]
        return self._apply(_OPS[of.operators[0]], (left, right), (of.operands[0].span, of.operands[1].span), of.span)

    def boolean(self, of: syntax.Boolean) -> Walk:
        raise Refused("unsupported-syntax", f"{of.operator} is not available.", "Multiply comparisons for and, take their maximum for or.")
        yield

    def attribute(self, of: syntax.Attribute) -> Walk:
        refuse_library(of, self.scope, self.recorder.program.text)
        value = yield of.value
        if isinstance(value, Function):
            raise Refused("unknown-attribute", f"A function has no attribute {of.name}.", "Only tensors have attributes.")
        if of.name in METHODS:
            return Function(CATALOGUE[SPELLINGS.get(of.name, of.name)], of.name, value)
        if of.name not in ATTRIBUTES:
            near = nearest(of.name, [*ATTRIBUTES, *METHODS])
            self.blame = of.name_span
            hint = f"Did you mean {near}?" if near else f"Attributes are {', '.join(ATTRIBUTES)}; methods are {', '.join(sorted(METHODS))}."
            raise Refused("unknown-attribute", f"There is no attribute {of.name[:40]}.", hint)
        node = self.tensor(value, of.value.span)
        shape = self.recorder.shape(node)
        if of.name == "T":
            self.recorder.span = of.span
            return Node(self.recorder.apply(_TRANSPOSE, (node,), MappingProxyType({"axes": None})))
        if of.name == "shape":
            return Items(tuple(Number(extent, True, of.span) for extent in shape), False, of.span)
        count = 1
        for extent in shape:
            count *= extent
        return Number(len(shape) if of.name == "ndim" else count, True, of.span)

    def call(self, of: syntax.Call) -> Walk:
        refuse_library(of, self.scope, self.recorder.program.text)
        function = yield from self._function(of)
        values: list[Value] = [] if function.of is None else [function.of]
        spans = [of.span] * len(values)
        for argument in of.arguments:
            values.append((yield argument))
            spans.append(argument.span)
        named: dict[str, Value] = {}
        for keyword in of.keywords:
            if keyword.name in named:
                raise Refused("wrong-arguments", f"{keyword.name} is given twice.", "Give each argument once.")
            named[keyword.name] = yield keyword.value
        self.blame = of.span
        record = function.record
        if record.name in ("max", "min") and function.of is None and len(values) == 2:
            record = CATALOGUE[record.name + "imum"]
        tensors, params = bind(record, function.spelled, values, named, self._whole)
        if "seed" in params:
            params = {**params, "seed": self.seed, "call": self.random_calls}
            self.random_calls += 1
        if isinstance(record, Op) and record.family == "creation":
            return self._made(record, params, of.span)
        return self._apply(record, tensors, spans, of.span, params)

    def _function(self, of: syntax.Call) -> Generator[syntax.Expr, Value, Function]:
        callee = of.function
        if isinstance(callee, syntax.Name) and callee.name not in self.scope.values:
            spelled = callee.name
            record = CATALOGUE.get(SPELLINGS.get(spelled, spelled))
            if record is not None and record.typed:
                return Function(record, spelled)
            if spelled in self.scope.assigned:
                self.scope.read(spelled, callee.span)
            self.blame = callee.span
            lower = spelled.lower()
            near = nearest_callable(spelled) or (lower if lower in callables() else None)
            raise Refused(
                "unknown-function", f"There is no function {spelled[:40]}.", f"Did you mean {near}?" if near else None, suggestion=near
            )
        value = yield callee
        if not isinstance(value, Function):
            self.blame = callee.span
            what = f"{callee.name} is" if isinstance(callee, syntax.Name) else "This is"
            raise Refused("not-callable", f"{what} {describe(value)}, which cannot be called.", "Write * between two factors.")
        return value

    def subscript(self, of: syntax.Subscript) -> Walk:
        value = yield of.value
        key: list[Any] = []
        for item in of.items:
            match item:
                case syntax.NewAxis():
                    key.append(None)
                case syntax.EllipsisItem():
                    if Ellipsis in key:
                        raise Refused("bad-index", "An index has more than one ...", "Write ... once.")
                    key.append(Ellipsis)
                case syntax.Slice(lower, upper, step, _):
                    ends: list[int | None] = []
                    for end in (lower, upper, step):
                        ends.append(None if end is None else self._place((yield end)))
                    if ends[2] == 0:
                        raise Refused("bad-index", "The step of a slice cannot be 0.", "Use a step such as 2 or -1.")
                    key.append(Cut(*ends))
                case _:
                    found = yield item
                    key.append(tuple(self._place(one) for one in found.items) if isinstance(found, Items) else self._place(found))
        if isinstance(value, Items) and not value.listed:
            return self._of_tuple(value, key)
        node = self.tensor(value, of.value.span)
        self.recorder.span = self.blame = of.span
        return Node(self.recorder.apply(_INDEX, (node,), MappingProxyType({"key": tuple(key)})))

    def _of_tuple(self, value: Items, key: list[Any]) -> Value:
        if len(key) == 1 and isinstance(key[0], int) and -len(value.items) <= key[0] < len(value.items):
            return value.items[key[0]]
        raise Refused(
            "bad-index", f"A tuple of {len(value.items)} has no such entry.", f"Use one whole number from 0 to {len(value.items) - 1}."
        )

    def _place(self, value: Value) -> int:
        number: float | None = None
        if isinstance(value, Number) and value.whole:
            number = value.value
        elif isinstance(value, Node):
            number = self._whole(value)
        if number is None or number != number // 1 or abs(number) > 1e15:
            raise Refused("bad-index", f"An index cannot be {describe(value)}.", "Use whole numbers, slices or lists of whole numbers.")
        return int(number)

    def _whole(self, node: Node) -> float | None:
        """The number of a scalar input, so that a name given to a whole number can serve as axis or size."""
        program = self.recorder.program
        if program.kinds[node.index] not in (INPUT, CONSTANT) or program.shapes[node.index]:
            return None
        number = self.recorder.evaluator.number(node.index)
        return number if abs(number) < 1e15 and number == number // 1 else None

    def _made(self, record: Op, params: dict[str, Any], span: Span) -> Value:
        record.plan((), MappingProxyType(params))
        return Made(record, MappingProxyType(params), span)

    def _apply(
        self, record: Op | Macro, values: Sequence[Value], spans: Sequence[Span], span: Span, params: dict[str, Any] | None = None
    ) -> Value:
        nodes = []
        for place, value in enumerate(values):
            self.blame = spans[place] if place < len(spans) else span
            nodes.append(value.index if type(value) is Node else self.tensor(value, self.blame))
        self.recorder.span = self.blame = span
        if isinstance(record, Macro):
            made = self.recorder.expand(record, tuple(nodes), MappingProxyType(params or {}), span)
            return Items(tuple(map(Node, made)), False, span) if isinstance(made, tuple) else Node(made)
        if record.results:
            count = record.results(self.recorder.shape(nodes[0]), params or {})
            parts = [self.recorder.apply(record, tuple(nodes), MappingProxyType({**(params or {}), "part": k})) for k in range(count)]
            return Items(tuple(map(Node, parts)), False, span)
        if params:
            return Node(self.recorder.apply(record, tuple(nodes), MappingProxyType(params)))
        return Node(self.recorder.apply(record, tuple(nodes)))


_MEANINGS: dict[type[Any], Callable[[Expressions, Any], Walk]] = {
    syntax.Number: Expressions.number,
    syntax.Name: Expressions.name,
    syntax.Text: Expressions.text,
    syntax.Flag: Expressions.flag,
    syntax.List: Expressions.items,
    syntax.Tuple: Expressions.items,
    syntax.Unary: Expressions.unary,
    syntax.Binary: Expressions.binary,
    syntax.Compare: Expressions.compare,
    syntax.Boolean: Expressions.boolean,
    syntax.Attribute: Expressions.attribute,
    syntax.Call: Expressions.call,
    syntax.Subscript: Expressions.subscript,
}
