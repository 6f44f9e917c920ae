"""Losses written out with array functions, for libraries that mirror NumPy's: `xp` is the library. What is data is plain NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np

from tasks import CLASSES, EPS, KERNELS, WIDTH, Array


def cross_entropy(xp: Any, logits: Any, labels: Array) -> Any:
    one_hot = np.eye(CLASSES)[labels.astype(np.intp)]
    shifted = logits - xp.max(logits, axis=1, keepdims=True)
    logs = shifted - xp.log(xp.sum(xp.exp(shifted), axis=1, keepdims=True))
    return -xp.sum(logs * one_hot) / len(labels)


def mlp(xp: Any, weights: Any, x: Array, labels: Array) -> Any:
    w1, b1, w2, b2 = weights
    return cross_entropy(xp, xp.matmul(xp.tanh(xp.matmul(x, w1) + b1), w2) + b2, labels)


def conv(xp: Any, weights: Any, x: Array, labels: Array) -> Any:
    """The images are data, so their windows are cut outside the library."""
    kernel, shift, w, b = weights
    patches = np.lib.stride_tricks.sliding_window_view(x[:, 0], (WIDTH, WIDTH), (1, 2))
    images, high, wide = patches.shape[:3]
    maps = xp.matmul(patches.reshape(-1, WIDTH * WIDTH), xp.reshape(kernel, (KERNELS, -1)).T) + shift
    blocks = xp.reshape(xp.maximum(maps, 0.0), (images, high // 2, 2, wide // 2, 2, KERNELS))
    pooled = xp.max(blocks, axis=(2, 4))
    flat = xp.reshape(xp.transpose(pooled, (0, 3, 1, 2)), (images, -1))
    return cross_entropy(xp, xp.matmul(flat, w) + b, labels)


def attention(xp: Any, weights: Any, x: Array) -> Any:
    wq, wk, wv, wo = weights
    q, k, v = xp.matmul(x, wq), xp.matmul(x, wk), xp.matmul(x, wv)
    scores = xp.matmul(q, k.T) / x.shape[1] ** 0.5
    shares = xp.exp(scores - xp.max(scores, axis=1, keepdims=True))
    shares = shares / xp.sum(shares, axis=1, keepdims=True)
    out = x + xp.matmul(xp.matmul(shares, v), wo)
    return xp.mean(out * out)


def layer_norm(xp: Any, weights: Any, given: Array) -> Any:
    x, w, b = weights
    return xp.sum((_standard(xp, x, -1) * w + b) * given)


def rnn(xp: Any, weights: Any, x: Array, wanted: Array) -> Any:
    w, u, b = weights
    h: Any = np.zeros_like(wanted)
    for step in x:
        h = xp.tanh(xp.matmul(step, w) + xp.matmul(h, u) + b)
    error = h - wanted
    return xp.mean(error * error)


def einsum(xp: Any, weights: Any) -> Any:
    q, k, v = weights
    out = xp.einsum("bhij,bhjd->bhid", xp.einsum("bhid,bhjd->bhij", q, k), v)
    return xp.sum(out * out)


def batch_norm(xp: Any, weights: Any, given: Array) -> Any:
    x, w, b = weights
    extents = (1, -1, 1, 1)
    return xp.sum((_standard(xp, x, (0, 2, 3)) * xp.reshape(w, extents) + xp.reshape(b, extents)) * given)


def _standard(xp: Any, x: Any, axes: Any) -> Any:
    apart = x - xp.mean(x, axis=axes, keepdims=True)
    return apart / xp.sqrt(xp.mean(apart * apart, axis=axes, keepdims=True) + EPS)
