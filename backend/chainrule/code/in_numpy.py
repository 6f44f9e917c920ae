"""NumPy: every op as a course writes it. What NumPy does not have is a function of a few lines above the program: see `helpers`."""

from __future__ import annotations

from types import MappingProxyType

from chainrule.code.calls import einsum, put, reshaped, summed, unindex, windowed
from chainrule.code.library import Library
from chainrule.code.literals import Maker
from chainrule.code.numpy_calls import (
    dropped,
    line,
    norm,
    padded,
    picked,
    ranked,
    sort,
    split,
    topk,
    transposed,
)
from chainrule.code.spelling import Numbers, Spelling, Table

PRODUCT = einsum("np.einsum", "{}.T", "np.outer")
NUMBERS = Numbers("np.float64(a)", "np.inf", "np.nan", True)


def _named(names: str, pattern: str) -> dict[str, Spelling]:
    return {name: pattern.format(name) for name in names.split()}


TABLE: Table = MappingProxyType(
    {
        **_named("abs cbrt cos cosh exp expm1 floor log log10 log1p log2 round sign sin sinh sqrt tan tanh", "np.{}(a)"),
        **_named("maximum minimum outer dot", "np.{}(a, b)"),
        **_named("max mean min prod sum", "a.{}(axis=axis, keepdims=keepdims)"),
        **_named("std var", "a.{}(axis=axis, ddof=ddof, keepdims=keepdims)"),
        **_named("all any count_nonzero argmax argmin", "np.{}(a, axis=axis, keepdims=keepdims) * 1.0"),
        **_named("logical_and logical_or logical_xor", "np.{}(a, b) * 1.0"),
        **_named("hstack vstack", "np.{}([several])"),
        **{name: "np.arc" + name[1:] + "(a)" for name in ("acos", "acosh", "asin", "asinh", "atan", "atanh")},
        "add": "a + b",
        "argsort": "argsort(a, axis, count, descending=descending)",
        "atan2": "np.arctan2(a, b)",
        "broadcast_to": "np.broadcast_to(a, shape)",
        "cholesky": "np.linalg.cholesky(a)",
        "clip": "np.clip(a, min, max)",
        "concat": "np.concatenate([several], axis=axis)",
        "cross_entropy": "cross_entropy(a, b, reduction=reduction, label_smoothing=label_smoothing)",
        "cumprod": dropped,
        "cumsum": dropped,
        "det": "np.linalg.det(a)",
        "detach": "a",
        "diag": "np.diag(a, k=k)",
        "div": "a / b",
        "einsum": PRODUCT,
        "elu": "np.where(a > 0, a, alpha * np.expm1(np.minimum(a, 0)))",
        "embedding": "table[ids.astype(int)]",
        "equal": "(a == b) * 1.0",
        "erf": "erf(a)",
        "expand_dims": "np.expand_dims(a, axis)",
        "flatten": reshaped,
        "flip": "np.flip(a, axis=axis)",
        "floordiv": "np.floor_divide(a, b)",
        "gather": "np.take_along_axis(a, index.astype(int), axis=axis)",
        "gelu": "a * (1 + erf(a / np.sqrt(2))) / 2",
        "gelu_tanh": "a * (1 + np.tanh(np.sqrt(2 / np.pi) * (a + 0.044715 * a ** 3))) / 2",
        "greater": "(a > b) * 1.0",
        "greater_equal": "(a >= b) * 1.0",
        "hardtanh": "np.clip(a, min, max)",
        "index": picked,
        "inv": "np.linalg.inv(a)",
        "larger": "larger(a, b)",
        "leaky_relu": "np.where(a > 0, a, slope * a)",
        "less": "(a < b) * 1.0",
        "less_equal": "(a <= b) * 1.0",
        "log_softmax": line,
        "logdet": "np.linalg.slogdet(a)[1]",
        "logical_not": "np.logical_not(a) * 1.0",
        "logsigmoid": "-np.logaddexp(0, -a)",
        "logsumexp": "logsumexp(a, axis=axis, keepdims=keepdims)",
        "matmul": "a @ b",
        "mish": "a * np.tanh(np.logaddexp(0, a))",
        "mod": "np.mod(a, b)",
        "moveaxis": "np.moveaxis(a, source, destination)",
        "mul": "a * b",
        "neg": "-a",
        "norm": norm,
        "not_equal": "(a != b) * 1.0",
        "one_hot": "np.eye(classes)[a.astype(int)]",
        "pad": padded,
        "pow": "a ** b",
        "put": put,
        "reciprocal": "1 / a",
        "relu": "np.maximum(a, 0)",
        "repeat": "np.repeat(a, repeats, axis=axis)",
        "reshape": reshaped,
        "roll": "np.roll(a, shift, axis=axis)",
        "rsqrt": "1 / np.sqrt(a)",
        "scatter": "scatter(a, index, b, axis=axis)",
        "scatter_add": "scatter_add(a, index, b, axis=axis)",
        "selu": "1.0507009873554805 * (np.maximum(a, 0) + 1.6732632423543772 * np.expm1(np.minimum(a, 0)))",
        "share": "share(a, axis=axis, ties=ties, smallest=smallest)",
        "sigmoid": "1 / (1 + np.exp(-a))",
        "silu": "a / (1 + np.exp(-a))",
        "slide": PRODUCT,
        "softmax": line,
        "softplus": "np.logaddexp(0, a)",
        "softsign": "a / (1 + np.abs(a))",
        "solve": "np.linalg.solve(a, b)",
        "sort": sort,
        "split": split,
        "square": "a ** 2",
        "squeeze": reshaped,
        "stack": "np.stack([several], axis=axis)",
        "stamp": PRODUCT,
        "step": "(a > 0) * 1.0",
        "sub": "a - b",
        "sum_to": summed("a.sum(axis={})", "{}.reshape({})"),
        "swapaxes": "np.swapaxes(a, axis1, axis2)",
        "take": "np.take(a, index.astype(int), axis=axis)",
        "tensordot": "np.tensordot(a, b, axes=axes)",
        "tile": "np.tile(a, reps)",
        "topk": topk,
        "transpose": transposed,
        "undiag": "undiag(a, shape, k=k)",
        "ungather": "ungather(a, index, shape, axis=axis)",
        "unindex": unindex,
        "untake": "untake(a, index, shape, axis=axis)",
        "unwindow": windowed,
        "where": "np.where(c != 0, a, b)",
        "windows": windowed,
    }
)

CORNERS: Table = MappingProxyType(
    {
        "cholesky": "np.linalg.cholesky((a + np.swapaxes(a, -1, -2)) / 2)",
        "logdet": "np.log(np.linalg.det(a))",
        "std": "(a - np.max(a, axis=axis, keepdims=True)).std(axis=axis, ddof=ddof, keepdims=keepdims)",
    }
)
"""NumPy reads the lower triangle alone. A determinant below 0 has no logarithm; equal numbers have a mean that is rounded off, and so a
spread that is not quite 0."""

UNDEFINED: Table = MappingProxyType({"sort": ranked, "step": "np.heaviside(a, 0)", "topk": ranked})

LIBRARY = Library(
    "numpy",
    "NumPy",
    {"base64": "import base64", "math": "import math", "np": "import numpy as np"},
    NUMBERS,
    Maker(
        "np.float64({0})",
        "np.array({0})",
        "np.zeros({0})",
        "np.ones({0})",
        "np.full({0}, {1})",
        "np.eye({0})",
        "np.arange({0}, {1})",
        'np.frombuffer(base64.b64decode({0}), "<f8")',
        "{0}.reshape({1})",
        "np.inf",
        "np.nan",
    ),
    TABLE,
    corners=CORNERS,
    undefined=UNDEFINED,
)
