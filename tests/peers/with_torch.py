"""PyTorch, float64, one thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pytest

# By name, so that types are checked the same with and without the library; without it, what imports this is skipped.
torch: Any = pytest.importorskip("torch")
functional: Any = import_module("torch.nn.functional")
torch.set_num_threads(1)

Table = Mapping[str, Callable[..., Any]]
"""By the name of an op: PyTorch's function of its arguments and, by name, its parameters."""


def tensor(of: Any) -> Any:
    return torch.tensor(np.asarray(of, dtype=np.float64), dtype=torch.float64)


def run(call: Callable[..., Any], arguments: Sequence[Any], upstreams: Callable[[tuple[int, ...]], Sequence[Any]]) -> tuple[Any, Any]:
    """The value, and for each upstream gradient those of the arguments; None where no path leads to an argument."""
    given = [tensor(argument).requires_grad_() for argument in arguments]
    out = call(*given)
    seeds = upstreams(tuple(out.shape))
    if not out.requires_grad:
        return out.numpy(), [[None] * len(given) for _ in seeds]
    return out.detach().numpy(), [_gradients(out, given, seed) for seed in seeds]


def _gradients(out: Any, given: Sequence[Any], seed: Any) -> list[Any]:
    found = torch.autograd.grad(out, given, tensor(seed), retain_graph=True, allow_unused=True) if given else ()
    return [None if one is None else one.numpy() for one in found]


def transposed(linear: Callable[[Any], Any], shape: Sequence[int], upstream: Any) -> Any:
    """The transpose of a linear function of a tensor of this shape, applied to `upstream`: PyTorch's own gradient of it."""
    at = torch.zeros(tuple(shape), dtype=torch.float64, requires_grad=True)
    (found,) = torch.autograd.grad(linear(at), at, upstream, create_graph=True)
    return found


def axes(of: Any, axis: Any) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(of.dim()))
    return axis if isinstance(axis, tuple) else (axis,)


def pair(of: Any) -> tuple[int, int]:
    return of if isinstance(of, tuple) else (of, of)
