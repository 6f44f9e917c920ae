"""The forwards of reductions, cumulative sums and orders, written anew from their definitions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from duals import Dual, absolute, exp, lines, log, mean_of, reduce, total


def root(x: Any) -> Dual:
    x = Dual.of(x)
    return Dual(math.sqrt(x.value), x.slope / (2 * math.sqrt(x.value)) if x.value else 0.0)


def product(row: list[Any]) -> Any:
    found: Any = Dual(1.0)
    for one in row:
        found = found * one
    return found


def variance(row: list[Any], ddof: int = 0) -> Any:
    mean = mean_of(row)
    return total([(one - mean) * (one - mean) for one in row]) / (len(row) - ddof)


def length(row: list[Any], order: float = 2) -> Any:
    sizes = [absolute(one) for one in row]
    if order == 1:
        return total(sizes)
    if order == math.inf:
        return max(sizes)
    return root(total([one * one for one in sizes])) if order == 2 else total([one**order for one in sizes]) ** (1 / order)


def so_far(fold: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    line = lines(lambda row: [fold(row[: place + 1]) for place in range(len(row))])
    return lambda a, axis=None: line(a, -1 if axis is None else axis)


def counted(row: list[Any]) -> float:
    return float(sum(one.value != 0 for one in row))


def with_option(fold: Callable[..., Any], name: str, default: Any) -> Callable[..., Any]:
    def run(a: Any, axis: Any = None, keepdims: bool = False, **options: Any) -> Any:
        return reduce(lambda row: fold(row, options.get(name, default)))(a, axis=axis, keepdims=keepdims)

    return run


def in_order(a: Any, axis: int = -1, descending: bool = False, k: int | None = None) -> Any:
    return lines(lambda row: sorted(row, key=lambda one: -one.value if descending else one.value)[:k])(a, axis)


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "prod": reduce(product),
    "var": with_option(variance, "ddof", 0),
    "std": with_option(lambda row, ddof: root(variance(row, ddof)), "ddof", 0),
    "norm": with_option(length, "ord", 2),
    "logsumexp": reduce(lambda row: log(total([exp(one) for one in row]))),
    "all": reduce(lambda row: Dual(float(counted(row) == len(row)))),
    "any": reduce(lambda row: Dual(float(counted(row) > 0))),
    "count_nonzero": reduce(lambda row: Dual(counted(row))),
    "sort": in_order,
    "topk": lambda a, k, axis=-1, largest=True: in_order(a, axis, largest, k),
    "cumsum": so_far(total),
    "cumprod": so_far(product),
}
