"""Ops beside JAX: those it has under its own functions, away from the corners where it chose otherwise."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np

from library import Difference, Library, singular
from with_jax import Table, jax, jnp, run, tensor

nn = jax.nn


def _along(of: Any) -> Any:
    return lambda a, axis: of(a, axis=axis)


def _over(of: Any) -> Any:
    return lambda a, axis, keepdims: of(a, axis=axis, keepdims=keepdims)


def _extreme(of: Any) -> Any:
    return lambda a, axis, keepdims, ties: of(a, axis=axis, keepdims=keepdims)


def _spread(of: Any) -> Any:
    return lambda a, axis, keepdims, ddof: of(a, axis=axis, keepdims=keepdims, ddof=ddof)


def _index(a: Any, key: tuple[Any, ...]) -> Any:
    """One item after the other, so that a list keeps its axis where it stands."""
    used = sum(item is not None and item is not Ellipsis for item in key)
    axis, rest = 0, a.ndim - used
    for item in key:
        if item is Ellipsis:
            axis += rest
        elif item is None:
            a, axis = jnp.expand_dims(a, axis), axis + 1
        elif isinstance(item, int):
            a = jnp.take(a, item, axis)
        else:
            cut = jnp.array(item) if isinstance(item, tuple) else slice(item.start, item.stop, item.step)
            a = a[(slice(None),) * axis + (cut,)]
            axis += 1
    return a


def _sort(a: Any, axis: int, descending: bool) -> Any:
    """JAX's own descending order turns equal entries around."""
    return -jnp.sort(-a, axis=axis, stable=True) if descending else jnp.sort(a, axis=axis, stable=True)


def _pad(a: Any, width: Any, value: float) -> Any:
    """Widths of one axis may be a single number here."""
    mixed = isinstance(width, tuple) and any(isinstance(one, tuple) for one in width)
    each = [one if isinstance(one, tuple) else (one, one) for one in width] if mixed else width
    return jnp.pad(a, each, constant_values=value)


def _norm(a: Any, ord: float, axis: Any, keepdims: bool) -> Any:
    """JAX has norms of vectors along one axis; over several they are written out."""
    sizes = jnp.abs(a)
    if ord == float("inf"):
        return jnp.max(sizes, axis=axis, keepdims=keepdims)
    return jnp.sum(sizes**ord, axis=axis, keepdims=keepdims) ** (1 / ord)


def _cross_entropy(a: Any, b: Any, reduction: str, label_smoothing: float) -> Any:
    aims = nn.one_hot(b.astype(int), a.shape[-1]) if b.ndim < a.ndim else b
    aims = aims * (1 - label_smoothing) + label_smoothing / a.shape[-1]
    losses = -jnp.sum(aims * nn.log_softmax(a), axis=-1)
    return {"mean": jnp.mean, "sum": jnp.sum, "none": lambda one: one}[reduction](losses)


def _pool(of: Any, start: float) -> Any:
    def pooled(x: Any, window: Any, stride: Any, padding: Any) -> Any:
        high, wide = window if isinstance(window, tuple) else (window, window)
        steps = (high, wide) if stride is None else stride if isinstance(stride, tuple) else (stride, stride)
        sides = [(one, one) for one in (padding if isinstance(padding, tuple) else (padding, padding))]
        lead = x.ndim - 2
        return jax.lax.reduce_window(x, start, of, (1,) * lead + (high, wide), (1,) * lead + steps, [(0, 0)] * lead + sides)

    return pooled


def _avg_pool(x: Any, window: Any, **params: Any) -> Any:
    high, wide = window if isinstance(window, tuple) else (window, window)
    return _pool(jax.lax.add, 0.0)(x, window, **params) / (high * wide)


_NAMED = (
    "abs acos acosh add asin asinh atan atan2 atanh broadcast_to cbrt cos cosh dot exp expm1 floor kron log log10 log1p log2 matmul "
    "maximum minimum outer pow reciprocal round sign sin sinh sqrt square tan tanh"
).split()
_UNITS = "mish relu selu sigmoid silu softplus".split()
JAX: Table = MappingProxyType(
    {
        **{name: getattr(jnp, name) for name in _NAMED},
        **{name: getattr(nn, name) for name in _UNITS},
        **{name: _over(getattr(jnp, name)) for name in ("mean", "prod", "sum")},
        "avg_pool2d": _avg_pool,
        "cholesky": jnp.linalg.cholesky,
        "clip": lambda a, min, max: jnp.clip(a, min, max),
        "concat": lambda *several, axis: jnp.concatenate(several, axis),
        "cross": jnp.cross,
        "cross_entropy": _cross_entropy,
        "cumprod": _along(jnp.cumprod),
        "cumsum": _along(jnp.cumsum),
        "det": jnp.linalg.det,
        "detach": jax.lax.stop_gradient,
        "diag": lambda a, k: jnp.diag(a, k),
        "div": jnp.divide,
        "einsum": lambda *several, signature: jnp.einsum(signature, *several),
        "elu": lambda a, alpha: nn.elu(a, alpha),
        "erf": jax.scipy.special.erf,
        "expand_dims": lambda a, axis: jnp.expand_dims(a, axis),
        "flatten": lambda a, start, end: a.reshape((*a.shape[:start], -1, *a.shape[a.ndim + end + 1 if end < 0 else end + 1 :])),
        "flip": lambda a, axis: jnp.flip(a, axis),
        "gather": lambda a, index, axis: jnp.take_along_axis(a, index.astype(int), axis),
        "gelu": lambda a: nn.gelu(a, approximate=False),
        "gelu_tanh": lambda a: nn.gelu(a, approximate=True),
        "greater": lambda a, b: (a > b) * 1.0,
        "index": _index,
        "inv": jnp.linalg.inv,
        "leaky_relu": lambda a, slope: nn.leaky_relu(a, slope),
        "less_equal": lambda a, b: (a <= b) * 1.0,
        "log_softmax": lambda a, axis: nn.log_softmax(a, axis if a.ndim else None),
        "logsigmoid": nn.log_sigmoid,
        "logsumexp": _over(nn.logsumexp),
        "max": _extreme(jnp.max),
        "max_pool2d": _pool(jax.lax.max, -float("inf")),
        "min": _extreme(jnp.min),
        "mod": jnp.mod,
        "moveaxis": lambda a, source, destination: jnp.moveaxis(a, source, destination),
        "mul": jnp.multiply,
        "neg": jnp.negative,
        "norm": _norm,
        "pad": _pad,
        "repeat": lambda a, repeats, axis: jnp.repeat(a, repeats, axis),
        "reshape": lambda a, shape: jnp.reshape(a, shape),
        "roll": lambda a, shift, axis: jnp.roll(a, shift, axis),
        "rsqrt": jax.lax.rsqrt,
        "softmax": lambda a, axis: nn.softmax(a, axis if a.ndim else None),
        "softsign": nn.soft_sign,
        "solve": jnp.linalg.solve,
        "sort": _sort,
        "split": lambda a, n, axis, part: jnp.split(a, n, axis)[part],
        "squeeze": lambda a, axis: jnp.squeeze(a, axis),
        "stack": lambda *several, axis: jnp.stack(several, axis),
        "std": _spread(jnp.std),
        "sub": jnp.subtract,
        "swapaxes": lambda a, axis1, axis2: jnp.swapaxes(a, axis1, axis2),
        "take": lambda a, index, axis: jnp.take(a, index.astype(int), axis),
        "tensordot": lambda a, b, axes: jnp.tensordot(a, b, axes),
        "tile": lambda a, reps: jnp.tile(a, reps),
        "trace": jnp.trace,
        "transpose": lambda a, axes: jnp.transpose(a, axes),
        "tril": lambda a, k: jnp.tril(a, k),
        "triu": lambda a, k: jnp.triu(a, k),
        "var": _spread(jnp.var),
        "where": lambda c, a, b: jnp.where(c != 0, a, b),
    }
)

CORNERED = frozenset(("abs", "clip", "hardtanh", "leaky_relu", "norm", "std"))
"""Not in generated programs, which meet corners by chance: JAX takes other slopes there."""

LIBRARY = Library(
    "JAX",
    run,
    JAX,
    tensor,
    (
        Difference("abs", lambda a: a == 0, "the slope is 0 here, 1 there"),
        Difference("cholesky", lambda a: np.any(np.linalg.eigvalsh(a) <= 0), "without a factor all is NaN here, the lower half there"),
        Difference("clip", lambda a: np.abs(a) == 1, "the slope at a bound is 1 here, 1/2 there"),
        Difference("inv", singular, "where there is no inverse it is NaN here, infinities there"),
        Difference("leaky_relu", lambda a: a == 0, "the slope is the smaller one here, 1 there"),
        Difference("norm", lambda a: np.all(a == 0, -1), "the slope of the length of a zero vector is 0 here, NaN there"),
        Difference("pow", lambda a, b: (a == 0) & (b == 0), "the slope of x ** 0 is 0 here, NaN there"),
        Difference("std", lambda a: np.std(np.atleast_1d(a), -1) == 0, "the slope where nothing is spread is 0 here, NaN there"),
    ),
    frozenset(("clip", "max", "maximum", "min", "minimum")),
)
