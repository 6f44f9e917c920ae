"""The other libraries, each used as its own documentation does. They are imported by name, for any of them may be missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np

import written
from tasks import ATTENTION, BATCH_NORM, CONV, EINSUM, EPS, LAYER_NORM, MLP, RNN, STEP, Array, Contestant, Gradients, Run
from torches import pytorch

WEIGHTS: Mapping[str, slice] = {
    MLP: slice(2, 6),
    CONV: slice(2, 6),
    ATTENTION: slice(1, 5),
    LAYER_NORM: slice(0, 3),
    RNN: slice(1, 4),
    EINSUM: slice(0, 3),
    BATCH_NORM: slice(0, 3),
}
"""Which inputs of a tensor program its gradients are taken by; the others are data."""
LOSSES: Mapping[str, Callable[..., Any]] = {
    MLP: written.mlp,
    CONV: written.conv,
    ATTENTION: written.attention,
    LAYER_NORM: written.layer_norm,
    RNN: written.rnn,
    EINSUM: written.einsum,
    BATCH_NORM: written.batch_norm,
}


def over(leaf: Callable[[float], Any]) -> Callable[[float, int], Any]:
    """The chain for a library whose leaf remembers what was done with it until `backward()`."""

    def chain(x: float, ops: int) -> Any:
        source = value = leaf(x)
        for _ in range(ops // 2):
            value = value * source
            value = value + STEP
        value.backward()
        return source.grad

    return chain


def micrograd() -> Contestant:
    """Scalars alone."""
    return Contestant("micrograd", over(import_module("micrograd.engine").Value), {})


def torch() -> Contestant:
    leaf, tensors = pytorch()
    return Contestant("PyTorch eager", over(leaf), tensors)


def autograd() -> Contestant:
    library = import_module("autograd")
    numpy = import_module("autograd.numpy")

    def steps(x: Any, ops: int) -> Any:
        value = x
        for _ in range(ops // 2):
            value = value * x
            value = value + STEP
        return value

    def tensor(loss: Callable[..., Any], by: slice) -> Run:
        slopes = library.grad(lambda weights, *data: loss(numpy, weights, *data))

        def run(*numbers: Array) -> Gradients:
            return tuple(slopes(numbers[by], *numbers[: by.start], *numbers[by.stop :]))

        return run

    return Contestant("HIPS autograd", library.grad(steps), {name: tensor(loss, WEIGHTS[name]) for name, loss in LOSSES.items()})


def mygrad() -> Contestant:
    library = import_module("mygrad")
    layers = import_module("mygrad.nnet.layers")
    cross_entropy = import_module("mygrad.nnet.losses").softmax_crossentropy
    softmax = import_module("mygrad.nnet.activations").softmax

    def mlp(weights: Any, x: Array, labels: Array) -> Any:
        w1, b1, w2, b2 = weights
        hidden = library.tanh(library.matmul(x, w1) + b1)
        return cross_entropy(library.matmul(hidden, w2) + b2, labels.astype(np.intp))

    def conv(weights: Any, x: Array, labels: Array) -> Any:
        kernel, shift, w, b = weights
        maps = layers.conv_nd(x, kernel, stride=1) + library.reshape(shift, (1, -1, 1, 1))
        pooled = layers.max_pool(library.maximum(maps, 0.0), (2, 2), 2)
        return cross_entropy(library.matmul(library.reshape(pooled, (len(x), -1)), w) + b, labels.astype(np.intp))

    def attention(weights: Any, x: Array) -> Any:
        wq, wk, wv, wo = weights
        q, k, v = (library.matmul(x, one) for one in (wq, wk, wv))
        shares = softmax(library.matmul(q, k.T) / x.shape[1] ** 0.5, axis=-1)
        return library.mean((x + library.matmul(library.matmul(shares, v), wo)) ** 2)

    def batch_norm(weights: Any, given: Array) -> Any:
        x, w, b = weights
        return library.sum(layers.batchnorm(x, gamma=w, beta=b, eps=EPS) * given)

    own: Mapping[str, Callable[..., Any]] = {MLP: mlp, CONV: conv, ATTENTION: attention, BATCH_NORM: batch_norm}

    def tensor(name: str, by: slice) -> Run:
        loss = own.get(name) or (lambda weights, *data: LOSSES[name](library, weights, *data))

        def run(*numbers: Array) -> Gradients:
            weights = [library.tensor(array, copy=False) for array in numbers[by]]
            loss(weights, *numbers[: by.start], *numbers[by.stop :]).backward()
            return tuple(weight.grad for weight in weights)

        return run

    return Contestant("MyGrad", over(library.tensor), {name: tensor(name, by) for name, by in WEIGHTS.items()})


PEERS: Mapping[str, Callable[[], Contestant]] = {"micrograd": micrograd, "torch": torch, "autograd": autograd, "mygrad": mygrad}
"""By the name of the module."""
