"""Copies and views, as the tables of the libraries ask for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.axes import normal_axes
from chainrule.ops.catalogue import op
from chainrule.ops.indexing import Cut
from chainrule.program.layouts import restrided
from chainrule.program.values import Flag, Node, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def _copy(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """copy(x): a tensor of its own, which a change of x does not reach."""
    (value,) = values
    return Node(here.copy(here.current(value).index, "entrywise")) if isinstance(value, Node) else value


def own(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """own(x, copy, order): x, or a copy whose entries lie in line, 'C', or in the order in which those of x do, 'K'."""
    value, copied, order = values
    if copied == Flag(False) or not isinstance(value, Node):
        return value
    if order not in (Text("C"), Text("K")):
        raise Refused("bad-argument", "A copy is available in the orders 'C' and 'K'.", "Leave order out.")
    return Node(here.copy(here.current(value).index, "sorted" if order == Text("K") else "line"))


def _apart(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """apart(reshape(x, (-1,))): a result that has no numbers in common with what it was made of."""
    node = here.tensor(values[0], span)
    here.shared.pop(node, None)
    here.doubtful.discard(node)
    plan = here.recorder.program.plans[node]
    if plan is not None:
        here.layouts.copied(node, here.recorder.program.args[node][0], "entrywise" if plan.op.name == "flip" else "line")
    return Node(node)


def _contiguous(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """contiguous(x): x where its entries lie in line, else a copy."""
    (value,) = values
    node = here.tensor(value, span) if isinstance(value, Node) else None
    if node is None or here.layouts.in_line(node):
        return value
    here.recorder.span = span
    made = here.copy(node, "line")
    if not here.layouts.is_known(node):
        here.doubt(made, node)
    return Node(made)


def _view(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """view(reshape(x, shape), x): the first, where it is no copy. Raises bad-shape where PyTorch does."""
    made, of = (here.tensor(value, span) for value in values)
    shape, wanted = here.recorder.shape(of), here.recorder.shape(made)
    if here.layouts.is_known(of) and restrided(shape, here.layouts.of(of), wanted) is None:
        fact = f"The view size {list(wanted)} is not compatible with how the entries of this tensor, {list(shape)}, lie in memory."
        raise Refused("bad-shape", fact, "Use .reshape(...), which copies them where it must.", shape=list(shape))
    return Node(made)


def _fixed(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """fixed(broadcast_to(x, shape)): a view that may only be read."""
    node = here.tensor(values[0], span)
    here.fixed.update({node} & here.shared.keys())
    return Node(node)


def _cut(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """cut(x, axis, start, stop): x[:, start:stop] along an axis."""
    of, axis, start, stop = values
    return _along(here, of, axis, Cut(_number(here, start), _number(here, stop)), span)


def _pick(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """pick(x, axis, k): x[:, k] along an axis."""
    of, axis, place = values
    return _along(here, of, axis, _number(here, place), span)


def _along(here: Loops, of: Value, axis: Value, item: int | Cut, span: Span) -> Value:
    node = here.tensor(of, span)
    (place,) = normal_axes(_number(here, axis), len(here.recorder.shape(node)))
    here.recorder.span = span
    return here.shares(op("index"), node, MappingProxyType({"key": (*(Cut() for _ in range(place)), item)}))


def _number(here: Loops, value: Value) -> int:
    """An axis, or a place along one. Raises bad-argument."""
    number = here.scalar(value)
    if number is None or not float(number).is_integer():
        fact = "An axis and a place along it are whole numbers."
        raise here.broken(value, "a cut") or Refused("bad-argument", fact, "Write x.narrow(0, 1, 2).")
    return int(number)


COPYING: Mapping[str, Callable[[Loops, Sequence[Value], Mapping[str, Value], Span], Value]] = {
    "copy": _copy,
    "own": own,
    "apart": _apart,
    "contiguous": _contiguous,
    "view": _view,
    "fixed": _fixed,
    "cut": _cut,
    "pick": _pick,
}
