"""The backward pass written as new nodes of the same program: what makes a derivative of a derivative.

pullback(target, g, wrt)    ->   for each node of wrt the node of its gradient, None where there is no path
pushforward(target, t)      ->   the node of the tangent of target: the pullback is linear in g, so its own pullback is the way forward
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chainrule.ops.authored import Authored, Stated
from chainrule.program.graph import INPUT, OP, Program
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
    moving = moves(program, target, wrt, recorded, recorder.spend)
    gradients: dict[int, int] = {target: g}
    for node in sorted(moving, reverse=True):
        gradient = gradients.get(node)
        plan = program.plans[node]
        if gradient is None or plan is None or (recorded is not None and node not in recorded):
            continue
        args = program.args[node]
        laid = lay(recorder, plan.op.rule, gradient, args, node) if isinstance(plan.op, Stated) else None
        for place, pull in enumerate(plan.pulls):
            source = args[place]
            if pull is None or source not in moving:
                continue
            come: int = pull.build(build, gradient, args, node) if laid is None else laid[place]
            if recorder.shape(come) != recorder.shape(source):
                come = build("sum_to", come, shape=recorder.shape(source))
            gradients[source] = build("add", gradients[source], come) if source in gradients else come
            arrived(node, source, gradients[source])
    return [gradients.get(node) if node in moving else None for node in wrt]


def lay(recorder: Recorder, rule: Authored, gradient: int, args: Sequence[int], out: int) -> Sequence[int]:
    """The lines of an author as nodes, in a group of their own. Gives what comes back to each argument; the gradient where nothing does."""
    span = recorder.span
    outside = recorder.enter("call", f"backward of {rule.title}", span)
    row = [gradient, *args, out]
    for line in rule.lines:
        recorder.span = line.span
        if line.plan is None:
            assert line.number is not None
            row.append(recorder.constant(line.number.tolist()))
        else:
            row.append(recorder.apply(line.plan.op, tuple([row[arg] for arg in line.args]), line.plan.params))
    recorder.leave(outside)
    recorder.span = span
    return [row[end or 0] for end in rule.ends]


def pushforward(recorder: Recorder, target: int, tangents: Mapping[int, int], recorded: range | None = None) -> int | None:
    """The tangent of `target` when the nodes in `tangents` move along the nodes given; None: it does not move."""
    program = recorder.program
    start = len(program)
    g = recorder("zeros", shape=recorder.shape(target))
    # What is linear in g is asked for, so g is no number that could be worked out.
    program.kinds[g], program.group_of[g] = INPUT, None
    ends = pullback(recorder, target, g, list(tangents), recorded, lean=True)
    total: int | None = None
    for end, tangent in zip(ends, tangents.values(), strict=True):
        if end is not None:
            come = tangent if end == g else pullback(recorder, end, tangent, [g], range(start, len(program)), lean=True)[0]
            if come is not None:
                total = come if total is None else recorder("add", total, come)
    return None if total is None else recorder.trim(start, [total])[0]


def moves(
    program: Program,
    target: int,
    wrt: Sequence[int],
    recorded: range | None = None,
    spend: Callable[[int], None] = lambda parts: None,
) -> set[int]:
    """The target, and the nodes on the paths to it from those of `wrt`, their ends included. Looks at what the target is made of alone:
    a loop that takes one derivative after the other pays for each, and not for all the nodes before it."""
    asked = {node for node in wrt if node <= target}
    made = makes(program, target, min(asked, default=target), recorded, spend)
    moving = asked & made.keys()
    for node in sorted(made):
        if node not in moving and not moving.isdisjoint(made[node]):
            moving.add(node)
    moving.add(target)
    return moving


def makes(
    program: Program, target: int, first: int, recorded: range | None = None, spend: Callable[[int], None] = lambda parts: None
) -> dict[int, list[int]]:
    """The target and the nodes from `first` on that it is made of along slopes, each with those that it is made of itself."""
    found: dict[int, list[int]] = {}
    stack = [target]
    while stack:
        node = stack.pop()
        if node in found:
            continue
        plan = program.plans[node]
        if program.kinds[node] != OP or plan is None or (recorded is not None and node not in recorded):
            found[node] = []
            continue
        found[node] = [arg for arg, pull in zip(program.args[node], plan.pulls, strict=False) if pull is not None and arg >= first]
        stack += found[node]
    spend(len(found) // 2)
    return found
