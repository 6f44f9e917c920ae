"""The engine as the library runs it below the text: every op recorded anew, then the backward pass with its full record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.ops.record import Value
from chainrule.program.graph import CONSTANT, INPUT, OP, Program
from chainrule.program.recorder import Recorder
from chainrule.trace.backward import Backward, backward, ones_like, wanted
from chainrule.trace.forward import Forward
from tasks import STEP, Batch, Contestant, Gradients

NAME = "chainrule"
NODES = LIMITS["library_nodes"].value
ADD, MUL, MATMUL, TANH, CROSS_ENTROPY = map(op, ("add", "mul", "matmul", "tanh", "cross_entropy"))


class Run:
    """A program that grows op by op, and its values."""

    def __init__(self) -> None:
        self.program, self.forward = Program(), Forward()
        self.recorder = Recorder(self.program, self.forward, NODES)

    def back(self, target: int, only: Iterable[int] | None = None) -> Backward:
        values = self.forward.values
        return backward(self.program, values, target, ones_like(values[target]), wanted(self.program, target, only), self.forward.kept)


def chain(x: float, ops: int) -> Any:
    """Each 0.5 is a node of its own, as it is in a text."""
    run = Run()
    give, apply = run.recorder.give, run.recorder.apply
    with np.errstate(all="ignore"):
        source = node = give(INPUT, [x], (), None)
        for _ in range(ops // 2):
            node = apply(MUL, (node, source))
            node = apply(ADD, (node, give(CONSTANT, [STEP], (), None)))
        gradient = run.back(node).gradients[source]
    return gradient


def mlp(batch: Batch) -> Gradients:
    run = Run()
    apply = run.recorder.apply
    with np.errstate(all="ignore"):
        x, labels, w1, b1, w2, b2 = (run.recorder.give(INPUT, array, array.shape, None) for array in batch)
        hidden = apply(TANH, (apply(ADD, (apply(MATMUL, (x, w1)), b1)),))
        logits = apply(ADD, (apply(MATMUL, (hidden, w2)), b2))
        loss = apply(CROSS_ENTROPY, (logits, labels), {"reduction": "mean"})
        found = run.back(loss, (w1, b1, w2, b2)).gradients
    return tuple(found[node] for node in (w1, b1, w2, b2))


def replay(of: Program, values: Sequence[Value], target: int, only: Iterable[int] | None = None) -> Backward:
    """Any program once more, from its inputs and ops."""
    run = Run()
    give, apply = run.recorder.give, run.recorder.apply
    with np.errstate(all="ignore"):
        for kind, plan, args, shape, value in zip(of.kinds, of.plans, of.args, of.shapes, values, strict=True):
            if kind == OP and plan is not None:
                apply(plan.op, args, plan.params)
            else:
                give(kind, value if shape else [value], shape, None)
        return run.back(target, only)


def contestant() -> Contestant:
    return Contestant(NAME, chain, mlp)
