"""Which entries of an argument each entry of the result depends on: the structure behind every product that is listed.

A relation is a description (axes, strides, a signature), never a list of pairs. `local` writes it out as one sparse Jacobian.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pointwise:
    """Same position under broadcasting; `broadcast` are the axes of out along which the argument was copied. Partial: out's shape."""

    broadcast: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Every entry of out is a copy of one entry of the argument, or of none.

    way "read": out[o] = arg[offset + o · strides]; "indices": out[o] = arg[indices[o]]; "place": arg[i] is added into
    out[offset + i · strides]; "land": arg[i] is added into out[indices[i]]; "keep": out[o] = arg[o], but at the places `indices`.
    """

    way: str
    offset: int = 0
    strides: tuple[int, ...] = ()
    indices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Axes:
    """Reduced over `axes`; partial has the argument's shape."""

    axes: tuple[int, ...]
    keepdims: bool


@dataclass(frozen=True, slots=True)
class Contraction:
    """einsum with one string of letters per operand; this argument is operand number `operand`."""

    inputs: tuple[str, ...]
    output: str
    operand: int


@dataclass(frozen=True, slots=True)
class Fibre:
    """Along one axis only: J[o, i] = diagonal[o]·(o == i) + left[o]·right[i]; scalar factors are the same everywhere.

    `reach` "before": an entry of out depends on the entries up to its own place only, so J[o, i] = 0 for i > o.
    """

    axis: int
    diagonal: Any
    left: Any
    right: Any
    reach: str = "all"


@dataclass(frozen=True, slots=True)
class Block:
    """Within a block every entry of out may depend on every entry of the argument. A block spans `axes` of the argument and
    `out_axes` of out; all other axes, the same in both and in order, are shared.

    `jacobian()` has the shape of the shared axes + (entries of out in a block, entries of the argument in a block). It grows with
    the square of a block, so it is written out only where it is asked for. `reach` as for a fibre, in the order of the block.
    """

    axes: tuple[int, ...]
    out_axes: tuple[int, ...]
    jacobian: Callable[[], Any]
    reach: str = "all"


@dataclass(frozen=True, slots=True)
class Influence:
    """The result depends on it, without a derivative."""


Relation = Pointwise | Map | Axes | Contraction | Fibre | Block | Influence


@dataclass(frozen=True, slots=True)
class Local:
    """d out[rows] / d arg[cols] = vals, flat positions; pairs may repeat and then add."""

    rows: NDArray[np.intp]
    cols: NDArray[np.intp]
    vals: NDArray[np.float64] = field(repr=False)

    def vjp(self, g: Any, shape: Shape) -> Any:
        """What pays into each entry of the argument: the columns."""
        return np.bincount(self.cols, np.asarray(g).ravel()[self.rows] * self.vals, int(np.prod(shape, dtype=int))).reshape(shape)

    def jvp(self, t: Any, shape: Shape) -> Any:
        """What makes each entry of the result: the rows."""
        return np.bincount(self.rows, np.asarray(t).ravel()[self.cols] * self.vals, int(np.prod(shape, dtype=int))).reshape(shape)


def local(relation: Relation, partial: Any, values: Any, place: int, shape: Shape, selects: bool = False) -> Local:
    """The relation of argument number `place` written out; `shape` is that of the result. `selects`: a slope of 0 is no pair at all."""
    found = _whole(relation, partial, values, place, shape)
    kept = found.vals != 0
    return Local(found.rows[kept], found.cols[kept], found.vals[kept]) if selects else found


def _whole(relation: Relation, partial: Any, values: Any, place: int, shape: Shape) -> Local:
    source: Shape = np.shape(values[place])
    match relation:
        case Pointwise():
            here = np.arange(int(np.prod(shape, dtype=int))).reshape(shape)
            there = np.broadcast_to(_positions(source), shape)
            return Local(here.ravel(), there.ravel(), np.broadcast_to(partial, shape).ravel().astype(float))
        case Axes(axes, _):
            there = _positions(source)
            reduced = tuple(1 if axis in axes else extent for axis, extent in enumerate(source))
            here = np.broadcast_to(_positions(reduced), source)
            return Local(here.ravel(), there.ravel(), np.broadcast_to(partial, source).ravel().astype(float))
        case Map():
            rows, cols = pairs(relation, source, shape)
            return Local(rows, cols, np.ones(rows.size))
        case Fibre(axis, diagonal, left, right, reach):
            here = np.moveaxis(_positions(shape), axis, -1).reshape(-1, shape[axis])
            block = [np.moveaxis(np.broadcast_to(part, shape), axis, -1).reshape(here.shape) for part in (diagonal, left, right)]
            extent = shape[axis]
            jacobian = block[0][:, :, None] * np.eye(extent) + block[1][:, :, None] * block[2][:, None, :]
            return _written(here, here, jacobian, reach)
        case Block(axes, out_axes, worked, reach):
            return _written(_blocks(shape, out_axes), _blocks(source, axes), worked(), reach)
        case Contraction(inputs, output, operand):
            letters = sorted(set("".join(inputs)))
            extents = {letter: size for term, of in zip(inputs, values, strict=True) for letter, size in zip(term, np.shape(of), strict=True)}
            grid = np.indices([extents[letter] for letter in letters]).reshape(len(letters), -1)
            at = dict(zip(letters, grid, strict=True))
            product = np.ones(grid.shape[1])
            for number, term in enumerate(inputs):
                if number != operand:
                    product = product * np.asarray(values[number])[tuple(at[letter] for letter in term)]
            return Local(_flat(output, at, shape, product.size), _flat(inputs[operand], at, source, product.size), product)
        case Influence():
            empty = np.zeros(0, dtype=np.intp)
            return Local(empty, empty, np.zeros(0))


def _blocks(shape: Shape, axes: tuple[int, ...]) -> NDArray[np.intp]:
    """Positions, one row for each block."""
    shared = [axis for axis in range(len(shape)) if axis not in axes]
    moved = np.transpose(_positions(shape), [*shared, *axes])
    return moved.reshape(int(np.prod([shape[axis] for axis in shared], dtype=int)), -1)


def _written(rows: NDArray[np.intp], cols: NDArray[np.intp], jacobian: Any, reach: str) -> Local:
    """One dense block for each row of `rows` and of `cols`."""
    kept = np.ones((rows.shape[1], cols.shape[1]), dtype=bool) if reach == "all" else np.tri(rows.shape[1], cols.shape[1], dtype=bool)
    whole = (rows.shape[0], *kept.shape)
    there, here = np.broadcast_to(rows[:, :, None], whole), np.broadcast_to(cols[:, None, :], whole)
    return Local(there[:, kept].ravel(), here[:, kept].ravel(), np.reshape(jacobian, whole)[:, kept].ravel())


def pairs(relation: Map, source: Shape, shape: Shape) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of out, and of the argument entries they copy."""
    if relation.way == "indices":
        cols = np.array(relation.indices, dtype=np.intp)
        rows = np.flatnonzero(cols >= 0)
        return rows, cols[rows]
    if relation.way == "keep":
        kept = np.ones(int(np.prod(shape, dtype=int)), dtype=bool)
        kept[list(relation.indices)] = False
        rows = np.flatnonzero(kept)
        return rows, rows
    if relation.way == "land":
        rows = np.array(relation.indices, dtype=np.intp)
        return rows, np.arange(rows.size, dtype=np.intp)
    extents = shape if relation.way == "read" else source
    walked = np.full(extents, relation.offset, dtype=np.intp)
    for axis, stride in enumerate(relation.strides):
        walked += (np.arange(extents[axis]) * stride).reshape([-1 if k == axis else 1 for k in range(len(extents))])
    here = np.arange(walked.size, dtype=np.intp)
    return (here, walked.ravel()) if relation.way == "read" else (walked.ravel(), here)


def _positions(shape: Shape) -> NDArray[np.intp]:
    return np.arange(int(np.prod(shape, dtype=int)), dtype=np.intp).reshape(shape)


def _flat(letters: str, at: dict[str, NDArray[np.intp]], shape: Shape, count: int) -> NDArray[np.intp]:
    if not letters:
        return np.zeros(count, dtype=np.intp)
    return np.ravel_multi_index([at[letter] for letter in letters], shape).astype(np.intp)
