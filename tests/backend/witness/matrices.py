"""The forwards of matrix ops and of products of matrices, written anew from their definitions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from duals import Dual, einsum, log, total


def root(x: Any) -> Dual:
    x = Dual.of(x)
    return Dual(math.sqrt(x.value), x.slope / (2 * math.sqrt(x.value)))


def stacked(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of lists of rows on every matrix of the arguments."""

    def run(*arrays: Any) -> Any:
        given = [np.asarray(one, dtype=object) for one in arrays]
        if given[0].ndim == 2:
            return function(*(one.tolist() for one in given))
        return np.array([run(*(one[k] for one in given)) for k in range(len(given[0]))], dtype=object)

    return run


def determinant(a: list[list[Any]]) -> Any:
    """Along the first row."""
    if not a:
        return Dual(1.0)
    return total([(-1.0) ** j * a[0][j] * determinant([row[:j] + row[j + 1 :] for row in a[1:]]) for j in range(len(a))])


def cramer(a: list[list[Any]], b: list[list[Any]]) -> list[list[Any]]:
    below = determinant(a)

    def entry(i: int, column: int) -> Any:
        return determinant([[*row[:i], right[column], *row[i + 1 :]] for row, right in zip(a, b, strict=True)]) / below

    return [[entry(i, column) for column in range(len(b[0]))] for i in range(len(a))]


def inverse(a: list[list[Any]]) -> list[list[Any]]:
    return cramer(a, [[float(i == j) for j in range(len(a))] for i in range(len(a))])


def solution(a: Any, b: Any) -> Any:
    if np.ndim(b) > 1:
        return stacked(cramer)(a, b)
    return [row[0] for row in stacked(cramer)(a, np.asarray(b, dtype=object)[:, None])]


def factor(a: list[list[Any]]) -> list[list[Any]]:
    n = len(a)
    lower: list[list[Any]] = [[Dual(0.0)] * n for _ in range(n)]
    for i, j in itertools.product(range(n), repeat=2):
        if j <= i:
            rest = (a[i][j] + a[j][i]) * 0.5 - total([lower[i][k] * lower[j][k] for k in range(j)])
            lower[i][j] = root(rest) if i == j else rest / lower[j][j]
    return lower


def crossed(a: Any, b: Any) -> Any:
    x, y = np.broadcast_arrays(np.asarray(a, dtype=object), np.asarray(b, dtype=object))
    out = np.empty(x.shape, dtype=object)
    for i, j, k in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        out[..., i] = x[..., j] * y[..., k] - x[..., k] * y[..., j]
    return out


def joined(a: Any, b: Any, axes: Any = 2) -> Any:
    x, y = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    pair = (range(x.ndim - axes, x.ndim), range(axes)) if isinstance(axes, int) else axes
    of_a, of_b = ([k % one.ndim for k in ([ks] if isinstance(ks, int) else ks)] for ks, one in zip(pair, (x, y), strict=True))
    left, right = list("abcdefgh"[: x.ndim]), list("ijklmnop"[: y.ndim])
    for k, j in zip(of_a, of_b, strict=True):
        right[j] = left[k]
    kept = [c for c in left if c not in right] + [c for c in right if c not in left]
    return einsum(x, y, signature=f"{''.join(left)},{''.join(right)}->{''.join(kept)}")


def blown_up(a: Any, b: Any) -> Any:
    x, y = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    rank = max(x.ndim, y.ndim)
    x, y = x.reshape((1,) * (rank - x.ndim) + x.shape), y.reshape((1,) * (rank - y.ndim) + y.shape)
    out = np.empty([m * n for m, n in zip(x.shape, y.shape, strict=True)], dtype=object)
    for at in np.ndindex(out.shape):
        out[at] = x[tuple(k // n for k, n in zip(at, y.shape, strict=True))] * y[tuple(k % n for k, n in zip(at, y.shape, strict=True))]
    return out


def diagonal(a: Any, k: int = 0) -> Any:
    a = np.asarray(a, dtype=object)
    if a.ndim == 2:
        return [a[i, j] for i, j in np.ndindex(a.shape) if j - i == k]
    return placed(a, (len(a) + abs(k),) * 2, k)


def placed(a: Any, shape: tuple[int, int], k: int = 0) -> Any:
    out = np.full(shape, Dual(0.0), dtype=object)
    for number, one in enumerate(a):
        out[number + max(-k, 0), number + max(k, 0)] = one
    return out


def corner(keep: Callable[[int, int, int], bool]) -> Callable[..., Any]:
    def run(a: Any, k: int = 0) -> Any:
        a = np.array(a, dtype=object)
        for at in np.ndindex(a.shape):
            if not keep(at[-2], at[-1], k):
                a[at] = Dual(0.0)
        return a

    return run


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "outer": lambda a, b: [[x * y for y in b] for x in a],
    "cross": crossed,
    "tensordot": joined,
    "kron": blown_up,
    "diag": diagonal,
    "undiag": placed,
    "trace": lambda a: total(diagonal(a)),
    "tril": corner(lambda i, j, k: j - i <= k),
    "triu": corner(lambda i, j, k: j - i >= k),
    "inv": stacked(inverse),
    "det": stacked(determinant),
    "logdet": stacked(lambda a: log(determinant(a))),
    "solve": solution,
    "cholesky": stacked(factor),
}
