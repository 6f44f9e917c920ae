"""Repeated structure: groups that are alike but for their numbers.

    y = [f(x) for x in xs]        the second call of f and all later ones are twins of the first
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from chainrule.ops.record import Parameter, Params
from chainrule.program.graph import Program


def twins(program: Program) -> list[int | None]:
    """Per group the first of its siblings with the same structure; None for that one and for a single.

    The same structure: the same kind, and one by one the same ops with the same parameters and shapes, wired alike among themselves and
    to what stands outside, with the same groups inside. Numbers, names and places in the text may differ; so may the place that an index
    picks, as in the passes of a loop over `x[i]`. Work: linear in nodes and edges, times how deep groups are nested.
    """
    walks, place, inside = _walks(program)
    planned: dict[int, list[Hashable]] = {}
    classes: dict[Hashable, int] = {}
    structure = [0] * len(program.groups)
    borders: list[list[int]] = [[] for _ in program.groups]
    first: dict[tuple[int | None, int], int] = {}
    # A group stands behind the one around it: backward, the inner ones come first.
    for number in range(len(program.groups) - 1, -1, -1):
        group = program.groups[number]
        told: list[Hashable] = [group.kind, group.shapes]
        if group.macro is not None:
            told += [group.macro.name, *_fixed(group.params, group.macro.params)]
        outside: dict[int, int] = {}

        def where(node: int, level: int = number, outside: dict[int, int] = outside) -> Hashable:
            """A node as this group sees it: the way down to it, or the how manieth from outside."""
            way, at = [place[node]], program.group_of[node]
            while at is not None and at != level:
                way.append(inside[at])
                at = program.groups[at].parent
            return tuple(way) if at is not None else outside.setdefault(node, len(outside))

        for nested, item in walks[number]:
            if nested:
                told += [structure[item], *map(where, borders[item])]
            else:
                told += _node(program, item, planned)
                told += map(where, program.args[item])
        borders[number] = list(outside)
        structure[number] = classes.setdefault(tuple(told), len(classes))
    found = [first.setdefault((group.parent, structure[number]), number) for number, group in enumerate(program.groups)]
    return [None if other == number else other for number, other in enumerate(found)]


def _walks(program: Program) -> tuple[list[list[tuple[bool, int]]], list[int], list[int]]:
    """Per group what stands directly in it in program order, groups (True) and nodes; in such a list the place of each node and group."""
    walks: list[list[tuple[bool, int]]] = [[] for _ in program.groups]
    place, inside = [0] * len(program), [-1] * len(program.groups)
    for node, group in enumerate(program.group_of):
        if group is None:
            continue
        place[node] = len(walks[group])
        walks[group].append((False, node))
        at, parent = group, program.groups[group].parent
        if len(walks[group]) > 1:
            continue
        # The first node of a group is also where it begins in those around it.
        while parent is not None and inside[at] < 0:
            inside[at] = len(walks[parent])
            walks[parent].append((True, at))
            at, parent = parent, program.groups[parent].parent
    return walks, place, inside


def _node(program: Program, node: int, planned: dict[int, list[Hashable]]) -> list[Hashable]:
    """`planned`: what was told of a plan, by its identity."""
    plan = program.plans[node]
    if plan is None:
        return [program.kinds[node], program.shapes[node]]
    told = planned.get(id(plan))
    if told is None:
        told = planned[id(plan)] = [plan.shape, len(program.args[node]), plan.op.name, plan.form, *_fixed(plan.params, plan.op.params)]
    return told


def _fixed(params: Params, known: Sequence[Parameter]) -> list[Hashable]:
    """What parameters say of the structure: of an index which axes it picks from, not the place."""
    told: list[Hashable] = []
    if not params:
        return told
    kinds = {parameter.name: parameter.kind for parameter in known}
    for name in sorted(params):
        match kinds.get(name):
            case "hidden":
                continue
            case "key":
                told += [name, tuple("place" if isinstance(item, int) else item for item in params[name])]
            case _:
                told += [name, params[name]]
    return told
