"""Convolutions and what they are made of, written anew in dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from duals import Dual, framed, mean_of, reduce, total


def _counts(given: Any, axes: int) -> tuple[int, ...]:
    return given if isinstance(given, tuple) else (given,) * axes


def _slid(a: Any, window: tuple[int, ...], stride: Any = 1, dilation: Any = 1) -> Any:
    """Every entry of every window, one at a time."""
    axes, a = len(window), np.asarray(a)
    steps, apart, lead = _counts(stride, axes), _counts(dilation, axes), np.ndim(a) - len(window)
    size = [(n - (k - 1) * d - 1) // s + 1 for n, k, s, d in zip(a.shape[lead:], window, steps, apart, strict=True)]
    out = np.empty((*a.shape[:lead], *size, *window), dtype=a.dtype)
    for place in np.ndindex(out.shape):
        out[place] = a[(*place[:lead], *(place[lead + k] * steps[k] + place[lead + axes + k] * apart[k] for k in range(axes)))]
    return out


def _unslid(a: Any, shape: Any, stride: Any = 1, dilation: Any = 1) -> Any:
    whole = np.full(int(np.prod(shape, dtype=int)), Dual(0.0), dtype=object)
    window = np.shape(a)[len(shape) :]
    positions = _slid(np.arange(whole.size).reshape(shape), window, stride, dilation)
    for position, entry in zip(positions.ravel(), np.ravel(a), strict=True):
        whole[position] = whole[position] + entry
    return whole.reshape(shape)


def _slide(a: Any, b: Any) -> Any:
    a, b = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    match a.ndim, b.ndim:
        case (2, 1) | (4, 2):
            return (a * b).reshape(*a.shape[: b.ndim], -1).sum(axis=-1)
        case (4, 3) | (6, 4):
            axes = b.ndim - 2
            places = a.shape[2 : 2 + axes]
            out = np.empty((a.shape[0], b.shape[0], *places), dtype=object)
            for n, o, *place in np.ndindex(out.shape):
                out[(n, o, *place)] = total(list((a[(n, slice(None), *place)] * b[o]).ravel()))
            return out
        case _:
            return np.stack([_slide(a[:, g], b[g]) for g in range(b.shape[0])], axis=1)


def _stamp(a: Any, b: Any) -> Any:
    a, b = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    if a.ndim == 2:
        return a[:, :, None, None] * b
    if a.ndim == 4:
        return (a[:, :, None, :, :, None, None] * b[None, :, :, None, None, :, :]).sum(axis=1)
    return np.stack([_stamp(a[:, g], b[g]) for g in range(b.shape[0])], axis=1)


def _border(given: Any, space: Any, window: Any, steps: Any, apart: Any) -> list[tuple[int, int]]:
    if given != "same":
        return [(one, one) for one in _counts(given, len(window))]
    lacking = [max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0) for n, k, s, d in zip(space, window, steps, apart, strict=True)]
    return [(one // 2, one - one // 2) for one in lacking]


def _with(out: Any, b: Any, axes: int) -> Any:
    return out if b is None else out + np.reshape(b, (-1, *(1,) * axes) if out.ndim > axes else (-1,) * min(1, np.ndim(b)))


def _conv(axes: int) -> Callable[..., Any]:
    def run(x: Any, w: Any, b: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1) -> Any:
        x, w = np.asarray(x, dtype=object), np.asarray(w, dtype=object)
        steps, apart, window = _counts(stride, axes), _counts(dilation, axes), w.shape[w.ndim - axes :]
        width = _border(padding, x.shape[x.ndim - axes :], window, steps, apart)
        seen = _slid(framed(x, [(0, 0)] * (x.ndim - axes) + width, 0.0), window, steps, apart)
        if x.ndim == axes:
            return _with(_slide(seen, w), b, axes)
        parts = [_slide(one, kernel) for one, kernel in zip(np.split(seen, groups, axis=1), np.split(w, groups), strict=True)]
        return _with(np.concatenate(parts, axis=1), b, axes)

    return run


def _transposed(
    x: Any, w: Any, b: Any = None, stride: Any = 1, padding: Any = 0, output_padding: Any = 0, dilation: Any = 1, groups: int = 1
) -> Any:
    x, w = np.asarray(x, dtype=object), np.asarray(w, dtype=object)
    steps, apart, cut, more = (_counts(one, 2) for one in (stride, dilation, padding, output_padding))
    size = [(n - 1) * s + (k - 1) * d + 1 for n, k, s, d in zip(x.shape[-2:], w.shape[-2:], steps, apart, strict=True)]
    pieces = [(x, w)] if x.ndim == 2 else zip(np.split(x, groups, axis=1), np.split(w, groups), strict=True)
    parts = []
    for one, kernel in pieces:
        stamps = _stamp(one, kernel)
        parts.append(_unslid(stamps, (*stamps.shape[:-4], *size), steps, apart))
    whole = parts[0] if x.ndim == 2 else np.concatenate(parts, axis=1)
    whole = framed(whole, [(0, 0)] * (whole.ndim - 2) + [(0, extra) for extra in more], 0.0)
    inner = tuple(slice(one, n - one) for one, n in zip(cut, whole.shape[-2:], strict=True))
    return _with(whole[(..., *inner)], b, 2)


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "windows": lambda a, window, stride=1, dilation=1: _slid(np.asarray(a, dtype=object), window, stride, dilation),
    "unwindow": _unslid,
    "slide": _slide,
    "stamp": _stamp,
    "conv1d": _conv(1),
    "conv2d": _conv(2),
    "conv_transpose2d": _transposed,
    "global_avg_pool2d": lambda x, keepdims=False: reduce(mean_of)(x, axis=(-2, -1), keepdims=keepdims),
    "global_max_pool2d": lambda x, keepdims=False: reduce(max)(x, axis=(-2, -1), keepdims=keepdims),
}
