"""Types of numbers, where they matter: all numbers are float64 here, and those of whole numbers or of truth change them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.dialects.numpy import NUMPY
from chainrule.dialects.pytorch import PYTORCH
from chainrule.errors import Span
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.program import literal
from chainrule.program.copying import own
from chainrule.program.literal import is_literal
from chainrule.program.recorder import Recorder
from chainrule.program.values import Flag, Items, Made, Node, Number, Spelled, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_SINGLE = frozenset({"float", "float32", "FloatTensor"})
_DOUBLE = frozenset({"float", "float64", "double"})
_OTHER = frozenset({"double", "float64", "DoubleTensor", "half", "float16", "bfloat16"})
_WHOLE = frozenset({"int", "int8", "int16", "int32", "int64", "uint8", "long", "LongTensor", "IntTensor"})


def cast(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """cast(x, dtype): of types, those of whole numbers and of truth change numbers; other options of `to` change none."""
    value, *options = values
    words = set(map(_word, options))
    truth = "bool" in words
    if not (truth or words & _WHOLE):
        return _of_floats(here, value, words, span)
    if (is_int(here, [value], {}, span) == Flag(True) and not truth) or isinstance(value, Made):
        return value
    recorder, node = here.recorder, here.tensor(value, span)
    recorder.span = span
    if truth:
        return Node(recorder("not_equal", node, here.tensor(Number(0.0, True, span), span)))
    plain = all(math.isfinite(one) and one == one // 1 for one in recorder.entries(node))
    if here.counts(node) or not any(one.opaque for one in here.dialects):
        return value if plain else Node(_truncated(recorder, node))
    found = recorder.apply(op("detach"), (node if plain else _truncated(recorder, node),))
    here.instead[found] = "Whole numbers pass no gradient: leave the cast out there."
    return Node(found)


def astype(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """astype(x, dtype, order, copy): the same as a tensor of its own, or where it need be none as x itself."""
    value, dtype, order, copied = values
    changed = _word(dtype) in _WHOLE | {"bool"} or copied == Flag(False)
    made = cast(here, [value, dtype], named, span) if changed else value
    return own(here, [made, copied, order], named, span) if made is value else made


def _of_floats(here: Loops, value: Value, words: set[str | None], span: Span) -> Value:
    """A tensor as one of another type of floats: itself where it is of that type, else a copy. PyTorch makes tensors of single precision,
    NumPy arrays of double: where both are at work it is not known."""
    library = here.dialect_of(value.index) if isinstance(value, Node) else None
    if not isinstance(value, Node) or library not in (PYTORCH, NUMPY):
        return value
    node = here.tensor(value, span)
    unknown = words & _OTHER or (words & _SINGLE and NUMPY in here.dialects)
    if not unknown or here.is_fresh(node, span) or (library is NUMPY and words & _DOUBLE):
        return value
    here.recorder.span = span
    made = here.copy(node, "entrywise")
    here.doubt(made, node)
    return Node(made)


def _truncated(recorder: Recorder, node: int) -> int:
    found: int = recorder("mul", recorder("sign", node), recorder("floor", recorder("abs", node)))
    return found


def _word(of: Value) -> str | None:
    return of.value if isinstance(of, Text) else of.row.leaf if isinstance(of, Spelled) else getattr(of, "name", None)


def answers(of: Items) -> Items | None:
    """A list of True and False as one of 1 and 0; None for any other list."""
    first: Value = of
    for _ in range(LIMITS["axes"].value):
        if isinstance(first, Items) and first.items:
            first = first.items[0]
    found = _numbers(of, LIMITS["axes"].value) if isinstance(first, Flag) else of
    return found if found is not of and isinstance(found, Items) and is_literal(found) else None


def _numbers(of: Value, deepest: int) -> Value:
    if isinstance(of, Items) and deepest:
        return Items(tuple(_numbers(one, deepest - 1) for one in of.items), True, of.span)
    return Number(float(of.value), True, (0, 0)) if isinstance(of, Flag) and of.value is not None else of


def is_int(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """is_int(x): whether this is a whole number of the text, or a list of such."""
    return Flag(literal.is_whole(values[0]))


def is_integer(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """is_integer(dtype): whether this is a type of whole numbers."""
    return Flag(_word(values[0]) in _WHOLE)


def is_whole(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether every entry is a whole number already."""
    entries = here.recorder.entries(here.tensor(values[0], span))
    return Flag(all(math.isfinite(one) and one == one // 1 for one in entries))
