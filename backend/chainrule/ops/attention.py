"""Macros: attention = scores of queries against keys, their softmax, and the values weighted with it; with one head or several."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Add, Apply, Call, Divide, Equation, Formula, Multiply, Sum, Symbol, Transposed, Word
from chainrule.ops.family_contraction import at, word_at
from chainrule.ops.macro import Macro
from chainrule.ops.record import BadSample, Build, Parameter, Params, Rule, Sample, Sentences, Shape, Words, says

_CAUSAL = Parameter("causal", "flag", False)
_G, _P, _S = Symbol("d.out"), Word("P"), Word("dS")
_SOURCE = "Vaswani et al. 2017, Attention is all you need"
_MASKED = "{to} only says who may look where (1 may, 0 may not); it has no slope."
_DECIDES = "Where the mask is 0 the score counts as −∞, so its share is 0 whatever the numbers are."


def _judge(q: Shape, k: Shape, v: Shape) -> None:
    if min(map(len, (q, k, v))) < 2:
        raise Refused("bad-shape", f"Queries are {says(q)}, keys {says(k)}, values {says(v)}.", "Each needs two axes at least: one row per position.", shapes=[list(q), list(k), list(v)])
    if q[-1] != k[-1] or k[-2] != v[-2] or not q[:-2] == k[:-2] == v[:-2]:
        raise Refused("shape-mismatch", f"Queries are {says(q)}, keys {says(k)}, values {says(v)}.", "Queries and keys need rows of the same length, keys and values the same number of rows.", shapes=[list(q), list(k), list(v)])


def _turned(build: Build, of: Any) -> Any:
    rank = len(build.shape(of))
    return build("transpose", of, axes=(*range(rank - 2), rank - 1, rank - 2))


def _attend(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    q, k, v, *mask = arguments
    shape, keys = build.shape(q), build.shape(k)
    _judge(shape, keys, build.shape(v))
    scores = build("matmul", q, _turned(build, k))
    scores = build("div", scores, build.constant(math.sqrt(shape[-1])))
    if params["causal"]:
        mask.append(build.constant(np.tri(shape[-2], keys[-2]).tolist()))
    for allowed in mask:
        scores = build("where", allowed, scores, build.constant(-math.inf))
        if build.shape(scores) != (*shape[:-1], keys[-2]):
            raise Refused("shape-mismatch", f"The mask is {says(build.shape(allowed))}, the scores are {says((*shape[:-1], keys[-2]))}.", "Give the mask one number for each query and key.", shapes=[list(build.shape(allowed))])
    return build("matmul", build("softmax", scores, axis=-1), v)


def _attend_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    q, k, v = Symbol("q"), Symbol("k"), Symbol("v")
    root = Apply("sqrt", (Word("d"),))
    weights = Call("softmax", (Divide(Multiply(q, Transposed(k)), root),))
    why = "P are the softmax shares and dS the gradient of the scores: dS = P ⊙ (D − row sums of D ⊙ P), with D the gradient of {out} times the transpose of {v}. d is how many entries a query has."
    lead = "abefgh"[: len(shapes[0]) - 2]
    scored, shared = word_at("dS", lead + "ij"), word_at("P", lead + "ij")

    def rule(arg: str, matrix: Formula, letters: str, over: str, product: Formula) -> Rule:
        summed: Formula = Sum((over,), product)
        return Rule(matrix=Equation(Symbol(f"d.{arg}"), matrix), index=Equation(at(f"d.{arg}", lead + letters), summed if arg == "v" else Divide(summed, root)))

    rules = {
        "q": rule("q", Divide(Multiply(_S, k), root), "ic", "j", Multiply(scored, at("k", lead + "jc"))),
        "k": rule("k", Divide(Multiply(Transposed(_S), q), root), "jc", "i", Multiply(scored, at("q", lead + "ic"))),
        "v": rule("v", Multiply(Transposed(_P), _G), "jc", "i", Multiply(shared, at("d.out", lead + "ic"))),
        "mask": Rule(),
    }
    backward = {
        "q": "Each query collects the keys it looked at, weighted with the gradients of its scores.",
        "k": "Each key collects the queries that looked at it, weighted with the gradients of their scores.",
        "v": "Each value collects the gradients of all results it went into, weighted with its shares.",
        "mask": _MASKED,
    }
    because = {"q": why, "k": why, "v": "{out} is P times {v}, a matrix product, so the transpose of P brings the gradient back. P are the softmax shares.", "mask": _DECIDES}
    question = {"q": "Where is the gradient of softmax?", "k": "Where is the gradient of softmax?", "v": "Why the transpose?", "mask": None}
    args = list(rules)[: len(shapes)]
    looked = "the keys up to its own place" if params["causal"] else "the keys that the mask allows" if len(shapes) > 3 else "all keys"
    told = Sentences(
        f"Each query looks at {looked} and takes their values, weighted with softmax shares: {{out}} has shape {{shape:out}}.",
        {arg: backward[arg] for arg in args},
        {arg: because[arg] for arg in args},
        {arg: question[arg] for arg in args},
    )
    return Words(Equation(Symbol("out"), Multiply(weights, v)), {arg: rules[arg] for arg in args}, told)


def _attend_reference(q: Any, k: Any, v: Any, mask: Any = None, causal: bool = False) -> Any:
    queries, keys, values = (np.asarray(one, dtype=float) for one in (q, k, v))
    out = np.zeros((*queries.shape[:-1], values.shape[-1]))
    seen = np.ones((*queries.shape[:-1], keys.shape[-2])) if mask is None else np.broadcast_to(mask, (*queries.shape[:-1], keys.shape[-2]))
    for *lead, i in np.ndindex(queries.shape[:-1]):
        row, at = queries[(*lead, i)], tuple(lead)
        reach = [j for j in range(keys.shape[-2]) if seen[(*lead, i, j)] and (j <= i or not causal)]
        weights = [math.exp(float(np.dot(row, keys[at][j])) / math.sqrt(len(row))) for j in reach]
        for j, weight in zip(reach, weights, strict=True):
            out[(*lead, i)] += weight / math.fsum(weights) * values[at][j]
    return out


def _wave(*shape: int, shift: float = 0.0) -> Any:
    return np.sin(np.arange(math.prod(shape)) * 1.7 + shift).reshape(shape).tolist()


_Q, _K, _V = _wave(2, 3), _wave(3, 3, shift=0.5), _wave(3, 2, shift=1.0)
scaled_dot_product_attention = Macro(
    "scaled_dot_product_attention",
    "attention",
    "Attention",
    ("q", "k", "v", "mask"),
    _attend,
    lambda shapes, params: f"{len(shapes[0])} {dict(params)}",
    _attend_words,
    _attend_reference,
    params=(_CAUSAL,),
    samples=(
        Sample((_Q, _K, _V)),
        Sample((_Q, _K, _V, [[1.0, 0.0, 1.0], [1.0, 1.0, 0.0]])),
        Sample((_K, _K, _V), {"causal": True}),
        Sample((_wave(2, 2, 3), _wave(2, 3, 3), _wave(2, 3, 2), [1.0, 1.0, 0.0])),
    ),
    bad=(
        BadSample((_Q, _V, _V), "shape-mismatch"),
        BadSample((_Q, _K, _Q), "shape-mismatch"),
        BadSample((_Q[0], _K, _V), "bad-shape"),
        BadSample((_Q, _K, _V, [1.0, 0.0]), "shape-mismatch"),
        BadSample((_Q, _K, _V, [[[1.0]]]), "shape-mismatch"),
    ),
    sources=(_SOURCE,),
    doc="Attention of queries over keys and values; a mask has 1 where a query may look and 0 where not; causal lets each look back only.",
    optional=("mask",),
)


def _heads(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
    x, wq, wk, wv, wo, *mask = arguments
    shape, heads = build.shape(x), params["heads"]
    if len(shape) not in (2, 3):
        raise Refused("bad-shape", f"{says(shape)} cannot be attended to.", "Give it (L, E) or (N, L, E): one row per position.", shape=list(shape))
    width = build.shape(wq)[-1] if build.shape(wq) else 0
    if heads < 1 or width % heads:
        raise Refused("bad-argument", f"{width} columns do not split into {heads} heads.", "Choose a number of heads that divides the columns of wq.", columns=width, heads=heads)
    rank = len(shape)
    swapped = (*range(rank - 2), rank - 1, rank - 2, rank)

    def split(weights: Any) -> Any:
        projected = build("matmul", x, weights)
        columns = build.shape(projected)[-1]
        if columns % heads:
            raise Refused("bad-argument", f"{columns} columns do not split into {heads} heads.", "Choose a number of heads that divides them.", columns=columns, heads=heads)
        return build("transpose", build("reshape", projected, shape=(*shape[:-1], heads, columns // heads)), axes=swapped)

    seen = build("scaled_dot_product_attention", split(wq), split(wk), split(wv), *mask, causal=params["causal"])
    together = build("transpose", seen, axes=swapped)
    columns = build.shape(together)[-1] * heads
    return build("matmul", build("reshape", together, shape=(*shape[:-1], columns)), wo)


def _heads_words(shapes: tuple[Shape, ...], params: Params) -> Words:
    x = Symbol("x")

    def back(arg: str) -> Formula:
        return Multiply(Word(f"d{arg.upper()}"), Transposed(Symbol(f"w{arg}")))

    rows = "ni"[3 - len(shapes[0]) :]

    def entry(arg: str) -> Formula:
        return Multiply(word_at(f"d{arg.upper()}", rows + "e"), at(f"w{arg}", "ce"))

    def weight(arg: str) -> Rule:
        behind = f"d{arg.upper()}"
        met = Multiply(at("x", rows + "c"), word_at(behind, rows + "e"))
        return Rule(matrix=Equation(Symbol(f"d.w{arg}"), Multiply(Transposed(x), Word(behind))), index=Equation(at(f"d.w{arg}", "ce"), Sum(tuple(rows), met)))

    three = Sum(("e",), Add(Add(entry("q"), entry("k")), entry("v")))
    found = Multiply(word_at("O", rows + "e"), at("d.out", rows + "c"))
    rules = {
        "x": Rule(matrix=Equation(Symbol("d.x"), Add(Add(back("q"), back("k")), back("v"))), index=Equation(at("d.x", rows + "c"), three)),
        **{f"w{arg}": weight(arg) for arg in "qkv"},
        "wo": Rule(matrix=Equation(Symbol("d.wo"), Multiply(Transposed(Word("O")), _G)), index=Equation(at("d.wo", "ec"), Sum(tuple(rows), found))),
        "mask": Rule(),
    }
    kept = "{to} multiplied every position, so it collects one product from each: the transpose of {x} times the gradient behind it."
    named = "dQ, dK and dV are the gradients of the queries, keys and values, with the columns of all heads side by side."
    backward = {
        "x": "Every position was a query, a key and a value, so three gradients come back and are added.",
        "wq": kept,
        "wk": kept,
        "wv": kept,
        "wo": "{to} collects what the heads found, O, times the gradient of {out}.",
        "mask": _MASKED,
    }
    because = {"x": named, "wq": named, "wk": named, "wv": named, "wo": "O are the results of all heads side by side. {out} is O times {wo}, a matrix product.", "mask": _DECIDES}
    question: dict[str, str | None] = {"x": "Why three parts?", "wq": "Why the transpose?", "wk": "Why the transpose?", "wv": "Why the transpose?", "wo": "Why the transpose?", "mask": None}
    args = list(rules)[: len(shapes)]
    told = Sentences(
        f"Attention with {params['heads']} head{'s side by side' if params['heads'] > 1 else ''}, then times {{wo}}: {{out}} has shape {{shape:out}}.",
        {arg: backward[arg] for arg in args},
        {arg: because[arg] for arg in args},
        {arg: question[arg] for arg in args},
    )
    inner = Call("attention", tuple(Multiply(x, Symbol(f"w{arg}")) for arg in "qkv"))
    return Words(Equation(Symbol("out"), Multiply(inner, Symbol("wo"))), {arg: rules[arg] for arg in args}, told)


def _heads_reference(x: Any, wq: Any, wk: Any, wv: Any, wo: Any, mask: Any = None, heads: int = 1, causal: bool = False) -> Any:
    array = np.asarray(x, dtype=float)
    parts = []
    for head in range(heads):
        q, k, v = (np.split(array @ np.asarray(weights), heads, axis=-1)[head] for weights in (wq, wk, wv))
        parts.append(_attend_reference(q, k, v, mask, causal))
    return np.concatenate(parts, axis=-1) @ np.asarray(wo)


_X = _wave(3, 4)
_WEIGHTS = tuple(_wave(4, 4, shift=0.3 * place) for place in range(4))
multi_head_attention = Macro(
    "multi_head_attention",
    "heads",
    "Multi-head attention",
    ("x", "wq", "wk", "wv", "wo", "mask"),
    _heads,
    lambda shapes, params: f"{len(shapes[0])} {dict(params)}",
    _heads_words,
    _heads_reference,
    params=(Parameter("heads", "whole", 1), _CAUSAL),
    samples=(
        Sample((_X, *_WEIGHTS)),
        Sample((_X, *_WEIGHTS), {"heads": 2}),
        Sample((_X, *_WEIGHTS), {"heads": 2, "causal": True}),
        Sample((_wave(2, 3, 4), *_WEIGHTS, np.tri(3).tolist()), {"heads": 4}),
    ),
    bad=(
        BadSample((_X, *_WEIGHTS), "bad-argument", {"heads": 3}),
        BadSample((_X[0], *_WEIGHTS), "bad-shape"),
        BadSample((_X, _wave(3, 4), *_WEIGHTS[1:]), "matmul-mismatch"),
    ),
    sources=(_SOURCE,),
    doc="Self-attention in several heads: multi_head_attention(x, wq, wk, wv, wo, heads=2); x is (L, E) or (N, L, E), weights multiply from the right.",
    optional=("mask",),
)
