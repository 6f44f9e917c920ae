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
            return np.array(function(*(one.tolist() for one in given)), dtype=object)
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
    return stacked(cramer)(a, np.asarray(b, dtype=object)[:, None])[:, 0]


def factor(a: list[list[Any]]) -> list[list[Any]]:
    n = len(a)
    lower: list[list[Any]] = [[Dual(0.0)] * n for _ in range(n)]
    for i, j in itertools.product(range(n), repeat=2):
        if j <= i:
            rest = (a[i][j] + a[j][i]) * 0.5 - total([lower[i][k] * lower[j][k] for k in range(j)])
            lower[i][j] = root(rest) if i == j else rest / lower[j][j]
    return lower


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "inv": stacked(inverse),
    "det": stacked(determinant),
    "logdet": stacked(lambda a: log(determinant(a))),
    "solve": solution,
    "cholesky": stacked(factor),
}
