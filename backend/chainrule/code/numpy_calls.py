"""Spellings of NumPy that depend on shapes and parameters."""

from __future__ import annotations

from chainrule.code.spelling import Call, subscript, trimmed
from chainrule.ops.borders import widths


def padded(call: Call) -> str:
    fill = ", constant_values=value" if call.params["value"] else ""
    return f"np.pad(a, {widths(call.params['width'], len(call.shape))}{fill})"


def picked(call: Call) -> str:
    return f"a[{subscript(trimmed(call.params['key']))}]"


def split(call: Call) -> str:
    return f"np.split(a, n, axis=axis)[{call.params['part']}]"


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


def sort(call: Call) -> str:
    return "-np.sort(-a, axis=axis)" if call.params["descending"] else "np.sort(a, axis=axis)"


def topk(call: Call) -> str:
    (axis,) = call.axes()
    key = ":, " * axis + ":k"
    return f"-np.sort(-a, axis=axis)[{key}]" if call.params["largest"] else f"np.sort(a, axis=axis)[{key}]"


def ranked(call: Call) -> str:
    """By places, for NaN counts as the largest wherever that comes."""
    (axis,) = call.axes()
    descending = call.params["largest" if call.op == "topk" else "descending"]
    return f"np.take_along_axis(a, argsort(a, {axis}, {call.shape[axis]}, descending={descending}).astype(int), axis={axis})"


def line(call: Call) -> str:
    """A function of lines; of no numbers there is no largest, and nothing to do."""
    return "a" if 0 in call.shapes[0] else f"{call.op}(a, axis=axis)"


def dropped(call: Call) -> str:
    """cumsum and cumprod of all entries in reading order, or along an axis."""
    return f"np.{call.op}(a, axis=axis)"
