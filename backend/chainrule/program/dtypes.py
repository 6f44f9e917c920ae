"""Tensors in another dtype. All numbers are float64 here, but those of whole numbers or of truth change them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.dialects.numpy import NUMPY
from chainrule.dialects.pytorch import PYTORCH
from chainrule.errors import Refused, Span
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.program.copying import own
from chainrule.program.dtype import BOOL, FLOAT, INT, dtype, wider
from chainrule.program.graph import Program
from chainrule.program.literal import is_literal, is_whole
from chainrule.program.origins import origin
from chainrule.program.recorder import Recorder
from chainrule.program.values import Flag, Items, Made, Node, Number, Spelled, Text, Value, marked

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_WORDS: Mapping[str, str] = {
    **dict.fromkeys("bool bool_".split(), BOOL),
    **dict.fromkeys("int int8 int16 int32 int64 uint8 short long int_ intp LongTensor IntTensor".split(), INT),
    **dict.fromkeys("float float16 float32 float64 half bfloat16 double float_ FloatTensor DoubleTensor".split(), FLOAT),
}
"""The dtypes of the libraries by their names."""
_UNIFORM = frozenset({"zeros", "ones", "eye"})
"""What is made of numbers that every dtype has."""
_SINGLE = frozenset({"float", "float32", "FloatTensor"})
_DOUBLE = frozenset({"float", "float64", "double"})
_OTHER = frozenset({"double", "float64", "DoubleTensor", "half", "float16", "bfloat16"})


def cast(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """cast(x, dtype): x in another dtype. Other options of `to` change nothing."""
    value, *options = values
    words = {word for one in options if (word := _word(one) or "") in _WORDS}
    wanted = next((_WORDS[one] for one in words), None)
    if wanted is None:
        return value
    made = converted(here, value, wanted, span)
    return _of_floats(here, made, words, span) if made is value and wanted == FLOAT else made


def like(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """like(x, other): x in the dtype of another tensor."""
    value, other = values
    return converted(here, value, dtype(here.recorder.program, here.tensor(other, span)), span)


def dtype_of(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """dtype_of(x): what a library calls the dtype of a tensor."""
    return Text(_CALLED[dtype(here.recorder.program, here.tensor(values[0], span))])


_CALLED = {BOOL: "bool", INT: "int64", FLOAT: "float64"}


def converted(here: Loops, value: Value, wanted: str, span: Span) -> Value:
    """A value in a dtype: itself where it has that already."""
    if isinstance(value, Items):
        value = answers(value) or value if wanted != BOOL else value
    if isinstance(value, Number | Items) and is_literal(value) and wanted != BOOL and (value.node is None or isinstance(value, Number)):
        return _retyped(value, wanted, LIMITS["axes"].value)
    if isinstance(value, Made) and value.node is None and (wanted == FLOAT or value.dtype == wanted or value.record.name in _UNIFORM):
        made = replace(value, dtype=wanted)
        return here.scope.kept(made) if wanted == BOOL else made
    recorder, node = here.recorder, here.tensor(value, span)
    had = dtype(recorder.program, node)
    if had == wanted:
        return value
    recorder.span = span
    if wanted == BOOL:
        return Node(recorder("not_equal", node, here.tensor(Number(0.0, True, span), span)))
    plain = had != FLOAT or all(math.isfinite(one) and one == one // 1 for one in recorder.entries(node))
    if wanted == FLOAT and had == INT and not any(one.opaque for one in here.dialects):
        found = here.copy(node, "entrywise")
    else:
        found = recorder.apply(op("detach"), (node if plain else truncated(recorder, node),))
        here.layouts.copied(found, node, "entrywise")
        here.instead[found] = "Whole numbers pass no gradient: leave the cast out there."
    recorder.program.dtypes[found] = wanted
    return Node(found)


def astype(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """astype(x, dtype, order, copy): the same as a tensor of its own, or where it need be none as x itself."""
    value, wanted, order, copied = values
    made = cast(here, [value, wanted], named, span)
    return own(here, [made, copied, order], named, span) if made is value else made


def _of_floats(here: Loops, value: Value, words: set[str], span: Span) -> Value:
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


def _retyped(of: Value, wanted: str, deepest: int) -> Value:
    """A number or list of the text in another dtype."""
    if isinstance(of, Items) and deepest:
        return replace(of, items=tuple(_retyped(one, wanted, deepest - 1) for one in of.items))
    if not isinstance(of, Number) or (wanted == INT and not math.isfinite(of.value)):
        return of
    return replace(of, real=True) if wanted == FLOAT else replace(of, value=float(math.trunc(of.value)), whole=True, real=False)


def truncated(recorder: Recorder, node: int) -> int:
    """A tensor without what stands behind the points of its numbers."""
    found: int = recorder("mul", recorder("sign", node), recorder("floor", recorder("abs", node)))
    return found


def meant(here: Loops, sign: str, left: Value, right: Value, span: Span) -> str:
    """The sign, or the one that has its meaning between two tensors of a library. Raises bad-argument where they have none."""
    if sign not in _BETWEEN or not (isinstance(left, Node) or marked(left)):
        return sign
    program = here.recorder.program
    of, other, both = _BETWEEN[sign]
    node = here.tensor(left, span)
    if dtype(program, node) != of or not origin(program, node):
        return sign
    if sign == "**":
        alike = here.is_integer(right) and (here.scalar(right) or 0) < 0
    else:
        alike = isinstance(right, Node) and dtype(program, right.index) == of
    if alike and not other:
        raise Refused("bad-argument", f"The libraries have no {sign} between {both}.", _WRITE[sign])
    return other if alike else sign


_BETWEEN = {
    "+": (BOOL, "|", ""),
    "*": (BOOL, "&", ""),
    "-": (BOOL, "", "True and False"),
    "**": (INT, "", "whole numbers and negative ones"),
}
"""Signs that are others between two tensors of a dtype: the dtype, the other sign, and what has none."""
_WRITE = {"-": "Write a != b where they differ.", "**": "Make it of floats: write its numbers with a point, 1.0."}


def fits(program: Program, old: int, new: int) -> None:
    """Raises bad-argument where a tensor cannot be changed in place into another: it keeps its dtype."""
    had, given = dtype(program, old), dtype(program, new)
    if wider(had, given) != had:
        called = program.names.get(old, "The tensor")
        fact = f"{called} holds {_HOLDS[had]}, and keeps to them when it is changed in place: this gives {_HOLDS[given]}."
        hint = f"Make a new tensor, x = x + y, or make this one of {_HOLDS[given]}: {_AS[given]}."
        raise Refused("bad-argument", fact, hint)


_HOLDS = {BOOL: "True and False", INT: "whole numbers", FLOAT: "floats"}
_AS = {INT: "dtype=int", FLOAT: "write its numbers with a point, 1.0"}


def _word(of: Value) -> str | None:
    return of.value if isinstance(of, Text) else of.row.leaf if isinstance(of, Spelled) else getattr(of, "name", None)


def answers(of: Items) -> Items | None:
    """A list of nothing but True and False as one of 1 and 0; None for any other list."""
    first: Value = of
    for _ in range(LIMITS["axes"].value):
        if isinstance(first, Items) and first.items:
            first = first.items[0]
    pending: list[Value] = [of] if isinstance(first, Flag) else []
    for one in pending:
        if isinstance(one, Number):
            return None  # among numbers they count as 1 and 0
        pending += one.items if isinstance(one, Items) else ()
    found = _numbers(of, LIMITS["axes"].value) if pending else of
    return found if found is not of and isinstance(found, Items) and is_literal(found) else None


def _numbers(of: Value, deepest: int) -> Value:
    if isinstance(of, Items) and deepest:
        return Items(tuple(_numbers(one, deepest - 1) for one in of.items), True, of.span)
    return Number(float(of.value), True, (0, 0)) if isinstance(of, Flag) and of.value is not None else of


def is_int(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """is_int(x): whether this is a whole number of the text, or a list of such."""
    return Flag(is_whole(values[0]))


def is_integer(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """is_integer(dtype): whether this is a type of whole numbers."""
    return Flag(_WORDS.get(_word(values[0]) or "") == INT)
