"""Normalisations, written anew in dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from duals import mean_of, sqrt


def _line(row: list[Any], eps: float, centred: bool) -> list[Any]:
    middle = mean_of(row) if centred else 0.0
    size = sqrt(mean_of([(one - middle) * (one - middle) for one in row]) + eps)
    return [(one - middle) / size for one in row]


def _blocks(x: Any, blocks: list[Any], eps: float, centred: bool = True) -> Any:
    out = np.empty(np.shape(x), dtype=object)
    for block in blocks:
        one = np.asarray(x, dtype=object)[block]
        out[block] = np.array(_line(list(one.ravel()), eps, centred), dtype=object).reshape(one.shape)
    return out


def _lines(centred: bool, usual: float) -> Callable[..., Any]:
    def run(x: Any, w: Any = 1.0, b: Any = 0.0, eps: float = usual, axis: Any = -1) -> Any:
        lead = np.shape(x)[: np.ndim(x) - (len(axis) if isinstance(axis, tuple) else 1)]
        return _blocks(x, list(np.ndindex(lead)), eps, centred) * w + b

    return run


def _placed(given: Any, rank: int) -> Any:
    return given if np.ndim(given) == 0 else np.reshape(given, [-1 if axis == 1 else 1 for axis in range(rank)])


def _batch(x: Any, w: Any = 1.0, b: Any = 0.0, eps: float = 1e-5) -> Any:
    blocks = [(slice(None), channel) for channel in range(np.shape(x)[1])]
    return _blocks(x, blocks, eps) * _placed(w, np.ndim(x)) + _placed(b, np.ndim(x))


def _group(x: Any, w: Any = 1.0, b: Any = 0.0, *, groups: int, eps: float = 1e-5) -> Any:
    width = np.shape(x)[1] // groups
    blocks = [(n, slice(width * group, width * (group + 1))) for n in range(np.shape(x)[0]) for group in range(groups)]
    return _blocks(x, blocks, eps) * _placed(w, np.ndim(x)) + _placed(b, np.ndim(x))


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "layer_norm": _lines(True, 1e-5),
    "rms_norm": _lines(False, 1e-6),
    "batch_norm": _batch,
    "group_norm": _group,
}
