"""Groups of a program that has run: those without nodes go, the others learn what crosses their border.

What a call gives back stands for it, before anything else that is used outside."""

from __future__ import annotations

from collections.abc import Collection

from chainrule.program.differentiate import makes
from chainrule.program.graph import CONSTANT, Group, Program

_PRIMES = ("", "′", "″", "‴")


def settle(program: Program, target: int | None = None) -> None:
    """Drop groups in which nothing was computed, and fill `args` and `outputs` of calls, loops and passes."""
    groups = program.groups
    if all(group.kind == "macro" for group in groups):
        return
    _drop_empty(program)
    depth: list[int] = []
    for group in groups:
        depth.append(0 if group.parent is None else depth[group.parent] + 1)
    entering: list[dict[int, None]] = [{} for _ in groups]
    leaving: list[dict[int, None]] = [{} for _ in groups]
    for user, args in enumerate(program.args):
        for source in args:
            _cross(program, depth, source, program.group_of[source], program.group_of[user], entering, leaving)
    for node in program.bindings.values():
        _cross(program, depth, node, program.group_of[node], None, entering, leaving)
    reached = {} if target is None else makes(program, target, 0)
    last: list[int | None] = [None] * len(groups)
    for node, home in enumerate(program.group_of):
        if home is not None and (program.kinds[node] != CONSTANT or last[home] is None):
            last[home] = node
    for number in range(len(groups) - 1, -1, -1):
        group, within = groups[number], last[number]
        if group.parent is not None and within is not None:
            other = last[group.parent]
            last[group.parent] = within if other is None else max(within, other)
        if group.kind != "macro":
            group.args = _named(program, number, entering[number])
            group.outputs = _ranked(group, leaving[number], reached) or (() if within is None else (within,))


def _ranked(group: Group, leaving: Collection[int], reached: Collection[int]) -> tuple[int, ...]:
    """First what the call returns, in its order; then what the target is made of; of several the last that was computed."""
    places = {node: place for place, node in reversed([*enumerate(group.returned)])}
    return tuple(sorted(leaving, key=lambda node: (places.get(node, len(places)), node not in reached, -node)))


def _drop_empty(program: Program) -> None:
    groups = program.groups
    used = [group.kind == "macro" and bool(group.outputs) for group in groups]
    for inner in program.group_of:
        if inner is not None:
            used[inner] = True
    for number in range(len(groups) - 1, -1, -1):
        parent = groups[number].parent
        if used[number] and parent is not None:
            used[parent] = True
    places: dict[int, int] = {}
    for number, kept in enumerate(used):
        if kept:
            places[number] = len(places)
    for group in groups:
        group.parent = None if group.parent is None else places.get(group.parent)
    groups[:] = [group for group, kept in zip(groups, used, strict=True) if kept]
    program.group_of[:] = [None if inner is None else places[inner] for inner in program.group_of]


def _cross(
    program: Program,
    depth: list[int],
    source: int,
    outer: int | None,
    inner: int | None,
    entering: list[dict[int, None]],
    leaving: list[dict[int, None]],
) -> None:
    """Note `source` at every border between its group and the group of its user, up to the group around both."""
    groups = program.groups
    while outer != inner:
        if inner is not None and (outer is None or depth[inner] >= depth[outer]):
            entering[inner][source] = None
            inner = groups[inner].parent
        else:
            assert outer is not None
            leaving[outer][source] = None
            outer = groups[outer].parent


def _named(program: Program, number: int, entering: dict[int, None]) -> dict[str, int]:
    """The nodes that come into a group, by their names within it: parameters of a call keep theirs."""
    found = {name: node for name, node in program.groups[number].args.items() if node in entering}
    given = set(found.values())
    counts: dict[str, int] = {}
    for node in entering:
        if node in given:
            continue
        version = program.versions.get(node, 0)
        name = program.names.get(node, "value") + (_PRIMES[version] if version < len(_PRIMES) else f"′{version}")
        unique, count = name, counts.get(name, 1)
        while unique in found:
            count += 1
            unique = f"{name} {count}"
        found[unique], counts[name] = node, count
    return found
