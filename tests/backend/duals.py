"""Dual numbers, value + slope * epsilon with epsilon**2 = 0, and what forwards of object arrays are made of."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np


class Dual:
    """value + slope * epsilon."""

    __slots__ = ("slope", "value")

    def __init__(self, value: float, slope: float = 0.0) -> None:
        self.value, self.slope = float(value), float(slope)

    @staticmethod
    def of(x: Any) -> Dual:
        return x if isinstance(x, Dual) else Dual(float(x))

    def __add__(self, other: Any) -> Dual:
        other = Dual.of(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    __radd__ = __add__

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __sub__(self, other: Any) -> Dual:
        return self + -Dual.of(other)

    def __rsub__(self, other: Any) -> Dual:
        return Dual.of(other) + -self

    def __mul__(self, other: Any) -> Dual:
        other = Dual.of(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Dual:
        other = Dual.of(other)
        return Dual(self.value / other.value, (self.slope * other.value - self.value * other.slope) / other.value**2)

    def __rtruediv__(self, other: Any) -> Dual:
        return Dual.of(other) / self

    def __pow__(self, other: Any) -> Dual:
        other = Dual.of(other)
        if other.slope == 0.0:
            return Dual(self.value**other.value, other.value * self.value ** (other.value - 1) * self.slope)
        return exp(other * log(self))

    def __lt__(self, other: Any) -> bool:
        return self.value < Dual.of(other).value

    def __gt__(self, other: Any) -> bool:
        return self.value > Dual.of(other).value

    def __le__(self, other: Any) -> bool:
        return self.value <= Dual.of(other).value

    def __ge__(self, other: Any) -> bool:
        return self.value >= Dual.of(other).value


def lift(value: Callable[[float], float], slope: Callable[[float], float]) -> Callable[[Any], Dual]:
    def run(x: Any) -> Dual:
        x = Dual.of(x)
        return Dual(value(x.value), slope(x.value) * x.slope)

    return run


exp = lift(math.exp, math.exp)
log = lift(math.log, lambda x: 1 / x)
sin = lift(math.sin, math.cos)
cos = lift(math.cos, lambda x: -math.sin(x))
absolute = lift(abs, lambda x: math.copysign(1.0, x))


def sqrt(x: Any) -> Dual:
    return Dual.of(x) ** 0.5


def tanh(x: Any) -> Dual:
    up, down = exp(x), exp(-Dual.of(x))
    return (up - down) / (up + down)


def sigmoid(x: Any) -> Dual:
    return 1 / (1 + exp(-Dual.of(x)))


def each(function: Callable[..., Any]) -> Callable[..., Any]:
    lifted = np.frompyfunc(function, function.__code__.co_argcount, 1)
    return lambda *a, **_: lifted(*a)


def truth(function: Callable[[Any, Any], bool]) -> Callable[..., Any]:
    return each(lambda a, b: Dual(float(function(a, b))))


def axes_of(a: Any, axis: Any) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(np.ndim(a)))
    return tuple(one % np.ndim(a) for one in (axis if isinstance(axis, tuple) else (axis,)))


def reduce(fold: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    def run(a: Any, axis: Any = None, keepdims: bool = False, **_: Any) -> Any:
        a = np.asarray(a, dtype=object)
        axes = axes_of(a, axis)
        rest = [k for k in range(a.ndim) if k not in axes]
        rows = a.transpose([*rest, *axes]).reshape([*(a.shape[k] for k in rest), -1])
        out = np.empty(rows.shape[:-1], dtype=object)
        for place in np.ndindex(out.shape):
            out[place] = fold(list(rows[place]))
        return out.reshape([1 if k in axes else n for k, n in enumerate(a.shape)]) if keepdims else out

    return run


def total(row: list[Any]) -> Any:
    total: Any = Dual(0.0)
    for one in row:
        total = total + one
    return total


def lines(line: Callable[[list[Any]], list[Any]]) -> Callable[..., Any]:
    def run(a: Any, axis: int = -1) -> Any:
        if np.ndim(a) == 0:
            return line([a])[0]
        moved = np.moveaxis(np.asarray(a, dtype=object), axis, -1)
        out = np.empty(moved.shape, dtype=object)
        for place in np.ndindex(moved.shape[:-1]):
            for k, one in enumerate(line(list(moved[place]))):
                out[(*place, k)] = one
        return np.moveaxis(out, -1, axis)

    return run


def softmax_line(row: list[Any]) -> list[Any]:
    weights = [exp(one) for one in row]
    return [weight / total(weights) for weight in weights]


def log_softmax_line(row: list[Any]) -> list[Any]:
    return [one - log(total([exp(other) for other in row])) for one in row]


def product(a: Any, b: Any) -> Any:
    x, y = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    left, right = (x[None] if x.ndim == 1 else x), (y[:, None] if y.ndim == 1 else y)
    lead = np.broadcast_shapes(left.shape[:-2], right.shape[:-2])
    left, right = np.broadcast_to(left, lead + left.shape[-2:]), np.broadcast_to(right, lead + right.shape[-2:])
    out = np.empty((*lead, left.shape[-2], right.shape[-1]), dtype=object)
    for place in np.ndindex(out.shape):
        out[place] = total([left[(*place[:-1], k)] * right[(*place[:-2], k, place[-1])] for k in range(left.shape[-1])])
    return out.reshape((*lead, *x.shape[-2:-1], *(y.shape[-1:] if y.ndim > 1 else ())))


def pair(given: Any) -> tuple[int, int]:
    return given if isinstance(given, tuple) else (given, given)


def framed(x: Any, width: Any, fill: float) -> Any:
    out = np.full([before + n + after for n, (before, after) in zip(x.shape, width, strict=True)], Dual(fill), dtype=object)
    out[tuple(slice(before, before + n) for n, (before, _) in zip(x.shape, width, strict=True))] = x
    return out


def bordered(x: Any, window: tuple[int, int], stride: tuple[int, int], padding: Any, fill: float) -> Any:
    x = np.asarray(x, dtype=object)
    if padding == "same":
        lacking = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(x.shape[-2:], window, stride, strict=True)]
        width = [(one // 2, one - one // 2) for one in lacking]
    else:
        width = [(one, one) for one in pair(padding)]
    return framed(x, [(0, 0)] * (x.ndim - 2) + width, fill)


def slid(x: Any, window: tuple[int, int], stride: tuple[int, int]) -> Any:
    (high, wide), (down, right) = window, stride
    rows, columns = (x.shape[-2] - high) // down + 1, (x.shape[-1] - wide) // right + 1
    out = np.empty((*x.shape[:-2], rows, columns, high, wide), dtype=object)
    for i in range(rows):
        for j in range(columns):
            out[..., i, j, :, :] = x[..., i * down : i * down + high, j * right : j * right + wide]
    return out


def pool(fold: Callable[[list[Any]], Any], fill: float) -> Callable[..., Any]:
    def run(x: Any, window: Any, stride: Any = None, padding: Any = 0) -> Any:
        size = pair(window)
        step = size if stride is None else pair(stride)
        return reduce(fold)(slid(bordered(x, size, step, padding, fill), size, step), axis=(-2, -1))

    return run


def mean_of(row: list[Any]) -> Any:
    return total(row) / len(row)


def take(a: Any, key: Any) -> Any:
    def item(one: Any) -> Any:
        return list(one) if isinstance(one, tuple) else slice(one.start, one.stop, one.step) if hasattr(one, "stop") else one

    return np.asarray(a, dtype=object)[tuple(item(one) for one in key)]


def places(shape: Any, key: Any) -> Any:
    return take(np.arange(int(np.prod(shape, dtype=int))).reshape(shape), key)


def added(a: Any, places: Any, shape: Any) -> Any:
    out = np.full(int(np.prod(shape, dtype=int)), Dual(0.0), dtype=object)
    for place, entry in zip(np.ravel(places), a.ravel(), strict=True):
        out[int(place)] = out[int(place)] + entry
    return out.reshape(shape)


def einsum(*tensors: Any, signature: str) -> Any:
    left, arrow, output = signature.partition("->")
    output = output if arrow else "".join(c for c in sorted(set(left) - {","}) if left.count(c) == 1)
    terms = left.split(",")
    sizes = {c: n for term, one in zip(terms, tensors, strict=True) for c, n in zip(term, np.shape(one), strict=True)}
    out = np.full([sizes[c] for c in output], Dual(0.0), dtype=object)
    for numbers in np.ndindex(*sizes.values()):
        at = dict(zip(sizes, numbers, strict=True))
        product: Any = 1.0
        for term, one in zip(terms, tensors, strict=True):
            product = np.asarray(one, dtype=object)[tuple(at[c] for c in term)] * product
        out[tuple(at[c] for c in output)] += product
    return out
