"""Reductions over axes and ops along a line, as PyTorch has them."""

from __future__ import annotations

from functools import reduce
from math import prod
from typing import Any

from with_torch import Table, axes, functional, torch


def _argument(find: Any) -> Any:
    def found(a: Any, axis: Any, keepdims: bool) -> Any:
        places = find(a, axis, keepdims) if axis is not None else find(a).reshape((1,) * a.dim() if keepdims else ())
        return places.to(torch.float64)

    return found


def _truth(judge: Any) -> Any:
    return lambda a, axis, keepdims: judge(a != 0, axes(a, axis), keepdims).to(torch.float64)


def _prod(a: Any, axis: Any, keepdims: bool) -> Any:
    """PyTorch's prod knows one axis at a time."""
    over = {one % max(a.dim(), 1) for one in axes(a, axis)}
    whole = reduce(lambda value, one: torch.prod(value, one, True), sorted(over), a)
    return whole if keepdims else whole.reshape([extent for place, extent in enumerate(a.shape) if place not in over])


def _spread(of: Any) -> Any:
    return lambda a, axis, keepdims, ddof: of(a, axes(a, axis), correction=ddof, keepdim=keepdims)


def _along(of: Any) -> Any:
    """Without an axis: along all entries in reading order."""
    return lambda a, axis: of(a.reshape(-1), 0) if axis is None else of(a, axis)


def _share(a: Any, axis: Any, ties: str, smallest: bool) -> Any:
    """PyTorch's gradient of amax and amin, which is the share of each entry."""
    assert ties == "split"
    at = a.detach().requires_grad_()
    of = (torch.amin if smallest else torch.amax)(at, axes(a, axis))
    return torch.autograd.grad(of.sum(), at)[0]


def _argsort(a: Any, axis: int, count: int, descending: bool) -> Any:
    return torch.sort(a, dim=axis, descending=descending, stable=True).indices.narrow(axis, 0, count).to(torch.float64)


def _logsumexp(a: Any, axis: Any, keepdims: bool) -> Any:
    return torch.logsumexp(a, axes(a, axis), keepdims) if a.dim() else torch.logsumexp(a.reshape(1), 0)


REDUCTIONS: Table = {
    "all": _truth(lambda a, over, keepdims: torch.all(a, over, keepdims)),
    "any": _truth(lambda a, over, keepdims: torch.any(a, over, keepdims)),
    "argsort": _argsort,
    "argmax": _argument(torch.argmax),
    "argmin": _argument(torch.argmin),
    "count_nonzero": _truth(lambda a, over, keepdims: torch.sum(a, over, keepdims)),
    "cumprod": _along(torch.cumprod),
    "cumsum": _along(torch.cumsum),
    "log_softmax": lambda a, axis: functional.log_softmax(a, axis),
    "logsumexp": _logsumexp,
    "max": lambda a, axis, keepdims, ties: torch.amax(a, axes(a, axis), keepdims),
    "mean": lambda a, axis, keepdims: torch.mean(a, axes(a, axis), keepdims),
    "min": lambda a, axis, keepdims, ties: torch.amin(a, axes(a, axis), keepdims),
    "norm": lambda a, ord, axis, keepdims: torch.linalg.vector_norm(a, ord, axes(a, axis), keepdims),
    "prod": _prod,
    "share": _share,
    "softmax": lambda a, axis: functional.softmax(a, axis),
    "sort": lambda a, axis, descending: torch.sort(a, dim=axis, descending=descending, stable=True).values,
    "std": _spread(torch.std),
    "sum": lambda a, axis, keepdims: torch.sum(a, axes(a, axis), keepdims),
    "sum_to": lambda a, shape: a.sum_to_size(shape) if prod(shape) > 1 or shape else a.sum(),
    "topk": lambda a, k, axis, largest: torch.topk(a, k, axis, largest).values,
    "var": _spread(torch.var),
}
