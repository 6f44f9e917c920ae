"""The other libraries, each used as its own documentation does. They are imported by name, for any of them may be missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from tasks import CLASSES, STEP, Batch, ChainRun, Contestant, Gradients


def over(leaf: Callable[[float], Any]) -> ChainRun:
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
    """Without exp and log, so without the MLP."""
    return Contestant("micrograd", over(import_module("micrograd.engine").Value), None)


def pytorch() -> Contestant:
    torch = import_module("torch")
    torch.set_num_threads(1)
    cross_entropy = torch.nn.functional.cross_entropy

    def leaf(x: float) -> Any:
        return torch.tensor(x, dtype=torch.float64, requires_grad=True)

    def mlp(batch: Batch) -> Gradients:
        x, labels = torch.from_numpy(batch.x), torch.from_numpy(batch.labels).long()
        weights = [torch.from_numpy(array).requires_grad_() for array in batch[2:]]
        w1, b1, w2, b2 = weights
        loss = cross_entropy(torch.tanh(x @ w1 + b1) @ w2 + b2, labels)
        loss.backward()
        return tuple(weight.grad.numpy() for weight in weights)

    return Contestant("PyTorch eager", over(leaf), mlp)


def autograd() -> Contestant:
    library = import_module("autograd")
    numpy = import_module("autograd.numpy")

    def steps(x: Any, ops: int) -> Any:
        value = x
        for _ in range(ops // 2):
            value = value * x
            value = value + STEP
        return value

    slope = library.grad(steps)

    def loss(weights: tuple[Any, ...], x: Any, labels: Any) -> Any:
        w1, b1, w2, b2 = weights
        logits = numpy.dot(numpy.tanh(numpy.dot(x, w1) + b1), w2) + b2
        shifted = logits - numpy.max(logits, axis=1, keepdims=True)
        logs = shifted - numpy.log(numpy.sum(numpy.exp(shifted), axis=1, keepdims=True))
        return -numpy.sum(labels * logs) / len(x)

    slopes = library.grad(loss)

    def chain(x: float, ops: int) -> Any:
        return slope(x, ops)

    def mlp(batch: Batch) -> Gradients:
        one_hot = np.eye(CLASSES)[batch.labels.astype(np.intp)]
        return tuple(slopes(batch[2:], batch.x, one_hot))

    return Contestant("HIPS autograd", chain, mlp)


def mygrad() -> Contestant:
    library = import_module("mygrad")
    cross_entropy = import_module("mygrad.nnet.losses").softmax_crossentropy

    def mlp(batch: Batch) -> Gradients:
        weights = [library.tensor(array, copy=False) for array in batch[2:]]
        w1, b1, w2, b2 = weights
        hidden = library.tanh(library.matmul(batch.x, w1) + b1)
        cross_entropy(library.matmul(hidden, w2) + b2, batch.labels.astype(np.intp)).backward()
        return tuple(weight.grad for weight in weights)

    return Contestant("MyGrad", over(library.tensor), mlp)


PEERS: Mapping[str, Callable[[], Contestant]] = {"micrograd": micrograd, "torch": pytorch, "autograd": autograd, "mygrad": mygrad}
"""By the name of the module."""
