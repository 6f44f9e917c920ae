"""NumPy: every op as a course writes it. What NumPy does not have is a function of a few lines above the program: see `helpers`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from chainrule.code.library import Library
from chainrule.code.literals import Maker
from chainrule.code.spelling import Call, Numbers, Spelling, Table, product, subscript, trimmed
from chainrule.ops.borders import widths

NUMBERS = Numbers("np.float64(a)", "np.inf", "np.nan", True)


def einsum(call: Call) -> str:
    signature = signature_of(call)
    names = ", ".join(call.args)
    other = f"np.einsum({signature!r}, {names})"
    if len(call.args) != 2:
        return other
    left, right = signature.split("->")[0].split(",")
    if len(left) == len(right) == 1 and signature.endswith(f"->{left}{right}"):
        return f"np.outer({names})"
    if len(left) == len(right) == 1 and signature.endswith(f"->{right}{left}"):
        return f"np.outer({', '.join(reversed(call.args))})"
    text = product(signature, call.shapes, "a.T", other)
    return text if text == other else text.replace("a0", call.args[0]).replace("a1", call.args[1])


def signature_of(call: Call) -> str:
    """The signature of an einsum, or of one of the products inside convolutions."""
    known = {"slide": SLIDES, "stamp": STAMPS}.get(call.op)
    return call.params["signature"] if known is None else known[len(call.shapes[0]), len(call.shapes[1])]


SLIDES: Mapping[tuple[int, int], str] = {
    (2, 1): "im,m->i",
    (4, 3): "bcim,ocm->boi",
    (5, 4): "bgcim,gocm->bgoi",
    (4, 2): "ijmn,mn->ij",
    (6, 4): "bcijmn,ocmn->boij",
    (7, 5): "bgcijmn,gocmn->bgoij",
}
STAMPS: Mapping[tuple[int, int], str] = {(2, 2): "ij,mn->ijmn", (4, 4): "bcij,comn->boijmn", (5, 5): "bgcij,gcomn->bgoijmn"}
"""By the axes of both arguments: b examples, g groups, c and o channels, i and j places, m and n the window."""


def reshaped(call: Call) -> str:
    return f"a.reshape({call.shape})"


def padded(call: Call) -> str:
    fill = ", constant_values=value" if call.params["value"] else ""
    return f"np.pad(a, {widths(call.params['width'], len(call.shape))}{fill})"


def picked(call: Call) -> str:
    return f"a[{subscript(trimmed(call.params['key']))}]"


def split(call: Call) -> str:
    return f"np.split(a, n, axis=axis)[{call.params['part']}]"


def unindex(call: Call) -> str:
    return f"placed(a, np.s_[{subscript(trimmed(call.params['key']))}], shape)"


def transposed(call: Call) -> str:
    axes, rank = call.params["axes"], len(call.shape)
    if rank < 2:
        return "a"
    return "a.T" if axes is None or tuple(one % rank for one in axes) == tuple(reversed(range(rank))) else "a.transpose(axes)"


def norm(call: Call) -> str:
    order = call.params["ord"]
    if order == 1:
        return "np.abs(a).sum(axis=axis, keepdims=keepdims)"
    if order == 2:
        return "np.sqrt((a ** 2).sum(axis=axis, keepdims=keepdims))"
    if order in (float("inf"), -float("inf")):
        return f"np.abs(a).{'max' if order > 0 else 'min'}(axis=axis, keepdims=keepdims)"
    return "(np.abs(a) ** ord).sum(axis=axis, keepdims=keepdims) ** (1 / ord)"


def summed(call: Call) -> str:
    """Over leading axes and over some that are kept."""
    before = call.shapes[0]
    lead = len(before) - len(call.shape)
    axes = (*range(lead), *(axis for axis in range(lead, len(before)) if before[axis] != call.shape[axis - lead]))
    if not axes:
        return "a"
    return f"a.sum(axis={axes}).reshape({call.shape})" if call.shape else "a.sum()"


def windowed(call: Call) -> str:
    """Strides and dilations of 1 are left out."""
    told = "".join(f", {name}={name}" for name in ("stride", "dilation") if set(pair(call.params[name])) != {1})
    return f"{WINDOWS[call.op]}{told})"


WINDOWS = {"windows": "windows(a, window", "unwindow": "add_windows(a, shape"}


def pair(given: Any) -> tuple[int, ...]:
    return given if isinstance(given, tuple) else (given,)


def sort(call: Call) -> str:
    return "-np.sort(-a, axis=axis)" if call.params["descending"] else "np.sort(a, axis=axis)"


def topk(call: Call) -> str:
    (axis,) = call.axes()
    key = ":, " * axis + ":k"
    return f"-np.sort(-a, axis=axis)[{key}]" if call.params["largest"] else f"np.sort(a, axis=axis)[{key}]"


def dropped(call: Call) -> str:
    """cumsum and cumprod of all entries in reading order, or along an axis."""
    return f"np.{call.op}(a, axis=axis)"


def _named(names: str, pattern: str) -> dict[str, Spelling]:
    return {name: pattern.format(name) for name in names.split()}


TABLE: Table = MappingProxyType(
    {
        **_named("abs cbrt cos cosh exp expm1 floor log log10 log1p log2 round sign sin sinh sqrt tan tanh", "np.{}(a)"),
        **_named("maximum minimum outer kron dot cross", "np.{}(a, b)"),
        **_named("max mean min prod sum", "a.{}(axis=axis, keepdims=keepdims)"),
        **_named("std var", "a.{}(axis=axis, ddof=ddof, keepdims=keepdims)"),
        **_named("all any count_nonzero argmax argmin", "np.{}(a, axis=axis, keepdims=keepdims) * 1.0"),
        **_named("logical_and logical_or logical_xor", "np.{}(a, b) * 1.0"),
        **_named("hstack vstack", "np.{}([several])"),
        **{name: "np.arc" + name[1:] + "(a)" for name in ("acos", "acosh", "asin", "asinh", "atan", "atanh")},
        "add": "a + b",
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
        "einsum": einsum,
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
        "log_softmax": "log_softmax(a, axis=axis)",
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
        "ranks": "ranks(a, axis, count, descending=descending)",
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
        "slide": einsum,
        "softmax": "softmax(a, axis=axis)",
        "softplus": "np.logaddexp(0, a)",
        "softsign": "a / (1 + np.abs(a))",
        "solve": "np.linalg.solve(a, b)",
        "sort": sort,
        "split": split,
        "square": "a ** 2",
        "squeeze": reshaped,
        "stack": "np.stack([several], axis=axis)",
        "stamp": einsum,
        "step": "(a > 0) * 1.0",
        "sub": "a - b",
        "sum_to": summed,
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
)
