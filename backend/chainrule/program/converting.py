"""Tensors made of lists, of other tensors, and of the arrays of other libraries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.dialects import DIALECTS
from chainrule.dialects.jax import JAX
from chainrule.dialects.numpy import NUMPY
from chainrule.dialects.row import Row
from chainrule.errors import Refused, Span
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.program.changing import STAY
from chainrule.program.differentiate import makes
from chainrule.program.dtype import COUNTS
from chainrule.program.dtypes import answers
from chainrule.program.graph import INPUT
from chainrule.program.literal import is_literal
from chainrule.program.origins import origin
from chainrule.program.values import Flag, Instance, Items, Made, Node, Number, Taken, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_DETACH = op("detach")
UNREAD = "This asks for a gradient, and PyTorch gives no array of NumPy of it: no path leads through one."


def tensor(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """tensor(data, how): numbers and lists of numbers of the text stay what they are, and become inputs once they have a name.

    An array of another library gets a node of its own, and no path leads back through it. `how`: 'copied': the same for a tensor of this
    library; 'shared': the new tensor has its numbers in common with the array; 'alias': so has one that is another for this library, too.
    """
    value, how = values[0], values[1] if len(values) > 1 else Text("")
    if isinstance(value, Items) and answers(value) is not None:
        return Node(here.tensor(value, span))
    if isinstance(value, Items) and is_literal(_listed(value)):
        return value if value.listed and not value.grown else replace(_listed(value), grown=False, node=None)
    if isinstance(value, Number | Made | Instance):
        return value
    node = here.tensor(_listed(value) if isinstance(value, Items) else value, span)
    assert here.frame is not None and here.frame.home is not None
    program, own = here.recorder.program, here.frame.home.dialect.name
    foreign = origin(program, node) not in ("", own)
    if foreign or (how in (Text("copied"), Text("alias")) and _told_apart(here, node, span)):
        here.recorder.span = span
        shared = how == Text("shared") or (how == Text("alias") and not here.is_fresh(node, span))
        of, node = node, here.shares(_DETACH, node).index if shared else here.recorder.apply(_DETACH, (node,))
        program.origins[node] = own
        if not shared:
            here.layouts.copied(node, of, "entrywise")
        here.instead[node] = "A new tensor takes the numbers alone: compute with the tensor itself, or join several by stack."
    return Node(node)


def _listed(value: Items) -> Items:
    return value if value.listed else Items(value.items, True, value.span)


def _told_apart(here: Loops, node: int, span: Span) -> bool:
    """Whether it matters that a copy is another tensor: the program knows this one, or a slope leads from it to an input."""
    program = here.recorder.program
    return not here.is_fresh(node, span) or any(program.kinds[one] == INPUT for one in makes(program, node, 0, spend=here.spend))


def numbers(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """numbers(x, shared): x.numpy(). Raises no-gradient where PyTorch does."""
    value, shared = values
    here.dialects += [NUMPY] if NUMPY not in here.dialects else []
    if isinstance(value, Taken):
        return value
    program, node = here.recorder.program, here.tensor(value, span)
    plan, made = program.plans[node], program.spans[node] or (0, 0)
    if plan is not None and plan.op is _DETACH and node not in program.names and span[0] <= made[0] and made[1] <= span[1]:
        # x.detach().numpy(): nobody but this call knows what was cut off.
        program.origins[node], here.instead[node] = NUMPY.name, STAY
        return Node(node)
    return Taken(node, span, shared == Flag(True))


def taken(here: Loops, value: Value, row: Row, span: Span, deepest: int = LIMITS["axes"].value) -> Value:
    """An argument of a function of NumPy: of a tensor of another library its numbers alone. Raises no-gradient where that library does."""
    if isinstance(value, Items) and deepest and not is_literal(value):
        return replace(value, items=[taken(here, one, row, span, deepest - 1) for one in value.items])
    if not isinstance(value, Node):
        return value
    program, node = here.recorder.program, here.current(value).index
    # Only what JAX differentiates is looked for, and nothing before it: a long run would look through all that it computed so far.
    traced = here.traced and JAX in here.dialects
    if traced and not makes(program, node, min(here.traced), spend=here.spend).keys().isdisjoint(here.traced):
        fact = f"JAX differentiates this, and {row.name} takes numbers: no path leads through a function of NumPy."
        raise Refused("no-gradient", fact, f"Write jnp.{row.leaf}.")
    library = origin(program, node)
    if not any(one.opaque for one in DIALECTS if one.name == library):
        return value
    if asks(here, [value], {}, span) == Flag(True):
        raise Refused("no-gradient", UNREAD, f"Write x.detach().numpy(), or torch.{row.leaf}.")
    return Taken(node, span, row.leaf == "asarray")


def is_node(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether a value is in the graph, and not a number that waits to be used."""
    return Flag(isinstance(values[0], Node))


def asks(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """Whether a tensor asks for a gradient, or was made of one that does."""
    program, stack = here.recorder.program, [here.tensor(values[0], span)]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if program.marks.get(node) == "requires_grad" or node in here.traced:
            return Flag(True)
        plan = program.plans[node]
        # What is not bound to a name yet is cut off under no_grad() when it is; places, counts and answers ask for nothing.
        if plan is not None and plan.op.name not in COUNTS and here.cut_at is None:
            stack += [arg for arg, pull in zip(program.args[node], plan.pulls, strict=False) if pull is not None and arg not in seen]
            seen.update(stack)
    here.spend(len(seen) // 2)
    return Flag(False)
