"""Other ways through the same program: forward mode, Jacobians, second derivatives, and what each costs.

    jvp        one direction in, every node's tangent out             one forward pass
    vjp        one upstream gradient in, every node's gradient out    one backward pass
    Jacobian   row o of d target / d x is the vjp with upstream e_o; column i is the jvp with direction e_i
    Hessian    row i is the gradient of entry i of the gradient: the backward pass, written as nodes, differentiated again
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.limits import LIMITS
from chainrule.ops.record import Value, size
from chainrule.program.differentiate import pullback
from chainrule.program.graph import Program
from chainrule.program.recorder import Recorder
from chainrule.trace.backward import backward
from chainrule.trace.forward import Forward
from chainrule.trace.study import Record
from chainrule.trace.tangent import tangents


def tangent(record: Record, direction: Mapping[int, Value]) -> list[Value | None]:
    """d node / d epsilon for every node when the inputs move along `direction`; None: does not move."""
    with np.errstate(all="ignore"):
        return tangents(record.program, record.values, direction)


def jacobian_row(record: Record, of: int, entry: int, wrt: int) -> Value | None:
    """d of[entry] / d wrt, in wrt's shape, by one backward pass."""
    upstream: Any = np.zeros(record.program.shapes[of])
    upstream.flat[entry] = 1.0
    return _gradient(record.program, record.values, of, _scalar(upstream), wrt)


def jacobian_column(record: Record, of: int, wrt: int, entry: int) -> Value | None:
    """d of / d wrt[entry], in of's shape, by one forward pass."""
    direction: Any = np.zeros(record.program.shapes[wrt])
    direction.flat[entry] = 1.0
    return tangent(record, {wrt: _scalar(direction)})[of]


def jacobian(record: Record, of: int, wrt: int) -> Value:
    """d of / d wrt, of shape of's + wrt's, row by row. Raises `Refused` when it would be too large."""
    shapes = record.program.shapes
    rows, columns = size(shapes[of]), size(shapes[wrt])
    LIMITS["entries"].check(rows * columns)
    LIMITS["flops"].check(rows * max(record.program.cost().flops, len(record.program)))
    found = np.zeros((rows, columns))
    for entry in range(rows):
        row = jacobian_row(record, of, entry, wrt)
        if row is not None:
            found[entry] = np.ravel(row)
    return _scalar(found.reshape((*shapes[of], *shapes[wrt])))


class Second:
    """Second derivatives of a scalar node: the gradient by `wrt` is written as nodes of a copy of the program, once."""

    def __init__(self, record: Record, of: int, wrt: int) -> None:
        if record.program.shapes[of]:
            raise Refused("bad-target", "Second derivatives are those of a scalar.", "Take the sum, or one entry.")
        self.wrt = wrt
        self.forward = Forward()
        self.forward.values = list(record.values)
        self.program = record.program.branch()
        recorder = Recorder(self.program, self.forward, LIMITS["library_nodes"].value)
        with np.errstate(all="ignore"):
            self.gradient = pullback(recorder, of, recorder.constant(1.0), [wrt])[0]

    def product(self, direction: Value) -> Value:
        """Hessian times `direction`, both in wrt's shape, by one backward pass through the gradient; zeros where it is constant."""
        zero: Any = np.zeros(self.program.shapes[self.wrt])
        if self.gradient is None:
            return _scalar(zero)
        found = _gradient(self.program, self.forward.values, self.gradient, direction, self.wrt)
        return _scalar(zero) if found is None else found

    def hessian(self) -> Value:
        """All second derivatives, of shape wrt's + wrt's. Raises `Refused` when it would be too large."""
        shape = self.program.shapes[self.wrt]
        count = size(shape)
        LIMITS["entries"].check(count * count)
        LIMITS["flops"].check(count * max(self.program.cost().flops, len(self.program)))
        rows = [np.ravel(self.product(_scalar(row.reshape(shape)))) for row in np.eye(count)]
        return _scalar(np.array(rows).reshape((*shape, *shape)))


@dataclass(frozen=True, slots=True)
class Cost:
    """Arithmetic operations: of the values, of one backward pass, of one forward-mode pass, and how many passes of each kind the whole
    Jacobian takes. Both passes walk the same edges, those on a way from an input to the result, once each."""

    values: int
    reverse: int
    forward: int
    reverse_passes: int
    forward_passes: int


def cost(program: Program, of: int, inputs: Sequence[int]) -> Cost:
    """Counted from the plans: a pointwise edge costs one product per entry, every other edge as much as its op."""
    moves = _moves(program, of, inputs)
    needed, between = {of}, {of} if moves[of] else set()
    values = edges = 0
    for node in range(of, -1, -1):
        plan = program.plans[node]
        if plan is None:
            continue
        if node in needed:
            values += plan.flops
            needed.update(program.args[node])
        if node in between and node not in inputs:
            paid = [arg for arg, pull in zip(program.args[node], plan.pulls, strict=True) if pull is not None and moves[arg]]
            edges += len(paid) * max(plan.flops, size(plan.shape))
            between.update(paid)
    shapes = program.shapes
    return Cost(values, edges, edges, size(shapes[of]), sum(size(shapes[node]) for node in inputs))


def connected(program: Program, of: int, wrt: Sequence[int]) -> bool:
    """Is there a path from one of `wrt` to `of`? Where there is none, the derivative is 0 everywhere, whatever the numbers."""
    return _moves(program, of, wrt)[of]


def _moves(program: Program, of: int, wrt: Sequence[int]) -> list[bool]:
    """Nodes up to `of` that a change of one of `wrt` reaches."""
    moves = [False] * len(program)
    for node in wrt:
        moves[node] = True
    for node in range(min(wrt), of + 1):
        plan = program.plans[node]
        if plan is not None and not moves[node]:
            moves[node] = any(moves[arg] and plan.pulls[place] is not None for place, arg in enumerate(program.args[node]))
    return moves


def _gradient(program: Program, values: Sequence[Value], of: int, upstream: Value, wrt: int) -> Value | None:
    needs = _moves(program, of, [wrt])
    needs[of] = True
    with np.errstate(all="ignore"):
        return backward(program, values, of, upstream, needs, record=False).gradients[wrt]


def _scalar(array: Any) -> Value:
    return np.float64(array) if np.ndim(array) == 0 else np.asarray(array)
