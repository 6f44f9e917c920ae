"""What operators, sum and print do with values of a class that says so itself: __add__, __repr__ and their like."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from chainrule.errors import Span
from chainrule.program.formats import phrase, split, text
from chainrule.program.invoke import Invocations
from chainrule.program.series import Series
from chainrule.program.sets import Set
from chainrule.program.values import COPIES, Bound, Defined, Dict, Instance, Items, Number, Text, Value, Words

Walk = Generator[Any, Any, Value]
_NAMES: Mapping[str, str] = MappingProxyType(
    {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow", "@": "matmul", "%": "mod", "//": "floordiv", "&": "and", "|": "or"}
)
"""What the functions are called that stand for a sign."""


def _has(value: Value, name: str) -> Bound | None:
    function = value.of.functions.get(name) if isinstance(value, Instance) else None
    return None if function is None else Bound(function, value)


class Operators(Invocations):
    """Operators of values of a class."""

    def between(self, sign: str, left: Value, right: Value) -> tuple[Bound, Value] | None:
        """The function that stands for an operator between two values, one of them of a class, and its argument."""
        found = _has(left, f"__{_NAMES[sign]}__")
        if found is not None:
            return found, right
        found = _has(right, f"__r{_NAMES[sign]}__")
        return None if found is None else (found, left)

    def before(self, name: str, value: Value) -> Bound | None:
        """The function that stands for a sign before a value."""
        return _has(value, f"__{name}__")

    def call_of(self, found: tuple[Bound, Value] | Bound, span: Span) -> Walk:
        function, given = found if isinstance(found, tuple) else (found, None)
        self.blame = span
        if isinstance(given, Number):
            # A number beside a sign is a constant, as in any expression.
            given = given.running()
        return self.invoke(function.function, [function.of] if given is None else [function.of, given], {}, span)

    def summands(self, given: Sequence[Value], span: Span) -> list[Value]:
        """What sum adds up, where a value of a class is among it."""
        if not isinstance(given[0], Items | Series):
            return []
        inner = self.entries(given[0], span)
        if not any(isinstance(one, Instance) for one in (*inner, *given[1:])):
            return []
        return [*(given[1:] or [Number(0.0, True, span, True)]), *inner]

    def total(self, parts: Sequence[Value], span: Span) -> Walk:
        total = parts[0]
        for one in parts[1:]:
            found = self.between("+", total, one)
            total = self.operate("+", total, one, (span, span), span) if found is None else (yield self.call_of(found, span))
        return total

    def operate(self, sign: str, left: Value, right: Value, spans: tuple[Span, Span], span: Span) -> Value:
        """A sign between two values of the language itself."""
        raise NotImplementedError

    def writes(self, value: Value, plain: bool = True) -> Defined | None:
        """The function by which a class writes its values. `plain`: as str, not repr."""
        functions = value.of.functions if isinstance(value, Instance) else {}
        return (plain and functions.get("__str__")) or functions.get("__repr__") or None

    def said(self, value: Value, span: Span, plain: bool = True) -> Walk:
        """A value as print shows it: one of a class as that writes it, whatever it stands in; any other as it is."""
        self.spend(1)
        function = self.writes(value, plain)
        if function is not None:
            return (yield self.invoke(function, [value], {}, span))  # type: ignore[no-any-return]
        if not self._holds_written(value):
            return value
        assert isinstance(value, Items | Set | Dict)
        first, last = "[]" if isinstance(value, Items) and value.listed else "()" if isinstance(value, Items) else "{}"
        found: list[Value] = []
        keys = list(value.entries) if isinstance(value, Dict) else []
        inner = value.items if isinstance(value, Items) else value.entries.values()
        for place, one in enumerate(inner):
            said = yield self.said(one, span, False)
            words = said if said is not one and isinstance(said, Text | Words) else text(self, said, span, True)
            found += [Text(", " * bool(place)), *([Text(f"{keys[place]!r}: ")] if keys else []), *split(words)]
        return phrase(self, [Text(first), *found, Text("," * (first == "(" and len(inner) == 1) + last)])

    def _holds_written(self, value: Value) -> bool:
        """Whether a list, set or dict holds a value of a class that says how it is written."""
        stack, seen = [value], set[int]()
        while stack:
            one = stack.pop()
            if id(one) in seen or not isinstance(one, Items | Set | Dict):
                continue
            seen.add(id(one))
            inner = list(one.items if isinstance(one, Items) else one.entries.values())
            self.spend(len(inner) // COPIES)
            if any(self.writes(part) is not None for part in inner):
                return True
            stack += inner
        return False
