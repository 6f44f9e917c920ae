"""The meaning of each kind of statement. Every method is a generator; it ends with None, or with how the block is to be left."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from chainrule.errors import Refused
from chainrule.language import syntax
from chainrule.program.augmenting import Walk
from chainrule.program.describe import describe
from chainrule.program.expression import Expressions
from chainrule.program.leaving import Returned, Skip
from chainrule.program.literal import is_literal, is_ragged
from chainrule.program.looping import Looping
from chainrule.program.missing import absent, tell
from chainrule.program.series import Series
from chainrule.program.stream import Stream
from chainrule.program.tape import Tape
from chainrule.program.values import (
    CALLED,
    Broken,
    Class,
    Context,
    Dict,
    Flag,
    Instance,
    Items,
    Library,
    Made,
    Node,
    Nothing,
    Number,
    Passed,
    Super,
    Text,
    Value,
    Words,
    marked,
)


class Statements(Looping):
    """Runs statements onto the recorder of `expressions`."""

    def __init__(self, expressions: Expressions) -> None:
        super().__init__(expressions)
        expressions.block = self.block

    def run(self, statement: syntax.Statement) -> Walk:
        """A generator that runs one statement."""
        return _MEANINGS[type(statement)](self, statement)

    def block(self, statements: tuple[syntax.Statement, ...]) -> Walk:
        for statement in statements:
            left = yield self.run(statement)
            if left is not None:
                return left  # type: ignore[no-any-return]
        return None

    def assign(self, of: syntax.Assign) -> Walk:
        expressions = self.expressions
        value = yield of.value
        expressions.blame = of.value.span
        if isinstance(value, Nothing):
            raise Refused("missing-return", f"{value.function} gives nothing back.", "End the function with return and the value.")
        if len(of.targets) > 1 or isinstance(of.targets[0], syntax.Name):
            value = self._stacked(value, of)
        for target in of.targets:
            if isinstance(target, syntax.Place):
                yield expressions.prepare(target)
            expressions.blame, self.recorder.span = target.span, of.span if isinstance(target, syntax.Place) else target.span
            if isinstance(target, syntax.Place):
                self.result(expressions.put(target, value))
            else:
                value = yield from self._unpacked(target, value)
        if not isinstance(of.targets[-1], syntax.Place):
            self.result(value)
        return None

    def _unpacked(self, target: syntax.Name | syntax.TupleTarget, value: Value) -> Generator[Any, Any, Value]:
        if isinstance(target, syntax.Name):
            if isinstance(value, Made) or (isinstance(value, Items) and not value.grown):
                self.expressions.blame = value.span
            return self.expressions.bind(target.name, value, target.span)
        return (yield from self.expressions.unpack(target, value, self.expressions.bind))

    def _stacked(self, value: Value, of: syntax.Assign) -> Value:
        """A list with computed entries becomes a tensor when it gets a name at the top; a list of numbers becomes an input instead."""
        expressions = self.expressions
        inner = expressions.frame is not None or expressions.loops > 0
        grown = any(isinstance(target, syntax.Name) and target.name in expressions.scope.grown for target in of.targets)
        if not isinstance(value, Items) or not value.listed or value.grown or inner or grown:
            return value
        told = any(marked(one) for one in value.items)
        library = any(one.title for one in expressions.dialects)
        if told or not is_literal(value) or (library and is_ragged(value)):
            # In the spelling of a library a list stays a list: a tensor is made of it by name.
            if not told and not library and self._stackable(value):
                return Node(expressions.tensor(value, of.value.span))
            return expressions.scope.own(value)
        return value

    def _stackable(self, value: Items) -> bool:
        """Whether a list is meant as a tensor: one of tensors of several shapes, of tuples or of functions is not."""
        shape = self.recorder.shape
        if not all(isinstance(one, Node | Number | Made | Broken) or (isinstance(one, Items) and one.listed) for one in value.items):
            return False
        return len({shape(one.index) if isinstance(one, Node) else () for one in value.items if isinstance(one, Node | Number)}) < 2

    def expression(self, of: syntax.Expression) -> Walk:
        expressions = self.expressions
        value = yield of.value
        if isinstance(value, _SILENT) or (isinstance(value, CALLED) and isinstance(of.value, syntax.Call)):
            if isinstance(value, Flag) and value.absence is not None:
                tell(expressions, absent(expressions, value.absence))
            return None
        if expressions.frame is not None or expressions.loops:
            if isinstance(value, Node):
                self.result(value)
            return None
        expressions.blame, self.recorder.span = of.value.span, of.span
        if isinstance(value, Items) and (not value.listed or value.grown):
            nodes = [Node(expressions.tensor(item, of.value.span)) for item in value.items if not isinstance(item, _SILENT)]
            self.result(Items(nodes, False, value.span))
        else:
            self.result(Node(expressions.tensor(expressions.seen(value), of.value.span)))
        return None

    def choose(self, of: syntax.If) -> Walk:
        for branch in of.branches:
            if (yield self.expressions.truth(branch.condition)):
                return (yield self.block(branch.body))  # type: ignore[no-any-return]
        return (yield self.block(of.otherwise))  # type: ignore[no-any-return]

    def leave(self, of: syntax.Leave) -> Walk:
        return of
        yield

    def within(self, of: syntax.With) -> Walk:
        """Contexts of libraries: those that record nothing, those that watch, and those without effect."""
        expressions = self.expressions
        context = yield of.context
        if isinstance(context, Broken):
            raise Skip
        if not isinstance(context, Context | Tape | Passed):
            expressions.blame = of.context.span
            hint = "with takes torch.no_grad(), tf.GradientTape() and their like."
            raise Refused("unsupported-syntax", f"A with block of {describe(context)} is not available.", hint, construct="With")
        if of.target is not None:
            yield from expressions.unpack(of.target, context, expressions.bind)
        if isinstance(context, Tape):
            context.start = len(self.recorder.program)
        before = expressions.within(context.kind if isinstance(context, Context) else "", expressions.typed(of.context.span))
        left = yield self.block(of.body)
        expressions.cut_at = before
        if isinstance(context, Tape):
            context.stop = len(self.recorder.program)
        return left  # type: ignore[no-any-return]

    def ignore(self, of: syntax.Passed) -> Walk:
        self.expressions.pass_over(f"{self.expressions.typed(of.span)} speaks to a notebook: the line is passed over.")
        return None
        yield

    def nothing(self, of: syntax.Global) -> Walk:
        return None
        yield

    def give(self, of: syntax.Return) -> Walk:
        return Returned(Flag(None) if of.value is None else self.expressions.cut((yield of.value)))

    def skip(self, of: syntax.Assert) -> Walk:
        self.expressions.pass_over("An assert is passed over: nothing is checked here.")
        return None
        yield


_SILENT = (Nothing, Text, Words, Series, Stream, Passed, Flag, Dict, Instance, Context, Tape, Class, Library, Super)
"""What an expression on a line of its own may give without being a result."""
_MEANINGS: dict[type[Any], Callable[[Statements, Any], Walk]] = {
    syntax.Assign: Statements.assign,
    syntax.Augment: Statements.augment,
    syntax.Delete: Statements.delete,
    syntax.Expression: Statements.expression,
    syntax.If: Statements.choose,
    syntax.For: Statements.loop,
    syntax.While: Statements.repeat,
    syntax.Leave: Statements.leave,
    syntax.Define: Statements.define,
    syntax.Return: Statements.give,
    syntax.Yield: Statements.hand,
    syntax.Assert: Statements.skip,
    syntax.Import: Statements.bring,
    syntax.Class: Statements.classify,
    syntax.With: Statements.within,
    syntax.Passed: Statements.ignore,
    syntax.Global: Statements.nothing,
}
