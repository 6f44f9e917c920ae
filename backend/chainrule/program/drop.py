"""Nodes that are taken out of a program again; those after them move up."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import Any, Protocol

from chainrule.program.graph import COLUMNS, Group, Program, Slope


class Forgetful(Protocol):
    def drop(self, first: int, gone: frozenset[int]) -> None:
        """Forget the values of the nodes `gone`, the first of which is `first`."""


def drop(program: Program, evaluator: Forgetful, gone: frozenset[int], fresh: bool = False) -> Places:
    """Take out the nodes `gone`, which no other node is made of. `fresh`: all nodes from the first of them on were made just now, so that
    only macros know them yet, and it takes as long as there are such nodes."""
    count = len(program)
    first = min(gone, default=count)
    places = Places(first, [0, *accumulate(int(node not in gone) for node in range(first, count))])
    if not gone:
        return places
    evaluator.drop(first, gone)
    _look(program, places, gone)
    cost = program.cost()
    for node in gone:
        cost.count(program, node, -1)
    kept = [node for node in range(first, count) if node not in gone]
    for name in COLUMNS:
        column: list[Any] = getattr(program, name)
        column[first:] = [column[node] for node in kept]
    program.args[first:] = [tuple([places[arg] for arg in args]) for args in program.args[first:]]
    program.laid = min(program.laid, first)
    by_node: tuple[dict[int, Any], ...] = (
        program.names,
        program.versions,
        program.aliases,
        program.marks,
        program.origins,
        program.dtypes,
        program.strides,
        program.slopes,
        program.collected,
    )
    for table in by_node:
        for node in range(first, count):
            value = table.pop(node, None)
            if value is not None and node not in gone:
                table[places[node]] = value
    if fresh:
        for group in reversed(program.groups):
            if group.kind != "macro":
                break
            _regroup(group, places, gone)
    else:
        _move(program, places, gone)
    return places


def unread(program: Program, among: set[int]) -> frozenset[int]:
    """Those of some nodes that no name, no line that is printed, no derivative and no other node reads."""
    read = {*program.bindings.values(), *program.collected.values()}
    read.update(shown.of for watch in program.watches for shown in watch.shown)
    for one in program.passes:
        read.update((one.of, *([] if one.upstream is None else [one.upstream]), *one.wrt, *one.block))
    gone: set[int] = set()
    for node in range(len(program) - 1, -1, -1):
        if node in among and node not in read:
            gone.add(node)
        else:
            read.update(program.args[node])
    return frozenset(gone)


class Places:
    """By the old number of a node the new one; of a dropped node that of the next."""

    __slots__ = ("first", "moved")

    def __init__(self, first: int, moved: list[int]) -> None:
        self.first, self.moved = first, moved

    def __getitem__(self, node: int) -> int:
        return node if node < self.first else self.first + self.moved[node - self.first]


def _look(program: Program, places: Places, gone: frozenset[int]) -> None:
    """Instead of a dropped node those it was made of: they decide as well."""
    looked = program.looked
    moving = range(places.first, len(program))
    for node in reversed(moving):
        if node in looked and node in gone:
            looked.remove(node)
            looked.update(program.args[node])
    for node in moving:
        if node in looked:
            looked.remove(node)
            looked.add(places[node])


def _regroup(group: Group, places: Places, gone: frozenset[int]) -> None:
    group.args = {name: places[node] for name, node in group.args.items() if node not in gone}
    group.outputs, group.returned = (
        tuple(places[node] for node in nodes if node not in gone) for nodes in (group.outputs, group.returned)
    )


def _move(program: Program, places: Places, gone: frozenset[int]) -> None:
    """Tell everything that speaks of nodes what they are called now."""

    def moved(value: Any) -> Any:
        return Slope(places[value.wrt]) if isinstance(value, Slope) else None if value is None else places[value]

    for node, of in program.slopes.items():
        if of >= places.first:
            program.slopes[node] = places[of]
    for name in [name for name, node in program.bindings.items() if node in gone]:
        del program.bindings[name]
    program.bindings.update({name: places[node] for name, node in program.bindings.items() if node >= places.first})
    program.results.update({name: moved(one) for name, one in program.results.items() if not isinstance(one, float)})
    program.collected.update({node: moved(value) for node, value in program.collected.items()})
    for group in program.groups:
        if any(node >= places.first for node in (*group.args.values(), *group.outputs, *group.returned)):
            _regroup(group, places, gone)
    program.inputs[:] = [replace(one, node=places[one.node]) if one.node >= places.first else one for one in program.inputs]
    program.watches[:] = [one.renamed(moved) for one in program.watches]
    for asked in program.passes:
        if asked.block.stop > places.first:
            asked.of = places[asked.of]
            asked.upstream = None if asked.upstream is None else places[asked.upstream]
            asked.wrt = tuple(places[node] for node in asked.wrt)
            asked.gradients = [moved(value) for value in asked.gradients]
            asked.block = range(places[asked.block.start], places[asked.block.stop])
            if asked.recorded is not None:
                asked.recorded = range(places[asked.recorded.start], places[asked.recorded.stop])
