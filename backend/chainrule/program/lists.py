"""Python's own lists and tuples in the spelling of a library: there + joins them, * repeats them, and a comparison looks at their entries.

    [1, 2] + [3]  ->  [1, 2, 3]        [0] * 3  ->  [0, 0, 0]        [1, 2] == [1, 2]  ->  True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Span
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.program.graph import Program
from chainrule.program.origins import origin
from chainrule.program.typed import Typed
from chainrule.program.values import COPIES, Flag, Items, Node, Number, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_DETACH = op("detach")


def python_list(here: Loops, value: Value, span: Span) -> Items | None:
    """A value as the list or tuple that Python has there; None where it is none, or the text is in no library's spelling."""
    # Those of a table are lists as well, whatever runs around it.
    if here.dialect is None or not is_list(here, value) or not (here.in_python or isinstance(value, Items)):
        return None
    return value if isinstance(value, Items) else Items(here.entries(value, span), True, span, grown=True)


def is_list(here: Loops, value: Value) -> bool:
    """Whether a value is a list or tuple of Python's, and no array of a library."""
    if isinstance(value, Items):
        return not value.mark
    return isinstance(value, Node) and here.scope.lists.has(here.recorder.program, value.index)


def is_read(program: Program, node: int, lists: Typed) -> bool:
    """Whether a node is such a list or an entry of one, also where it was read from a tensor of a library."""
    plan = program.plans[node]
    whole = program.args[node][0] if plan is not None and plan.op.name == "index" else node
    return lists.has(program, node) or lists.has(program, whole)


def beside_number(here: Loops, left: Value, right: Value) -> bool:
    """Whether one of two values is a list or tuple of Python's, and the other a number of Python's."""
    return any(is_list(here, one) and _is_number(here, other) for one, other in ((left, right), (right, left)))


def _is_number(here: Loops, value: Value) -> bool:
    if isinstance(value, Node):
        return not here.recorder.shape(value.index) and not origin(here.recorder.program, value.index)
    return isinstance(value, Number) and not value.mark


def together(one: Items, other: Items, span: Span) -> Items:
    """Two lists, or two tuples, as one."""
    return Items([*one.items, *other.items], one.listed, span, grown=one.listed)


def combined(here: Loops, sign: str, left: Value, right: Value, span: Span) -> Value | None:
    """What + and * give. None where they do not belong to lists."""
    if sign not in ("+", "*"):
        return None
    one, other = python_list(here, left, span), python_list(here, right, span)
    if sign == "+" and one is not None and other is not None and one.listed == other.listed:
        here.spend((len(one.items) + len(other.items)) // COPIES)
        return together(one, other, span)
    if sign == "*" and (one is None) != (other is None):
        of, times = (one, right) if one is not None else (other, left)
        count = _whole(here, times)
        if of is not None and count is not None:
            LIMITS["entries"].check(count * len(of.items))
            here.spend(count * len(of.items) // COPIES)
            return Items([*of.items] * count, of.listed, span, grown=of.listed)
    return None


def _whole(here: Loops, value: Value) -> int | None:
    number = here.scalar(value) if here.is_integer(value) else None
    return None if number is None else max(0, int(number))


# -- for the tables of the libraries


def to_list(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """to_list(x): the numbers of a tensor as Python's own."""
    node = here.tensor(values[0], span)
    if not here.recorder.shape(node):
        return Number(here.recorder.number(node), here.counts(node), span, True, real=not here.counts(node), node=node)
    made = here.recorder.apply(_DETACH, (node,))
    here.scope.lists.add(made)
    return Node(made)


def is_tree(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether this is a list or tuple whose entries are parts of their own."""
    return Flag(is_list(here, values[0]))


def is_listed(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether this is no tuple."""
    return Flag(not isinstance(values[0], Items) or values[0].listed)
