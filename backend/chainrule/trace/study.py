"""One study: a text run forward, then backward from its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from chainrule.errors import ChainruleError, Problem, Refused
from chainrule.limits import LIMITS
from chainrule.ops.record import Value, value
from chainrule.program.graph import Program
from chainrule.program.interpret import interpret
from chainrule.program.literal import given
from chainrule.trace.backward import Backward, backward, ones_like, wanted
from chainrule.trace.collector import uncollected
from chainrule.trace.forward import Forward


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Everything that was computed. When the program could not be run to its end, `problems` says why, and `target` and `back` are those
    of the last backward pass it asked for, else None."""

    program: Program
    values: Sequence[Value]
    target: int | None
    upstream: Value | None
    upstream_given: bool
    back: Backward | None
    problems: tuple[Problem, ...]
    vars: Mapping[str, Any]
    seed: int
    needs: Sequence[bool] = ()
    """Nodes a gradient is computed for."""
    kept: Mapping[int, Any] = field(default_factory=dict)
    """By node, what a forward kept for its slopes."""
    seed_node: int | None = None
    """The upstream gradient, where the program itself makes it."""


@uncollected()
def record(
    text: str,
    vars: Mapping[str, Any],
    target: str | None = None,
    wrt: Sequence[str] | None = None,
    upstream: Any = None,
    seed: int = 0,
    nodes: int = LIMITS["nodes"].value,
) -> Record:
    """Run `text`; its faults are returned, not raised."""
    with np.errstate(all="ignore"):
        run, forward = interpret(text, Forward, vars, seed, nodes)
        program = run.program
        problems = list(run.problems)
        try:
            asked = run.passed() if problems else run.finish(target, wrt is None and upstream is None)
            if asked is None:
                return Record(program, forward.values, None, None, False, None, tuple(problems[:20]), vars, seed)
            node, seed_node = asked
            of = forward.values[node]
            given = seed_node is not None or (upstream is not None and not problems)
            if seed_node is not None:
                start = forward.values[seed_node]
            else:
                start = _seed(upstream, target, program, of, node) if given else ones_like(of)
            needs = wanted(program, node, None if wrt is None or problems else _nodes(program, wrt))
            back = backward(program, forward.values, node, start, needs, forward.kept)
        except ChainruleError as error:
            problems += error.problems
            return Record(program, forward.values, None, None, False, None, tuple(problems[:20]), vars, seed)
        return Record(
            program, forward.values, node, start, given, back, tuple(problems[:20]), vars, seed, needs, forward.kept, seed_node
        )


def _seed(upstream: Any, target: str | None, program: Program, of: Value, node: int) -> Value:
    if isinstance(upstream, Mapping):
        name = target if target is not None else program.names.get(node)
        if name not in upstream:
            known = name or "without a name"
            raise ChainruleError(
                [
                    Problem(
                        "bad-upstream",
                        f"The target is {known}; the upstream gradient is given for {', '.join(map(str, upstream))[:80]}.",
                        None,
                        "Give it for the target.",
                    )
                ]
            )
        upstream = upstream[name]
    try:
        shape, entries = given(upstream)
    except Refused as refused:
        raise ChainruleError([Problem("bad-upstream", refused.detail, None, refused.hint)]) from None
    if shape != np.shape(of):
        raise ChainruleError(
            [
                Problem(
                    "bad-upstream",
                    f"The target has the shape {list(np.shape(of))}, the upstream gradient {list(shape)}.",
                    None,
                    "Give one number for every entry of the target.",
                )
            ]
        )
    return value(np.array(entries).reshape(shape))


def _nodes(program: Program, names: Sequence[str]) -> list[int]:
    unknown = [name for name in names if name not in program.bindings]
    if unknown:
        raise ChainruleError(
            [Problem("bad-target", f"The program gives no value the name {unknown[0][:40]}.", None, "Choose one of its names.")]
        )
    return [program.bindings[name] for name in names]
