"""Words of a program: texts, and lists, that are joined or filled in. What is printed shows the values in the order of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chainrule.errors import Refused, Span
from chainrule.program.describe import describe
from chainrule.program.values import Items, Nothing, Number, Text, Value


def joined(sign: str, left: Value, right: Value, span: Span) -> Value:
    """'loss ' + 'x', 'loss %f' % x, (1, 2) + (3,)."""
    if sign == "+" and isinstance(left, Items) and isinstance(right, Items) and _lists(left, right):
        return Items([*left.items, *right.items], left.listed, span, grown=left.listed)
    if sign == "+" and isinstance(left, Text | Items) and isinstance(right, Text | Items):
        return Items([*_parts(left), *_parts(right)], False, span, grown=True)
    if sign == "%" and isinstance(left, Text):
        return Items([left, *(_parts(right) if isinstance(right, Items) and not right.listed else [right])], False, span, grown=True)
    if sign == "*" and isinstance(left, Text) and isinstance(right, Number):
        return left
    fact = f"{describe(left).capitalize()} and {describe(right)} cannot be joined by {sign}."
    raise Refused("not-a-tensor", fact, "Print them side by side: print(a, b).")


def _lists(left: Items, right: Items) -> bool:
    return left.listed == right.listed and not _worded(left) and not _worded(right)


def _worded(of: Items) -> bool:
    """Whether this is a text with values in it."""
    return not of.listed and of.grown


def _parts(of: Text | Items) -> list[Value]:
    return [of] if isinstance(of, Text) else list(of.items)


def run_text(of: Text, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """The value of a method of a text."""
    if name == "format":
        return Items([of, *values, *named.values()], False, span, grown=True)
    if name in ("lower", "upper"):
        return Text(of.value.lower() if name == "lower" else of.value.upper())
    if name == "join" and len(values) == 1 and isinstance(values[0], Items):
        return Items(list(values[0].items), False, span, grown=True)
    return Nothing(name)


TEXT_METHODS = frozenset({"format", "lower", "upper", "join"})
