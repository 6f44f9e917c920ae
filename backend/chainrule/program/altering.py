"""Tensors that are changed in place, and new ones that have other entries at some places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.entries import located, read, shaped, spread, write
from chainrule.program.values import At, Node, Number, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def become(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """become(x, value): x changed in place by a library; gradients end at the new value. v[0].assign(...) changes the variable v."""
    node, changed = _changing(here, values, span)
    program = here.recorder.program
    plan, marks = program.plans[node.index], program.marks
    if plan is not None and plan.op.name == "index" and marks.get(node.index) != "variable":
        whole = here.current(Node(program.args[node.index][0]))
        if marks.get(whole.index) == "variable":
            node, changed = whole, write(here, whole.index, plan.params["key"], changed)
    return here.become(node, changed, True)


def alter(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """alter(x, value, y): x changed in place by the program, while it reads y."""
    node, changed = _changing(here, values[:2], span)
    for one in values[2:]:
        if isinstance(one, Node):
            here.judge_read(node.index, here.current(one).index)
    return here.alter(node, changed)


def _changing(here: Loops, values: Sequence[Value], span: Span) -> tuple[Node, int]:
    """What is to be changed, and the node it is to be. Raises shape-mismatch."""
    old, new = values
    here.recorder.span = span
    if isinstance(old, Number) and old.mark:
        fact = "A scalar of an object that is still being made cannot be changed."
        raise Refused("bad-argument", fact, "Begin with the number it is to have.")
    if isinstance(old, Number):
        hint = "Assign the new one: optimizer.learning_rate = 0.05."
        raise Refused("bad-argument", "A number is no variable, and cannot be changed.", hint)
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
    value = here.tensor(new, span)
    if word in ("add", "subtract"):
        found = located(here, of.node, of.key)
        line = recorder("unindex", spread(here, value, found), key=found.index, shape=found.line)
        return Node(recorder("add" if word == "add" else "sub", of.node, shaped(here, line, recorder.shape(of.node))))
    if word != "set":
        listed = located(here, of.node, of.key).listed
        if listed is not None and len(set(listed[1])) < len(listed[1]):
            raise Refused("bad-index", "The index names a place twice.", "Name each place once.")
        there = read(here, of.node, of.key)
        value = recorder(_JOINED[word], here.tensor(there, span), value)
    return Node(write(here, of.node, of.key, value))


_JOINED = {"multiply": "mul", "mul": "mul", "divide": "div", "power": "pow", "max": "maximum", "min": "minimum"}
CHANGES = frozenset({"set", "add", "subtract", *_JOINED})
