"""The derivatives a program asked for, once it has run: which of them the backward pass from the target shows anyway."""

from __future__ import annotations

from chainrule.ops.authored import Stated
from chainrule.program.differentiate import makes, moves
from chainrule.program.drop import Forgetful, drop
from chainrule.program.graph import CONSTANT, INPUT, OP, Pass, Program, Slope


def is_result(program: Program, last: int) -> bool:
    """Whether the last result is what the program is for: no derivative it asked for, nor a step it took with one.

    A library that collects gradients says itself what is differentiated.
    """
    plan = program.plans[last]
    if plan is None or not any(pull is not None for pull in plan.pulls) or not all(one.functional for one in program.passes):
        return False
    asked = {gradient for one in program.passes for gradient in one.gradients}
    names = {program.names.get(node) for one in program.passes for node in one.wrt} - {None}
    within = any(last in one.block for one in program.passes)
    return not within and last not in asked and program.names.get(last) not in names and last > program.passes[-1].of


def spare(program: Program, evaluator: Forgetful, target: int, whole: bool) -> tuple[int, int | None]:
    """Drop the nodes of passes that are the backward pass from the target and that nothing reads. Gives the target as it is numbered
    then, and the node of the upstream gradient that such a pass starts from."""
    upstream: int | None = None
    chosen: list[Pass] = []
    read = _readers(program)
    for one in reversed(program.passes):
        if one.of != target or not whole or (chosen and one.upstream != upstream) or not _same(program, one):
            continue
        if any(read[node] >= one.block.stop for node in one.block):
            continue
        chosen.append(one)
        upstream = one.upstream
    if not chosen:
        return target, None
    inside = frozenset(node for one in chosen for node in one.block)
    # An upstream gradient that passes on unchanged is a gradient, too, and no node of the pass.
    by = {end: node for one in chosen for node, end in zip(one.wrt, one.gradients, strict=True) if isinstance(end, int) and end in inside}
    for one in chosen:
        one.gradients = [Slope(by[end]) if isinstance(end, int) and end in by else end for end in one.gradients]
    program.watches[:] = [watch.renamed(lambda of: Slope(by[of]) if of in by else of) for watch in program.watches]
    program.collected.update({node: Slope(by[end]) for node, end in program.collected.items() if isinstance(end, int) and end in by})
    program.results.update({name: Slope(by[end]) for name, end in program.results.items() if type(end) is int and end in by})
    for name in [name for name, node in program.bindings.items() if node in inside]:
        del program.bindings[name]
    places = drop(program, evaluator, inside)
    return places[target], None if upstream is None else places[upstream]


def _readers(program: Program) -> list[int]:
    """The last node that reads each node, -1 where none does; a pass reads what it starts from."""
    last = [-1] * len(program)
    for node, args in enumerate(program.args):
        for arg in args:
            last[arg] = node
    for one in program.passes:
        for start in (one.of, one.upstream, *one.wrt):
            if start is not None:
                last[start] = max(last[start], one.block.stop)
    return last


def _same(program: Program, one: Pass) -> bool:
    """Whether the backward pass from the target takes the very paths of this one, which may have taken nodes for constant. One with lines
    of an author has more to show."""
    if any(program.kinds[node] == CONSTANT or not _collects(program, node) for node in one.wrt):
        return False
    if any(isinstance(plan.op, Stated) for plan in map(program.plans.__getitem__, moves(program, one.of, one.wrt)) if plan is not None):
        return False
    if one.recorded is None:
        return True
    moving, used = moves(program, one.of, one.wrt), {one.of}
    for node in range(one.of, -1, -1):
        plan = program.plans[node]
        if node not in used or plan is None:
            continue
        ways = [arg for arg, pull in zip(program.args[node], plan.pulls, strict=False) if pull is not None and arg in moving]
        if ways and node not in one.recorded:
            return False
        used.update(ways)
    return True


def _collects(program: Program, node: int) -> bool:
    """Whether the backward pass from the target has a gradient by a node: one that is an input, has a name, or is made of such."""
    return any(program.kinds[one] == INPUT or (one in program.names and program.kinds[one] == OP) for one in makes(program, node, 0))
