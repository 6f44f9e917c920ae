"""Derivatives that libraries collect: .backward() and .grad. Only the tables of the libraries can call these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.catalogue import op
from chainrule.program.absence import Absence
from chainrule.program.differentiate import makes, moves
from chainrule.program.graph import CONSTANT, OP
from chainrule.program.missing import unreached
from chainrule.program.recorded import grad_fn
from chainrule.program.tape import Tape
from chainrule.program.tree import tree
from chainrule.program.values import COPIES, Dict, Flag, Items, Node, Nothing, Number, Value

if TYPE_CHECKING:
    from chainrule.program.calls import Calls
    from chainrule.program.machine import Machine

NONE = Flag(None)
_DETACH = op("detach")


def backward(here: Calls, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """backward(y, gradient, retain, again, everything): add the gradients of y to what its tensors have collected.

    `gradient`: the upstream gradient; `retain`: another pass may follow; `again`: it can be differentiated; `everything`: named results
    collect, too.
    """
    of, gradient, retain, again, everything = _five(values)
    target = here.tensor(of, span)
    shape = here.recorder.shape(target)
    upstream = None if gradient == NONE else here.upstream(gradient, target, span)
    if upstream is None and _several(shape):
        fact = f"backward starts from one number; this has the shape {list(shape)}."
        raise Refused("not-scalar", fact, "Take the sum first, or give the upstream gradient: backward(gradient=...).", shape=list(shape))
    program = here.recorder.program
    owner: dict[int, int] = {}
    for node in makes(program, target, 0, spend=here.spend):
        # A tensor that was changed in place collects what comes back to it as it was before, too.
        now = here.current(Node(node)).index
        if program.marks.get(now) in ("requires_grad", "retained"):
            owner[node] = now
            here.argument(node)
        elif everything != NONE and node in program.names and program.kinds[node] == OP and node not in here.now:
            owner[node] = node
    moving = moves(program, target, list(owner))
    reached = sorted(owner, key=lambda node: (program.kinds[node] == OP, owner[node], node))
    if not reached:
        raise unreached(here, target)
    if everything != NONE:
        results = {node for node in moving if program.kinds[node] == OP}
        if results & here.passed:
            here.pass_over(_AGAIN)
        here.passed |= results
    _free(here, target, moving, (retain != NONE and retain != Flag(False)) or again == Flag(True))
    start = len(program)
    found = here.pulled(target, upstream, reached, span, cut=again != Flag(True))
    read = {arg for node in range(start, len(program)) for arg in program.args[node] if arg < start}
    read.update(node for node in moving if (plan := program.plans[node]) is not None and plan.op.name in _BY_RESULT)
    if any(one.name == "pytorch" for one in here.dialects):
        for node in sorted(read & here.now.keys()):
            here.pass_over(f"{program.names.get(node, 'A tensor')} was changed in place, {_CHANGED}")
    for node, one in zip(reached, found, strict=True):
        if one is not None:
            # PyTorch adds to the tensor that is there, but where the sum can be differentiated; a gradient of micrograd is a number.
            _collect(here, owner[node], one, span, everything == NONE and again != Flag(True))
    return Nothing("backward")


_AGAIN = (
    "A second backward pass goes through the same results: micrograd sends on once more what they collected before, "
    "here every pass stands by itself."
)


_BY_RESULT = frozenset({"relu", "max", "min", "prod", "cumprod", "det"})
"""Ops whose slope is made of their arguments here, and of their result in PyTorch."""
_CHANGED = (
    "and the backward pass needs the numbers it had before. They are kept here; "
    "PyTorch refuses this, or reads the new ones where .data was changed."
)


def _five(values: Sequence[Value]) -> tuple[Value, Value, Value, Value, Value]:
    one, two, three, four, five = (values[k] if k < len(values) else NONE for k in range(5))
    return one, two, three, four, five


def _several(shape: tuple[int, ...]) -> bool:
    return any(extent != 1 for extent in shape)


def _free(here: Calls, target: int, moving: set[int], retain: bool) -> None:
    """A pass uses up the numbers that its slopes were kept in. Raises graph-freed where an earlier one did."""
    program = here.recorder.program
    stack, seen = [target], {target}
    while stack:
        one = stack.pop()
        plan = program.plans[one]
        if plan is None:
            continue
        kept = any(
            pull is not None
            and program.args[one][place] in moving
            and pull.constant is None
            and plan.op.family not in ("movement", "picking")
            for place, pull in enumerate(plan.pulls)
        ) and plan.op.name not in ("sum", "mean")
        if kept and one in here.freed:
            raise Refused(
                "graph-freed",
                "A backward pass has gone through this graph already, and its numbers are let go after it.",
                "Write backward(retain_graph=True) in the first pass, or compute the loss again.",
            )
        if kept and not retain:
            here.freed.add(one)
        for arg in program.args[one]:
            if arg in moving and arg not in seen:
                seen.add(arg)
                stack.append(arg)


def _collect(here: Calls, node: int, gradient: int, span: Span, in_place: bool) -> None:
    collected = here.recorder.program.collected
    old = collected.get(node)
    if old is not None:
        assert isinstance(old, int)
        old = here.current(Node(old)).index
        if not _blank(here, old):
            here.recorder.span = span
            before, here.recorder.cut = here.recorder.cut, True
            gradient = here.recorder("add", old, gradient)
            here.recorder.cut = before
        if in_place:
            gradient = here.become(Node(old), gradient, False).index
    collected[node] = gradient


def _blank(here: Calls, node: int) -> bool:
    """Whether a gradient was set to zeros."""
    program = here.recorder.program
    while program.plans[node] is not None and program.plans[node].op is _DETACH:  # type: ignore[union-attr]
        (node,) = program.args[node]
    return program.kinds[node] == CONSTANT and not any(here.recorder.entries(node))


def gradient(here: Calls, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """gradient(x, default): what x has collected; None, or the default, where it has nothing."""
    node = here.tensor(values[0], span)
    found = here.recorder.program.collected.get(node)
    if found is None:
        return values[1] if len(values) > 1 else Flag(None, Absence(node))
    assert isinstance(found, int)
    return here.current(Node(found))


def put_gradient(here: Machine, of: Node, value: Value, span: Span) -> None:
    """`w.grad = value`; None: nothing is collected."""
    node = here.current(of).index
    collected = here.recorder.program.collected
    if value == NONE:
        collected.pop(node, None)
    else:
        collected[node] = here.tensor(value, span)


def forget(here: Calls, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """forget(x): x has collected nothing."""
    if isinstance(values[0], Node):
        put_gradient(here, values[0], NONE, span)
    return Nothing("forget")


def trained(here: Calls, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """trained(params, known): the tensors that an optimizer changes, in a tuple, and those it knows already."""
    leaves, known = tree(values[0]).leaves, tree(values[1]).leaves
    if not all(isinstance(one, Node) for one in leaves):
        raise Refused("bad-argument", "An optimizer takes the tensors it changes.", "Write model.parameters(), or [w, b].")
    nodes = [here.current(one).index for one in (*known, *leaves) if isinstance(one, Node)]
    if len(set(nodes)) < len(nodes):
        raise Refused("bad-argument", "A parameter is given twice to one optimizer.", "Name every parameter once.")
    for one in leaves:
        if here.recorder.program.marks.get(here.tensor(one, span)) != "retained" and grad_fn(here, [one], {}, span) != NONE:
            fact = "An optimizer changes tensors that a program begins with, and this one was computed."
            raise Refused("bad-argument", fact, "Give it the tensors that requires_grad=True stands at.")
    return Items(tuple(leaves), False, span)


def judge_groups(here: Calls, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """judge_groups(groups, known): raises bad-argument where the parameters of an optimizer are not those it knows."""
    groups, known = values
    assert isinstance(groups, Items) and isinstance(known, Items)
    if [one.entries.get("params") for one in groups.items if isinstance(one, Dict)] != list(known.items):
        fact = "The groups have other parameters than the optimizer was made with."
        raise Refused("bad-argument", fact, "Write optimizer.add_param_group, or make another optimizer.")
    return Nothing("judge_groups")


def nth(here: Calls, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """nth(x, tensors): the place of x itself among these, None where it is not."""
    wanted, known = here.current(Node(here.tensor(values[0], span))), tree(values[1]).leaves
    here.spend(len(known) // COPIES)
    place = next((place for place, one in enumerate(known) if isinstance(one, Node) and here.current(one) == wanted), None)
    return NONE if place is None else Number(place, True, span)


def gradient_of(here: Calls, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """gradient_of(outputs, inputs, grad_outputs, again, unused): a tuple of gradients, collected nowhere."""
    outputs, inputs, given, again, unused = _five(values)
    outs, ins = tree(outputs), tree(inputs)
    upstream = [NONE] * len(outs.leaves) if given == NONE else list(tree(given).leaves)
    nodes = [here.tensor(one, span) for one in ins.leaves]
    for node in nodes:
        here.argument(node)
    total: list[int | None] = [None] * len(nodes)
    for out, leaf in zip(outs.leaves, upstream, strict=False):
        target = here.tensor(out, span)
        if leaf == NONE and _several(here.recorder.shape(target)):
            shape = here.recorder.shape(target)
            fact = f"The output has the shape {list(shape)}."
            raise Refused("not-scalar", fact, "Give grad_outputs, or take the sum first.", shape=list(shape))
        g = None if leaf == NONE else here.upstream(leaf, target, span)
        found = here.pulled(target, g, nodes, span, cut=again != Flag(True), only=len(outs.leaves) == 1)
        total = added(here, total, found)
    if unused != Flag(True) and None in total:
        raise Refused("no-gradient", "The output does not depend on one of the inputs.", "Leave it out, or write allow_unused=True.")
    ends = [lacking(here, node, outs.leaves, False, span) if one is None else Node(one) for node, one in zip(nodes, total, strict=True)]
    return Items(tuple(ends), False, span)


def lacking(here: Calls, node: int, targets: Sequence[Value], zero: bool, span: Span, tape: Tape | None = None) -> Value:
    """What stands for the gradient of all of some targets by a node where no path leads."""
    return here.absent(node, here.tensor(targets[0], span) if targets else node, zero, tape)


def added(here: Calls, total: list[int | None], found: Sequence[int | None]) -> list[int | None]:
    """Gradients by the same tensors, of one target more."""
    return [
        come if old is None else old if come is None else here.recorder("add", old, come) for old, come in zip(total, found, strict=True)
    ]


COLLECTING: Mapping[str, Callable[[Calls, Sequence[Value], Mapping[str, Value], Span], Value]] = {
    "backward": backward,
    "gradient": gradient,
    "forget": forget,
    "trained": trained,
    "judge_groups": judge_groups,
    "nth": nth,
    "gradient_of": gradient_of,
}
