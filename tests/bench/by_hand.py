"""The same gradients in plain NumPy, derived on paper: nothing is recorded and no op is looked up."""

from __future__ import annotations

from typing import Any

import numpy as np

from tasks import (
    ATTENTION,
    BATCH_NORM,
    CONV,
    EINSUM,
    EPS,
    KERNELS,
    LAYER_NORM,
    MLP,
    RNN,
    STEP,
    WIDTH,
    Array,
    Contestant,
    Gradients,
)

NAME = "NumPy by hand"


def chain(x: float, ops: int) -> Any:
    factor, step = np.float64(x), np.float64(STEP)
    values = [factor]
    for _ in range(ops // 2):
        values.append(values[-1] * factor + step)
    g, total = np.float64(1.0), np.float64(0.0)
    for value in reversed(values[:-1]):
        total = total + g * value
        g = g * factor
    return total + g


def cross_entropy(logits: Array, labels: Array) -> tuple[Any, Array]:
    """The loss and its gradient by the logits."""
    rows, ids = np.arange(len(logits)), labels.astype(np.intp)
    shifted = logits - logits.max(axis=1, keepdims=True)
    shares: Array = np.exp(shifted)
    totals = shares.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(totals[:, 0]) - shifted[rows, ids])
    shares /= totals
    shares[rows, ids] -= 1.0
    shares /= len(logits)
    return loss, shares


def mlp(x: Array, labels: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Gradients:
    hidden: Array = np.tanh(x @ w1 + b1)
    _, d_logits = cross_entropy(hidden @ w2 + b2, labels)
    d_before = (d_logits @ w2.T) * (1.0 - hidden**2)
    return x.T @ d_before, d_before.sum(axis=0), hidden.T @ d_logits, d_logits.sum(axis=0)


def conv(x: Array, labels: Array, kernel: Array, shift: Array, w: Array, b: Array) -> Gradients:
    seen = np.lib.stride_tricks.sliding_window_view(x[:, 0], (WIDTH, WIDTH), (1, 2))
    images, high, wide = seen.shape[:3]
    patches = seen.reshape(-1, WIDTH * WIDTH)
    maps = patches @ kernel.reshape(KERNELS, -1).T + shift
    positive = np.maximum(maps, 0.0)
    blocks = positive.reshape(images, high // 2, 2, wide // 2, 2, KERNELS).transpose(0, 5, 1, 3, 2, 4).reshape(-1, 4)
    largest = blocks.argmax(axis=1)
    places = np.arange(len(blocks))
    pooled = blocks[places, largest].reshape(images, -1)
    _, d_logits = cross_entropy(pooled @ w + b, labels)
    d_blocks = np.zeros_like(blocks)
    d_blocks[places, largest] = (d_logits @ w.T).ravel()
    d_positive = d_blocks.reshape(images, KERNELS, high // 2, wide // 2, 2, 2).transpose(0, 2, 4, 3, 5, 1).reshape(-1, KERNELS)
    d_maps = d_positive * (maps > 0.0)
    return (d_maps.T @ patches).reshape(kernel.shape), d_maps.sum(axis=0), pooled.T @ d_logits, d_logits.sum(axis=0)


def attention(x: Array, wq: Array, wk: Array, wv: Array, wo: Array) -> Gradients:
    q, k, v = x @ wq, x @ wk, x @ wv
    root = np.sqrt(q.shape[1])
    scores = (q @ k.T) / root
    shares: Array = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    mixed = shares @ v
    out = x + mixed @ wo
    loss = np.mean(out * out)
    assert loss >= 0
    d_out = out * (2.0 / out.size)
    d_mixed = d_out @ wo.T
    d_shares = d_mixed @ v.T
    d_scores = shares * (d_shares - (d_shares * shares).sum(axis=1, keepdims=True)) / root
    return x.T @ (d_scores @ k), x.T @ (d_scores.T @ q), x.T @ (shares.T @ d_mixed), mixed.T @ d_out


def layer_norm(x: Array, w: Array, b: Array, weights: Array) -> Gradients:
    apart = x - x.mean(axis=1, keepdims=True)
    size = np.sqrt((apart * apart).mean(axis=1, keepdims=True) + EPS)
    hat = apart / size
    out = hat * w + b
    loss = (out * weights).sum()
    assert np.isfinite(loss)
    h = weights * w
    d_x = (h - h.mean(axis=1, keepdims=True) - hat * (h * hat).mean(axis=1, keepdims=True)) / size
    return d_x, (weights * hat).sum(axis=0), weights.sum(axis=0)


def rnn(x: Array, w: Array, u: Array, b: Array, wanted: Array) -> Gradients:
    states = [np.zeros_like(wanted)]
    for step in x:
        states.append(np.tanh(step @ w + states[-1] @ u + b))
    error = states[-1] - wanted
    loss = np.mean(error * error)
    assert loss >= 0
    d_w, d_u, d_b = np.zeros_like(w), np.zeros_like(u), np.zeros_like(b)
    d_h = error * (2.0 / error.size)
    for at in range(len(x) - 1, -1, -1):
        d_before = d_h * (1.0 - states[at + 1] ** 2)
        d_w += x[at].T @ d_before
        d_u += states[at].T @ d_before
        d_b += d_before.sum(axis=0)
        d_h = d_before @ u.T
    return d_w, d_u, d_b


def einsum(q: Array, k: Array, v: Array) -> Gradients:
    scores = q @ k.swapaxes(2, 3)
    out = scores @ v
    loss = (out * out).sum()
    assert loss >= 0
    d_out = 2.0 * out
    d_scores = d_out @ v.swapaxes(2, 3)
    return d_scores @ k, d_scores.swapaxes(2, 3) @ q, scores.swapaxes(2, 3) @ d_out


def batch_norm(x: Array, w: Array, b: Array, weights: Array) -> Gradients:
    axes, per_channel = (0, 2, 3), (1, -1, 1, 1)
    apart = x - x.mean(axis=axes, keepdims=True)
    size = np.sqrt((apart * apart).mean(axis=axes, keepdims=True) + EPS)
    hat = apart / size
    out = hat * w.reshape(per_channel) + b.reshape(per_channel)
    loss = (out * weights).sum()
    assert np.isfinite(loss)
    h = weights * w.reshape(per_channel)
    d_x = (h - h.mean(axis=axes, keepdims=True) - hat * (h * hat).mean(axis=axes, keepdims=True)) / size
    return d_x, (weights * hat).sum(axis=axes), weights.sum(axis=axes)


def contestant() -> Contestant:
    return Contestant(
        NAME,
        chain,
        {MLP: mlp, CONV: conv, ATTENTION: attention, LAYER_NORM: layer_norm, RNN: rnn, EINSUM: einsum, BATCH_NORM: batch_norm},
    )
