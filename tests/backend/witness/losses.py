"""Losses and similarities, written anew in dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from duals import Dual, absolute, each, exp, log, log_softmax_line, mean_of, reduce, sqrt, total


def _loss(entry: Callable[..., Any]) -> Callable[..., Any]:
    """Entries of two tensors, then their mean, their sum or nothing."""

    def run(a: Any, b: Any, reduction: str = "mean", **params: Any) -> Any:
        losses = np.asarray(each(lambda x, y: entry(x, y, **params))(a, b), dtype=object)
        return _together(losses, reduction)

    return run


def _together(losses: Any, reduction: str) -> Any:
    return losses if reduction == "none" else {"mean": mean_of, "sum": total}[reduction](list(losses.ravel()))


def _huber(a: Any, b: Any, delta: float = 1.0) -> Any:
    far = absolute(a - b)
    return far * far / 2 if far <= delta else delta * far - delta * delta / 2


def _nll(a: Any, b: Any, reduction: str = "mean") -> Any:
    logs, ids = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    out = np.empty(ids.shape, dtype=object)
    for place in np.ndindex(ids.shape):
        out[place] = -logs[(*place, int(Dual.of(ids[place]).value))]
    return _together(out, reduction)


def _kl_div(a: Any, b: Any, axis: int = -1, reduction: str = "mean") -> Any:
    entries = each(lambda x, y: x * log(x / y))(a, b)
    return _together(np.asarray(reduce(total)(entries, axis=axis), dtype=object), reduction)


def _cross_entropy(a: Any, b: Any, reduction: str = "mean", label_smoothing: float = 0.0) -> Any:
    logits, labels = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    out = np.empty(logits.shape[:-1], dtype=object)
    for place in np.ndindex(out.shape):
        line = log_softmax_line(list(logits[place]))
        same = labels.shape == logits.shape
        wanted = list(labels[place]) if same else [float(k == Dual.of(labels[place]).value) for k in range(len(line))]
        smoothed = [y * (1 - label_smoothing) + label_smoothing / len(line) for y in wanted]
        out[place] = -total([y * one for y, one in zip(smoothed, line, strict=True)])
    return _together(out, reduction)


def _cosine(a: Any, b: Any, axis: int = -1, eps: float = 1e-8) -> Any:
    x, y = np.broadcast_arrays(np.asarray(a, dtype=object), np.asarray(b, dtype=object))
    dots, left, right = (np.asarray(reduce(total)(one, axis=axis), dtype=object) for one in (x * y, x * x, y * y))
    return each(lambda dot, p, q: dot / sqrt(p * q))(dots, left, right)


def _dropout(x: Any, rate: float = 0.5, seed: int = 0, call: int = 0) -> Any:
    kept = np.random.Generator(np.random.PCG64([seed, call])).random(np.shape(x)) >= rate
    return np.asarray(x, dtype=object) * kept * (1 / (1 - rate) if rate < 1 else 0.0)


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "mse": _loss(lambda a, b: (a - b) * (a - b)),
    "mae": _loss(lambda a, b: absolute(a - b)),
    "huber": _loss(_huber),
    "hinge": _loss(lambda a, b: 1 - a * b if a * b < 1 else a * 0.0),
    "bce": _loss(lambda a, b: -(b * log(a)) - (1 - b) * log(1 - a)),
    "bce_with_logits": _loss(lambda a, b: log(1 + exp(a)) - a * b),
    "cross_entropy": _cross_entropy,
    "nll": _nll,
    "kl_div": _kl_div,
    "cosine_similarity": _cosine,
    "dropout": _dropout,
}
