"""The meaning of each kind of expression. Every method is a generator: it yields the parts whose values it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from chainrule.dialects.numpy import NUMPY
from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.ops.catalogue import CATALOGUE, op
from chainrule.program import lists
from chainrule.program.arithmetic import arithmetic
from chainrule.program.describe import describe
from chainrule.program.dtypes import meant
from chainrule.program.formats import formatted, phrase, plainly, split, text
from chainrule.program.kinds import distinct
from chainrule.program.machine import DOTS, Walk
from chainrule.program.names import ATTRIBUTES, COMMON, METHODS, SPELLINGS, instead
from chainrule.program.owned import Owned
from chainrule.program.sets import Set
from chainrule.program.signs import OF_ANSWERS, OPS, SIGNED
from chainrule.program.uniting import united
from chainrule.program.values import (
    COPIES,
    Bound,
    Builtin,
    Class,
    Defined,
    Dict,
    Flag,
    Function,
    Instance,
    Items,
    Library,
    Node,
    Nothing,
    Number,
    Passed,
    Spelled,
    Text,
    Value,
    Words,
)
from chainrule.program.words import joined

_NEG, _NOT, _TRANSPOSE = op("neg"), op("logical_not"), op("transpose")
_UNSIZED = (Text, Words, Flag, Nothing, Dict, Set, Function, Defined, Builtin, Library, Class, Instance, Bound, Spelled)


def _grew(left: Items, right: Value) -> bool:
    """Whether one of two lists is a tuple, or as the program made it: + then joins, and does not add."""
    return isinstance(right, Items) and any(one.grown or not one.listed for one in (left, right))


class Expressions(Owned):
    """Evaluates expressions onto a recorder."""

    def value(self, expression: syntax.Expr) -> Walk:
        """A generator that ends with the value of `expression`."""
        return _MEANINGS[type(expression)](self, expression)

    def number(self, of: syntax.Number) -> Walk:
        return Number(of.value, of.whole, of.span)
        yield

    def name(self, of: syntax.Name) -> Walk:
        return self.look(of.name, of.span)
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
            if isinstance(item, syntax.Spread):
                values += self.entries((yield self.gathering(item.value)), item.span)
            else:
                values.append(Number(item.value, item.whole, item.span) if isinstance(item, syntax.Number) else (yield item))
        return Items(tuple(values), isinstance(of, syntax.List), of.span)

    def set(self, of: syntax.Set) -> Walk:
        return distinct(self.entries((yield self.gathering(of.of)), of.span))

    def unary(self, of: syntax.Unary) -> Walk:
        operand: Value = yield of.operand
        if of.operator == "not":
            if isinstance(operand, Node) and not self.recorder.shape(operand.index):
                self.recorder.span = of.span
                return Node(self.recorder.apply(_NOT, (operand.index,)))
            return Flag(not self.holds(operand))
        if of.operator == "+":
            # Of NumPy's arrays this is a copy, of PyTorch's tensors the tensor itself.
            if isinstance(operand, Node) and self.in_python and self.changes(operand) and self.dialect_of(operand.index) is NUMPY:
                self.recorder.span = of.span
                return Node(self.copy(operand.index, "entrywise"))
            return operand
        if of.operator == "~":
            self._answers((operand,), (of.operand.span,), "~")
            return self._apply(_NOT, (operand,), (of.operand.span,), of.span)
        negated = self.before("neg", operand)
        if negated is not None:
            return (yield self.call_of(negated, of.span))  # type: ignore[no-any-return]
        if isinstance(operand, Number):
            return replace(operand, value=0.0 - operand.value if operand.integer else -operand.value, span=of.span, mark="", node=None)
        node = self.tensor(operand, of.operand.span)
        self.recorder.span = of.span
        return self._unsigned(Node(self.recorder.apply(_NEG, (node,))))

    def binary(self, of: syntax.Binary) -> Walk:
        left = yield of.left
        return (yield from self.combined(of, left, (yield of.right)))

    def combined(self, of: syntax.Binary, left: Value, right: Value) -> Walk:
        """Two values joined by the sign between them."""
        if isinstance(left, Passed | Number) and isinstance(right, Passed | Number) and not (type(left) is type(right) is Number):
            # How long something took is not known either.
            return left if isinstance(left, Passed) else right
        if isinstance(left, Instance) or isinstance(right, Instance):
            found = self.between(of.operator, left, right)
            if found is not None:
                return (yield self.call_of(found, of.span))  # type: ignore[no-any-return]
        return self.operate(of.operator, left, right, (of.left.span, of.right.span), of.span)

    def operate(self, sign: str, left: Value, right: Value, spans: tuple[Span, Span], span: Span) -> Value:
        if isinstance(left, Items) and isinstance(right, Items):
            self.spend((len(left.items) + len(right.items)) // COPIES)
        found = lists.combined(self, sign, left, right, span)
        if found is not None:
            return found
        if isinstance(left, Text | Words) or (isinstance(left, Items) and (isinstance(right, Text) or _grew(left, right))):
            return joined(self, sign, left, right, span)
        joint = united(self, sign, left, right)
        if joint is not None:
            return joint
        if sign in OF_ANSWERS:
            self._answers((left, right), spans, sign)
        if isinstance(left, Number) and isinstance(right, Number) and (left.counted or right.counted):
            folded = arithmetic(sign, left, right, span)
            if folded is not None:
                return folded
        if self.dialects and self.dialect is not None:
            sign = meant(self, sign, left, right, spans[0])
        if self.dotted and sign == "*" and isinstance(left, Node) and isinstance(right, Node):
            self._dot(left, right, (spans[0][1], spans[1][0]))
        made = self._apply(OPS[sign], (left, right), spans, span)
        return self._unsigned(made) if sign in SIGNED else made

    def _unsigned(self, made: Value) -> Value:
        """A result, which has no minus zero where it is made of whole numbers."""
        if isinstance(made, Node) and self.counts(made.index):
            self.recorder.unsigned(made.index)
        return made

    def _answers(self, values: Sequence[Value], spans: Sequence[Span], sign: str) -> None:
        """Raises bad-condition where a value is no answer of a comparison, for which alone & and | and ~ stand here."""
        for value, span in zip(values, spans, strict=True):
            of = self.seen(value)
            if not (isinstance(of, Flag) or (isinstance(of, Node) and self.says_yes_or_no(of.index))):
                self.blame = span
                raise Refused("bad-condition", f"{sign} joins answers, and {describe(value)} is none.", OF_ANSWERS[sign])

    def _dot(self, left: Node, right: Node, between: Span) -> None:
        """Tell of a point between two tensors, which in a textbook is another product."""
        if all(self.recorder.shape(one.index) for one in (left, right)) and any(sign in self.typed(between) for sign in DOTS):
            a, b = (self.recorder.program.names.get(one.index, name) for one, name in zip((left, right), "ab", strict=True))
            self.pass_over(f"The point between {a} and {b} multiplies entry by entry here. For the dot product write {a} @ {b}.")

    def compare(self, of: syntax.Compare) -> Walk:
        left = yield of.operands[0]
        result: Value = Flag(True)
        for place, relation in enumerate(of.operators):
            if place and not self.holds(result):
                return result
            operand = of.operands[place + 1]
            right = yield self.gathering(operand) if relation in ("in", "not in") else operand
            spans = (of.operands[place].span, of.operands[place + 1].span)
            numbers = isinstance(left, Number) and isinstance(right, Number) and (left.counted or right.counted)
            if numbers or relation in ("is", "is not", "in", "not in") or self._of_python(left, right):
                result = Flag(self._relates(relation, left, right))
            else:
                result = self._apply(OPS[relation], (left, right), spans, of.span)
            left = right
            if len(of.operators) > 1:
                self.blame = of.span
        return result

    def _of_python(self, left: Value, right: Value) -> bool:
        """Whether a comparison of two values is Python's, and gives one answer."""
        if isinstance(left, _UNSIZED) or isinstance(right, _UNSIZED):
            flag, other = (left, right) if isinstance(left, Flag) else (right, left)
            several = isinstance(other, Node) and self.recorder.shape(other.index) and not lists.is_list(self, other)
            return not (several and isinstance(flag, Flag) and flag.value is not None)
        if self.in_python and lists.beside_number(self, left, right):
            return True
        python = self.in_python or (isinstance(left, Items) and isinstance(right, Items))
        return self.dialect is not None and python and lists.is_list(self, left) and lists.is_list(self, right)

    def boolean(self, of: syntax.Boolean) -> Walk:
        value: Value = Flag(None)
        for operand in of.operands:
            value = yield operand
            self.blame = operand.span
            if operand is not of.operands[-1] and self.holds(value) != (of.operator == "and"):
                return value
        return value

    def conditional(self, of: syntax.Conditional) -> Walk:
        chosen = yield self.truth(of.condition)
        value: Value = yield of.then if chosen else of.otherwise
        return value

    def attribute(self, of: syntax.Attribute) -> Walk:
        library = self.library(of)
        value: Value = library or (yield of.value)
        if isinstance(value, Library):
            self.blame = of.span
            return self.member(value, of.name, of.span)
        if isinstance(value, Passed):
            return replace(value, span=of.span)
        owned = self.owned(value, of.name, of.name_span)
        if isinstance(owned, Bound) and owned.function.binds == "property":
            return (yield self.invoke(owned.function, [owned.of], {}, of.span))  # type: ignore[no-any-return]
        if owned is not None:
            return owned
        row = self.method(of.name, value) if self.dialects and (self.frame is None or self.frame.home is None) else None
        if row is not None:
            self.blame = of.span
            return (yield self.tensor_attribute(row, value, of.span))  # type: ignore[no-any-return]
        if of.name in METHODS:
            return Function(CATALOGUE[SPELLINGS.get(of.name, of.name)], of.name, value)
        if of.name not in ATTRIBUTES:
            self.blame = of.name_span
            known = sorted({*ATTRIBUTES, *METHODS, *self.methods()})
            hint = self.elsewhere(of) or instead(of.name, known) or f"A tensor has {COMMON} and more: see the list of functions."
            raise Refused("unknown-attribute", f"There is no attribute {of.name[:40]}.", hint)
        node = self.tensor(value if of.name == "T" else self.seen(value), of.value.span)
        shape = self.recorder.shape(node)
        if of.name == "T":
            self.recorder.span = of.span
            return self.shares(_TRANSPOSE, node, MappingProxyType({"axes": None}))
        if of.name == "shape":
            return Items(tuple(Number(extent, True, of.span, True) for extent in shape), False, of.span)
        count = 1
        for extent in shape:
            count *= extent
        return Number(len(shape) if of.name == "ndim" else count, True, of.span, True)

    def format(self, of: syntax.Format) -> Walk:
        parts: list[Value] = []
        for one in of.values:
            if isinstance(one, syntax.Field):
                value = yield one.value
                value = yield self.said(value, one.span, one.conversion != "r")
                spec = text(self, (yield one.spec), one.span) if one.spec is not None else Text("")
                self.blame = one.span
                parts += split(formatted(self, value, one.conversion, plainly(self, spec), one.span))
            else:
                parts.append((yield one))
        return phrase(self, parts)

    def spread(self, of: syntax.Spread) -> Walk:
        raise Refused("syntax", "A star stands before a value that is not among others.", "Write the value, or take the * out.")
        yield


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
    syntax.Conditional: Expressions.conditional,
    syntax.Lambda: Expressions.function,
    syntax.Comprehension: Expressions.comprehension,
    syntax.Format: Expressions.format,
    syntax.Dict: Expressions.dictionary,
    syntax.Set: Expressions.set,
    syntax.Spread: Expressions.spread,
}
