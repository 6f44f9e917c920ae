"""The cards of a trace: what is said of an op in one form, once for all the nodes that share it."""

from __future__ import annotations

from dataclasses import dataclass

from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Words
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Card:
    record: Op | Macro
    args: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Cards:
    """`cards` in order of appearance; which one each op node and each macro has."""

    cards: list[Card]
    of_node: dict[int, int]
    of_group: dict[int, int]


def cards(record: Record) -> Cards:
    """One card per op and form in the program."""
    found = Cards([], {}, {})
    known: dict[tuple[str, str], int] = {}
    program = record.program
    for node, plan in enumerate(program.plans):
        if plan is None or not program.args[node]:
            continue
        key = (plan.op.name, plan.form)
        if key not in known:
            known[key] = len(found.cards)
            words = plan.op.words(plan)
            found.cards.append(Card(plan.op, tuple(words.rules), words))
        found.of_node[node] = known[key]
    for number, group in enumerate(program.groups):
        if group.macro is None or not group.outputs:
            continue
        form = f"{len(group.args)} {group.macro.form(group.shapes, group.params)}"
        key = (group.macro.name, form)
        if key not in known:
            known[key] = len(found.cards)
            found.cards.append(Card(group.macro, tuple(group.args), group.macro.words(group.shapes, group.params)))
        found.of_group[number] = known[key]
    return found
