"""Layers: normalisation, attention, cells and dropout, as PyTorch has them."""

from __future__ import annotations

from typing import Any

import numpy as np

from with_torch import Table, functional, torch


def _last(x: Any, axis: Any) -> tuple[int, ...]:
    """The extents of the axes that are normalised, which stand last."""
    over = sorted(one % x.dim() for one in (axis if isinstance(axis, tuple) else (axis,)))
    assert over == list(range(over[0], x.dim()))
    return tuple(x.shape[over[0] :])


def _attention(q: Any, k: Any, v: Any, mask: Any = None, *, causal: bool) -> Any:
    seen = None if mask is None else torch.broadcast_to(mask != 0, (*q.shape[:-1], k.shape[-2]))
    return functional.scaled_dot_product_attention(q, k, v, seen, is_causal=causal)


def _heads(x: Any, wq: Any, wk: Any, wv: Any, wo: Any, mask: Any = None, *, heads: int, causal: bool) -> Any:
    """PyTorch's weights multiply from the right as transposes, its positions come before the batch, its mask says who may not look."""
    rows = x.transpose(0, 1) if x.dim() == 3 else x
    positions = rows.shape[0]
    hidden = torch.zeros(positions, positions, dtype=torch.bool) if mask is None else torch.broadcast_to(mask == 0, (positions, positions))
    if causal:
        hidden = hidden | torch.ones(positions, positions, dtype=torch.bool).triu(1)
    out, _ = functional.multi_head_attention_forward(
        rows, rows, rows, x.shape[-1], heads, torch.cat([wq.T, wk.T, wv.T]), None, None, None, False, 0.0, wo.T, None,
        need_weights=False, attn_mask=hidden,
    )  # fmt: skip
    return out.transpose(0, 1) if x.dim() == 3 else out


def _dropout(x: Any, rate: float, seed: int, call: int) -> Any:
    """PyTorch draws other numbers; these are NumPy's for the same seed."""
    drawn = np.random.Generator(np.random.PCG64([seed, call])).random(tuple(x.shape))
    kept = torch.from_numpy(np.asarray(drawn >= rate, dtype=np.float64))
    return x * kept / (1 - rate) if rate < 1 else functional.dropout(x, 1.0, True)


def _cell(of: Any) -> Any:
    """PyTorch's cells want a batch, two biases, and the states together where there are two; its results are stacked."""

    def applied(x: Any, *given: Any) -> Any:
        several = of is torch.lstm_cell
        states, weights = given[: 1 + several], given[1 + several :]
        weights = (*weights, *(torch.zeros(weights[0].shape[0], dtype=torch.float64) for _ in range(4 - len(weights))))
        rows, *held = (one.reshape(-1, one.shape[-1]) for one in (x, *states))
        out = of(rows, tuple(held) if several else held[0], *weights)
        return (torch.stack(out) if several else out).reshape(*((2,) if several else ()), *states[0].shape)

    return applied


LAYERS: Table = {
    "batch_norm": lambda x, w=None, b=None, *, eps: functional.batch_norm(x, None, None, w, b, True, eps=eps),
    "dropout": _dropout,
    "group_norm": lambda x, w=None, b=None, *, groups, eps: functional.group_norm(x, groups, w, b, eps),
    "gru_cell": _cell(torch.gru_cell),
    "layer_norm": lambda x, w=None, b=None, *, eps, axis: functional.layer_norm(x, _last(x, axis), w, b, eps),
    "lstm_cell": _cell(torch.lstm_cell),
    "multi_head_attention": _heads,
    "rms_norm": lambda x, w=None, *, eps, axis: functional.rms_norm(x, _last(x, axis), w, eps),
    "rnn_cell": _cell(torch.rnn_tanh_cell),
    "scaled_dot_product_attention": _attention,
}
