"""Contractions and layers, as PyTorch has them."""

from __future__ import annotations

from typing import Any

import numpy as np

from with_torch import Table, functional, torch


def _pictures(layer: Any) -> Any:
    """A layer of pictures (N, C, H, W) applied to a plain one (H, W) as well; a kernel goes along."""

    def applied(*given: Any, **params: Any) -> Any:
        lead = 4 - given[0].dim()
        out = layer(*(one.reshape((1,) * (4 - one.dim()) + tuple(one.shape)) for one in given), **params)
        return out.reshape(out.shape[lead:]) if lead else out

    return applied


def _conv2d(x: Any, w: Any, stride: Any, padding: Any, dilation: Any = 1, groups: int = 1) -> Any:
    return functional.conv2d(x, w, None, stride, padding, dilation, groups)


def _slide(a: Any, b: Any) -> Any:
    return torch.einsum("ncijkl,ockl->noij" if b.dim() == 4 else "ijkl,kl->ij", a, b)


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


def _pool(of: Any) -> Any:
    return _pictures(lambda x, window, stride, padding: of(x, window, stride, padding))


LAYERS: Table = {
    "avg_pool2d": _pool(functional.avg_pool2d),
    "batch_norm": lambda x, w=None, b=None, *, eps: functional.batch_norm(x, None, None, w, b, True, eps=eps),
    "conv2d": _pictures(_conv2d),
    "dot": lambda a, b: torch.dot(a, b),
    "dropout": _dropout,
    "einsum": lambda *several, signature: torch.einsum(signature, *several),
    "group_norm": lambda x, w=None, b=None, *, groups, eps: functional.group_norm(x, groups, w, b, eps),
    "layer_norm": lambda x, w=None, b=None, *, eps, axis: functional.layer_norm(x, _last(x, axis), w, b, eps),
    "matmul": torch.matmul,
    "max_pool2d": _pool(functional.max_pool2d),
    "multi_head_attention": _heads,
    "rms_norm": lambda x, w=None, *, eps, axis: functional.rms_norm(x, _last(x, axis), w, eps),
    "scaled_dot_product_attention": _attention,
    "slide": _slide,
}
