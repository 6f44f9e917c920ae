"""Convolutions, their parts, and pooling, as PyTorch has them."""

from __future__ import annotations

import warnings
from typing import Any

from with_torch import Table, functional, torch, transposed


def _plain(layer: Any, axes: int) -> Any:
    """A layer of (N, C, ...) applied to one without batch and channels as well; a kernel goes along, a bias stays."""

    def applied(x: Any, *given: Any, **params: Any) -> Any:
        if x.dim() > axes:
            return layer(x, *given, **params)
        kernel = [one[None, None] for one in given[:1]]
        return layer(x[None, None], *kernel, *given[1:], **params)[0, 0]

    return applied


def _convolution(of: Any, axes: int) -> Any:
    def applied(x: Any, w: Any, b: Any = None, **params: Any) -> Any:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Using padding='same' with even kernel lengths", UserWarning)
            return of(x, w, b, **params)

    return _plain(applied, axes)


def _pool(of: Any) -> Any:
    return _plain(lambda x, window, stride, padding: of(x, window, stride, padding), 2)


def _global(of: Any) -> Any:
    def applied(x: Any, keepdims: bool) -> Any:
        out = of(x, 1)
        return out if keepdims else out[..., 0, 0]

    def plain(x: Any, keepdims: bool) -> Any:
        return applied(x, keepdims) if x.dim() > 2 else applied(x[None], keepdims)[0]

    return plain


def _windows(a: Any, window: tuple[int, ...], stride: Any, dilation: Any) -> Any:
    """PyTorch unfolds one axis at a time, and knows no gaps inside a window."""
    count = len(window)
    steps, gaps = (one if isinstance(one, tuple) else (one,) * count for one in (stride, dilation))
    for wide, step, gap in zip(window, steps, gaps, strict=True):
        a = a.unfold(-count, (wide - 1) * gap + 1, step)[..., ::gap]
    return a


def _unwindow(a: Any, shape: tuple[int, ...], stride: Any, dilation: Any) -> Any:
    count = (a.dim() - len(shape)) if a.dim() < 2 * len(shape) else len(shape)
    return transposed(lambda at: _windows(at, tuple(a.shape[-count:]), stride, dilation), shape, a)


SLIDES = {
    (2, 1): "ik,k->i",
    (4, 3): "ncik,ock->noi",
    (5, 4): "ngcik,gock->ngoi",
    (4, 2): "ijkl,kl->ij",
    (6, 4): "ncijkl,ockl->noij",
    (7, 5): "ngcijkl,gockl->ngoij",
}
STAMPS = {(2, 2): "ij,kl->ijkl", (4, 4): "ncij,cokl->noijkl", (5, 5): "ngcij,gcokl->ngoijkl"}
"""By the number of axes of each argument: n batch, g groups, c and o channels, i and j places, k and l the window."""

CONVOLUTIONS: Table = {
    "avg_pool2d": _pool(functional.avg_pool2d),
    "conv1d": _convolution(functional.conv1d, 1),
    "conv2d": _convolution(functional.conv2d, 2),
    "conv_transpose2d": _convolution(functional.conv_transpose2d, 2),
    "global_avg_pool2d": _global(functional.adaptive_avg_pool2d),
    "global_max_pool2d": _global(functional.adaptive_max_pool2d),
    "max_pool2d": _pool(functional.max_pool2d),
    "slide": lambda a, b: torch.einsum(SLIDES[a.dim(), b.dim()], a, b),
    "stamp": lambda a, b: torch.einsum(STAMPS[a.dim(), b.dim()], a, b),
    "unwindow": _unwindow,
    "windows": _windows,
}
