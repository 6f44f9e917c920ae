"""A studied program as terms: an op on earlier terms each, the forward pass first, then the backward pass written out by hand.

    z = x * y    ->   terms x, y, x * y   and behind them   dz, dz * y, dz * x
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from chainrule.ops.authored import Stated
from chainrule.ops.record import Params, Plan, Shape, Value
from chainrule.program.differentiate import pullback
from chainrule.program.graph import CONSTANT, Cost, Program, Slope
from chainrule.program.recorder import Recorder
from chainrule.trace.forward import Forward
from chainrule.trace.study import Record


@dataclass(slots=True)
class Term:
    """`op` None: given, as `value`."""

    op: str | None
    args: tuple[int, ...]
    params: Params
    shape: Shape
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A contribution has come to `source` through `user`; `total` is the term of the sum so far, `before` how many terms there were."""

    user: int
    source: int
    total: int
    before: int


@dataclass
class Terms:
    """`terms[:start]` are the nodes of the program under their numbers. `seed`: the term of the upstream gradient."""

    program: Program
    terms: list[Term]
    start: int
    target: int
    wrt: list[int]
    """Inputs with a gradient, in the order of the program."""
    values: Sequence[Value]
    printed: list[int]
    """Nodes whose values are printed, one as often as it is."""
    slopes: list[int]
    """Nodes whose gradients are printed, the inputs among them or not."""
    finite: bool
    """The target and the gradients of the inputs are."""
    undefined: list[bool]
    """Which terms have a NaN among their numbers, or among those they are made of where their own are not known."""
    seed: int | None = None
    arrivals: list[Arrival] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)
    """Terms that a library which differentiates by itself must be told to take as constants."""

    @cached_property
    def made(self) -> dict[int, None]:
        """Terms of backward passes, in order: of those that the program asked for, and of the one from the target."""
        within = [node for one in self.program.passes for node in one.block]
        return dict.fromkeys([*sorted(within), *range(self.start, len(self.terms))])

    def open(self, term: int) -> bool:
        """Whether what reads a term may be made of its parts instead."""
        return term in self.made and term not in self.cut

    def given(self, term: int) -> bool:
        return self.terms[term].op is None

    def needed(self, roots: Sequence[int]) -> list[bool]:
        """Which terms the roots are made of."""
        needs = [False] * len(self.terms)
        for root in roots:
            needs[root] = True
        for term in range(len(needs) - 1, -1, -1):
            if needs[term]:
                for arg in self.terms[term].args:
                    needs[arg] = True
        return needs


class _Unevaluated(Forward):
    """Keeps given numbers and computes nothing: the shapes of a derivative are enough to write it."""

    def apply(self, plan: Plan, args: tuple[int, ...]) -> None:
        if args:
            self.values.append(None)  # type: ignore[arg-type]
        else:
            super().apply(plan, args)


def forward_terms(record: Record) -> Terms:
    """The program alone, for a library that differentiates by itself."""
    program = record.program
    assert record.target is not None and record.back is not None
    gradients = record.back.gradients
    wrt = [one.node for one in program.inputs if gradients[one.node] is not None]
    terms = [_term(program, node, record.values[node]) for node in range(len(program))]
    told = [one.of for watch in program.watches for one in watch.shown]
    printed = [one for one in told if isinstance(one, int)]
    slopes = sorted({one.wrt for one in told if isinstance(one, Slope) and gradients[one.wrt] is not None})
    undefined = [bool(np.isnan(one).any()) for one in record.values]
    ends = [record.values[record.target], *(one for node in wrt if (one := gradients[node]) is not None)]
    finite = all(np.all(np.isfinite(one)) for one in ends)
    return Terms(program, terms, len(terms), record.target, wrt, record.values, printed, slopes, finite, undefined)


def both_ways(record: Record) -> Terms:
    """The program and its backward pass."""
    assert record.target is not None and record.back is not None and record.upstream is not None
    whole = forward_terms(record)
    program = record.program.branch()
    program.counted = Cost(len(program))
    evaluator = _Unevaluated()
    evaluator.values = list(record.values)
    recorder = Recorder(program, evaluator, nodes=2**62)
    whole.seed = recorder.give(CONSTANT, record.upstream.ravel(), record.upstream.shape, None)
    named = [node for node in program.names if node <= record.target and record.back.gradients[node] is not None]
    before = len(program)

    def arrived(user: int, source: int, total: int) -> None:
        nonlocal before
        whole.arrivals.append(Arrival(user, source, total, before))
        before = len(program)

    pullback(recorder, record.target, whole.seed, sorted({*named, *whole.wrt, *whole.slopes}), arrived=arrived)
    whole.terms += [_term(program, node, evaluator.values[node]) for node in range(whole.start, len(program))]
    for one in whole.terms[whole.start :]:
        whole.undefined.append(any(whole.undefined[arg] for arg in one.args))
    return whole


def _term(program: Program, node: int, value: Value) -> Term:
    plan = program.plans[node]
    if plan is None:
        return Term(None, (), _NONE, program.shapes[node], value)
    if isinstance(plan.op, Stated):
        return Term("detach", program.args[node][:1], _NONE, plan.shape)
    return Term(plan.op.name, program.args[node], plan.params, plan.shape)


_NONE: Mapping[str, Any] = {}
