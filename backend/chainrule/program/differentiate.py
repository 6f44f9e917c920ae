"""The backward pass written as new nodes of the same program: what makes a derivative of a derivative.

pullback(target, g, wrt)    ->   for each node of wrt the node of its gradient, None where there is no path
pushforward(target, t)      ->   the node of the tangent of target: the pullback is linear in g, so its own pullback is the way forward
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chainrule.program.graph import OP, Program
from chainrule.program.lean import Lean
from chainrule.program.recorder import Recorder


def pullback(
    recorder: Recorder,
    target: int,
    g: int,
    wrt: Sequence[int],
    recorded: range | None = None,
    arrived: Callable[[int, int, int], None] = lambda user, source, total: None,
    lean: bool = False,
) -> list[int | None]:
    """Gradients of `target` by the nodes `wrt`, for the upstream gradient node `g` of the target's shape.

    `recorded`: nodes outside are constants, but for those of `wrt`.
    `lean`: as a person would write them; there may be nodes then that nothing is made of.
    `arrived(user, source, total)` is told of every contribution: through which node it came, to which, and the node of the sum so far.
    """
    program, build = recorder.program, Lean(recorder) if lean else recorder
    moving = moves(program, target, wrt, recorded)
    gradients: dict[int, int] = {target: g}
    for node in range(target, -1, -1):
        gradient = gradients.get(node)
        plan = program.plans[node]
        if gradient is None or plan is None or (recorded is not None and node not in recorded):
            continue
        args = program.args[node]
        for place, pull in enumerate(plan.pulls):
            source = args[place]
            if pull is None or not moving[source]:
                continue
            come: int = pull.build(build, gradient, args, node)
            if recorder.shape(come) != recorder.shape(source):
                come = build("sum_to", come, shape=recorder.shape(source))
            gradients[source] = build("add", gradients[source], come) if source in gradients else come
            arrived(node, source, gradients[source])
    return [gradients.get(node) if moving[node] or node == target else None for node in wrt]


def pushforward(recorder: Recorder, target: int, tangents: Mapping[int, int], recorded: range | None = None) -> int | None:
    """The tangent of `target` when the nodes in `tangents` move along the nodes given; None: it does not move."""
    program = recorder.program
    start = len(program)
    g = recorder("zeros", shape=recorder.shape(target))
    ends = pullback(recorder, target, g, list(tangents), recorded, lean=True)
    total: int | None = None
    for end, tangent in zip(ends, tangents.values(), strict=True):
        if end is not None:
            come = tangent if end == g else pullback(recorder, end, tangent, [g], range(start, len(program)), lean=True)[0]
            if come is not None:
                total = come if total is None else recorder("add", total, come)
    return None if total is None else recorder.trim(start, [total])[0]


def moves(program: Program, target: int, wrt: Sequence[int], recorded: range | None = None) -> list[bool]:
    """Nodes up to the target that change when a node of `wrt` does."""
    moving = [False] * (target + 1)
    for node in wrt:
        if node <= target:
            moving[node] = True
    for node in range(target + 1):
        plan = program.plans[node]
        if program.kinds[node] != OP or plan is None or moving[node] or (recorded is not None and node not in recorded):
            continue
        moving[node] = any(moving[arg] and plan.pulls[place] is not None for place, arg in enumerate(program.args[node]))
    if target < len(moving):
        moving[target] = True
    return moving + [False] * (len(program) - target - 1)
