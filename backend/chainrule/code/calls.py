"""Spellings that libraries share, as far as they depend on shapes and parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from chainrule.code.spelling import Call, product, subscript, trimmed


def pair(given: Any) -> tuple[int, ...]:
    return given if isinstance(given, tuple) else (given,)


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


def einsum(name: str, turned: str, outer: str = "", ranks: tuple[int, ...] = (0, 1, 2)) -> Callable[[Call], str]:
    """A product by its signature; as one of matrices where it is one and the tensors have these ranks, `turned` being the transpose of
    `{}`; `outer`: what multiplies every entry of a vector with every one of another."""

    def spelled(call: Call) -> str:
        signature = signature_of(call)
        other = f'{name}("{signature}", {", ".join(call.args)})'
        if len(call.args) != 2 or not {len(shape) for shape in call.shapes} <= set(ranks):
            return other
        letters, out = signature.split("->")
        left, right = letters.split(",")
        text = product(signature, call.shapes, turned, other)
        if outer and len(left) == len(right) == 1 and out in (left + right, right + left):
            text = f"{outer}(a0, a1)" if out == left + right else f"{outer}(a1, a0)"
        return text.replace("a0", call.args[0]).replace("a1", call.args[1])

    return spelled


def reshaped(call: Call) -> str:
    return f"a.reshape({call.shape})"


def unindex(call: Call) -> str:
    return f"placed(a, np.s_[{subscript(trimmed(call.params['key']))}], shape)"


def put(call: Call) -> str:
    return f"written(a, np.s_[{subscript(trimmed(call.params['key']))}], b)"


def summed(name: str, back: str) -> Callable[[Call], str]:
    """Over leading axes and over some that are kept; `back` gives the sum its shape, `{}`."""

    def spelled(call: Call) -> str:
        before, after = call.shapes[0], call.shape
        lead = len(before) - len(after)
        axes = (*range(lead), *(axis for axis in range(lead, len(before)) if before[axis] != after[axis - lead]))
        return back.format(name.format(axes), after) if axes and after else name.format(None) if axes else "a"

    return spelled


def windowed(call: Call) -> str:
    """Strides and dilations of 1 are left out."""
    told = "".join(f", {name}={name}" for name in ("stride", "dilation") if set(pair(call.params[name])) != {1})
    return f"windows(a, window{told})" if call.op == "windows" else f"add_windows(a, shape{told})"


def layer(call: Call, text: str, axes: int) -> str:
    """A layer of (N, C, ...) applied to one without batch and channels as well; a kernel goes along, a bias stays."""
    if len(call.shapes[0]) > axes:
        return text
    return re.sub(r", w\b", ", w[None, None]", text.replace("(x", "(x[None, None]")) + "[0, 0]"
