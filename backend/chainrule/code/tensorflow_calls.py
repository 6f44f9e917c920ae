"""Spellings of TensorFlow that depend on shapes and parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chainrule.code.calls import pair
from chainrule.code.spelling import Call, subscript, trimmed
from chainrule.ops.borders import widths
from chainrule.ops.family_convolution import setting
from chainrule.ops.record import size


def truth(text: str) -> str:
    """A condition as 1 or 0."""
    return f"tf.cast({text}, tf.float64)"


def reshaped(call: Call) -> str:
    return f"tf.reshape(a, {call.shape})"


def matmul(call: Call) -> str:
    left, right = map(len, call.shapes)
    if left == right == 1:
        return "tf.tensordot(a, b, axes=1)"
    if right == 1:
        return "tf.linalg.matvec(a, b)"
    return "tf.linalg.matvec(b, a, transpose_a=True)" if left == 1 else "a @ b"


def dot(call: Call) -> str:
    left, right = map(len, call.shapes)
    if 0 in (left, right):
        return "a * b"
    return "a @ b" if left == right == 2 else f"tf.tensordot(a, b, axes=([{left - 1}], [{max(right - 2, 0)}]))"


def place(name: str) -> Callable[[Call], str]:
    def spelled(call: Call) -> str:
        if call.params["axis"] is None or not call.shapes[0]:
            text = truth(f"tf.{name}(tf.reshape(a, [-1]))")
            return f"tf.reshape({text}, {call.shape})" if call.params["keepdims"] else text
        text = truth(f"tf.{name}(a, axis=axis)")
        return f"tf.expand_dims({text}, axis)" if call.params["keepdims"] else text

    return spelled


def spread(call: Call) -> str:
    if not call.shapes[0] and not call.params["ddof"]:
        return "a * 0"
    axes = call.axes()
    count = size(tuple(call.shapes[0][axis] for axis in axes))
    ddof = call.params["ddof"]
    if not ddof and call.op == "std":
        return "tf.math.reduce_std(a, axis=axis, keepdims=keepdims)"
    text = "tf.math.reduce_variance(a, axis=axis, keepdims=keepdims)"
    text = f"{text} * ({count} / {count - ddof})" if ddof and count != ddof else f"{text} * {'np.inf' if ddof else '1'}" if ddof else text
    return f"tf.sqrt({text})" if call.op == "std" else text


def norm(call: Call) -> str:
    order = call.params["ord"]
    if order == 1:
        return "tf.reduce_sum(tf.abs(a), axis=axis, keepdims=keepdims)"
    if order == 2:
        return "tf.sqrt(tf.reduce_sum(a ** 2, axis=axis, keepdims=keepdims))"
    if order in (float("inf"), -float("inf")):
        return f"tf.reduce_{'max' if order > 0 else 'min'}(tf.abs(a), axis=axis, keepdims=keepdims)"
    return "tf.reduce_sum(tf.abs(a) ** ord, axis=axis, keepdims=keepdims) ** (1 / ord)"


def zero_norm(call: Call) -> str:
    """At a zero vector the slope is 0; TensorFlow's is not a number where a root is taken."""
    rooted = call.params["ord"] not in (1, float("inf"), -float("inf"))
    return "norm(a, ord=ord, axis=axis, keepdims=keepdims)" if rooted else norm(call)


def along(name: str) -> Callable[[Call], str]:
    return lambda call: f"{name}(tf.reshape(a, [-1]))" if call.params["axis"] is None else f"{name}(a, axis=axis)"


def line(name: str) -> Callable[[Call], str]:
    """A function of lines, which a scalar is not."""
    return lambda call: f"{name}(a, axis=axis)" if call.shapes[0] else "a * 0 + 1" if call.op == "softmax" else "a * 0"


def diagonal(call: Call) -> str:
    return "tf.linalg.diag(a)" if len(call.shapes[0]) == 1 and not call.params["k"] else "tnp.diag(a, k=k)"


def flipped(call: Call) -> str:
    return f"tf.reverse(a, axis={list(call.axes())})"


def rolled(call: Call) -> str:
    shift, axis = call.params["shift"], call.params["axis"]
    if axis is None:
        flat = sum(pair(shift))
        return f"tf.reshape(tf.roll(tf.reshape(a, [-1]), {flat}, axis=0), {call.shape})"
    many = list(pair(axis))
    shifts = list(shift) if isinstance(shift, tuple) else [shift] * len(many)
    return f"tf.roll(a, {shifts}, axis={many})" if len(many) > 1 else f"tf.roll(a, {shifts[0]}, axis={many[0]})"


def picked(call: Call) -> str:
    key = call.params["key"]
    text = subscript(trimmed(key))
    return f"picked(a, np.s_[{text}])" if any(isinstance(one, tuple) for one in key) else f"a[{text}]"


def padded(call: Call) -> str:
    fill = ", constant_values=value" if call.params["value"] else ""
    return f"tf.pad(a, {widths(call.params['width'], len(call.shape))}{fill})"


def gathered(call: Call) -> str:
    return f"gather(a, index, {call.axes()[0]})"


def taken(call: Call) -> str:
    if call.params["axis"] is None:
        return f"tf.gather(tf.reshape(a, [-1]), tf.cast(index, tf.int32) % {size(call.shapes[0])})"
    (axis,) = call.axes()
    return f"tf.gather(a, tf.cast(index, tf.int32) % {call.shapes[0][axis]}, axis={axis})"


def permuted(order: tuple[int, ...]) -> str:
    return "a" if len(order) < 2 else "tf.transpose(a)" if order == tuple(reversed(range(len(order)))) else f"tf.transpose(a, {order})"


def transposed(call: Call) -> str:
    axes, rank = call.params["axes"], len(call.shape)
    return permuted(tuple(reversed(range(rank))) if axes is None else tuple(one % rank for one in axes))


def swapped(call: Call) -> str:
    rank = len(call.shape)
    order = list(range(rank))
    one, other = call.params["axis1"] % rank, call.params["axis2"] % rank
    order[one], order[other] = order[other], order[one]
    return permuted(tuple(order))


def moved(call: Call) -> str:
    rank = len(call.shape)
    source, goal = ([one % rank for one in pair(call.params[name])] for name in ("source", "destination"))
    order = [axis for axis in range(rank) if axis not in source]
    for to, axis in sorted(zip(goal, source, strict=True)):
        order.insert(to, axis)
    return permuted(tuple(order))


def sort(call: Call) -> str:
    return 'tf.sort(a, axis=axis, direction="DESCENDING")' if call.params["descending"] else "tf.sort(a, axis=axis)"


def topk(call: Call) -> str:
    (axis,) = call.axes()
    key = ":, " * axis + ":k"
    return f'tf.sort(a, axis=axis, direction="DESCENDING")[{key}]' if call.params["largest"] else f"tf.sort(a, axis=axis)[{key}]"


def tensordot(call: Call) -> str:
    axes = call.params["axes"]
    return f"tf.tensordot(a, b, axes={axes if isinstance(axes, int) else tuple(list(pair(one)) for one in axes)})"


def solve(call: Call) -> str:
    return "tf.linalg.solve(a, b[:, None])[:, 0]" if len(call.shapes[1]) == 1 else "tf.linalg.solve(a, b)"


def convolution(call: Call) -> str | None:
    """TensorFlow has the channels last; on a processor it does not differentiate groups or dilations."""
    image, kernel, *_ = call.shapes
    steps, apart, border = setting(call.params, image, kernel, 2)
    if call.params["groups"] != 1 or set(apart) != {1}:
        return None
    sides: Any = [[0, 0], *map(list, border), [0, 0]] if any(map(any, border)) else '"VALID"'
    plain = len(image) == 2
    x = "x[None, :, :, None]" if plain else "tf.transpose(x, (0, 2, 3, 1))"
    w = "w[:, :, None, None]" if plain else "tf.transpose(w, (2, 3, 1, 0))"
    text = f"tf.nn.conv2d({x}, {w}, {steps}, {sides})"
    text = f"({text} + b)" if len(call.args) > 2 else text
    return f"{text}[0, :, :, 0]" if plain else f"tf.transpose({text}, (0, 3, 1, 2))"


def first(call: Call) -> str:
    """Of several extremes the first gets all: the others are left out of a sum."""
    smallest = ", smallest=True" if call.op == "min" else ""
    if call.params["ties"] == "split":
        return f"tf.reduce_{call.op}(a, axis=axis, keepdims=keepdims)"
    return f'tf.reduce_sum(tf.where(share(a, axis=axis, ties="first"{smallest}) > 0, a, 0), axis=axis, keepdims=keepdims)'
