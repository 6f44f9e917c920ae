"""Backward passes as nodes: of one value, row by row of a Jacobian, and twice for a Hessian."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.errors import Refused, Span
from chainrule.ops.record import size
from chainrule.program.absence import Absence
from chainrule.program.differentiate import pullback
from chainrule.program.graph import CONSTANT, INPUT, Pass
from chainrule.program.libraries import Libraries
from chainrule.program.tape import Tape
from chainrule.program.tree import Tree
from chainrule.program.values import Flag, Node, Value

_PASS = 24
"""Parts of an expression that are evaluated in the time a pass takes by itself."""


class Pullbacks(Libraries):
    """What every derivative inside a program is made of."""

    def absent(self, node: int, target: int | None, zero: bool, tape: Tape | None = None) -> Value:
        """What stands for the gradient of `target` by a node where no path leads: nothing, or zeros in libraries that say so."""
        return Node(self.recorder("zeros", shape=self.recorder.shape(node))) if zero else Flag(None, Absence(node, target, tape))

    def argument(self, node: int) -> None:
        """A number that a derivative is asked by is an input, whether it has a name or not."""
        program = self.recorder.program
        if program.kinds[node] == CONSTANT:
            program.kinds[node], program.group_of[node] = INPUT, None

    def upstream(self, value: Value, out: int, span: Span) -> int:
        """The node of an upstream gradient for the node `out`. Raises bad-upstream."""
        g = self.tensor(value, span)
        there, here = self.recorder.shape(g), self.recorder.shape(out)
        if there != here:
            raise Refused(
                "bad-upstream",
                f"The value has the shape {list(here)}, the upstream gradient {list(there)}.",
                "Give one number for every entry of the value.",
                shapes=[list(here), list(there)],
            )
        return g

    def pulled(
        self,
        target: int,
        upstream: int | None,
        wrt: Sequence[int],
        span: Span,
        recorded: range | None = None,
        *,
        cut: bool = False,
        functional: bool = False,
        only: bool = True,
    ) -> list[int | None]:
        """One backward pass as nodes; `cut`: it cannot be differentiated again; `only`: it is a pass of its own, and no part of one."""
        recorder = self.recorder
        program = recorder.program
        self.spend(_PASS)
        recorder.span = span
        outside = recorder.enter("backward", f"backward from {self.called_by(target)}", span)
        start, before = len(program), recorder.cut
        totals: dict[int, int] = {}
        recorder.cut = before or cut

        def keep(user: int, source: int, total: int) -> None:
            totals[source] = total

        try:
            g = upstream
            if g is None:
                g = recorder("ones", shape=recorder.shape(target)) if recorder.shape(target) else recorder.constant(1.0)
            found = pullback(recorder, target, g, wrt, recorded, keep, True)
            found = self.apart(found, start)
        finally:
            recorder.cut = before
            recorder.leave(outside)
        ends = [one for one in found if one is not None and one >= start]
        moved = dict(zip([*ends, *totals.values()], recorder.trim(start, [*ends, *totals.values()]), strict=True))
        found = [one if one is None else moved.get(one, one) for one in found]
        program.slopes.update({moved[total]: source for source, total in totals.items() if total >= start})
        if only:
            program.passes.append(Pass(target, upstream, tuple(wrt), list(found), range(start, len(program)), recorded, functional))
        return found

    def apart(self, found: Sequence[int | None], start: int) -> list[int | None]:
        """Gradients and tangents as nodes of their own, from `start` on, where tensors are changed in place: a change of w must not
        reach the gradient by x that is equal to it."""
        if not any(one.title and one.name != "jax" for one in self.dialects):
            return list(found)
        own: list[int | None] = []
        for one in found:
            if one is not None and (one < start or one in own):
                one = self.recorder("reshape", one, shape=self.recorder.shape(one))
            own.append(one)
        return own

    def called_by(self, node: int) -> str:
        program = self.recorder.program
        span = program.spans[node]
        return program.names.get(node) or (self.typed(span) if span is not None else "here")

    def jacobians(self, target: int, nodes: Sequence[int], recorded: range | None, span: Span, batch: bool = False) -> list[int]:
        """By each node, of the target's shape and then the node's: one backward pass for every entry of the target. `batch`: a pass
        starts from an entry of every row, as its own row alone is made of; then of the shape of a row and then the node's."""
        recorder = self.recorder
        shape = recorder.shape(target)
        entries = shape[1:] if batch else shape
        count = size(entries)
        rows: list[list[int | None]] = []
        for entry in range(count):
            if not shape:
                rows.append(self.pulled(target, None, nodes, span, recorded, functional=True))
                break
            row = [0.0] * size(shape)
            row[entry::count] = [1.0] * (size(shape) // count)
            one = recorder("reshape", recorder.give(CONSTANT, row, (size(shape),), span), shape=shape)
            rows.append(self.pulled(target, one, nodes, span, recorded, only=False))
        found: list[int] = []
        for place, node in enumerate(nodes):
            own = recorder.shape(node)
            ends = [row[place] for row in rows]
            parts = [recorder("zeros", shape=own) if end is None else end for end in ends]
            if not shape:
                found.append(parts[0])
            elif not parts:
                found.append(recorder("zeros", shape=(*entries, *own)))
            else:
                found.append(recorder("reshape", recorder("stack", *parts), shape=(*entries, *own)))
        return found

    def hessians(self, target: int, nodes: Sequence[int], leaves: Tree, recorded: range | None, span: Span) -> Value:
        """The Jacobian of the gradient: blocks by each pair of arguments where there are several."""
        start = len(self.recorder.program) if recorded is None else recorded.start
        first = self.pulled(target, None, nodes, span, recorded, only=False)
        rows: list[Value] = []
        for node, gradient in zip(nodes, first, strict=True):
            if gradient is None:
                shape = self.recorder.shape(node)
                blocks = [self.recorder("zeros", shape=(*shape, *self.recorder.shape(other))) for other in nodes]
            else:
                inner = None if recorded is None else range(start, len(self.recorder.program))
                blocks = self.jacobians(gradient, nodes, inner, span)
            rows.append(leaves.filled([Node(block) for block in blocks]))
        return rows[0] if leaves.single else leaves.filled(rows)
