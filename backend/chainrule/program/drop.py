"""Nodes that are taken out of a program again; those after them move up."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import Any, Protocol

from chainrule.program.graph import OP, Program, Slope, Watch


class Forgetful(Protocol):
    def drop(self, gone: frozenset[int]) -> None:
        """Forget the values of these nodes."""


def drop(program: Program, evaluator: Forgetful, gone: frozenset[int]) -> list[int]:
    """Take out the nodes `gone`, which no other node is made of. Gives by old number the new one; of a dropped node that of the next."""
    count = len(program)
    places = [0, *accumulate(int(node not in gone) for node in range(count))]
    if not gone:
        return places

    def moved(value: Any) -> Any:
        return Slope(places[value.wrt]) if isinstance(value, Slope) else None if value is None else places[value]

    evaluator.drop(gone)
    for node in gone:
        plan = program.plans[node]
        if plan is not None and program.kinds[node] == OP:
            program.flops -= plan.flops
            program.memory -= plan.memory
    columns: tuple[list[Any], ...] = (program.kinds, program.plans, program.args, program.shapes, program.spans, program.group_of)
    for column in columns:
        column[:] = [value for node, value in enumerate(column) if node not in gone]
    program.args[:] = [tuple(places[arg] for arg in args) for args in program.args]
    tables: tuple[dict[int, Any], ...] = (
        program.names,
        program.versions,
        program.aliases,
        program.marks,
        program.slopes,
        program.collected,
    )
    for by_node in tables:
        kept = {places[node]: value for node, value in by_node.items() if node not in gone}
        by_node.clear()
        by_node.update(kept)
    program.slopes.update({node: places[of] for node, of in program.slopes.items()})
    bindings = {name: places[node] for name, node in program.bindings.items() if node not in gone}
    program.bindings.clear()
    program.bindings.update(bindings)
    program.results.update({name: moved(one) for name, one in program.results.items() if not isinstance(one, float)})
    for group in program.groups:
        group.args = {name: places[node] for name, node in group.args.items() if node not in gone}
        group.outputs = tuple(places[node] for node in group.outputs if node not in gone)

    program.inputs[:] = [replace(one, node=places[one.node]) for one in program.inputs]
    program.watches[:] = [
        Watch(one.span, tuple(moved(value) if node else value for value, node in zip(one.values, one.nodes, strict=True)), one.nodes)
        for one in program.watches
    ]
    program.collected.update({node: moved(value) for node, value in program.collected.items()})
    for one in program.passes:
        one.of = places[one.of]
        one.upstream = None if one.upstream is None else places[one.upstream]
        one.wrt = tuple(places[node] for node in one.wrt)
        one.gradients = [moved(value) for value in one.gradients]
        one.block = range(places[one.block.start], places[one.block.stop])
        one.recorded = None if one.recorded is None else range(places[one.recorded.start], places[min(one.recorded.stop, count)])
    return places
