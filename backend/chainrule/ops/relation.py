"""Which entries of an argument each entry of the result depends on: the structure behind every product that is listed.

A relation is a description (axes, strides, a signature), never a list of pairs. `local` writes it out as one sparse Jacobian.
"""

from __future__ import annotations

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
    out[offset + i · strides]; "land": arg[i] is added into out[indices[i]].
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
    """Along one axis only: J[o, i] = diagonal[o]·(o == i) + left[o]·right[i]; scalar factors are the same everywhere."""

    axis: int
    diagonal: Any
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Influence:
    """The result depends on it, without a derivative."""


Relation = Pointwise | Map | Axes | Contraction | Fibre | Influence


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


def local(relation: Relation, partial: Any, values: Any, place: int, shape: Shape) -> Local:
    """The relation of argument number `place` written out; `shape` is that of the result."""
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
        case Fibre(axis, diagonal, left, right):
            here = np.moveaxis(_positions(shape), axis, -1).reshape(-1, shape[axis])
            block = [np.moveaxis(np.broadcast_to(part, shape), axis, -1).reshape(here.shape) for part in (diagonal, left, right)]
            extent = shape[axis]
            jacobian = block[0][:, :, None] * np.eye(extent) + block[1][:, :, None] * block[2][:, None, :]
            rows = np.broadcast_to(here[:, :, None], jacobian.shape)
            cols = np.broadcast_to(here[:, None, :], jacobian.shape)
            return Local(rows.ravel(), cols.ravel(), jacobian.ravel())
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


def pairs(relation: Map, source: Shape, shape: Shape) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of out, and of the argument entries they copy."""
    if relation.way == "indices":
        cols = np.array(relation.indices, dtype=np.intp)
        rows = np.flatnonzero(cols >= 0)
        return rows, cols[rows]
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
