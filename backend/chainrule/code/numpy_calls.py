"""Spellings of NumPy that depend on shapes and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chainrule.code.spelling import Call, product, subscript, trimmed
from chainrule.ops.borders import widths


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
