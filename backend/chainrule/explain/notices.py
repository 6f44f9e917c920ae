"""What is worth knowing about these very numbers: a corner that was met, the place where NaN or infinity was born."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from chainrule.conventions.corners import CORNERS
from chainrule.dialects import DIALECTS
from chainrule.explain.births import Birth, births
from chainrule.explain.edges import Edge
from chainrule.explain.label import Labels
from chainrule.limits import LIMITS
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Params, Value, names
from chainrule.program.graph import CONSTANT
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Notice:
    """`code`: ignored, kink, born, gradient-born or unlisted; `text`: one sentence."""

    code: str
    text: str
    nodes: tuple[int, ...]


def finite(value: Any) -> bool:
    """A finite sum of squares has no other terms, and is found in a quarter of the time."""
    return math.isfinite(value) if np.ndim(value) == 0 else math.isfinite(np.vdot(value, value)) or bool(np.isfinite(value).all())


def word(value: Any) -> str:
    """NaN if there is one, else infinity with its sign, as a card shows it."""
    if np.isnan(value).any():
        return "NaN"
    return "∞" if np.max(value) == np.inf else "−∞"


def notices(record: Record, edges: Sequence[Edge], label: Labels) -> list[Notice]:
    """In program order, the backward pass last. Of each kind the first, where there are too many to be read."""
    told = [Notice(remark.code, remark.text, ()) for remark in record.program.remarks]
    most, more = LIMITS["notices"].value, False
    for kind in (_kinks(record, label), _births(record, label), _gradient_births(record, edges, label)):
        told += islice(kind, most)
        more = more or next(kind, None) is not None
    if more:
        told.append(Notice("unlisted", f"Of what is noticed, the first {most} places of each kind are listed; there are more.", ()))
    return told


def _kinks(record: Record, label: Labels) -> Iterator[Notice]:
    program = record.program
    for node, plan in enumerate(program.plans):
        if plan is not None and plan.op.kinks:
            args = dict(zip(names(plan), program.args[node], strict=True))
            yield from _met(record, label, plan.op, args, plan.params, (node,))
    for group in program.groups:
        if group.macro is not None and group.macro.kinks and group.outputs:
            yield from _met(record, label, group.macro, group.args, group.params, group.outputs)


def _met(
    record: Record, label: Labels, of: Op | Macro, args: Mapping[str, int], params: Params, nodes: tuple[int, ...]
) -> Iterator[Notice]:
    operands = [record.values[arg] for arg in args.values()]
    called = {arg: label(node) for arg, node in args.items()}
    fixed = [_fixed(record, node) for node in args.values()]
    for kink in of.kinks:
        if kink.sample is not None and fixed[kink.sample[1]]:
            continue  # the convention is one for the slope by what does not move, which nobody asks for
        if kink.met is not None and kink.met(operands, record.values[nodes[0]], params):
            where = re.sub(r"[A-Za-z]\w*", lambda name: called.get(name[0], name[0]), kink.where)
            text = f"{label(nodes[0])} meets a corner of {of.name}, {where}: here its slope is {kink.value}. {kink.why}"
            text += _elsewhere(record.program.dialect, (of.name, kink.where))
            yield Notice("kink", text, nodes)


def _fixed(record: Record, node: int) -> bool:
    """A small change of anything leaves it as it is: a constant, or a yes or no."""
    plan = record.program.plans[node]
    return record.program.kinds[node] == CONSTANT or (plan is not None and plan.jumps)


def _elsewhere(dialect: str, corner: tuple[str, str]) -> str:
    """What the library does there in whose spelling the text is."""
    found = next((row.of(dialect) for row in CORNERS if corner in row.kinks), None)
    title = next((one.title for one in DIALECTS if one.name == dialect), "")
    return "" if found is None else f" In {title}: {found}."


def _births(record: Record, label: Labels) -> Iterator[Notice]:
    odd = [node for node, value in enumerate(record.values) if not finite(value)]
    for one in births(record, odd):
        yield Notice("born", _birth(record, one, label), tuple(one.nodes))


def _birth(record: Record, birth: Birth, label: Labels) -> str:
    """Where it was born, with the numbers that went in when the op works entry by entry."""
    node, entry = birth.node, birth.entry
    value, operands = np.asarray(record.values[node]), [record.values[arg] for arg in record.program.args[node]]
    plan = record.program.plans[node]
    assert plan is not None
    said = f"{word(value[entry])} was born at {_place(label(node), entry)}: "
    if plan.op.family != "pointwise":
        return said + ("everything that went in was finite." if all(map(finite, operands)) else "what went in was infinite, but not NaN.")
    given = [float(np.broadcast_to(operand, value.shape)[entry]) for operand in operands]
    typed = [f"{one:.6g}".replace("-", "−") if math.isfinite(one) else word(one) for one in given]
    if len(typed) == 2 and not plan.op.glyph[0].isalpha():
        return said + f"{typed[0]} {plan.op.glyph} {typed[1]} has no finite value."
    return said + f"{plan.op.name}({', '.join(typed)}) has no finite value."


def _gradient_births(record: Record, edges: Sequence[Edge], label: Labels) -> Iterator[Notice]:
    if record.back is None:
        return
    for edge in edges:
        gradient = record.back.gradients[edge.user]
        if edge.contribution is not None and gradient is not None and finite(gradient) and not finite(edge.contribution):
            come = np.asarray(edge.contribution)
            entry = tuple(int(place[0]) for place in np.nonzero(~np.isfinite(come)[None])[1:])
            called = _place(label(edge.source), entry)
            why = _slope(edge, gradient, come.shape, entry)
            text = f"The gradient became {word(come[entry])} on its way from {label(edge.user)} to {called}: {why}."
            yield Notice("gradient-born", text, (edge.user, edge.source))


def _place(name: str, entry: tuple[int, ...]) -> str:
    """x[0, 1]; a sum called by its own text stands in brackets: (x - 1)[0]."""
    outside = name
    while (less := re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", outside)) != outside:
        outside = less
    if not entry:
        return name
    return f"{f'({name})' if re.search('[-+*/%@ ]', outside) else name}[{', '.join(map(str, entry))}]"


def _slope(edge: Edge, gradient: Value, shape: tuple[int, ...], entry: tuple[int, ...]) -> str:
    partial = None if edge.partial is None else np.asarray(edge.partial)
    if partial is not None and partial.shape == np.shape(gradient) == shape:
        come, slope = np.asarray(gradient)[entry], partial[entry]
        if come == 0 and np.isinf(slope):
            return f"0 times the slope there, {word(slope)}, is no number"
    if partial is not None and partial.ndim == 0:
        return f"the slope there is {word(partial) if not np.isfinite(partial) else float(partial)}"
    if partial is not None and not np.isfinite(partial).all():
        return f"a slope there is {word(partial[~np.isfinite(partial)])}"
    return "its products have no finite sum"
