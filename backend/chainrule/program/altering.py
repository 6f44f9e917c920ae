"""Tensors that are changed in place, and new ones that have other entries at some places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.catalogue import op
from chainrule.program.values import At, Node, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def become(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """become(x, value): x changed in place by a library; gradients end at the new value."""
    node, changed = _changing(here, values, span)
    return here.become(node, changed, True)


def alter(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """alter(x, value): x changed in place by the program."""
    node, changed = _changing(here, values, span)
    return here.alter(node, changed)


def _changing(here: Loops, values: Sequence[Value], span: Span) -> tuple[Node, int]:
    """What is to be changed, and the node it is to be. Raises shape-mismatch."""
    old, new = values
    here.recorder.span = span
    node = old if isinstance(old, Node) else Node(here.tensor(old, span))
    changed = here.tensor(new, span)
    if here.recorder.shape(changed) != here.recorder.shape(node.index):
        there, here_ = list(here.recorder.shape(changed)), list(here.recorder.shape(node.index))
        fact = f"A tensor of shape {here_} cannot be changed into one of shape {there}."
        raise Refused("shape-mismatch", fact, "Give it the same shape.")
    return node, changed


def at(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return At(here.tensor(values[0], span))


def change(here: Loops, of: At, word: str, new: Value, span: Span) -> Value:
    """x.at[key].set(new) and its like: a new tensor, the entries of x elsewhere."""
    recorder = here.recorder
    recorder.span = span
    key, shape = {"key": of.key}, recorder.shape(of.node)
    there = recorder.apply(op("index"), (of.node,), MappingProxyType(key))
    value = here.tensor(new, span)
    if word != "set":
        value = recorder(_JOINED[word], there, value)
    if recorder.shape(value) != recorder.shape(there):
        value = recorder("broadcast_to", value, shape=recorder.shape(there))
    ones = recorder("ones", shape=recorder.shape(there))
    chosen = recorder("unindex", ones, **key, shape=shape)
    return Node(recorder("where", chosen, recorder("unindex", value, **key, shape=shape), of.node))


_JOINED = {"add": "add", "subtract": "sub", "multiply": "mul", "divide": "div", "max": "maximum", "min": "minimum"}
CHANGES = frozenset({"set", *_JOINED})
