"""Calls: of the catalogue, of Python's own functions, of functions of the program."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.record import Op
from chainrule.program.builtins import BUILTINS, OVERLOADED, run_builtin, run_overloaded
from chainrule.program.call import bind, describe, matched
from chainrule.program.frame import Frame, find
from chainrule.program.libraries import refuse_library
from chainrule.program.loops import Loops
from chainrule.program.machine import Walk
from chainrule.program.names import SPELLINGS, callables, nearest_callable
from chainrule.program.values import (
    Broken,
    Builtin,
    Defined,
    Function,
    Made,
    Node,
    Nothing,
    Number,
    Returned,
    Skip,
    Value,
)

_CALL = 8
"""Parts of an expression that are evaluated in the time a call takes by itself."""


class Calls(Loops):
    """Everything that is written with brackets behind it."""

    def _library(self, of: syntax.Attribute | syntax.Call) -> None:
        if self.frame is None or not isinstance(of.value if isinstance(of, syntax.Attribute) else of.function, syntax.Name):
            refuse_library(of, self.scope, self.recorder.program.text, self.scope.libraries)
        else:
            refuse_library(of, self, self.recorder.program.text, self.scope.libraries)

    def call(self, of: syntax.Call) -> Walk:
        self._library(of)
        function = yield from self._function(of)
        method = function.of if isinstance(function, Function) else None
        values: list[Value] = [] if method is None else [method]
        spans = [of.span] * len(values)
        for argument in of.arguments:
            value = yield argument
            if isinstance(value, Nothing):
                self.blame = argument.span
                raise Refused("missing-return", f"{value.function} gives nothing back here.", "End the function with return and the value.")
            values.append(value)
            spans.append(argument.span)
        named: dict[str, Value] = {}
        for keyword in of.keywords:
            if keyword.name in named:
                raise Refused("wrong-arguments", f"{keyword.name} is given twice.", "Give each argument once.")
            named[keyword.name] = yield keyword.value
        if isinstance(function, Defined):
            self.blame = of.span
            result: Value = yield self.invoke(function, values, named, of.span)
            return result
        self.blame = of.span
        if isinstance(function, Builtin):
            return run_builtin(self, function, values, spans, named, of.span)
        if method is None and function.record.name in OVERLOADED:
            found = run_overloaded(self, function.record.name, values, named, of.span)
            if found is not None:
                return found
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

    def _function(self, of: syntax.Call) -> Generator[Any, Any, Function | Defined | Builtin]:
        callee = of.function
        local = find(self.frame, callee.name) if self.frame is not None and isinstance(callee, syntax.Name) else None
        if isinstance(callee, syntax.Name) and local is None and callee.name not in self.scope.values:
            spelled = callee.name
            if spelled in BUILTINS and spelled not in self.scope.assigned:
                return Builtin(spelled)
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
        if isinstance(value, Broken):
            raise Skip
        if not isinstance(value, Function | Defined | Builtin):
            self.blame = callee.span
            what = f"{callee.name} is" if isinstance(callee, syntax.Name) else "This is"
            raise Refused("not-callable", f"{what} {describe(value)}, which cannot be called.", "Write * between two factors.")
        return value

    def invoke(self, function: Defined, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Generator[Any, Any, Value]:
        """Run a function of the program, in a group of its own."""
        given = matched(function, values, named)
        LIMITS["calls"].check(self.depth + 1)
        self.spend(_CALL)
        frame = Frame(function.names, function.frame)
        recorder, around, loops = self.recorder, self.frame, self.loops
        inputs = {name: value.index for name, value in given.items() if isinstance(value, Node)}
        outside = recorder.enter("call", self.typed(span), span, inputs)
        self.frame, self.loops, self.depth = frame, 0, self.depth + 1
        for name, value in given.items():
            frame.values[name] = self.scope.kept(value)
        if isinstance(function.body, tuple):
            assert self.block is not None
            left = yield self.block(function.body)
            result = left.value if isinstance(left, Returned) else Nothing(function.name)
        else:
            result = yield function.body
        if isinstance(result, Made):
            result = self.scope.kept(result)
        self.frame, self.loops, self.depth = around, loops, self.depth - 1
        recorder.leave(outside)
        recorder.span = span
        return replace(result, counted=True) if isinstance(result, Number) else result

    def function(self, of: syntax.Lambda) -> Walk:
        defaults = yield self.defaults(of.parameters)
        names = frozenset(one.name for one in of.parameters)
        return Defined("the lambda", of.parameters, defaults, of.body, names, self.frame)

    def defaults(self, parameters: tuple[syntax.Parameter, ...]) -> Generator[Any, Any, dict[str, Value]]:
        """The values of defaults, made where the function is defined."""
        found: dict[str, Value] = {}
        for one in parameters:
            if one.default is not None:
                found[one.name] = self.scope.kept((yield one.default))
        return found
