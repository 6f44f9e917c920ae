"""What is worth knowing about these very numbers: a corner that was met, the place where NaN or infinity was born."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.explain.edges import Edge
from chainrule.explain.label import Labels
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Notice:
    """`code`: kink, born or gradient-born; `text`: one sentence."""

    code: str
    text: str
    nodes: tuple[int, ...]


def finite(value: Any) -> bool:
    return math.isfinite(value) if np.ndim(value) == 0 else bool(np.isfinite(value).all())


def word(value: Any) -> str:
    """NaN if there is one, else infinity."""
    return "NaN" if np.isnan(value).any() else "Infinity"


def notices(record: Record, edges: Sequence[Edge], label: Labels) -> list[Notice]:
    """In program order, the backward pass last."""
    return [*_kinks(record, label), *_births(record, label), *_gradient_births(record, edges, label)]


def _kinks(record: Record, label: Labels) -> list[Notice]:
    program, found = record.program, []
    for node, plan in enumerate(program.plans):
        if plan is None or not plan.op.kinks:
            continue
        operands = [record.values[arg] for arg in program.args[node]]
        for kink in plan.op.kinks:
            if kink.met is not None and kink.met(operands, record.values[node], plan.params):
                found.append(
                    Notice("kink", f"{label(node)} stands at a corner of {plan.op.name} ({kink.where}): {kink.value}. {kink.why}", (node,))
                )
    for group in program.groups:
        for kink in group.macro.kinks:
            operands = [record.values[arg] for arg in group.args.values()]
            if kink.met is not None and group.outputs and kink.met(operands, record.values[group.outputs[0]], group.params):
                found.append(
                    Notice(
                        "kink",
                        f"{label(group.outputs[0])} stands at a corner of {group.label} ({kink.where}): {kink.value}. {kink.why}",
                        group.outputs,
                    )
                )
    return found


def _births(record: Record, label: Labels) -> list[Notice]:
    program, found = record.program, []
    good = [finite(value) for value in record.values]
    for node, args in enumerate(program.args):
        if args and not good[node] and all(good[arg] for arg in args):
            found.append(
                Notice("born", f"{word(record.values[node])} was born at {label(node)}: everything that went in was finite.", (node,))
            )
    return found


def _gradient_births(record: Record, edges: Sequence[Edge], label: Labels) -> list[Notice]:
    found: list[Notice] = []
    if record.back is None:
        return found
    for edge in edges:
        gradient = record.back.gradients[edge.user]
        if edge.contribution is not None and gradient is not None and finite(gradient) and not finite(edge.contribution):
            text = f"The gradient became {word(edge.contribution)} on its way from {label(edge.user)} to {label(edge.source)}."
            found.append(Notice("gradient-born", text, (edge.user, edge.source)))
    return found
