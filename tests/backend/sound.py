"""What holds of every text: it gives problems or a trace, the trace adds up, and running it again gives what a first run gives."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from chainrule.errors import CODES
from chainrule.explain.edges import edges
from chainrule.trace.study import Record, record
from chainrule.wire.answer import answer
from chainrule.wire.document import written
from chainrule.wire.known import Known
from chainrule.wire.request import Request


def judge(text: str) -> Record:
    """Raises AssertionError where the answer to a text does not hold together."""
    found, sent = answered(text)
    holds(found, sent)
    return found


def answered(text: str) -> tuple[Record, bytes]:
    """Study a text as the service does: what was found, and what is sent of it."""
    found = record(text, {})
    return found, written(found)


def holds(found: Record, sent: bytes) -> None:
    """Raises AssertionError where it does not."""
    if found.problems:
        _told(found, len(found.program.text.encode("utf-16-le", "surrogatepass")) // 2)
    _linked(sent)
    if found.back is not None:
        _added_up(found)
        repeated(found)


def _told(found: Record, length: int) -> None:
    assert len(found.problems) <= 20
    for problem in found.problems:
        assert problem.code in CODES and CODES[problem.code].status == 422
        assert problem.span is None or 0 <= problem.span[0] <= problem.span[1] <= length
        (problem.detail + (problem.hint or "")).encode()


def _linked(sent: bytes) -> None:
    """The document is JSON, and what it refers to is in it."""
    trace = json.loads(sent)
    nodes = {node["id"] for node in trace["nodes"]}
    arcs = {edge["id"] for edge in trace["edges"]}
    groups = {group["id"] for group in trace["groups"]}
    assert len(nodes) == len(trace["nodes"]) and len(arcs) == len(trace["edges"])
    for edge in trace["edges"]:
        assert {edge["from"], edge["to"]} <= nodes
        assert int(edge["from"][1:]) < int(edge["to"][1:])
    for node in trace["nodes"]:
        assert set(node["edges_in"]) <= arcs
        assert node["group"] is None or node["group"] in groups
        assert node["card"] is None or node["card"] in trace["cards"]
    for step in trace["steps"]:
        assert step["node"] is None or step["node"] in nodes
        assert step["edge"] is None or step["edge"] in arcs
    assert set(trace["targets"]) <= nodes


def _added_up(found: Record) -> None:
    """Every gradient is what came in from above, and then the contributions in the order they were worked."""
    assert found.back is not None and found.target is not None
    uses, order = edges(found)
    sums: dict[int, object] = {found.target: found.upstream}
    with np.errstate(all="ignore"):
        for place in order:
            use = uses[place]
            assert use.contribution is not None
            sums[use.source] = sums[use.source] + use.contribution if use.source in sums else use.contribution  # type: ignore[operator]
    for node, gradient in enumerate(found.back.gradients):
        assert (gradient is None) == (node not in sums), f"node {node}"
        if gradient is not None:
            assert np.array_equal(np.asarray(gradient), np.asarray(sums[node]), equal_nan=True), f"node {node}"
            assert np.shape(gradient) == found.program.shapes[node]


_LARGE = 300
"""Nodes of a program that is not run a dozen times more."""
SLIGHT: list[Callable[[Any], Any]] = [np.copy, lambda a: a * 1.01 + 0.003, np.copy]
"""After which a loop ends as soon as before."""
_CHANGES: list[Callable[[Any], Any]] = [*SLIGHT, lambda a: -a - 0.0, np.floor, np.zeros_like]


def repeated(found: Record, changes: Sequence[Callable[[Any], Any]] = _CHANGES, **asked: Any) -> int:
    """Other numbers for the inputs give the bytes of a first run. How many of the requests did without one."""
    if len(found.program) > _LARGE:
        return 0
    given = {one.name: np.asarray(found.values[one.node]) for one in found.program.inputs}
    known, hits = Known(), 0
    with np.errstate(all="ignore"):
        for change in changes:
            vars = {name: _typed(change(value)) for name, value in given.items()}
            request = Request(expr=found.program.text, vars=vars, **asked)
            before = known.misses
            assert known.answer(request) == answer(request), vars
            hits += known.misses == before
    return hits


def _typed(array: Any) -> Any:
    """As numbers of a request: what is whole without a point."""
    if array.ndim:
        return [_typed(row) for row in array]
    value = float(array)
    return int(value) if value.is_integer() and abs(value) < 100 and math.copysign(1, value) > 0 else value
