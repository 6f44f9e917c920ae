"""Derivatives that the program states itself. Only the tables of the libraries can call these.

    out = forward(x)
    g = probe(out)                                stands for the gradient of out: what is recorded from here on is the rule
    y = ruled(f, g, (x,), backward(g))            out, with these lines as its derivative

The lines are run once, so that they are known, and taken out again: a backward pass lays them anew, with its own gradient.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from chainrule.dialects.jax import JAX
from chainrule.errors import Refused, Span
from chainrule.ops.authored import Authored, Line, authored, tensor
from chainrule.ops.record import Shape, size
from chainrule.ops.record import Value as Given
from chainrule.program.free import held
from chainrule.program.graph import INPUT, Program
from chainrule.program.origins import origin
from chainrule.program.probe import Probe, forget
from chainrule.program.tree import tree
from chainrule.program.values import Class, Defined, Flag, Items, Node, Number, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def probe(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """probe(out): a tensor that stands for the gradient of out; of a tuple one for each."""
    several = values[0].items if isinstance(values[0], Items) and not values[0].listed else None
    recorder, outs = here.recorder, [here.tensor(one, span) for one in (values[:1] if several is None else several)]
    before = len(recorder.program.watches), len(recorder.program.groups)
    made: list[Value] = []
    for out in outs:
        shape = recorder.shape(out)
        g = recorder.give(INPUT, [1.0] * size(shape), shape, span)  # a constant would be worked out
        recorder.program.origins[g] = origin(recorder.program, out)
        here.probed[g] = Probe(out, *before)
        made.append(Node(g))
    return made[0] if several is None else Items(tuple(made), False, span)

_STATED = 150
"""Parts of an expression that are evaluated in the time it takes to make a rule of the lines of an author."""


def ruled(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """ruled(f, g, args, grads, summed): out, named after f, whose gradient goes back to args by the lines that made grads of g.
    `summed`: a gradient is summed to the shape of its argument, where that was broadcast."""
    of, gradient, args, grads, *summed = values
    assert isinstance(of, Class | Defined) and isinstance(args, Items)
    recorder, program = here.recorder, here.recorder.program
    here.spend(_STATED)
    probes = [one.index for one in (gradient.items if isinstance(gradient, Items) else [gradient]) if isinstance(one, Node)]
    start = probes[0]
    pairs = _paired(here, of.name, args.items, grads, bool(summed), span)
    looked = program.looked & _made(program, probes)
    # Within the backward of another, what is made of its gradient is no number of the program.
    entries = recorder.evaluator.entries if any(other < start for other in here.probed) else recorder.entries
    rows = [_row(here, of.name, probes, one, pairs, 0.0) for one in probes]
    beside = [_row(here, of.name, probes, one, pairs, 1.0)[0] for one in (probes if len(probes) > 1 else ())]
    given = [[tensor(entries(node), recorder.shape(node)) for node in nodes] for _, nodes in rows]
    if looked:
        fact = f"The backward of {of.name} looks at the numbers of the gradient to decide what it computes."
        raise Refused("bad-argument", fact, "Choose entry by entry, with where(condition, a, b).")
    if held(here, start):
        fact = f"The backward of {of.name} keeps what it computes, and it is run here before there is a gradient."
        raise Refused("bad-argument", fact, "Return the gradients alone, and read x.grad after the backward pass.")
    forget(here, start)
    for (rule, _), other, known in zip_longest(rows, beside, given):
        if not rule.proportional(known, known[0]) or (other is not None and not rule.moves_as(other, known, known[0])):
            fact = f"What the backward of {of.name} gives is not proportional to the gradient that comes in, as a derivative is."
            raise Refused("bad-argument", fact, "Multiply the gradient with what does not depend on it.")
    recorder.span = span
    made = tuple([Node(recorder.apply(authored(rule), tuple(nodes))) for rule, nodes in rows])
    return Items(made, False, span) if isinstance(gradient, Items) else made[0]


def _row(
    here: Loops, title: str, probes: Sequence[int], start: int, pairs: Sequence[tuple[int, int | None]], others: float
) -> tuple[Authored, list[int]]:
    """The lines as a rule for the result whose gradient `start` stands for, with the number `others` for the gradients of the rest;
    and the arguments of its node, first the result."""
    program, out = here.recorder.program, here.probed[start].of
    externals, inner = _reached(program, probes[0], [end for _, end in pairs if end is not None])
    if len(probes) > 1 and any(here.probed[one].of in externals for one in probes):
        fact = f"The backward of {title} reads a result of its own, of which it has several."
        raise Refused("bad-argument", fact, "Save the arguments, and compute it again.")
    sources = [source for source, _ in pairs]
    nodes = [out, *sources, *(node for node in externals if node != out and node not in sources)]
    lines = [node for node in inner if node != start]
    refs = {start: 0, **{node: place for place, node in reversed([*enumerate(nodes, 1)])}, out: 1 + len(nodes)}
    refs.update({node: place for place, node in enumerate(lines, 2 + len(nodes))})

    def number(node: int) -> Given | None:
        shape = program.shapes[node]
        if node in probes:
            return tensor([others] * size(shape), shape)
        return tensor(here.recorder.entries(node), shape) if program.plans[node] is None else None

    told = [Line(program.plans[one], tuple(refs[arg] for arg in program.args[one]), number(one), program.spans[one]) for one in lines]
    ends = [None, *(None if end is None else refs[end] for _, end in pairs), *[None] * (len(nodes) - 1 - len(pairs))]
    return Authored(title, tuple(told), tuple(ends)), nodes


def in_graph(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """in_graph(args): the same with a node for each tensor, so that it is one however often it is read."""
    args = tree(values[0])
    return args.filled([here.scope.kept(one) for one in args.leaves])


def alike(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """alike(args, others): whether these are the same tensors and the same numbers."""
    one, other = (tree(value).leaves for value in values)
    return Flag(len(one) == len(other) and all(_is(here, *pair) for pair in zip(one, other, strict=True)))


def _is(here: Loops, one: Value, other: Value) -> bool:
    if isinstance(one, Node) and isinstance(other, Node):
        return here.current(one) == here.current(other)
    if isinstance(one, Number) and isinstance(other, Number):
        return one.value == other.value
    return one is other or one == other


def _paired(here: Loops, title: str, args: Sequence[Value], grads: Value, summed: bool, span: Span) -> list[tuple[int, int | None]]:
    """Each tensor among the arguments, with the node of its gradient. Raises wrong-arguments, bad-upstream."""
    given = list(grads.items) if isinstance(grads, Items) and not (grads.listed and len(args) == 1) else [grads]
    while len(given) > len(args) and given[-1] == Flag(None):
        given.pop()
    if len(given) != len(args):
        fact = f"The backward of {title} gives {len(given)} gradients, and its forward takes {len(args)} arguments."
        raise Refused("wrong-arguments", fact, "Give one for each argument, in their order; None where there is none.")
    found: list[tuple[int, int | None]] = []
    for arg, grad in zip(args, given, strict=True):
        leaves = [one for one in tree(arg, JAX in here.dialects).leaves if isinstance(one, Node)]
        ends = [grad] * len(leaves) if grad == Flag(None) else list(tree(grad, JAX in here.dialects).leaves)
        if not leaves:
            continue
        if len(leaves) != len(ends):
            raise Refused("bad-upstream", f"A gradient of {title} has another structure than its argument.", "Give one for each tensor.")
        for leaf, one in zip(leaves, ends, strict=True):
            node, end = here.current(leaf).index, None if one == Flag(None) else here.tensor(one, span)
            there, here_ = here.recorder.shape(node), () if end is None else here.recorder.shape(end)
            if summed and end is not None and there != here_ and _spreads(there, here_):
                here.recorder.span = here.recorder.program.spans[end]
                end, here_ = here.recorder("sum_to", end, shape=there), there
            if end is not None and there != here_:
                fact = f"The backward of {title} gives a gradient of the shape {list(here_)} for an argument of the shape {list(there)}."
                raise Refused("bad-upstream", fact, "Give one number for every entry of the argument.", shapes=[list(here_), list(there)])
            found.append((node, end))
    return found


def _spreads(shape: Shape, to: Shape) -> bool:
    """Whether a tensor of one shape is broadcast to the other."""
    return len(shape) <= len(to) and all(one in (1, other) for one, other in zip(reversed(shape), reversed(to), strict=False))


def _reached(program: Program, start: int, ends: Sequence[int]) -> tuple[list[int], list[int]]:
    """What the ends are made of: the nodes before `start`, and those from it on."""
    stack, seen = [*ends], set[int]()
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack += program.args[node] if node >= start else ()
    return sorted(node for node in seen if node < start), sorted(node for node in seen if node >= start)


def _made(program: Program, probes: Sequence[int]) -> set[int]:
    """The nodes that are made of the gradients."""
    found = {*probes}
    for node in range(probes[0] + 1, len(program)):
        if not found.isdisjoint(program.args[node]):
            found.add(node)
    return found


AUTHORING = {"alike": alike, "in_graph": in_graph, "probe": probe, "ruled": ruled}
