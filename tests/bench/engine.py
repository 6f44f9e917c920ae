"""The engine as the library runs it below the text: every op recorded anew, then the backward pass with its full record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np

from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.ops.record import Value
from chainrule.program.graph import CONSTANT, INPUT, OP, Program
from chainrule.program.recorder import Recorder
from chainrule.trace.backward import Backward, backward, ones_like, wanted
from chainrule.trace.collector import uncollected
from chainrule.trace.forward import Forward
from tasks import ATTENTION, BATCH_NORM, CONV, EINSUM, LAYER_NORM, MLP, RNN, STEP, Array, Contestant, Gradients
from tasks import Run as Timed

NAME, ALONE = "chainrule", "chainrule, no record"
NODES = LIMITS["library_nodes"].value
ADD, SUB, MUL, SQUARE, TANH, RELU = map(op, ("add", "sub", "mul", "square", "tanh", "relu"))
MATMUL, CONTRACT, SUM, MEAN, INDEX, RESHAPE = map(op, ("matmul", "einsum", "sum", "mean", "index", "reshape"))


class Run:
    """A program that grows op by op, and its values."""

    def __init__(self, record: bool = True) -> None:
        self.program, self.forward, self.record = Program(), Forward(), record
        self.recorder = Recorder(self.program, self.forward, NODES)

    def back(self, target: int, only: Iterable[int] | None = None) -> Backward:
        values = self.forward.values
        needs = wanted(self.program, target, only)
        return backward(self.program, values, target, ones_like(values[target]), needs, self.forward.kept, self.record)


@uncollected()
def chain(x: float, ops: int) -> Any:
    run, source, node = chained(x, ops)
    with np.errstate(all="ignore"):
        return run.back(node).gradients[source]


def chained(x: float, ops: int) -> tuple[Run, int, int]:
    """Each 0.5 is a node of its own, as it is in a text."""
    run = Run()
    give, apply = run.recorder.give, run.recorder.apply
    with np.errstate(all="ignore"):
        source = node = give(INPUT, [x], (), None)
        for _ in range(ops // 2):
            node = apply(MUL, (node, source))
            node = apply(ADD, (node, give(CONSTANT, [STEP], (), None)))
    return run, source, node


Body = Callable[..., tuple[int, tuple[int, ...]]]
"""Records a program on its inputs: the target, and the inputs whose gradients are asked for."""


def recorded(body: Body, numbers: Sequence[Array], record: bool = True) -> tuple[Run, int, tuple[int, ...]]:
    with np.errstate(all="ignore"):
        return _recorded(body, numbers, record)


def _recorded(body: Body, numbers: Sequence[Array], record: bool) -> tuple[Run, int, tuple[int, ...]]:
    run = Run(record)
    give = run.recorder.give
    target, only = body(run.recorder, *[give(INPUT, array, array.shape, None) for array in numbers])
    return run, target, only


@np.errstate(all="ignore")
def gradients(body: Body, record: bool, *numbers: Array) -> Gradients:
    run, target, only = _recorded(body, numbers, record)
    return tuple(map(run.back(target, only).gradients.__getitem__, only))


def mlp(build: Recorder, x: int, labels: int, w1: int, b1: int, w2: int, b2: int) -> tuple[int, tuple[int, ...]]:
    apply = build.apply
    hidden = apply(TANH, (apply(ADD, (apply(MATMUL, (x, w1)), b1)),))
    return build("cross_entropy", apply(ADD, (apply(MATMUL, (hidden, w2)), b2)), labels), (w1, b1, w2, b2)


def conv(build: Recorder, x: int, labels: int, kernel: int, shift: int, w: int, b: int) -> tuple[int, tuple[int, ...]]:
    apply = build.apply
    pooled = build("max_pool2d", apply(RELU, (build("conv2d", x, kernel, shift),)), window=2)
    flat = apply(RESHAPE, (pooled,), {"shape": (build.shape(x)[0], -1)})
    return build("cross_entropy", apply(ADD, (apply(MATMUL, (flat, w)), b)), labels), (kernel, shift, w, b)


def attention(build: Recorder, x: int, wq: int, wk: int, wv: int, wo: int) -> tuple[int, tuple[int, ...]]:
    apply = build.apply
    mixed = build("scaled_dot_product_attention", *[apply(MATMUL, (x, w)) for w in (wq, wk, wv)])
    out = apply(ADD, (x, apply(MATMUL, (mixed, wo))))
    return apply(MEAN, (apply(SQUARE, (out,)),)), (wq, wk, wv, wo)


def rnn(build: Recorder, x: int, w: int, u: int, b: int, wanted: int) -> tuple[int, tuple[int, ...]]:
    apply = build.apply
    h = build("zeros", shape=build.shape(wanted))
    for step in range(build.shape(x)[0]):
        seen = apply(MATMUL, (apply(INDEX, (x,), {"key": (step,)}), w))
        h = apply(TANH, (apply(ADD, (apply(ADD, (seen, apply(MATMUL, (h, u)))), b)),))
    return apply(MEAN, (apply(SQUARE, (apply(SUB, (h, wanted)),)),)), (w, u, b)


def einsum(build: Recorder, q: int, k: int, v: int) -> tuple[int, tuple[int, ...]]:
    apply = build.apply
    scores = apply(CONTRACT, (q, k), {"signature": "bhid,bhjd->bhij"})
    out = apply(CONTRACT, (scores, v), {"signature": "bhij,bhjd->bhid"})
    return apply(SUM, (apply(SQUARE, (out,)),)), (q, k, v)


def normalised(name: str, build: Recorder, x: int, w: int, b: int, weights: int) -> tuple[int, tuple[int, ...]]:
    return build.apply(SUM, (build.apply(MUL, (build(name, x, w, b), weights)),)), (x, w, b)


BODIES: dict[str, Body] = {
    MLP: mlp,
    CONV: conv,
    ATTENTION: attention,
    LAYER_NORM: partial(normalised, "layer_norm"),
    RNN: rnn,
    EINSUM: einsum,
    BATCH_NORM: partial(normalised, "batch_norm"),
}


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
    return Contestant(NAME, chain, _runs(True))


def without_record() -> Contestant:
    """Gradients alone: no partial and no contribution is kept."""
    return Contestant(ALONE, None, _runs(False))


def _runs(record: bool) -> dict[str, Timed]:
    return {name: partial(gradients, body, record) for name, body in BODIES.items()}
