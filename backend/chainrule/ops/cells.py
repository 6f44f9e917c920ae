"""Macros: one step of a recurrent network, with the weights laid out and named as in PyTorch.

    rnn    h′ = tanh(x W_ihᵀ + b_ih + h W_hhᵀ + b_hh)
    lstm   i, f, g, o from the same sum in four parts      c′ = f ⊙ c + i ⊙ g      h′ = o ⊙ tanh(c′)
    gru    r, z, n in three parts, n = tanh(x-part + r ⊙ h-part)                   h′ = (1 − z) ⊙ n + z ⊙ h
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Add, Call, Entrywise, Equation, Formula, Multiply, Number, Subtract, Symbol, Transposed, Word
from chainrule.ops.family_cell import WEIGHTS, cell_words
from chainrule.ops.indexing import Cut
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Params, Sample, says

_OUT, _G, _DZ = Symbol("out"), Symbol("d.out"), Word("dz")


def _judge(build: Build, x: Any, states: Sequence[Any], given: Sequence[Any], parts: int) -> int:
    """The size of the state; `given` are the weights and biases, `parts` the gates they hold below each other."""
    shape, state = build.shape(x), build.shape(states[0])
    if len(shape) not in (1, 2) or len(state) != len(shape) or state[:-1] != shape[:-1]:
        raise Refused("shape-mismatch", f"The input is {says(shape)}, the state {says(state)}.", "Give one row of each per example: (N, I) and (N, H), or (I) and (H).", shapes=[list(shape), list(state)])
    size = state[-1]
    rows = parts * size
    wanted = [state] * len(states) + [(rows, shape[-1]), (rows, size), (rows,), (rows,)]
    for name, one, fits in zip(("h", "c")[: len(states)] + WEIGHTS, (*states, *given), wanted, strict=False):
        if build.shape(one) != fits:
            raise Refused("shape-mismatch", f"{name} is {says(build.shape(one))}; {says(fits)} are needed.", f"Give {name} the shape {list(fits)}.", shapes=[list(build.shape(one)), list(fits)])
    return size


def _sum(build: Build, of: Any, weight: Any, bias: Sequence[Any]) -> Any:
    product = build("matmul", of, build("transpose", weight))
    return build("add", product, bias[0]) if bias else product


def _cut(build: Build, of: Any, size: int, parts: int) -> list[Any]:
    return [build("index", of, key=(Ellipsis, Cut(k * size, (k + 1) * size))) for k in range(parts)]


def _rnn(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, h, w_ih, w_hh, *bias = arguments
    _judge(build, x, (h,), arguments[2:], 1)
    return build("tanh", build("add", _sum(build, x, w_ih, bias[:1]), _sum(build, h, w_hh, bias[1:])))


def _lstm(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, h, c, w_ih, w_hh, *bias = arguments
    size = _judge(build, x, (h, c), arguments[3:], 4)
    summed = build("add", _sum(build, x, w_ih, bias[:1]), _sum(build, h, w_hh, bias[1:]))
    i, f, g, o = _cut(build, summed, size, 4)
    kept = build("mul", build("sigmoid", f), c)
    new = build("add", kept, build("mul", build("sigmoid", i), build("tanh", g)))
    return build("mul", build("sigmoid", o), build("tanh", new)), new


def _gru(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, h, w_ih, w_hh, *bias = arguments
    size = _judge(build, x, (h,), arguments[2:], 3)
    of_x = _cut(build, _sum(build, x, w_ih, bias[:1]), size, 3)
    of_h = _cut(build, _sum(build, h, w_hh, bias[1:]), size, 3)
    r, z = (build("sigmoid", build("add", of_x[k], of_h[k])) for k in range(2))
    n = build("tanh", build("add", of_x[2], build("mul", r, of_h[2])))
    return build("add", build("mul", build("sub", build.constant(1.0), z), n), build("mul", z, h))


def _squash(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def _gates(x: Any, h: Any, w_ih: Any, w_hh: Any, b_ih: Any, b_hh: Any, size: int) -> tuple[list[Any], list[Any]]:
    """The two sums of every gate, each as rows of plain numbers."""
    sums = []
    for given, weight, bias in ((x, w_ih, b_ih), (h, w_hh, b_hh)):
        rows = np.atleast_2d(np.asarray(given, dtype=float)) @ np.asarray(weight, dtype=float).T + (0.0 if bias is None else np.asarray(bias))
        sums.append([rows[:, k * size : (k + 1) * size] for k in range(rows.shape[1] // size)])
    return sums[0], sums[1]


_SQUASH, _TANH = np.vectorize(_squash), np.vectorize(math.tanh)


def _rnn_reference(x: Any, h: Any, w_ih: Any, w_hh: Any, b_ih: Any = None, b_hh: Any = None) -> Any:
    (of_x,), (of_h,) = _gates(x, h, w_ih, w_hh, b_ih, b_hh, np.shape(h)[-1])
    return _TANH(of_x + of_h).reshape(np.shape(h))


def _lstm_reference(x: Any, h: Any, c: Any, w_ih: Any, w_hh: Any, b_ih: Any = None, b_hh: Any = None) -> Any:
    of_x, of_h = _gates(x, h, w_ih, w_hh, b_ih, b_hh, np.shape(h)[-1])
    i, f, g, o = (one + other for one, other in zip(of_x, of_h, strict=True))
    new = _SQUASH(f) * np.atleast_2d(c) + _SQUASH(i) * _TANH(g)
    return np.array([_SQUASH(o) * _TANH(new), new]).reshape(2, *np.shape(h))


def _gru_reference(x: Any, h: Any, w_ih: Any, w_hh: Any, b_ih: Any = None, b_hh: Any = None) -> Any:
    of_x, of_h = _gates(x, h, w_ih, w_hh, b_ih, b_hh, np.shape(h)[-1])
    r, z = _SQUASH(of_x[0] + of_h[0]), _SQUASH(of_x[1] + of_h[1])
    n = _TANH(of_x[2] + r * of_h[2])
    return (n + z * (np.atleast_2d(h) - n)).reshape(np.shape(h))


def _wave(*shape: int, shift: float) -> Any:
    return (0.9 * np.sin(np.arange(math.prod(shape)) * 1.7 + shift)).reshape(shape).tolist()


def _cell(name: str, title: str, args: tuple[str, ...], parts: int, body: Any, words: Any, reference: Any, source: str, doc: str) -> Macro:
    def given(batch: tuple[int, ...], biases: int) -> tuple[Any, ...]:
        states = tuple(_wave(*batch, 2, shift=0.4 + k) for k in range(len(args) - 5))
        weights = (_wave(parts * 2, 3, shift=0.2), _wave(parts * 2, 2, shift=0.7), _wave(parts * 2, shift=1.1), _wave(parts * 2, shift=1.9))
        return (_wave(*batch, 3, shift=0.0), *states, *weights[: 2 + biases])

    full = given((2,), 2)
    return Macro(
        name, name, title, args, body, lambda shapes, params: f"{len(shapes[0])}", words, reference,
        samples=(Sample(full), Sample(given((2,), 0)), Sample(given((), 2)), Sample(given((3,), 1))),
        bad=(
            BadSample((full[0], full[0], *full[2:]), "shape-mismatch"),
            BadSample((*full[:-1], [1.0]), "shape-mismatch"),
            BadSample((1.0, *full[1:]), "shape-mismatch"),
        ),
        sources=(source, "PyTorch documentation, torch.nn, recurrent layers"), doc=doc, optional=("b_ih", "b_hh"),
    )  # fmt: skip


def _mixed(biases: int) -> Formula:
    mixed: Formula = Add(Multiply(Symbol("x"), Transposed(Symbol("w_ih"))), Multiply(Symbol("h"), Transposed(Symbol("w_hh"))))
    for bias in WEIGHTS[2 : 2 + biases]:
        mixed = Add(mixed, Symbol(bias))
    return mixed


rnn_cell = _cell(
    "rnn_cell", "Recurrent cell", ("x", "h", *WEIGHTS), 1, _rnn,
    cell_words(
        lambda biases: Equation(_OUT, Call("tanh", (_mixed(biases),))),
        "The input and the old state are mixed and squashed: the new state {out} has shape {shape:out}.",
        "dz is the gradient before tanh: that of {out} times 1 − {out}², entry by entry.",
        Multiply(_DZ, Symbol("w_hh")),
        "The old state receives the gradient through its weights: one factor for every step back in time.",
        "Why does the gradient fade over many steps?",
    ),
    _rnn_reference, "Elman 1990, Finding structure in time",
    "One step of a recurrent network: rnn_cell(x, h, w_ih, w_hh, b_ih, b_hh) gives the new h.",
)  # fmt: skip
lstm_cell = _cell(
    "lstm_cell", "Long short-term memory cell", ("x", "h", "c", *WEIGHTS), 4, _lstm,
    cell_words(
        lambda biases: Equation(_OUT, Entrywise(Word("o"), Call("tanh", (Add(Entrywise(Word("f"), Symbol("c")), Entrywise(Word("i"), Word("g"))),)))),
        "The gate f keeps a part of {c}, the gate i lets in the new g, and that is the new cell state; the gate o shows a part of its tanh: {out} has shape {shape:out}.",
        "dz is the gradient of the sums behind the four gates i, f, g and o, side by side; each has passed the slope of its own sigmoid or tanh.",
        Multiply(_DZ, Symbol("w_hh")),
        "The old state receives the gradients of all four gates through its weights.",
        "What is dz?",
    ),
    _lstm_reference, "Hochreiter and Schmidhuber 1997, Long short-term memory",
    "One step of a long short-term memory: lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh) gives the new h and the new c.",
)  # fmt: skip
gru_cell = _cell(
    "gru_cell", "Gated recurrent cell", ("x", "h", *WEIGHTS), 3, _gru,
    cell_words(
        lambda biases: Equation(_OUT, Add(Entrywise(Subtract(Number(1.0), Word("z")), Word("n")), Entrywise(Word("z"), Symbol("h")))),
        "The gate z mixes the old state with the new n: {out} has shape {shape:out}.",
        "dz is the gradient of the sums behind r, z and n, side by side; each has passed the slope of its own sigmoid or tanh. In dz′ the part of n has passed the gate r as well.",
        Add(Entrywise(_G, Word("z")), Multiply(Word("dz′"), Symbol("w_hh"))),
        "The old state receives the share z of the gradient directly, and that of the gates through its weights.",
        "Why two parts?",
        "′",
    ),
    _gru_reference, "Cho et al. 2014, Learning phrase representations using RNN encoder-decoder",
    "One step of a gated recurrent unit: gru_cell(x, h, w_ih, w_hh, b_ih, b_hh) gives the new h.",
)  # fmt: skip
