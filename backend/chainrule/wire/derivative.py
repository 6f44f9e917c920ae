"""Derivatives other than the gradient of the target, as an answer: Jacobians, second derivatives, tangents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from pydantic import Field, field_validator

from chainrule.errors import Refused
from chainrule.ops.record import Value, value
from chainrule.program.literal import given
from chainrule.trace.modes import Second, connected, cost, jacobian, jacobian_column, jacobian_row, tangent
from chainrule.trace.study import Record
from chainrule.wire.models import Counts, DerivativeAnswer
from chainrule.wire.place import entry, node
from chainrule.wire.request import Request, numbers
from chainrule.wire.tensors import tensor

Kind = Literal["jacobian", "row", "column", "hessian", "hvp", "tangent"]


class DerivativeRequest(Request):
    """`kind` of derivative of `of` (left out: the target).

    jacobian   by `by`, of shape of's + by's
    row        of its flat `entry`, in by's shape: one backward pass
    column     by the flat `entry` of `by`, in of's shape: one forward pass
    hessian    of a scalar, by `by`, of shape by's + by's
    hvp        hessian times `direction`, which names one value and gives a number for each of its entries
    tangent    in of's shape, when the values that `direction` names move along it
    """

    kind: Kind
    of: str | None = None
    by: str | None = None
    entry: int | None = None
    direction: dict[str, Any] = Field(default_factory=dict)

    @field_validator("direction")
    @classmethod
    def _direction(cls, told: dict[str, Any]) -> dict[str, Any]:
        return {name: numbers(one) for name, one in told.items()}


def derivative(record: Record, request: DerivativeRequest) -> DerivativeAnswer:
    """Raises `Refused` when a member is missing or does not fit, or when the answer would be too large."""
    assert record.target is not None
    of = record.target if request.of is None else node(record.program, request.of)
    moves = directions(record, request.direction)
    by = list(moves) if request.kind in ("hvp", "tangent") else [_by(record, request)]
    found = _found(record, request, of, by, moves)
    counted = cost(record.program, of, by)
    counts: Counts = {
        "values": counted.values,
        "reverse": counted.reverse,
        "forward": counted.forward,
        "reverse_passes": counted.reverse_passes,
        "forward_passes": counted.forward_passes,
    }
    return {
        "kind": request.kind,
        "of": f"n{of}",
        "by": [f"n{one}" for one in by],
        "connected": connected(record.program, of, by),
        "tensor": tensor(found),
        "counts": counts,
    }


def _found(record: Record, request: DerivativeRequest, of: int, by: list[int], moves: Mapping[int, Value]) -> Value:
    shapes = record.program.shapes
    match request.kind:
        case "jacobian":
            return jacobian(record, of, by[0])
        case "row":
            return _zero(jacobian_row(record, of, _entry(record, request, of), by[0]), shapes[by[0]])
        case "column":
            return _zero(jacobian_column(record, of, by[0], _entry(record, request, by[0])), shapes[of])
        case "hessian":
            return Second(record, of, by[0]).hessian()
        case "hvp":
            if len(by) != 1:
                raise Refused("bad-request", "direction: a Hessian is multiplied with a direction of one value.")
            return Second(record, of, by[0]).product(moves[by[0]])
        case "tangent":
            if not by:
                raise Refused("bad-request", "direction: it is needed, such as {\"x\": 1}.")
            return _zero(tangent(record, moves)[of], shapes[of])


def directions(record: Record, told: Mapping[str, Any]) -> dict[int, Value]:
    """Directions by node. Raises `Refused` where one does not have the shape of its value."""
    found = {}
    for name, numbers_given in told.items():
        place = node(record.program, name)
        shape, entries = given(numbers_given)
        if shape != record.program.shapes[place]:
            expected = list(record.program.shapes[place])
            raise Refused("bad-vars", f"A direction of this value has the shape {expected}, the one given {list(shape)}.")
        found[place] = value(np.array(entries, dtype=np.float64).reshape(shape))
    return found


def _by(record: Record, request: DerivativeRequest) -> int:
    if request.by is None:
        raise Refused("bad-request", f"by: a {request.kind} needs it.")
    return node(record.program, request.by)


def _entry(record: Record, request: DerivativeRequest, of: int) -> int:
    if request.entry is None:
        raise Refused("bad-request", f"entry: a {request.kind} needs it.")
    return entry(record.program, of, request.entry)


def _zero(found: Value | None, shape: tuple[int, ...]) -> Value:
    """Nothing comes through: the derivative is 0."""
    return value(np.zeros(shape)) if found is None else found
