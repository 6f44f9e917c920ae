"""Functions that only the tables of the libraries can call."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.axes import normal_axes
from chainrule.ops.catalogue import op
from chainrule.program.altering import alter, at, become
from chainrule.program.authoring import AUTHORING
from chainrule.program.collecting import COLLECTING
from chainrule.program.converting import asks, is_node, numbers, tensor
from chainrule.program.copying import COPYING
from chainrule.program.deepcopy import copied
from chainrule.program.dtypes import astype, cast, dtype_of, is_int, is_integer, like
from chainrule.program.finding import places
from chainrule.program.graph import Mark
from chainrule.program.lists import is_listed, is_tree, to_list
from chainrule.program.literal import is_literal
from chainrule.program.models import MODELS
from chainrule.program.recorded import grad_fn
from chainrule.program.shuffling import arrange
from chainrule.program.tapes import tape
from chainrule.program.values import COPIES, Context, Dict, Flag, Instance, Items, Made, Node, Nothing, Number, Text, Value, marked

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

Helper = Callable[["Loops", Sequence[Value], Mapping[str, Value], Span], Value]


def _mark(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """mark(x, 'requires_grad'), mark(x, 'variable', 'weights'): what a library says of a tensor, and what it calls it."""
    value, word, *title = values
    assert isinstance(word, Text)
    mark = Mark(word.value, title[0].value) if title and isinstance(title[0], Text) else word.value
    if isinstance(value, Items | Made) and value.node is not None:
        here.recorder.program.marks[value.node] = mark
    if isinstance(value, Number | Items | Made):
        return replace(value, mark=mark)
    if isinstance(value, Node):
        here.recorder.program.marks[here.current(value).index] = mark
    return value


def _title(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """title(v): the name a library has for a variable. Raises unknown-attribute."""
    (value,) = values
    mark = here.recorder.program.marks.get(here.current(value).index) if isinstance(value, Node) else getattr(value, "mark", "")
    if not isinstance(mark, Mark):
        raise Refused("unknown-attribute", "Only a tf.Variable has a name.", "Write tf.Variable(..., name='weights').")
    return Text(mark.called)


def _is_tensor(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether a value has axes."""
    (value,) = values
    axes = isinstance(value, Node) and bool(here.recorder.shape(value.index))
    return Flag(axes or isinstance(value, Made) or (isinstance(value, Items) and value.listed))


def _is_word(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Flag(isinstance(values[0], Text))


def _is_tuple(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Flag(isinstance(values[0], Items))


def _is_dict(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Flag(isinstance(values[0], Dict))


def _is_several(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether this is a tuple, a list that the program made, or one of arrays: no tensor."""
    one = values[0]
    return Flag(isinstance(one, Items) and (not one.listed or one.grown or not is_literal(one) or any(map(marked, one.items))))


def _is_number(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """is_number(x, 0)"""
    one, other = values
    return Flag(isinstance(one, Number) and isinstance(other, Number) and one.value == other.value)


def _note(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """note('words'): a notice, given once."""
    (word,) = values
    assert isinstance(word, Text)
    here.pass_over(word.value)
    return Nothing("note")


def _refuse(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """refuse('fact', 'hint'): what a table knows and cannot do."""
    fact, hint = values
    assert isinstance(fact, Text) and isinstance(hint, Text)
    raise Refused("bad-argument", fact.value, hint.value)


def _scalar(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """scalar(x): the one number of a tensor, outside of the graph."""
    node = here.tensor(values[0], span)
    entries = here.recorder.entries(node)
    if len(entries) != 1:
        raise Refused("bad-argument", f"The tensor has {len(entries)} numbers, not one.", "Take one entry, or reduce it first: sum(x).")
    if here.says_yes_or_no(node):
        return Flag(entries[0] != 0)
    real = not here.counts(node)
    read = node if real and not here.recorder.shape(node) else None
    return Number(entries[0], entries[0] == entries[0] // 1, span, True, real=real, node=read)


def _settle(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """settle(layer): what it has made in the middle of a program becomes its tensors, where no name makes inputs of them."""
    (layer,) = values
    assert isinstance(layer, Instance)
    here.scope.settle(layer)
    return Nothing("settle")


def _order(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """order(x, axis, descending, count): the places of the first `count` entries along an axis once sorted; None: of all."""
    node, recorder = here.tensor(values[0], span), here.recorder
    shape = recorder.shape(node)
    axis, count = here.scalar(values[1]), here.scalar(values[3]) if values[3] != Flag(None) else None
    (place,) = normal_axes(int(axis or 0), len(shape))
    kept = shape[place] if count is None else int(count)
    recorder.span = span
    params = {"axis": place, "count": kept, "descending": values[2] == Flag(True)}
    return Node(recorder.apply(op("argsort"), (node,), MappingProxyType(params)))


def _fields(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """fields(values=a, indices=b): a tuple whose entries have names."""
    return Items(tuple(named.values()), False, span, fields=tuple(named))


def _context(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    (word,) = values
    assert isinstance(word, Text)
    return Context(word.value)


def _put(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """put(layer, 'name', x): an attribute whose name is made up."""
    of, name, value = values
    assert isinstance(of, Instance) and isinstance(name, Text)
    of.attributes[name.value] = value
    return Nothing("put")


def _part(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """part(layer, 'name')"""
    of, name = values
    assert isinstance(of, Instance) and isinstance(name, Text)
    return of.attributes[name.value]


def _new_key(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """new_key(key, 0, 1): a number made of these, the same again for the same."""
    numbers = [here.scalar(one) for one in values]
    drawn = hashlib.blake2b(repr(numbers).encode(), digest_size=6).digest()
    return Number(float(int.from_bytes(drawn, "big")), True, span, True)


def _by_key(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """by_key(randn(shape), key): numbers that depend on the key, and not on what was drawn before."""
    made, key = values
    assert isinstance(made, Made)
    return replace(made, params=MappingProxyType({**made.params, "call": int(here.scalar(key) or 0)}))


def _is_answer(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether the entries say yes or no."""
    return Flag(here.says_yes_or_no(here.tensor(values[0], span)))


def _among(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """among(target, -100): whether a number is one of the entries."""
    of, number = values
    entries = [of.value] if isinstance(of, Number) else here.recorder.entries(here.tensor(of, span))
    here.spend(len(entries) // COPIES)
    return Flag(here.scalar(number) in entries)


def _within(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """within(x, 0, 1): whether no number is below the first or above the second."""
    entries, low, high = here.recorder.entries(here.tensor(values[0], span)), here.scalar(values[1]), here.scalar(values[2])
    here.spend(len(entries) // COPIES)
    return Flag(low is not None and high is not None and all(low <= one <= high for one in entries))


def _has_line_of(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """has_line_of(mask, 0): whether a line of the last axis holds this number alone."""
    node = here.tensor(values[0], span)
    entries, number = here.recorder.entries(node), here.scalar(values[1])
    here.spend(len(entries) // COPIES)
    length = (here.recorder.shape(node) or (1,))[-1]
    return Flag(length > 0 and any(all(one == number for one in entries[k : k + length]) for k in range(0, len(entries), length)))


_MEANINGS: Mapping[str, Helper] = {
    **COPYING,
    "tensor": tensor,
    "tape": tape,
    "numbers": numbers,
    "mark": _mark,
    "title": _title,
    "copied": copied,
    "to_list": to_list,
    "is_tensor": _is_tensor,
    "is_word": _is_word,
    "is_tuple": _is_tuple,
    "is_int": is_int,
    "is_integer": is_integer,
    "cast": cast,
    "like": like,
    "dtype_of": dtype_of,
    "astype": astype,
    "note": _note,
    "refuse": _refuse,
    "scalar": _scalar,
    "asks": asks,
    "is_node": is_node,
    "is_number": _is_number,
    "is_several": _is_several,
    "is_dict": _is_dict,
    "is_tree": is_tree,
    "is_listed": is_listed,
    "order": _order,
    "arrange": arrange,
    "settle": _settle,
    "fields": _fields,
    "grad_fn": grad_fn,
    "become": become,
    "alter": alter,
    "context": _context,
    "at": at,
    "put": _put,
    "part": _part,
    "is_answer": _is_answer,
    "among": _among,
    "within": _within,
    "has_line_of": _has_line_of,
    "new_key": _new_key,
    "by_key": _by_key,
    "places": places,
    **AUTHORING,
    **MODELS,
}
HELPERS = frozenset(_MEANINGS) | frozenset(COLLECTING)


def run_helper(here: Loops, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """The value of a call of one of these functions."""
    here.recorder.span = span
    return (_MEANINGS.get(name) or COLLECTING[name])(here, values, named, span)  # type: ignore[arg-type]
