"""Calls: of the catalogue, of Python's own functions, of a library, of functions of the program."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.record import Op
from chainrule.program.builtins import BUILTINS, run_builtin
from chainrule.program.call import bind
from chainrule.program.derivatives import Derivatives
from chainrule.program.describe import describe, runs
from chainrule.program.dtype import BOOL, INT
from chainrule.program.ends import ENDS
from chainrule.program.forms import DERIVATIVES
from chainrule.program.frame import find
from chainrule.program.growing import changed
from chainrule.program.home import HELPERS, run_helper
from chainrule.program.leaving import Skip
from chainrule.program.machine import Walk
from chainrule.program.names import INSTEAD, SPELLINGS, callables, nearest_callable
from chainrule.program.objects import key
from chainrule.program.overloaded import OVERLOADED, run_overloaded
from chainrule.program.sorting import ordered
from chainrule.program.stream import Stream
from chainrule.program.values import (
    CALLED,
    COPIES,
    Bound,
    Broken,
    Builtin,
    Callable_,
    Class,
    Defined,
    Derived,
    Dict,
    Flag,
    Function,
    Instance,
    Items,
    Made,
    Nothing,
    Passed,
    Pulling,
    Spelled,
    Value,
)

_DRAWN = "Random numbers are drawn here, from the distribution the library draws from: its own numbers are others."


_WAITING = frozenset({"enumerate", "zip", "iter", "next", "print", "append", "type", "isinstance", "is_node"})
"""Functions that take a generator as it is."""
_ENOUGH = {"any": True, "all": False}
_WRITING = frozenset({"print", "str", "repr"})
_BY_NUMBERS = {"arange": 0, "full": 1}
"""What makes whole numbers of whole numbers, and where these begin among its arguments."""


class Calls(Derivatives):
    """Everything that is written with brackets behind it."""

    def call(self, of: syntax.Call) -> Walk:
        function = yield from self._function(of)
        if isinstance(function, Passed):
            self.pass_over(f"Calls of {function.name} are passed over: they compute nothing here.")
            return replace(function, span=of.span)
        values: list[Value] = []
        spans: list[Span] = []
        for argument in of.arguments:
            gathers = isinstance(argument, syntax.Spread) or _gathers(function)
            inner = argument.value if isinstance(argument, syntax.Spread) else argument
            value = yield self.gathering(inner, _until(function)) if gathers else inner
            if isinstance(value, Nothing):
                self.blame = argument.span
                raise Refused("missing-return", f"{value.function} gives nothing back here.", "End the function with return and the value.")
            several = self.entries(value, argument.span) if isinstance(argument, syntax.Spread) else [value]
            values += several
            spans += [argument.span] * len(several)
        named: dict[str, Value] = {}
        for keyword in of.keywords:
            value = yield keyword.value
            for name, one in self._named(keyword.name, value):
                if name in named:
                    raise Refused("wrong-arguments", f"{name} is given twice.", "Give each argument once.")
                named[name] = one
        if isinstance(function, Builtin) and function.name in _WRITING and function.of is None:
            for place, one in enumerate(values):
                values[place] = yield self.said(one, of.span, function.name != "repr")
        if isinstance(function, Function) and function.record.name == "sum" and function.of is None and values:
            parts = self.summands([*values, *named.values()], of.span)
            if parts:
                return (yield self.total(parts, of.span))  # type: ignore[no-any-return]
        if isinstance(function, Function) and function.record.name in ENDS and isinstance(named.get("key"), CALLED) and values:
            items = values if len(values) > 1 else self.entries(values[0], of.span)
            order = {"key": named["key"], "reverse": Flag(function.record.name == "max")}
            if items:
                return (yield from self._by_key(items, order, of.span)).items[0]
        if isinstance(function, Function):
            try:
                return self._operate(function, values, spans, named, of.span)
            except Refused as refused:
                # A fault of an argument that is named stands at its name.
                if self.blame == of.span:
                    found = [keyword.span for keyword in of.keywords if keyword.name and keyword.name == refused.facts.get("argument")]
                    self.blame = found[0] if found else of.span
                raise
        return (yield self.apply(function, values, spans, named, of.span))  # type: ignore[no-any-return]

    def _named(self, name: str | None, value: Value) -> list[tuple[str, Value]]:
        """The named argument, or those that `**value` stands for."""
        if name is not None:
            return [(name, value)]
        if not isinstance(value, Dict):
            raise Refused("bad-argument", f"** takes a dict, not {describe(value)}.", "Write the arguments out: name=value.")
        return [(str(word), one) for word, one in value.entries.items()]

    def apply(
        self, function: Callable_, values: Sequence[Value], spans: Sequence[Span], named: dict[str, Value], span: Span
    ) -> Generator[Any, Any, Value]:
        """Call a value."""
        self.blame = span
        match function:
            case Defined():
                return (yield self.invoke(function, values, named, span))  # type: ignore[no-any-return]
            case Bound(inner, of):
                return (yield self.invoke(inner, [of, *values], named, span))  # type: ignore[no-any-return]
            case Class():
                return (yield self.make(function, values, named, span))  # type: ignore[no-any-return]
            case Instance(of):
                called = runs(of)
                if called is None:
                    hint = "Give the class def forward(self, x)."
                    raise Refused("not-callable", f"A {of.name} cannot be called: it has no forward.", hint)
                before = of.functions.get("before_call")
                early: Value = Flag(None)
                if before is not None and before.home is not None:
                    early = yield self.invoke(before, [function, *values], named, span)
                if isinstance(early, Instance):
                    return early
                return (yield self.invoke(called, [function, *values], named, span))  # type: ignore[no-any-return]
            case Spelled(row, on):
                return (yield self.spelled(row, values if on is None else [on, *values], named, span))  # type: ignore[no-any-return]
            case Builtin("next") if values and isinstance(values[0], Stream):
                item = yield from self.advance(values[0], 0)
                if item is None and len(values) == 1:
                    raise Refused("bad-argument", "The generator has no more values.", "Say what to take then: next(g, None).")
                return values[1] if item is None else item
            case Builtin("map") if len(values) > 1 and isinstance(values[0], CALLED):
                found: list[Value] = []
                for several in zip(*(self.entries(one, span) for one in values[1:]), strict=False):
                    found.append((yield self.apply(values[0], several, [span] * len(several), {}, span)))
                return Items(found, True, span, grown=True)
            case Builtin("filter") if len(values) == 2 and (isinstance(values[0], CALLED) or values[0] == Flag(None)):
                kept: list[Value] = []
                for one in self.entries(values[1], span):
                    holds = (yield self.apply(values[0], [one], [span], {}, span)) if isinstance(values[0], CALLED) else one
                    kept += [one] if self.holds(holds) else []
                return Items(kept, True, span, grown=True)
            case Builtin("sorted") if isinstance(named.get("key"), CALLED) and values:
                return (yield from self._by_key(self.entries(values[0], span), named, span))
            case Builtin("sort", Items() as of) if isinstance(named.get("key"), CALLED):
                changed(of, list((yield from self._by_key(of.items, named, span)).items))
                return Nothing("sort")
            case Builtin("len") if len(values) == 1 and isinstance(one := values[0], Instance) and "__len__" in one.of.functions:
                return (yield self.invoke(one.of.functions["__len__"], [one], {}, span))  # type: ignore[no-any-return]
            case Derived():
                return (yield self.called(function, values, named, span))  # type: ignore[no-any-return]
            case Pulling():
                return self.pull(function, values, span)
            case Builtin(of=of) if of is not None:
                return self.on(function, values, named, span)
            case Builtin(name) if name in DERIVATIVES:
                return (yield self.derive(name, values, named, span))  # type: ignore[no-any-return]
            case Builtin(name) if name in HELPERS:
                return run_helper(self, name, values, named, span)
            case Builtin():
                return run_builtin(self, function, values, spans, named, span)
            case Function():
                return self._operate(function, values, spans, named, span)
            case _:
                return function

    def _by_key(self, items: Sequence[Value], named: Mapping[str, Value], span: Span) -> Generator[Any, Any, Items]:
        """The items in the order of what a function gives for each."""
        by, keys = named["key"], list[Value]()
        for one in items:
            keys.append((yield self.apply(by, [one], [span], {}, span)))  # type: ignore[arg-type]
        return ordered(self, items, keys, named.get("reverse"), span)

    def on(self, function: Builtin, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
        raise NotImplementedError

    def _operate(
        self, function: Function, values: Sequence[Value], spans: Sequence[Span], named: dict[str, Value], span: Span
    ) -> Value:
        record = function.record
        if function.of is not None:
            values, spans = [function.of, *values], [span, *spans]
        elif record.name in OVERLOADED:
            found = run_overloaded(self, record.name, values, named, span)
            if found is not None:
                return found
        self.blame = span
        if record.name in ENDS and function.of is None and len(values) == 2 and not named:
            record = CATALOGUE[record.name + "imum"]
        tensors, params = bind(record, function.spelled, values, named, self)
        if "seed" in params:
            params = {**params, "seed": self.seed, "call": self.random_calls}
            if self.dialects:
                self.pass_over(_DRAWN)
            self.random_calls += 1
        if isinstance(record, Op) and record.family == "creation":
            return self._made(record, params, span, self._dtype(record, [*values, *named.values()]))
        return self._apply(record, tensors, spans, span, params)

    def _dtype(self, record: Op, given: Sequence[Value]) -> str:
        """The dtype of what is made of numbers; nothing where it is float."""
        if record.name not in _BY_NUMBERS:
            return ""
        numbers = [one for one in given[_BY_NUMBERS[record.name] :] if one != Flag(None)]
        return BOOL if any(isinstance(one, Flag) for one in numbers) else INT if all(map(self.is_integer, numbers)) else ""

    def _function(self, of: syntax.Call) -> Generator[Any, Any, Callable_]:
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
            hint = INSTEAD.get(spelled) or (f"Did you mean {near}?" if near else None)
            raise Refused("unknown-function", f"There is no function {spelled[:40]}.", hint, suggestion=near)
        value = yield callee
        if isinstance(value, Broken):
            raise Skip
        if not isinstance(value, CALLED):
            self.blame = callee.span
            what = f"{callee.name} is" if isinstance(callee, syntax.Name) else "This is"
            raise Refused("not-callable", f"{what} {describe(value)}, which cannot be called.", "Write * between two factors.")
        return value

    def dictionary(self, of: syntax.Dict) -> Walk:
        made = Dict({})
        for name, value in zip(of.keys, of.values, strict=True):
            if name is None:
                other = yield value
                if not isinstance(other, Dict):
                    raise Refused("bad-argument", f"** takes a dict, not {describe(other)}.", "Write the entries out: {'w': w}.")
                self.spend(len(other.entries) // COPIES)
                made.entries |= other.entries
            else:
                place = key((yield name))
                one = yield value
                made.entries[place] = one if isinstance(one, Made) else self.scope.held(one)
        return made


def _until(function: Callable_) -> bool | None:
    """The answer at which a function asks for no more."""
    return _ENOUGH.get(function.record.name) if isinstance(function, Function) and function.of is None else None


def _gathers(function: Callable_) -> bool:
    """Whether a function goes through a generator to its end before anything else is done: all but those of the text, and a few."""
    if isinstance(function, Builtin):
        return function.name not in _WAITING
    return isinstance(function, Function) or (isinstance(function, Spelled) and function.of is None)
