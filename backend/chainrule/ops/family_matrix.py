"""Matrix ops: every entry of the result depends on every entry of a square matrix. Leading axes hold several matrices at once.

An op declares, per argument, how a gradient comes back, in ops of our own and in numbers, and how a tangent is carried forward; the
relation is the whole block, its local Jacobian written out from the tangents where it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.blocks import block
from chainrule.ops.record import BadSample, Build, Kink, Op, Params, Plan, Pull, Sample, Shape, Value, Words, says

Back = Callable[[Any, Sequence[Any], Any], Any]
"""(g or tangent, values, out) -> gradient or tangent."""


@dataclass(frozen=True, slots=True)
class Way:
    """One argument: `axes(shape)` and `out_axes(shape)` of its block by its own shape and the result's; `vjp` and `jvp` on numbers,
    `build` as nodes."""

    vjp: Back
    jvp: Back
    build: Callable[[Build, Any, Sequence[Any], Any], Any]
    axes: Callable[[Shape], tuple[int, ...]]
    out_axes: Callable[[Shape], tuple[int, ...]]


def last(shape: Shape) -> tuple[int, ...]:
    """The last two axes."""
    return len(shape) - 2, len(shape) - 1


def matrix_op(
    name: str,
    forward: Callable[..., Any],
    ways: Sequence[Way],
    *,
    result: Callable[[tuple[Shape, ...]], Shape],
    title: str,
    words: Callable[[Plan], Words],
    reference: Callable[..., Any],
    samples: tuple[Sample, ...],
    bad: tuple[BadSample, ...],
    kinks: tuple[Kink, ...],
    sources: tuple[str, ...],
    doc: str,
) -> Op:
    """`result(shapes)` raises `Refused` when they do not fit; `forward` gives NaN where a matrix has no result."""

    def make(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
        shape = result(shapes)
        pulls = tuple(_pull(way, own, shape) for way, own in zip(ways, shapes, strict=True))
        return Plan(op, shapes, params, shape, work(shapes[0]), forward, pulls, " ".join(f"{len(one)}" for one in shapes))

    return Op(
        name, name, title, "matrix", ("a", "b")[: len(ways)], make, words, reference,
        samples=samples, bad=bad, kinks=kinks, sources=sources, doc=doc,
    )  # fmt: skip


def _pull(way: Way, shape: Shape, result: Shape) -> Pull:
    return Pull(
        lambda values, out: block(shape, way.axes(shape), result, way.out_axes(result), lambda t: way.jvp(t, values, out)),
        lambda g, part, values, out: way.vjp(g, values, out),
        lambda t, part, values, out: way.jvp(t, values, out),
        way.build,
    )


def square(name: str, shape: Shape) -> Shape:
    """The shape, if it is that of a square matrix or several. Raises bad-shape."""
    if len(shape) < 2 or shape[-1] != shape[-2]:
        raise Refused("bad-shape", f"{name} needs a square matrix; this is {says(shape)}.", "Give it as many rows as columns.", shape=list(shape))
    return shape


def work(shape: Shape) -> int:
    """About as many operations as a factorisation of every matrix takes."""
    count = 1
    for extent in (*shape, shape[-1]):
        count *= extent
    return count


def guarded(function: Callable[..., Any], arrays: tuple[Any, ...], shape: Shape) -> Any:
    """function(*arrays), of `shape`; NaN for each matrix of the first array that LAPACK refuses (singular, not positive definite)."""
    try:
        return function(*arrays)
    except np.linalg.LinAlgError:
        first = arrays[0]
        if first.ndim == 2:
            return np.full(shape, np.nan) if shape else np.float64(np.nan)
        each = [guarded(function, tuple(array[k] for array in arrays), shape[1:]) for k in range(first.shape[0])]
        return np.stack(each)


def transposed(x: Any) -> Any:
    """Every matrix transposed."""
    return np.swapaxes(x, -1, -2)


def transposed_node(build: Build, x: Any) -> Any:
    rank = len(build.shape(x))
    return build("transpose", x, axes=(*range(rank - 2), rank - 1, rank - 2))


def unfinished(values: Sequence[Value], out: Value, params: Params) -> bool:
    """Was a result refused?"""
    return bool(np.isnan(out).any()) and not any(np.isnan(value).any() for value in values)


def each_matrix(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of plain matrices, run on every matrix of its arguments."""

    def run(*arrays: Any) -> Any:
        given = [np.asarray(one, dtype=float) for one in arrays]
        if given[0].ndim == 2:
            return np.array(function(*(one.tolist() for one in given)))
        return np.stack([run(*(one[k] for one in given)) for k in range(given[0].shape[0])])

    return run
