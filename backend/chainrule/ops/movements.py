"""Movement: reshape, transpose, copying along axes and adding such copies up."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Symbol, Transposed
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_movement import MOVED, Move, Tale, by_order, movement, view
from chainrule.ops.family_pointwise import broadcast
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, says, size
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_CUBE = [_GRID, [[3.1, 0.2, -0.6], [0.8, -2.2, 1.1]]]


def _reshape(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    wanted = params["shape"]
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    if wanted.count(-1) > 1 or min(wanted, default=0) < -1:
        raise Refused("bad-shape", f"{wanted} is not a shape.", "At most one size may be −1, which is then worked out.", shape=list(wanted))
    known = size(tuple(extent for extent in wanted if extent != -1))
    if -1 in wanted and known and size(shape) % known == 0:
        wanted = tuple(size(shape) // known if extent == -1 else extent for extent in wanted)
    if size(wanted) != size(shape) or -1 in wanted:
        have = size(shape)
        raise Refused("bad-shape", f"{have} entries do not fill the shape {params['shape']}.", f"Choose sizes whose product is {have}.", entries=have)
    scalar = wanted == ()
    return Move(
        wanted,
        lambda a: np.float64(a.reshape(())) if scalar else a.reshape(wanted),
        [("reshape", {"shape": shape})],
        [lambda t: t.reshape(wanted)],
        [lambda: Map("place", 0, _contiguous(shape))],
    )


def _contiguous(shape: Shape) -> tuple[int, ...]:
    return tuple(size(shape[axis + 1 :]) for axis in range(len(shape)))


reshape = movement(
    "reshape",
    _reshape,
    Tale("The same entries in the same order: {out} has shape {shape:out}.", "The gradient of {out} is put back into the shape of {to}.", MOVED),
    title="Reshape",
    reference=lambda a, shape: np.array([np.ravel(a)[k] for k in range(np.size(a))]).reshape(shape),
    samples=(Sample((_GRID,), {"shape": (3, 2)}), Sample((_GRID,), {"shape": (-1,)}), Sample(([2.5],), {"shape": ()})),
    bad=(BadSample((_GRID,), "bad-shape", {"shape": (4, 2)}), BadSample((_GRID,), "bad-shape", {"shape": (-1, -1)})),
    params=(Parameter("shape", "shape", required=True),),
)


def _order(rank: int, params: Params) -> tuple[int, ...]:
    axes = params.get("axes")
    if axes is None:
        return tuple(reversed(range(rank)))
    order = tuple(axis + rank if axis < 0 else axis for axis in (axes if isinstance(axes, tuple) else (axes,)))
    if normal_axes(order, rank) != tuple(range(rank)):
        raise Refused("bad-axis", f"{axes} does not name every one of the {rank} axes once.", "List each axis once, in the new order.", rank=rank)
    return order


def _transpose(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    order = _order(len(shape), params)
    inverse = tuple(int(axis) for axis in np.argsort(order))
    return Move(
        tuple(shape[axis] for axis in order),
        lambda a: a.transpose(order) if shape else a,
        [("transpose", {"axes": inverse})],
        [lambda t: t.transpose(order)],
        [lambda: view(shape, lambda a: a.transpose(order))],
    )


def _transpose_tale(rank: int) -> Tale:
    if rank == 2:
        told = ("Rows become columns: {out} has shape {shape:out}.", "The gradient is transposed back: {to} receives the transpose of the gradient of {out}.")
        return Tale(*told, MOVED, "Why is it transposed again?", Transposed(Symbol("d.out")))
    return Tale("The axes are put in another order: {out} has shape {shape:out}.", "The axes of the gradient are put back in the order they have in {to}.", MOVED, "Why is it transposed again?", index=by_order(_order))


transpose = movement(
    "transpose",
    _transpose,
    _transpose_tale,
    title="Transpose",
    glyph="ᵀ",
    reference=lambda a, axes=None: np.einsum(a, list(range(np.ndim(a))), list(range(np.ndim(a)))[::-1] if axes is None else [k % np.ndim(a) for k in axes]),
    samples=(Sample((_GRID,)), Sample((_CUBE,), {"axes": (1, 0, 2)}), Sample(([1.0, 2.0],)), Sample((_CUBE,), {"axes": (-1, 0, 1)})),
    bad=(BadSample((_GRID,), "bad-axis", {"axes": (0, 0)}), BadSample((_GRID,), "bad-axis", {"axes": (0,)})),
    params=(Parameter("axes", "axes"),),
    forward=Transposed(Symbol("a")),
)


def _broadcast_to(shapes: tuple[Shape, ...], params: Params) -> Move:
    (given,) = shapes
    shape = params["shape"] if isinstance(params["shape"], tuple) else (params["shape"],)
    if any(extent < 0 for extent in shape) or broadcast((given, shape)) != shape:
        raise Refused("bad-shape", f"{says(given)} cannot be copied to {says(shape)}.", "Only axes of size 1 can be copied.", shape=list(given))
    lead = len(shape) - len(given)
    copied = tuple(axis for axis, extent in enumerate(shape) if axis < lead or (given[axis - lead] == 1 and extent != 1))

    def forward(a: Any) -> Any:
        return np.broadcast_to(a, shape) if shape else a

    return Move(shape, forward, [("sum_to", {"shape": given})], [forward], [lambda: _repeated(given, shape, copied, lead)])


def _repeated(given: Shape, shape: Shape, copied: tuple[int, ...], lead: int) -> Map:
    strides = _contiguous(given)
    return Map("read", 0, tuple(0 if axis in copied else strides[axis - lead] for axis in range(len(shape))))


broadcast_to = movement(
    "broadcast_to",
    _broadcast_to,
    Tale("{a} is copied along new or stretched axes: {out} has shape {shape:out}.", "The gradients of all copies are added up for {to}.", "Each copy pays its gradient to the one entry it was made from.", "Why a sum over the copies?"),
    title="Broadcast",
    reference=lambda a, shape: np.zeros(shape) + np.asarray(a),
    samples=(Sample((_GRID,), {"shape": (2, 2, 3)}), Sample(([[1.0], [2.0]],), {"shape": (2, 3)}), Sample((1.5,), {"shape": (3,)})),
    bad=(BadSample((_GRID,), "bad-shape", {"shape": (3,)}), BadSample((_GRID,), "shape-mismatch", {"shape": (2, 2)})),
    params=(Parameter("shape", "shape", required=True),),
)


def _sum_to(shapes: tuple[Shape, ...], params: Params) -> Move:
    (shape,) = shapes
    wanted = params["shape"] if isinstance(params["shape"], tuple) else (params["shape"],)
    if broadcast((wanted, shape)) != shape:
        raise Refused("bad-shape", f"{says(shape)} cannot be summed to {says(wanted)}.", "Only axes that end with size 1 or none can be summed.", shape=list(shape))
    lead = len(shape) - len(wanted)
    copied = tuple(axis for axis, extent in enumerate(shape) if axis < lead or (wanted[axis - lead] == 1 and extent != 1))

    def forward(a: Any) -> Any:
        total = np.sum(a, axis=copied)
        return np.reshape(total, wanted) if wanted else np.float64(total)

    def land() -> Map:
        return Map("place", 0, _repeated(wanted, shape, copied, lead).strides)

    return Move(wanted, forward, [("broadcast_to", {"shape": shape})], [forward], [land])


sum_to = movement(
    "sum_to",
    _sum_to,
    Tale("Copies are added up: {out} has shape {shape:out}.", "Every copy takes the gradient of the entry it was added into.", "A sum passes its gradient on unchanged to each of its terms."),
    title="Sum copies",
    reference=lambda a, shape: np.asarray(a, dtype=float).reshape((-1, *shape)).sum(axis=0) if np.ndim(a) > len(shape) else np.asarray(a).sum(axis=tuple(k for k, n in enumerate(shape) if n == 1), keepdims=True),
    samples=(Sample((_CUBE,), {"shape": (2, 3)}), Sample((_GRID,), {"shape": (2, 1)}), Sample((_GRID,), {"shape": ()})),
    bad=(BadSample((_GRID,), "bad-shape", {"shape": (1, 1, 2, 3)}),),
    params=(Parameter("shape", "shape", required=True),),
    sources=("The transpose of broadcasting",),
    typed=False,
)
