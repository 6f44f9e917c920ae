"""A second witness that shares no code with the engine: dual numbers in object arrays, run through plain NumPy forwards.

A `Dual` is value + slope * epsilon with epsilon**2 = 0. Each argument entry is moved in turn; what comes out is one column of
the Jacobian. The forwards below are written anew from the definitions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample


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


def _lift(value: Callable[[float], float], slope: Callable[[float], float]) -> Callable[[Any], Dual]:
    def run(x: Any) -> Dual:
        x = Dual.of(x)
        return Dual(value(x.value), slope(x.value) * x.slope)

    return run


exp = _lift(math.exp, math.exp)
log = _lift(math.log, lambda x: 1 / x)
sin = _lift(math.sin, math.cos)
cos = _lift(math.cos, lambda x: -math.sin(x))
absolute = _lift(abs, lambda x: math.copysign(1.0, x))


def sqrt(x: Any) -> Dual:
    return Dual.of(x) ** 0.5


def tanh(x: Any) -> Dual:
    up, down = exp(x), exp(-Dual.of(x))
    return (up - down) / (up + down)


def sigmoid(x: Any) -> Dual:
    return 1 / (1 + exp(-Dual.of(x)))


def _each(function: Callable[..., Any]) -> Callable[..., Any]:
    lifted = np.frompyfunc(function, function.__code__.co_argcount, 1)
    return lambda *a, **_: lifted(*a)


def _truth(function: Callable[[Any, Any], bool]) -> Callable[..., Any]:
    return _each(lambda a, b: Dual(float(function(a, b))))


def _axes(a: Any, axis: Any) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(np.ndim(a)))
    return tuple(one % np.ndim(a) for one in (axis if isinstance(axis, tuple) else (axis,)))


def _reduce(fold: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    def run(a: Any, axis: Any = None, keepdims: bool = False, **_: Any) -> Any:
        a = np.asarray(a, dtype=object)
        axes = _axes(a, axis)
        rest = [k for k in range(a.ndim) if k not in axes]
        rows = a.transpose([*rest, *axes]).reshape([*(a.shape[k] for k in rest), -1])
        out = np.empty(rows.shape[:-1], dtype=object)
        for place in np.ndindex(out.shape):
            out[place] = fold(list(rows[place]))
        return out.reshape([1 if k in axes else n for k, n in enumerate(a.shape)]) if keepdims else out

    return run


def _add(row: list[Any]) -> Any:
    total: Any = Dual(0.0)
    for one in row:
        total = total + one
    return total


def _lines(line: Callable[[list[Any]], list[Any]]) -> Callable[..., Any]:
    def run(a: Any, axis: int = -1) -> Any:
        moved = np.moveaxis(np.asarray(a, dtype=object), axis, -1)
        out = np.empty(moved.shape, dtype=object)
        for place in np.ndindex(moved.shape[:-1]):
            for k, one in enumerate(line(list(moved[place]))):
                out[(*place, k)] = one
        return np.moveaxis(out, -1, axis)

    return run


def _softmax(row: list[Any]) -> list[Any]:
    weights = [exp(one) for one in row]
    return [weight / _add(weights) for weight in weights]


def _log_softmax(row: list[Any]) -> list[Any]:
    return [one - log(_add([exp(other) for other in row])) for one in row]


def _product(a: Any, b: Any) -> Any:
    x, y = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    left, right = (x[None] if x.ndim == 1 else x), (y[:, None] if y.ndim == 1 else y)
    lead = np.broadcast_shapes(left.shape[:-2], right.shape[:-2])
    left, right = np.broadcast_to(left, lead + left.shape[-2:]), np.broadcast_to(right, lead + right.shape[-2:])
    out = np.empty((*lead, left.shape[-2], right.shape[-1]), dtype=object)
    for place in np.ndindex(out.shape):
        out[place] = _add([left[(*place[:-1], k)] * right[(*place[:-2], k, place[-1])] for k in range(left.shape[-1])])
    return out.reshape((*lead, *x.shape[-2:-1], *(y.shape[-1:] if y.ndim > 1 else ())))


def _cross_entropy(a: Any, b: Any, reduction: str = "mean") -> Any:
    logits, labels = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    out = np.empty(logits.shape[:-1], dtype=object)
    for place in np.ndindex(out.shape):
        line = _log_softmax(list(logits[place]))
        same = labels.shape == logits.shape
        wanted = list(labels[place]) if same else [float(k == Dual.of(labels[place]).value) for k in range(len(line))]
        out[place] = -_add([y * one for y, one in zip(wanted, line, strict=True)])
    total = _add(list(out.ravel()))
    return out if reduction == "none" else total / out.size if reduction == "mean" else total


def _pair(given: Any) -> tuple[int, int]:
    return given if isinstance(given, tuple) else (given, given)


def _framed(x: Any, width: Any, fill: float) -> Any:
    out = np.full([before + n + after for n, (before, after) in zip(x.shape, width, strict=True)], Dual(fill), dtype=object)
    out[tuple(slice(before, before + n) for n, (before, _) in zip(x.shape, width, strict=True))] = x
    return out


def _bordered(x: Any, window: tuple[int, int], stride: tuple[int, int], padding: Any, fill: float) -> Any:
    x = np.asarray(x, dtype=object)
    if padding == "same":
        lacking = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(x.shape[-2:], window, stride, strict=True)]
        width = [(one // 2, one - one // 2) for one in lacking]
    else:
        width = [(one, one) for one in _pair(padding)]
    return _framed(x, [(0, 0)] * (x.ndim - 2) + width, fill)


def _slid(x: Any, window: tuple[int, int], stride: tuple[int, int]) -> Any:
    (high, wide), (down, right) = window, stride
    rows, columns = (x.shape[-2] - high) // down + 1, (x.shape[-1] - wide) // right + 1
    out = np.empty((*x.shape[:-2], rows, columns, high, wide), dtype=object)
    for i in range(rows):
        for j in range(columns):
            out[..., i, j, :, :] = x[..., i * down : i * down + high, j * right : j * right + wide]
    return out


def _slide(a: Any, b: Any) -> Any:
    if np.ndim(b) == 2:
        return np.sum(a * b, axis=(-2, -1))
    return np.moveaxis(np.sum(a[:, None] * b[None, :, :, None, None], axis=(2, -2, -1)), 1, 1)


def _conv2d(x: Any, w: Any, stride: Any = 1, padding: Any = 0) -> Any:
    w = np.asarray(w, dtype=object)
    window, step = (w.shape[-2], w.shape[-1]), _pair(stride)
    return _slide(_slid(_bordered(x, window, step, padding, 0.0), window, step), w)


def _pool(fold: Callable[[list[Any]], Any], fill: float) -> Callable[..., Any]:
    def run(x: Any, window: Any, stride: Any = None, padding: Any = 0) -> Any:
        size = _pair(window)
        step = size if stride is None else _pair(stride)
        return _reduce(fold)(_slid(_bordered(x, size, step, padding, fill), size, step), axis=(-2, -1))

    return run


def _mean(row: list[Any]) -> Any:
    return _add(row) / len(row)


def _take(a: Any, key: Any) -> Any:
    def item(one: Any) -> Any:
        return list(one) if isinstance(one, tuple) else slice(one.start, one.stop, one.step) if hasattr(one, "stop") else one

    return np.asarray(a, dtype=object)[tuple(item(one) for one in key)]


def _places(shape: Any, key: Any) -> Any:
    return _take(np.arange(int(np.prod(shape, dtype=int))).reshape(shape), key)


def _added(a: Any, places: Any, shape: Any) -> Any:
    out = np.full(int(np.prod(shape, dtype=int)), Dual(0.0), dtype=object)
    for place, entry in zip(np.ravel(places), a.ravel(), strict=True):
        out[int(place)] = out[int(place)] + entry
    return out.reshape(shape)


def _einsum(*tensors: Any, signature: str) -> Any:
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


FORWARDS: Mapping[str, Callable[..., Any]] = {
    "add": _each(lambda a, b: a + b),
    "sub": _each(lambda a, b: a - b),
    "mul": _each(lambda a, b: a * b),
    "div": _each(lambda a, b: a / b),
    "pow": _each(lambda a, b: Dual.of(a) ** b),
    "neg": _each(lambda a: -a),
    "exp": _each(lambda a: exp(a)),
    "log": _each(lambda a: log(a)),
    "sqrt": _each(lambda a: sqrt(a)),
    "square": _each(lambda a: a * a),
    "abs": _each(lambda a: absolute(a)),
    "sin": _each(lambda a: sin(a)),
    "cos": _each(lambda a: cos(a)),
    "tanh": _each(lambda a: tanh(a)),
    "sigmoid": _each(lambda a: sigmoid(a)),
    "relu": _each(lambda a: a if a > 0 else a * 0.0),
    "maximum": _each(lambda a, b: a if a > b else b),
    "minimum": _each(lambda a, b: a if a < b else b),
    "greater": _truth(lambda a, b: a > b),
    "greater_equal": _truth(lambda a, b: a >= b),
    "less": _truth(lambda a, b: a < b),
    "less_equal": _truth(lambda a, b: a <= b),
    "equal": _truth(lambda a, b: bool(Dual.of(a).value == Dual.of(b).value)),
    "not_equal": _truth(lambda a, b: bool(Dual.of(a).value != Dual.of(b).value)),
    "step": _each(lambda a: Dual(float(a > 0))),
    "sign": _each(lambda a: Dual(math.copysign(1.0, a.value))),
    "larger": _each(lambda a, b: Dual(float(a > b))),
    "where": _each(lambda c, a, b: a if Dual.of(c).value else b),
    "einsum": _einsum,
    "scatter": lambda a, key, shape: _added(np.asarray(a, dtype=object), _places(shape, key), shape),
    "unwindow": lambda a, shape, stride: _added(np.asarray(a, dtype=object), _slid(_places(shape, ()), np.shape(a)[-2:], stride), shape),
    "broadcast_to": lambda a, shape: np.broadcast_to(np.asarray(a, dtype=object), shape),
    "sum_to": lambda a, shape: _added(np.asarray(a, dtype=object), np.broadcast_to(_places(shape, ()), np.shape(a)), shape),
    "sum": _reduce(_add),
    "mean": _reduce(_mean),
    "max": _reduce(max),
    "min": _reduce(min),
    "cross_entropy": _cross_entropy,
    "reshape": lambda a, shape: np.asarray(a, dtype=object).reshape(shape),
    "transpose": lambda a, axes=None: np.transpose(np.asarray(a, dtype=object), axes),
    "index": _take,
    "pad": lambda a, width, value=0.0: _framed(np.asarray(a, dtype=object), width, value),
    "windows": lambda a, window, stride: _slid(np.asarray(a, dtype=object), window, stride),
    "stack": lambda *a: np.stack([np.asarray(one, dtype=object) for one in a]),
    "matmul": _product,
    "dot": _product,
    "slide": _slide,
    "softmax": _lines(_softmax),
    "log_softmax": _lines(_log_softmax),
    "conv2d": _conv2d,
    "max_pool2d": _pool(max, -math.inf),
    "avg_pool2d": _pool(_mean, 0.0),
    "mse": lambda a, b: _mean([(x - y) * (x - y) for x, y in np.broadcast(np.asarray(a, dtype=object), np.asarray(b, dtype=object))]),
}


def jacobian(record: Op | Macro, sample: Sample, place: int, shape: tuple[int, ...]) -> Any:
    """d out / d argument `place`, of shape out's + the argument's, one moved entry at a time."""
    forward = FORWARDS[record.name]
    arguments = [_lifted(np.asarray(one, dtype=float)) for one in sample.arguments]
    moved = arguments[place]
    found = np.zeros((*shape, *moved.shape))
    for entry in np.ndindex(moved.shape):
        moved[entry] = Dual(moved[entry].value, 1.0)
        out = np.asarray(forward(*(one if one.ndim else one[()] for one in arguments), **sample.params), dtype=object)
        for where in np.ndindex(shape):
            found[(*where, *entry)] = Dual.of(out[where]).slope
        moved[entry] = Dual(moved[entry].value)
    return found


def _lifted(array: Any) -> Any:
    out = np.empty(array.shape, dtype=object)
    for place in np.ndindex(array.shape):
        out[place] = Dual(array[place])
    return out
