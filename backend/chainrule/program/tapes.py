"""Tapes: what ran while they recorded, and the gradients they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.collecting import NONE, added, lacking
from chainrule.program.missing import tell, whole
from chainrule.program.tape import Tape
from chainrule.program.tree import tree
from chainrule.program.values import Context, Flag, Items, Made, Node, Nothing, Value

if TYPE_CHECKING:
    from chainrule.program.calls import Calls
    from chainrule.program.loops import Loops


def tape(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """tape(persistent, accessed)"""
    persistent, accessed = values
    return Tape(persistent == Flag(True), accessed != Flag(False))


def on_tape(here: Calls, of: Tape, name: str, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """watch, gradient, jacobian and the rest."""
    given = dict(zip(("target", "sources", "output_gradients", "unconnected_gradients"), values, strict=False)) | dict(named)
    if name == "watch":
        for one in tree(values[0]).leaves if values else []:
            node = here.tensor(one, span)
            if here.recorder.program.marks.get(node) == "integer":
                tell(here, whole(here, node))
            else:
                of.watched.add(node)
        return Nothing(name)
    if name == "reset":
        of.start, of.watched = len(here.recorder.program), set()
        return Nothing(name)
    if name == "stop_recording":
        return Context("no_grad")
    if "target" not in given or "sources" not in given:
        raise Refused("wrong-arguments", f"{name} takes a target and what it is differentiated by.", f"Write tape.{name}(y, x).")
    if of.used and not of.persistent:
        raise Refused(
            "tape-used", "This tape has answered once, and is empty.", "Write tf.GradientTape(persistent=True) to ask several times."
        )
    of.used = True
    sources = tree(given["sources"])
    recorded = range(of.start, len(here.recorder.program) if of.stop is None else of.stop)
    wrt = [_versions(here, of, one, span) for one in sources.leaves]
    if name in ("jacobian", "batch_jacobian"):
        nodes = [versions[-1] if versions else here.tensor(leaf, span) for versions, leaf in zip(wrt, sources.leaves, strict=True)]
        target = here.tensor(given["target"], span)
        if name == "jacobian":
            return sources.filled([Node(block) for block in here.jacobians(target, nodes, recorded, span)])
        return sources.filled([Node(block) for block in _of_rows(here, target, nodes, recorded, span)])
    zero = given.get("unconnected_gradients", NONE)
    zeros = getattr(zero, "value", None) in ("zero", "ZERO")
    targets = tree(given["target"])
    upstream = given.get("output_gradients", NONE)
    seeds = [NONE] * len(targets.leaves) if upstream == NONE else list(tree(upstream).leaves)
    flat = [node for versions in wrt for node in versions]
    total: list[int | None] = [None] * len(flat)
    for leaf, seed in zip(targets.leaves, seeds, strict=False):
        target = here.tensor(leaf, span)
        if target not in recorded and target not in flat:
            continue
        g = None if seed == NONE else here.upstream(seed, target, span)
        total = added(here, total, here.pulled(target, g, flat, span, recorded, only=len(targets.leaves) == 1))
    filled: list[Value] = []
    for versions, leaf in zip(wrt, sources.leaves, strict=True):
        ends = [end for end in total[: len(versions)] if end is not None]
        del total[: len(versions)]
        found = None
        for end in ends:
            found = end if found is None else here.recorder("add", found, end)
        filled.append(lacking(here, here.tensor(leaf, span), targets.leaves, zeros, span, of) if found is None else Node(found))
    return sources.filled(filled)


def _of_rows(here: Calls, target: int, nodes: Sequence[int], recorded: range, span: Span) -> list[int]:
    """batch_jacobian: of every row of the target by the row of the source that it is made of. Raises shape-mismatch."""
    shape = here.recorder.shape(target)
    for other in map(here.recorder.shape, nodes):
        if len(shape) < 2 or len(other) < 2 or shape[0] != other[0]:
            fact = f"batch_jacobian takes a target and a source of as many rows; these have the shapes {list(shape)} and {list(other)}."
            raise Refused("shape-mismatch", fact, "Give both an axis for the examples in front, or take jacobian.")
    blocks = here.jacobians(target, nodes, recorded, span, batch=True)
    return [here.recorder("moveaxis", block, source=len(shape) - 1, destination=0) for block in blocks]


def _versions(here: Calls, of: Tape, source: Value, span: Span) -> list[int]:
    """The nodes a source has been while the tape ran; none where the tape does not watch it."""
    program = here.recorder.program
    used = isinstance(source, Made | Items) and source.node is not None
    if not (isinstance(source, Node) or used):
        return []
    now = here.tensor(source, span)
    earlier = here.earlier.get(now, [])
    # What it was before the last change ahead of the tape, nothing on the tape can be made of.
    nodes = [*earlier[max(bisect_right(earlier, of.start) - 1, 0) :], now]
    watched = [
        node
        for node in nodes
        if node in of.watched
        or (of.accessed and program.marks.get(now) == "variable")
        or (program.kinds[node] == "op" and of.start <= node)
    ]
    for node in watched:
        here.argument(node)
    return watched
