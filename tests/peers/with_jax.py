"""JAX in float64, on the processor alone: it looks for no accelerator and asks no network."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pytest

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["JAX_ENABLE_X64"] = "1"
# It compiles every call for every shape, and most of that runs once: no time is to be spent on making it fast.
os.environ["JAX_DISABLE_MOST_OPTIMIZATIONS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_use_fusion_emitters=false"
# By name, so that types are checked the same with and without the library; without it, what imports this is skipped.
jax: Any = pytest.importorskip("jax")
jnp: Any = import_module("jax.numpy")

Table = Mapping[str, Callable[..., Any]]
"""By the name of an op: JAX's function of its arguments and, by name, its parameters."""


def tensor(of: Any) -> Any:
    return jnp.asarray(np.asarray(of, dtype=np.float64))


def run(call: Callable[..., Any], arguments: Sequence[Any], upstreams: Callable[[tuple[int, ...]], Sequence[Any]]) -> tuple[Any, Any]:
    """The value, and for each upstream gradient those of the arguments."""
    out, pull = jax.vjp(call, *map(tensor, arguments))
    return np.asarray(out), [[np.asarray(one) for one in pull(tensor(seed))] for seed in upstreams(out.shape)]
