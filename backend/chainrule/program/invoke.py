"""Calls of functions and classes, of the program and of the tables of a library."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.limits import LIMITS
from chainrule.program.call import matched
from chainrule.program.frame import Frame, bound, elsewhere, yields
from chainrule.program.leaving import Returned
from chainrule.program.literal import is_literal, of_the_text
from chainrule.program.loops import Loops
from chainrule.program.machine import Walk
from chainrule.program.origins import made_by
from chainrule.program.spellings import dialect_of, moved, written
from chainrule.program.stream import Body, Stream
from chainrule.program.values import Class, Defined, Instance, Items, Made, Node, Nothing, Number, Value

_CALL = 8
"""Parts of an expression that are evaluated in the time a call takes by itself."""


def called(function: Defined, given: Mapping[str, Value]) -> str:
    """A function that runs at the place of another: what a layer does by the layer's class."""
    first = next(iter(given.values()), None)
    if isinstance(first, Instance) and function.name in first.of.functions:
        return first.of.name
    return f"lambda({', '.join(given)})" if function.name == "the lambda" else function.name


class Invocations(Loops):
    """Functions as values, and what happens when they are called."""

    def invoke(self, function: Defined, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Generator[Any, Any, Value]:
        """Run a function, in a group of its own. One of a library's tables stands at the place of its call, and is shown as a group
        when it has more than one node."""
        given = matched(function, values, named)
        LIMITS["calls"].check(self.depth + 1)
        self.spend(_CALL)
        home = function.home
        if home is None:
            given = self._inputs(given, span)
        frame = Frame(function.names, function.frame, home is not None, home)
        frame.outer, frame.caller = function.outer, self.frame
        if function.owner is not None and given:
            frame.method = function.owner, next(iter(given.values()))
        if function.yields:
            return self._stream(function, frame, given, span)
        recorder, around, loops = self.recorder, self.frame, self.loops
        inputs = {name: value.index for name, value in given.items() if isinstance(value, Node)}
        frame.start = start = len(recorder.program)
        number = len(recorder.program.groups)
        around_it = None if recorder.group is None else recorder.program.groups[recorder.group].span
        outside = recorder.enter("call", called(function, given) if span == around_it else self.typed(span), span, inputs)
        self.frame, self.loops, self.depth = frame, 0, self.depth + 1
        cut_at = self.within(function.context)
        for name, value in given.items():
            frame.values[name] = value if home is not None else self.scope.held(value)
        body = function.body if home is None else moved(function.body, span)
        if isinstance(body, tuple):
            assert self.block is not None
            left = yield self.block(body)
            result = left.value if isinstance(left, Returned) else Nothing(function.name)
        else:
            result = yield body
        if isinstance(result, Made) and home is None:
            result = self.scope.kept(result)
        self.frame, self.loops, self.depth, self.cut_at = around, loops, self.depth - 1, cut_at
        handed = result.items if isinstance(result, Items) else (result,)
        recorder.program.groups[number].returned = tuple([one.index for one in handed if isinstance(one, Node)])
        recorder.leave(outside)
        recorder.span = span
        if home is not None:
            recorder.dissolve(number, start)
            return result if around is not None and around.home is not None else made_by(recorder.program, result, home.dialect)
        return result.running() if isinstance(result, Number) else result

    def _stream(self, function: Defined, frame: Frame, given: Mapping[str, Value], span: Span) -> Stream:
        """The call of a generator: nothing of it runs yet."""
        assert self.block is not None and isinstance(function.body, tuple)
        frame.yields = True
        frame.values.update({name: self.scope.kept(value) for name, value in given.items()})
        records, cut_at = function.context in ("no_grad", "enable_grad"), self.cutting(function.context, self.depth + 1)
        return Stream(Body(function.name, [(self.block(function.body), span)], frame, self.depth + 1, records, cut_at))

    def _inputs(self, given: dict[str, Value], span: Span) -> dict[str, Value]:
        """The arguments of a call, where those that are numbers of the text are its inputs."""
        if self.frame is not None or self.loops:
            return given
        if self.by_parameter:
            held = self.scope.given
            return {name: value if id(value) in held else self.input(name, value, span) for name, value in given.items()}
        self.numbers_given = self.numbers_given or any(self._of_the_text(value) for value in given.values())
        return given

    def input(self, name: str, value: Value, span: Span) -> Value:
        """A number or list of the text that a function is called with at the top becomes an input, by the name of its parameter."""
        scope = self.scope
        if self.frame is not None or self.loops or not self._of_the_text(value):
            return value
        if name in scope.assigned or (name in scope.values and name not in self.parameters):
            return value
        self.parameters.add(name)
        return scope.bind(name, value, span)

    def bind_item(self, name: str, value: Value, span: Span) -> Value:
        """Give the name of a loop its value. At the top the numbers of a list of the text are inputs as those of a call are."""
        if self.frame is None and isinstance(value, Number) and of_the_text(value):
            self.numbers_looped = True
            if self.by_parameter:
                return self.scope.bind(name, value, span)
        return self.bind(name, value, span)

    def _of_the_text(self, value: Value) -> bool:
        return isinstance(value, Made) or (of_the_text(value) and is_literal(value))

    def make(self, of: Class, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Walk:
        """A new value of a class."""
        made = Instance(of, {})
        begin = of.functions.get("__init__")
        if self.by_parameter and not of.known and self.frame is None and not self.loops:
            # What a value of a class keeps of its arguments is an input by the name the value gets: a.data.
            self.scope.given.update({id(one): one for one in (*values, *named.values()) if self._of_the_text(one)})
        if begin is not None:
            yield self.invoke(begin, [made, *values], self._telling(of, begin, named), span)
        elif values or named:
            hint = "Give it one, or leave the arguments out."
            raise Refused("wrong-arguments", f"{of.name} takes no arguments: it has no __init__.", hint)
        return made

    def _telling(self, of: Class, begin: Defined, named: Mapping[str, Value]) -> Mapping[str, Value]:
        """The named arguments without those that change no number of a library's class: device='cpu', fused=True."""
        dialect = dialect_of(of.known) if named and of.known and written(of.known) is of else None
        known = {one.name for one in begin.parameters}
        return named if dialect is None else {name: one for name, one in named.items() if name in known or name not in dialect.ignored}

    def function(self, of: syntax.Lambda) -> Walk:
        defaults = yield self.defaults(of.parameters)
        names = frozenset(one.name for one in of.parameters)
        return Defined("the lambda", of.parameters, defaults, of.body, names, self.frame)

    def defined(self, of: syntax.Define) -> Generator[Any, Any, Defined]:
        defaults = yield self.defaults(of.parameters)
        outer = elsewhere(of.body, False)
        for name in outer:
            around = self.frame
            while around is not None and name not in around.names:
                around = around.parent
            if around is None:
                hint = f"Write global {name} for a name of the top, or assign {name} in the function around."
                raise Refused("unknown-name", f"No function around {of.name.name} assigns {name}.", hint)
        names = frozenset([*(one.name for one in of.parameters), *(one.name for one in bound(of.body))])
        names -= outer | elsewhere(of.body, True)
        return Defined(of.name.name, of.parameters, defaults, of.body, names, self.frame, outer=outer, yields=yields(of.body))

    def defaults(self, parameters: tuple[syntax.Parameter, ...]) -> Generator[Any, Any, dict[str, Value]]:
        """The values of defaults, made where the function is defined."""
        found: dict[str, Value] = {}
        for one in parameters:
            if one.default is not None:
                found[one.name] = self.scope.kept((yield one.default))
        return found
