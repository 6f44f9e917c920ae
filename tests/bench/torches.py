"""PyTorch in eager mode, with the fused functions it has."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from tasks import ATTENTION, BATCH_NORM, CONV, EINSUM, EPS, LAYER_NORM, MLP, RNN, Array, Gradients, Run


def pytorch() -> tuple[Callable[[float], Any], dict[str, Run]]:
    """How a leaf of the chain is made, and the tensor programs."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    functions = torch.nn.functional
    data = torch.from_numpy

    def leaf(x: float) -> Any:
        return torch.tensor(x, dtype=torch.float64, requires_grad=True)

    def leaves(*arrays: Array) -> list[Any]:
        return [data(array).requires_grad_() for array in arrays]

    def back(loss: Any, by: list[Any]) -> Gradients:
        loss.backward()
        return tuple(weight.grad.numpy() for weight in by)

    def mlp(x: Array, labels: Array, *weights: Array) -> Gradients:
        w1, b1, w2, b2 = by = leaves(*weights)
        return back(functions.cross_entropy(torch.tanh(data(x) @ w1 + b1) @ w2 + b2, data(labels).long()), by)

    def conv(x: Array, labels: Array, *weights: Array) -> Gradients:
        kernel, shift, w, b = by = leaves(*weights)
        pooled = functions.max_pool2d(functions.relu(functions.conv2d(data(x), kernel, shift)), 2)
        return back(functions.cross_entropy(pooled.flatten(1) @ w + b, data(labels).long()), by)

    def attention(x: Array, *weights: Array) -> Gradients:
        wq, wk, wv, wo = by = leaves(*weights)
        tokens = data(x)
        mixed = functions.scaled_dot_product_attention(*(tokens @ w for w in (wq, wk, wv)))
        return back((tokens + mixed @ wo).square().mean(), by)

    def layer_norm(x: Array, w: Array, b: Array, given: Array) -> Gradients:
        by = leaves(x, w, b)
        return back((functions.layer_norm(by[0], by[1].shape, by[1], by[2], EPS) * data(given)).sum(), by)

    def rnn(x: Array, w: Array, u: Array, b: Array, wanted: Array) -> Gradients:
        by = leaves(w, u, b)
        h = torch.zeros(wanted.shape, dtype=torch.float64)
        for step in data(x):
            h = torch.tanh(step @ by[0] + h @ by[1] + by[2])
        return back((h - data(wanted)).square().mean(), by)

    def einsum(q: Array, k: Array, v: Array) -> Gradients:
        by = leaves(q, k, v)
        out = torch.einsum("bhij,bhjd->bhid", torch.einsum("bhid,bhjd->bhij", by[0], by[1]), by[2])
        return back(out.square().sum(), by)

    def batch_norm(x: Array, w: Array, b: Array, given: Array) -> Gradients:
        by = leaves(x, w, b)
        out = functions.batch_norm(by[0], None, None, by[1], by[2], training=True, eps=EPS)
        return back((out * data(given)).sum(), by)

    runs: dict[str, Run] = {
        MLP: mlp, CONV: conv, ATTENTION: attention, LAYER_NORM: layer_norm, RNN: rnn, EINSUM: einsum, BATCH_NORM: batch_norm
    }  # fmt: skip
    return leaf, runs
