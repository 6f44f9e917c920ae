"""The backward pass written as new nodes of the same program: what makes a derivative of a derivative.

    pullback(target, g, wrt)   ->   for each node of wrt the node of its gradient, None where there is no path
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chainrule.program.graph import OP
from chainrule.program.recorder import Recorder


def pullback(
    recorder: Recorder, target: int, g: int, wrt: Sequence[int], arrived: Callable[[int, int, int], None] = lambda user, source, total: None
) -> list[int | None]:
    """Gradients of `target` by the nodes `wrt`, for the upstream gradient node `g` of the target's shape.

    `arrived(user, source, total)` is told of every contribution: through which node it came, to which, and the node of the sum so far.
    """
    program = recorder.program
    moving = _moving(recorder, target, wrt)
    gradients: dict[int, int] = {target: g}
    for node in range(target, -1, -1):
        gradient = gradients.get(node)
        plan = program.plans[node]
        if gradient is None or plan is None:
            continue
        args = program.args[node]
        for place, pull in enumerate(plan.pulls):
            source = args[place]
            if pull is None or not moving[source]:
                continue
            come: int = pull.build(recorder, gradient, args, node)
            if recorder.shape(come) != recorder.shape(source):
                come = recorder("sum_to", come, shape=recorder.shape(source))
            gradients[source] = recorder("add", gradients[source], come) if source in gradients else come
            arrived(node, source, gradients[source])
    return [gradients.get(node) if moving[node] or node == target else None for node in wrt]


def _moving(recorder: Recorder, target: int, wrt: Sequence[int]) -> list[bool]:
    """Nodes up to the target that change when a node of `wrt` does."""
    program = recorder.program
    moving = [False] * (target + 1)
    for node in wrt:
        if node <= target:
            moving[node] = True
    for node in range(target + 1):
        plan = program.plans[node]
        if program.kinds[node] == OP and plan is not None and not moving[node]:
            moving[node] = any(moving[arg] and plan.pulls[place] is not None for place, arg in enumerate(program.args[node]))
    if target < len(moving):
        moving[target] = True
    return moving + [False] * (len(program) - target - 1)
