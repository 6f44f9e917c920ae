"""Sums of products over letters, worked on numbers: as products of matrices, which are several times faster than loops over letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from chainrule.ops.record import size

SMALL = 512
"""Entries of a matrix."""
_matmul = np.matmul
BETWEEN = 1_000_000
"""Entries of a product of some of the operands, when there are more than two: as many as a tensor may have."""


def contract(inputs: tuple[str, ...], output: str) -> Callable[..., Any]:
    """The sum of products as one matrix product over grouped letters (np.einsum takes about seven times as long)."""
    match inputs, output:
        case (("ij", "jk"), "ik") | (("ij", "j"), "i") | (("i", "ij"), "j") | (("i", "i"), ""):
            return np.ndarray.dot  # on matrices in two thirds of the time np.matmul takes to look at them
        case ("ik", "jk"), "ij":
            return lambda g, b: g.dot(b.T)
        case ("ik", "ij"), "jk":
            return lambda g, a: a.T.dot(g)
    if len(inputs) == 1 and inputs[0] == output:
        return lambda a: a
    if len(inputs) != 2 or any(len(set(term)) < len(term) for term in inputs):
        return _in_turn(f"{','.join(inputs)}->{output}")
    left, right = inputs
    only = ["".join(c for c in term if c in other or c in output) for term, other in ((left, right), (right, left))]
    both, inner, outer = _shared(only[0], only[1], output)
    made = [*both, *outer[0], *outer[1]]
    back = _order(made, output)
    if only == [left, right] and len(outer[0]) == len(outer[1]) == len(inner) == 1:
        return _stacked(_order(left, [*both, *outer[0], *inner]), _order(right, [*both, *inner, *outer[1]]), back)
    first = _grouped(left, only[0], (both, outer[0], inner))
    second = _grouped(right, only[1], (both, inner, outer[1]))

    def run(x: Any, y: Any) -> Any:
        product = _product(first(x), second(y))
        extents = dict(zip(left, x.shape, strict=True))
        extents.update(zip(right, y.shape, strict=True))
        product = product.reshape([extents[c] for c in made])
        return (product if back is None else product.transpose(back))[()]

    return run


def _stacked(first: tuple[int, ...] | None, second: tuple[int, ...] | None, back: tuple[int, ...] | None) -> Callable[[Any, Any], Any]:
    """The product of stacks of matrices as they are, but for the order of their axes and of those of the result."""
    if first is None and back is None:
        return _product if second is None else _turned(second)

    def run(x: Any, y: Any) -> Any:
        product = _product(x if first is None else x.transpose(first), y if second is None else y.transpose(second))
        return product if back is None else product.transpose(back)

    return run


def _turned(order: tuple[int, ...]) -> Callable[[Any, Any], Any]:
    """The product with the second operand's axes in this order."""

    def run(x: Any, y: Any) -> Any:
        y = y.transpose(order)
        return _matmul(x, y.copy() if y.shape[-1] * y.shape[-2] <= SMALL else y)

    return run


def _product(x: Any, y: Any) -> Any:
    if not y.flags.c_contiguous and y.ndim > 2 and y.shape[-1] * y.shape[-2] <= SMALL:
        y = y.copy()  # a stack of small matrices is multiplied faster untransposed
    return _matmul(x, y)


def _in_turn(signature: str) -> Callable[..., Any]:
    """Several operands two at a time, in the order that takes the least; all at once, a chain of matrices takes every letter's extent
    times every other's."""
    known: list[Any] = []

    def run(*values: Any) -> Any:
        if not known:
            known.append(np.einsum_path(signature, *values, optimize=("greedy", BETWEEN))[0])
        return np.einsum(signature, *values, optimize=known[0])[()]

    return run


def reused(inputs: tuple[str, ...], output: str, extents: Mapping[str, int]) -> tuple[Callable[[Any, Any], tuple[Any, Any]], Callable[[Any, Any], Any]]:
    """The sum of products of two operands together with the first of them as matrices, and from those the gradient of the second."""
    left, right = inputs
    both, inner, outer = _shared(left, right, output)
    first, second = _grouped(left, left, (both, inner, outer[0])), _grouped(right, right, (both, outer[1], inner))
    upstream = _grouped(output, output, (both, outer[1], outer[0]))
    made, paid = [*both, *outer[1], *outer[0]], [*both, *outer[1], *inner]
    turned, back = (_order(of, wanted) or tuple(range(len(of))) for of, wanted in ((made, output), (paid, right)))
    shapes = tuple([extents[c] for c in of] for of in (made, paid))

    def keeping(x: Any, y: Any) -> tuple[Any, Any]:
        matrices = first(x)
        return np.matmul(second(y), matrices).reshape(shapes[0]).transpose(turned), matrices

    def regain(g: Any, matrices: Any) -> Any:
        return np.matmul(upstream(g), matrices.swapaxes(-1, -2)).reshape(shapes[1]).transpose(back)

    return keeping, regain


def _shared(left: str, right: str, output: str) -> tuple[list[str], list[str], list[list[str]]]:
    """Letters of both operands that stay, those summed over, and what each has alone."""
    both = [c for c in left if c in right and c in output]
    inner = [c for c in left if c in right and c not in output]
    return both, inner, [[c for c in term if c not in both and c not in inner] for term in (left, right)]


def _grouped(term: str, kept: str, groups: tuple[list[str], list[str], list[str]]) -> Callable[[Any], Any]:
    """One operand as a stack of matrices: the letters of `groups` are the stack, the rows and the columns; others are summed."""
    both, rows, columns = groups
    dropped = tuple(axis for axis, c in enumerate(term) if c not in kept)
    straight, turned = (_order(kept, [*both, *first, *second]) for first, second in ((rows, columns), (columns, rows)))
    single = len(rows) == len(columns) == 1
    lead, ends = len(both), [kept.index(side[-1]) if side else 0 for side in (rows, columns)]

    def group(value: Any) -> Any:
        if dropped:
            value = np.add.reduce(value, axis=dropped)
        # What has to be copied is copied in long runs: windows have few entries, their places many.
        flip = not single and straight is not None and value.shape[ends[0]] > value.shape[ends[1]]
        order = turned if flip else straight
        if order is not None:
            value = value.transpose(order)
        if single:
            return value
        shape = value.shape
        split = lead + len(columns if flip else rows)
        value = value.reshape((*shape[:lead], size(shape[lead:split]), size(shape[split:])))
        return value.swapaxes(-1, -2) if flip else value

    return group


def _order(given: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...] | None:
    """The axes of `given` in the order of `wanted`; None where they stand so already."""
    order = tuple(given.index(c) for c in wanted)
    return None if order == tuple(range(len(order))) else order
