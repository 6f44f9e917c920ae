"""Statements that bind functions, classes and libraries."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from chainrule.dialects.micrograd import MICROGRAD
from chainrule.dialects.row import ABSENT
from chainrule.errors import Refused
from chainrule.language import syntax
from chainrule.language.constructs import OPERATORS
from chainrule.program.describe import describe
from chainrule.program.expression import Expressions
from chainrule.program.frame import Frame
from chainrule.program.values import CALLED, Class, Context, Defined, Passed, Spelled, Value

Walk = Generator[Any, Any, None]
_BINDS = frozenset({"property", "staticmethod", "classmethod"})
"""Decorators that say how a function of a class is called."""


class Declarations:
    """Runs them onto `expressions`."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions

    def define(self, of: syntax.Define) -> Walk:
        value = yield self._decorated(of)
        self.expressions.bind(of.name.name, value, of.name.span)
        return None

    def _decorated(self, of: syntax.Define, within: Class | None = None) -> Generator[Any, Any, Value]:
        """The function, with what its decorators make of it; `within`: it is one of a class."""
        expressions = self.expressions
        value: Value = yield expressions.defined(of)
        if isinstance(value, Defined) and within is not None:
            value = replace(value, owner=within)
        for one in reversed(of.decorators):
            if within is not None and isinstance(one, syntax.Name) and one.name in _BINDS and isinstance(value, Defined):
                value = replace(value, binds=one.name)
                continue
            decorator: Value = yield one
            if isinstance(decorator, Passed):
                continue
            if isinstance(decorator, Context) and isinstance(value, Defined):
                value = replace(value, context=decorator.kind)
            elif isinstance(decorator, CALLED):
                value = yield expressions.apply(decorator, [value], [one.span], {}, one.span)
            elif not isinstance(decorator, Context):
                expressions.blame = one.span
                raise Refused("not-callable", f"This is {describe(decorator)}: no decorator.", "Leave the line out.")
        return value

    def classify(self, of: syntax.Class) -> Walk:
        """A class with functions and attributes. It stands on nothing, on a class of the program, or on one of a library that is written
        in our language."""
        expressions = self.expressions
        base = yield self._base(of)
        functions: dict[str, Defined] = {} if base is None else dict(base.functions)
        made = Class(of.name.name, functions, "" if base is None else base.known, base)
        for one in of.functions:
            function = yield self._decorated(one, made)
            if not isinstance(function, Defined):
                expressions.blame = one.name.span
                raise Refused("unsupported-syntax", "This decorator on a function of a class is not available.", "Leave it out.")
            functions[one.name.name] = function
        if OPERATORS & set(functions):
            # A text with an engine of its own reads as those of micrograd: its lists are Python's.
            expressions.recognise(MICROGRAD)
            if "backward" in functions:
                told = f"{of.name.name} is run as it is written: its grad is what its own backward makes of it."
                expressions.pass_over(f"{told} The gradients on the page are chainrule's: where they differ, the class is wrong.")
        yield self._attributes(of, made)
        expressions.bind(of.name.name, made, of.name.span)
        return None

    def _base(self, of: syntax.Class) -> Generator[Any, Any, Class | None]:
        """The class it stands on. Raises unsupported-syntax."""
        expressions = self.expressions
        bases = [one for one in of.bases if not (isinstance(one, syntax.Name) and one.name == "object")]
        for place, one in enumerate(bases):
            found = yield one
            if isinstance(found, Class) and not place:
                base = found
                continue
            expressions.blame = one.span
            if isinstance(found, Spelled) and found.row.meaning.startswith(ABSENT):
                hint = found.row.meaning.removeprefix(ABSENT)
                raise Refused("unsupported-syntax", f"{found.row.name} is not available.", hint, construct="ClassDef")
            fact = "A class can stand on one class only." if place else f"A class cannot stand on {describe(found)}."
            raise Refused("unsupported-syntax", fact, "Write class Net(nn.Module):, or the name of a class above.", construct="ClassDef")
        return base if bases else None

    def _attributes(self, of: syntax.Class, made: Class) -> Walk:
        """What is assigned in a class; the lines see the names of those above."""
        expressions, around = self.expressions, self.expressions.frame
        expressions.frame = frame = Frame(frozenset(), around, quiet=True)
        frame.values = made.attributes
        for one in of.attributes:
            value = expressions.scope.kept((yield one.value))
            made.attributes.update({target.name: value for target in one.targets if isinstance(target, syntax.Name)})
        expressions.frame = around

    def bring(self, of: syntax.Import) -> Walk:
        self.expressions.bind(of.name, self.expressions.bring(of.library, of.member, of.span), of.span)
        return None
        yield
