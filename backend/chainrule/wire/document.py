"""A studied program as a trace document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

import numpy as np

from chainrule.errors import Problem as Fault
from chainrule.explain.cards import Card, Cards, cards
from chainrule.explain.edges import Edge as Use
from chainrule.explain.edges import edges
from chainrule.explain.label import Labels
from chainrule.explain.notices import notices
from chainrule.explain.steps import steps
from chainrule.explain.twins import twins
from chainrule.ops.indexing import Cut
from chainrule.ops.record import size
from chainrule.ops.relation import Axes, Block, Contraction, Fibre, Map, Pointwise
from chainrule.ops.relation import Relation as Structure
from chainrule.program.graph import CONSTANT, OP
from chainrule.trace.collector import uncollected
from chainrule.trace.study import Record
from chainrule.wire.asked import asked
from chainrule.wire.encode import Tensors, formula
from chainrule.wire.models import Edge, Group, Input, Node, OpCard, Problem, Relation, Slider, Trace, Value
from chainrule.wire.watches import watches

VERSION: Literal[1] = 1
_NEVER_NAMED = frozenset({"hidden", "ties"})


@uncollected()
@np.errstate(all="ignore")
def document(record: Record) -> Trace:
    """The whole trace, of a program that ran or of the part before its fault."""
    program, tensor = record.program, Tensors()
    label = Labels(program, record.values)
    uses, order = edges(record)
    told = cards(record)
    remarks = notices(record, uses, label)
    nodes = _nodes(record, uses, told, label, tensor)
    for place, remark in enumerate(remarks):
        for node in remark.nodes[:1]:
            nodes[node]["notices"].append(place)
    upstream = tensor(1.0 if record.upstream is None else record.upstream)
    links = [_edge(number, use, record, tensor) for number, use in enumerate(uses)]
    backward = sum(use.plan.flops for use in uses if use.contribution is not None)
    held = 16 * sum(map(size, program.shapes))
    return {
        "version": VERSION,
        "program": {"text": program.text, "vars": _vars(record.vars), "seed": record.seed, "dialect": program.dialect},
        "targets": [] if record.target is None else [f"n{record.target}"],
        "upstream": upstream,
        "upstream_given": record.upstream_given,
        "ad": "reverse",
        "cards": {f"c{place}": _card(card) for place, card in enumerate(told.cards)},
        "derivatives": asked(record),
        "nodes": nodes,
        "edges": links,
        "groups": [_group(record, number, told, first) for number, first in enumerate(twins(program))],
        "steps": [
            {
                "phase": cast(Any, step.phase),
                "kind": cast(Any, step.kind),
                "node": None if step.node is None else f"n{step.node}",
                "edge": None if step.edge is None else f"e{step.edge}",
            }
            for step in steps(record, uses, order)
        ],
        "inputs": [_input(record, place, tensor) for place in range(len(program.inputs))],
        "names": [name for name, node in program.bindings.items() if program.kinds[node] != CONSTANT],
        "watches": watches(record, tensor),
        "notices": [{"code": one.code, "text": one.text, "nodes": [f"n{node}" for node in one.nodes]} for one in remarks],
        "problems": [problem(fault) for fault in record.problems],
        "cost": {"nodes": len(program), "flops_forward": program.flops, "flops_backward": backward, "bytes": held},
        "limits_hit": ["trace_on_wire"] if tensor.hit else [],
    }


def problem(fault: Fault) -> Problem:
    return {
        "code": fault.code,
        "title": fault.record.title,
        "detail": fault.detail,
        "span": None if fault.span is None else list(fault.span),
        "hint": fault.hint or fault.record.fix,
        "facts": cast(dict[str, Value], dict(fault.facts)),
        "node": None,
    }


def _vars(given: Mapping[str, Any]) -> dict[str, Value]:
    def legal(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [legal(item) for item in value]
        return (
            value
            if isinstance(value, int) or math.isfinite(value)
            else ("NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity")
        )

    return {name: legal(value) for name, value in given.items()}


def _nodes(record: Record, uses: Sequence[Use], told: Cards, label: Labels, tensor: Tensors) -> list[Node]:
    program = record.program
    incoming: dict[int, list[str]] = {}
    for number, use in enumerate(uses):
        incoming.setdefault(use.user, []).append(f"e{number}")
    found: list[Node] = []
    for node, kind in enumerate(program.kinds):
        plan, span, group = program.plans[node], program.spans[node], program.group_of[node]
        gradient = None if record.back is None else record.back.gradients[node]
        card = told.of_node.get(node)
        found.append(
            {
                "id": f"n{node}",
                "kind": cast(Any, kind),
                "op": plan.op.name if plan and kind == OP else None,
                "card": None if card is None else f"c{card}",
                "name": program.names.get(node),
                "aliases": program.aliases.get(node, []),
                "version": program.versions.get(node, 0),
                "label": label(node),
                "shape": list(program.shapes[node]),
                "span": None if span is None else list(span),
                "group": None if group is None else f"g{group}",
                "edges_in": incoming.get(node, []),
                "params": {} if plan is None else _params(plan.params, plan.op.params),
                "value": tensor(record.values[node]),
                "grad": None if gradient is None else tensor(gradient),
                "connected": gradient is not None,
                "notices": [],
                "flops": 0 if plan is None else plan.flops,
            }
        )
    return found


def _params(params: Mapping[str, Any], known: Sequence[Any]) -> dict[str, Value]:
    hidden = {parameter.name for parameter in known if parameter.kind in _NEVER_NAMED}
    return {name: _plain(value) for name, value in params.items() if name not in hidden}


def _plain(value: Any) -> Value:
    """A static parameter as JSON: an index shows as it is written."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Cut):
        ends = ["" if end is None else str(end) for end in (value.start, value.stop)]
        return ":".join(ends) if value.step is None else f"{':'.join(ends)}:{value.step}"
    if value is Ellipsis:
        return "..."
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return cast(Value, value)


def _edge(number: int, use: Use, record: Record, tensor: Tensors) -> Edge:
    shapes, pull = record.program.shapes, use.pull
    structure = use.relation()
    undone = use.copies
    over = shapes[use.user] if isinstance(structure, Pointwise) else shapes[use.source]
    return {
        "id": f"e{number}",
        "from": f"n{use.source}",
        "to": f"n{use.user}",
        "arg": use.arg,
        "relation": _relation(structure, use, record, tensor),
        "partial": None if use.partial is None else tensor(use.partial, over),
        "contribution": None if use.contribution is None else tensor(use.contribution),
        "unbroadcast": None if undone is None else {"axes": list(undone.axes), "copies": list(undone.copies), "kept": list(undone.kept)},
        "flat": bool(pull and pull.flat),
        "selects": bool(pull and pull.selects),
    }


def _relation(structure: Structure, use: Use, record: Record, tensor: Tensors) -> Relation:
    match structure:
        case Pointwise(copied):
            return {"kind": "pointwise", "broadcast": list(copied)}
        case Map(way, offset, strides, indices):
            return {"kind": "map", "way": cast(Any, way), "offset": offset, "strides": list(strides), "indices": list(indices)}
        case Axes(axes, keepdims):
            return {"kind": "axes", "axes": list(axes), "keepdims": keepdims}
        case Contraction(inputs, output, operand):
            others = [place for place in range(len(inputs)) if place != operand]
            args = record.program.args[use.user]
            return {
                "kind": "contraction",
                "inputs": list(inputs),
                "output": output,
                "operand": operand,
                "companions": [f"n{args[place]}" for place in others],
                "companion_operands": others,
            }
        case Fibre(axis, diagonal, left, right, reach):
            return {
                "kind": "fibre",
                "axis": axis,
                "diagonal": tensor(diagonal),
                "left": tensor(left),
                "right": tensor(right),
                "reach": cast(Any, reach),
            }
        case Block(axes, out_axes, jacobian, reach):
            source, out = record.program.shapes[use.source], record.program.shapes[use.user]
            fits = tensor.fits(size(out) * size(tuple(source[axis] for axis in axes)))
            return {
                "kind": "block",
                "axes": list(axes),
                "out_axes": list(out_axes),
                "jacobian": tensor(jacobian()) if fits else None,
                "reach": cast(Any, reach),
            }
        case _:
            return {"kind": "influence"}


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


def _input(record: Record, place: int, tensor: Tensors) -> Input:
    given = record.program.inputs[place]
    value = record.values[given.node]
    return {
        "name": given.name,
        "node": f"n{given.node}",
        "shape": list(np.shape(value)),
        "value": tensor(value),
        "source": cast(Any, given.source),
        "overridden": given.overridden,
        "span": None if given.span is None else list(given.span),
        "slider": _slider(float(value)) if np.ndim(value) == 0 else None,
    }


def _slider(value: float) -> Slider | None:
    """A round range around 0 that holds the number with room to both sides, in 100 steps."""
    if not math.isfinite(value) or abs(value) > 1e12:
        return None
    reach = next(r for r in _REACHES if abs(value) <= 0.9 * r)
    return {"min": -reach, "max": reach, "step": reach / 50}


_REACHES = [1.0, 5.0, *(float(f"{digit}e{power}") for power in range(1, 14) for digit in (1, 2, 5))]
