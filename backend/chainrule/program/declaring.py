"""Statements that bind functions, classes and libraries."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from chainrule.errors import Refused
from chainrule.language import syntax
from chainrule.program.describe import describe
from chainrule.program.expression import Expressions
from chainrule.program.values import CALLED, Class, Context, Defined, Library, Passed, Value

Walk = Generator[Any, Any, None]


class Declarations:
    """Runs them onto `expressions`."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions

    def define(self, of: syntax.Define) -> Walk:
        expressions = self.expressions
        value: Value = yield expressions.defined(of)
        for one in reversed(of.decorators):
            decorator = yield one
            if isinstance(decorator, Context) and isinstance(value, Defined):
                value = replace(value, context=decorator.kind)
            elif not isinstance(decorator, Context | Passed):
                if not isinstance(decorator, CALLED):
                    expressions.blame = one.span
                    raise Refused("not-callable", f"This is {describe(decorator)}: no decorator.", "Leave the line out.")
                value = yield expressions.apply(decorator, [value], [one.span], {}, one.span)
        expressions.bind(of.name.name, value, of.name.span)
        return None

    def classify(self, of: syntax.Class) -> Walk:
        """A class with functions. It stands on nothing, or on a class of a library that is written in our language."""
        expressions = self.expressions
        if of.known:
            row = expressions.member(Library("micrograd.engine"), "Value", of.span)
            expressions.bind(of.name.name, row, of.name.span)
            expressions.pass_over("Value is built in: the class in the text is passed over.")
            return None
        functions: dict[str, Defined] = {}
        known = ""
        for base in of.bases:
            if isinstance(base, syntax.Name) and base.name == "object":
                continue
            on = yield base
            if not isinstance(on, Class) or not on.known:
                expressions.blame = base.span
                hint = "Write class Net(nn.Module): with __init__ and forward, or plain functions."
                raise Refused("unsupported-syntax", "A class can only stand on nn.Module here.", hint, construct="ClassDef")
            functions |= on.functions
            known = on.known
        for one in of.functions:
            functions[one.name.name] = yield expressions.defined(one)
        expressions.bind(of.name.name, Class(of.name.name, functions, known), of.name.span)
        return None

    def bring(self, of: syntax.Import) -> Walk:
        self.expressions.bind(of.name, self.expressions.bring(of.library, of.member, of.span), of.span)
        return None
        yield
