"""A studied program as a trace document."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

import numpy as np

from chainrule.errors import Problem as Fault
from chainrule.explain.cards import Card, Cards, cards
from chainrule.explain.label import Labels
from chainrule.explain.twins import twins
from chainrule.ops.indexing import Cut
from chainrule.ops.record import Plan, size
from chainrule.program.graph import CONSTANT, OP, Program
from chainrule.trace.collector import uncollected
from chainrule.trace.study import Record
from chainrule.wire.asked import asked
from chainrule.wire.edges import edges
from chainrule.wire.encode import formula
from chainrule.wire.encode import number as finite
from chainrule.wire.models import Group, Input, Node, OpCard, Problem, Slider, Trace, Value
from chainrule.wire.seen import Seen, gradient_by, seen_in, value_given, value_of
from chainrule.wire.steps import steps
from chainrule.wire.template import Template
from chainrule.wire.watches import watches

VERSION: Literal[1] = 1
_NEVER_NAMED = frozenset({"hidden", "ties"})


def document(record: Record) -> Trace:
    """The whole trace, of a program that ran or of the part before its fault."""
    return cast(Trace, json.loads(written(record)))


@uncollected()
def written(record: Record) -> bytes:
    """The same as it travels."""
    seen = seen_in(record)
    return template(seen).fill(seen)


@np.errstate(all="ignore")
def template(seen: Seen) -> Template[Seen]:
    """The trace of a program for any numbers, with those of this run where the program itself does not change with them."""
    record, uses = seen.record, seen.uses
    program, blanks = record.program, Template[Seen]()
    told, label = cards(record), Labels(program, record.values)
    printed = watches(record, blanks)  # before all else: what a program prints is asked for, and is what has to travel
    nodes = _nodes(seen, told, label, blanks)
    target = record.target
    upstream = blanks.tensor(
        lambda run: 1.0 if run.record.upstream is None else run.record.upstream, () if target is None else program.shapes[target]
    )
    links = edges(seen, blanks)
    backward = sum(use.plan.flops for use in uses if use.contribution is not None)
    held = 16 * sum(map(size, program.shapes))
    trace: Trace = {
        "version": VERSION,
        "program": {
            "text": program.text,
            "vars": {name: blanks.numbers(value_given(name)) for name in record.vars},
            "seed": record.seed,
            "dialect": program.dialect,
        },
        "targets": [] if target is None else [f"n{target}"],
        "upstream": upstream,
        "upstream_given": record.upstream_given,
        "ad": "reverse",
        "cards": {f"c{place}": _card(card) for place, card in enumerate(told.cards)},
        "derivatives": asked(record),
        "nodes": nodes,
        "edges": links,
        "groups": [_group(record, number, told, first) for number, first in enumerate(twins(program))],
        "steps": steps(seen),
        "inputs": [_input(program, place, blanks) for place in range(len(program.inputs))],
        "names": [name for name, node in program.bindings.items() if program.kinds[node] != CONSTANT],
        "watches": printed,
        "notices": blanks.json(
            lambda run: [{"code": one.code, "text": one.text, "nodes": [f"n{node}" for node in one.nodes]} for one in run.remarks]
        ),
        "problems": [problem(fault) for fault in record.problems],
        "cost": {"nodes": len(program), "flops_forward": program.cost().flops, "flops_backward": backward, "bytes": held},
        "limits_hit": ["trace_on_wire"] if blanks.hit else [],
    }
    blanks.close(trace)
    return blanks


def problem(fault: Fault) -> Problem:
    return {
        "code": fault.code,
        "title": fault.record.title,
        "detail": fault.detail,
        "span": None if fault.span is None else list(fault.span),
        "hint": fault.hint or fault.record.fix,
        "facts": {name: _plain(value) for name, value in fault.facts.items()},
        "node": None,
    }


def _nodes(seen: Seen, told: Cards, label: Labels, blanks: Template[Seen]) -> list[Node]:
    program, back = seen.record.program, seen.record.back
    incoming: dict[int, list[str]] = {}
    for number, use in enumerate(seen.uses):
        incoming.setdefault(use.user, []).append(f"e{number}")
    noticed: dict[int, list[int]] = {}
    for place, remark in enumerate(seen.remarks):
        for node in remark.nodes[:1]:
            noticed.setdefault(node, []).append(place)
    found: list[Node] = []
    planned: dict[int, dict[str, Value]] = {}
    kind: Any
    for node, kind in enumerate(program.kinds):
        plan, span, group = program.plans[node], program.spans[node], program.group_of[node]
        connected = back is not None and back.gradients[node] is not None
        shape, card = program.shapes[node], told.of_node.get(node)
        found.append(
            {
                "id": f"n{node}",
                "kind": kind,
                "op": plan.op.name if plan and kind == OP else None,
                "card": None if card is None else f"c{card}",
                "name": program.names.get(node),
                "aliases": program.aliases.get(node, []),
                "version": program.versions.get(node, 0),
                "label": label(node),
                "shape": list(shape),
                "span": None if span is None else list(span),
                "group": None if group is None else f"g{group}",
                "edges_in": incoming.get(node, []),
                "params": {} if plan is None else planned.get(id(plan)) or _planned(plan, planned),
                "value": blanks.tensor(value_of(node), shape),
                "grad": blanks.tensor(gradient_by(node), shape) if connected else None,
                "connected": connected,
                "notices": noticed.get(node, []),
                "flops": 0 if plan is None else plan.flops,
            }
        )
    return found


def _planned(plan: Plan, planned: dict[int, dict[str, Value]]) -> dict[str, Value]:
    found = planned[id(plan)] = _params(plan.params, plan.op.params)
    return found


def _params(params: Mapping[str, Any], known: Sequence[Any]) -> dict[str, Value]:
    if not params:
        return {}
    hidden = {parameter.name for parameter in known if parameter.kind in _NEVER_NAMED}
    return {name: _plain(value) for name, value in params.items() if name not in hidden}


def _plain(value: Any) -> Value:
    """A parameter or a fact as JSON: an index shows as it is written."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Cut):
        ends = ["" if end is None else str(end) for end in (value.start, value.stop)]
        return ":".join(ends) if value.step is None else f"{':'.join(ends)}:{value.step}"
    if value is Ellipsis:
        return "..."
    return finite(value) if isinstance(value, float) else cast(Value, value)


def _card(card: Card) -> OpCard:
    words, record = card.words, card.record
    told = words.sentences
    return {
        "op": record.name,
        "glyph": record.glyph,
        "title": record.title,
        "family": record.family,
        "args": list(card.args),
        "forward": cast(Any, formula(words.forward)),
        "rules": {
            arg: {
                "local": formula(rule.local),
                "pointwise": formula(rule.pointwise),
                "matrix": formula(rule.matrix),
                "index": formula(rule.index),
            }
            for arg, rule in words.rules.items()
        },
        "sentences": {
            "forward": told.forward,
            "backward": dict(told.backward),
            "because": dict(told.because),
            "question": {arg: told.question.get(arg) for arg in card.args},
        },
        "kinks": [{"where": kink.where, "value": kink.value, "why": kink.why} for kink in record.kinks],
        "sources": list(record.sources),
    }


def _group(record: Record, number: int, told: Cards, first: int | None) -> Group:
    group = record.program.groups[number]
    card = told.of_group.get(number)
    return {
        "id": f"g{number}",
        "label": group.label,
        "parent": None if group.parent is None else f"g{group.parent}",
        "kind": cast(Any, group.kind),
        "card": None if card is None else f"c{card}",
        "args": {arg: f"n{node}" for arg, node in group.args.items()},
        "outputs": [f"n{node}" for node in group.outputs],
        "params": {} if group.macro is None else _params(group.params, group.macro.params),
        "span": None if group.span is None else list(group.span),
        "twin_of": None if first is None else f"g{first}",
    }


def _input(program: Program, place: int, blanks: Template[Seen]) -> Input:
    given = program.inputs[place]
    shape, source = program.shapes[given.node], value_of(given.node)
    return {
        "name": given.name,
        "node": f"n{given.node}",
        "shape": list(shape),
        "value": blanks.tensor(source, shape),
        "source": cast(Any, given.source),
        "overridden": given.overridden,
        "span": None if given.span is None else list(given.span),
        "slider": None if shape else blanks.json(lambda run: _slider(float(source(run)), given.whole)),
    }


def _slider(value: float, whole: bool) -> Slider | None:
    """A round range around 0 that holds the number with room to both sides, in 100 steps, or in whole ones."""
    if not math.isfinite(value) or abs(value) > 1e12:
        return None
    reach = next(r for r in _REACHES if abs(value) <= 0.9 * r and not (whole and r in _FINE))
    return {"min": -reach, "max": reach, "step": 1.0 if whole else reach / 50}


_FINE = (1.0, 50.0)
"""Ranges that whole steps are not taken in: one has too few, and in the other a hundred steps are whole by chance."""
_REACHES = [1.0, 5.0, *(float(f"{digit}e{power}") for power in range(1, 14) for digit in (1, 2, 5))]
