"""Questions about the graph as a whole: what can reach the target, by which paths, and where they all pass.

The chain rule over a graph is a sum over paths (Bauer 1974): d target / d x = sum over paths of the product of the slopes on the path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from chainrule.explain.edges import Edge
from chainrule.limits import LIMITS
from chainrule.ops.record import size
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Path:
    """`edges` from the target back to the node, as numbers; `slopes` along them, the upstream gradient first; `product` of all."""

    edges: tuple[int, ...]
    slopes: tuple[float, ...]
    product: float


@dataclass(frozen=True, slots=True)
class Paths:
    """The first paths from the target to a node. `count` is the number of all of them; `gate` the nodes every one passes, target
    first; `scalar`: every value on the way is one number, so that slopes and products are numbers."""

    node: int
    count: int
    gate: tuple[int, ...]
    scalar: bool
    paths: tuple[Path, ...]


def graph(record: Record, edges: Sequence[Edge]) -> nx.MultiDiGraph:
    """The way gradients go: from users to operands, along every edge that has a contribution, keyed by the edge's number."""
    found = nx.MultiDiGraph()
    if record.target is not None:
        found.add_node(record.target)
    found.add_edges_from((edge.user, edge.source, number) for number, edge in enumerate(edges) if edge.contribution is not None)
    return found


def reaching(record: Record, edges: Sequence[Edge]) -> list[int]:
    """The inputs a gradient comes back to, in program order."""
    if record.target is None:
        return []
    reached = nx.descendants(graph(record, edges), record.target) | {record.target}
    return [one.node for one in record.program.inputs if one.node in reached]


def paths(record: Record, edges: Sequence[Edge], node: int, most: int, length: int = LIMITS["path_edges"].value) -> Paths:
    """The paths to `node`, in the order of the backward pass: at most `most` of them, with at most `length` edges in all."""
    assert record.target is not None
    way = graph(record, edges)
    target = record.target
    if node not in way or (node != target and not nx.has_path(way, target, node)):
        return Paths(node, 0, (), True, ())
    inner = nx.descendants(way, target) & nx.ancestors(way, node)
    between = nx.MultiDiGraph(way.subgraph(inner | {target, node}))
    scalar = all(size(record.program.shapes[one]) == 1 for one in between)
    found: list[Path] = []
    if node != target:
        for walk in _walks(between, target, node):
            length -= len(walk)
            if len(found) == most or length < 0:
                break
            found.append(_path(record, edges, walk, scalar))
    return Paths(node, _count(between, target, node), _gate(between), scalar, tuple(found))


def _path(record: Record, edges: Sequence[Edge], walk: tuple[int, ...], scalar: bool) -> Path:
    if not scalar:
        return Path(walk, (), float("nan"))
    slopes = (float(np.asarray(record.upstream).item()), *(edges[number].slope() for number in walk))
    product = slopes[0]
    for number, slope in zip(walk, slopes[1:], strict=True):
        product = product * slope if slope or not edges[number].lets_nothing else 0.0
    return Path(walk, slopes, product)


def _count(way: nx.MultiDiGraph, target: int, node: int) -> int:
    ways = dict.fromkeys(way, 0)
    ways[target] = 1
    for one in nx.topological_sort(way):
        for _, to in way.out_edges(one):
            ways[to] += ways[one]
    return ways[node]


def _walks(way: nx.MultiDiGraph, target: int, node: int) -> Iterator[tuple[int, ...]]:
    """Every walk, as the keys of its edges. Where each leads to `node`, none is in vain: the time is that of writing them down."""
    ahead, walk = [iter(way.out_edges(target, keys=True))], list[int]()
    while ahead:
        _, to, key = next(ahead[-1], (None, None, 0))
        if to is None:
            ahead.pop()
            del walk[-1:]
        elif to == node:
            yield (*walk, key)
        else:
            walk.append(key)
            ahead.append(iter(way.out_edges(to, keys=True)))


def _gate(way: nx.MultiDiGraph) -> tuple[int, ...]:
    """The nodes that no edge leads past, once they stand in order: whoever passes one of them on an edge has a way around it."""
    order = list(nx.topological_sort(way))
    place = {one: number for number, one in enumerate(order)}
    furthest, found = 0, []
    for number, one in enumerate(order):
        if furthest <= number:
            found.append(one)
        furthest = max(furthest, *(place[to] for to in way.successors(one)), 0)
    return tuple(found)
