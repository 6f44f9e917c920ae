"""Attention, written anew in dual numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from duals import Dual, exp, product, total


def _attend(q: Any, k: Any, v: Any, mask: Any = 1.0, causal: bool = False) -> Any:
    q, k, v = (np.asarray(one, dtype=object) for one in (q, k, v))
    seen = np.broadcast_to(np.asarray(mask, dtype=object), (*q.shape[:-1], k.shape[-2]))
    out = np.empty((*q.shape[:-1], v.shape[-1]), dtype=object)
    for *lead, i in np.ndindex(q.shape[:-1]):
        at = tuple(lead)
        reach = [j for j in range(k.shape[-2]) if Dual.of(seen[(*at, i, j)]).value and (j <= i or not causal)]
        weights = [exp(total(list(q[at][i] * k[at][j])) / math.sqrt(q.shape[-1])) for j in reach]
        for column in range(v.shape[-1]):
            out[(*at, i, column)] = total([w * v[at][j][column] for w, j in zip(weights, reach, strict=True)]) / total(weights)
    return out


def _heads(x: Any, wq: Any, wk: Any, wv: Any, wo: Any, mask: Any = 1.0, heads: int = 1, causal: bool = False) -> Any:
    cut = [np.split(product(x, weights), heads, axis=-1) for weights in (wq, wk, wv)]
    found = [_attend(q, k, v, mask, causal) for q, k, v in zip(*cut, strict=True)]
    return product(np.concatenate(found, axis=-1), wo)


FORWARDS: Mapping[str, Callable[..., Any]] = {"scaled_dot_product_attention": _attend, "multi_head_attention": _heads}
