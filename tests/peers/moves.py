"""What a generated program can do next: one function for each family, which draws an op and applies it to values of the pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp, log, prod
from types import MappingProxyType
from typing import Any

import numpy as np

from pool import ENTRIES, Pool, Shape, Value, call, together
from trees import Leaf

Bound = Callable[[float], float]
SMOOTH: Mapping[str, tuple[Bound, float]] = MappingProxyType(
    {
        "sin": (lambda b: 1.0, 1e3),
        "cos": (lambda b: 1.0, 1e3),
        "tanh": (lambda b: 1.0, 1e3),
        "sigmoid": (lambda b: 1.0, 1e3),
        "erf": (lambda b: 1.0, 1e3),
        "atan": (lambda b: 1.6, 1e3),
        "asinh": (lambda b: b, 1e3),
        "softsign": (lambda b: 1.0, 1e3),
        "softplus": (lambda b: b + 1, 1e3),
        "logsigmoid": (lambda b: b + 1, 1e3),
        "silu": (lambda b: b, 1e3),
        "mish": (lambda b: b, 1e3),
        "gelu": (lambda b: b, 1e3),
        "gelu_tanh": (lambda b: b, 30.0),
        "selu": (lambda b: 1.8 * b + 1, 1e3),
        "relu": (lambda b: b, 1e3),
        "abs": (lambda b: b, 1e3),
        "neg": (lambda b: b, 1e3),
        "square": (lambda b: b * b, 100.0),
        "exp": (exp, 5.0),
        "expm1": (exp, 5.0),
        "sinh": (exp, 5.0),
        "cosh": (exp, 5.0),
        "detach": (lambda b: b, 1e3),
    }
)
"""Functions of every number: the bound of the result, and the largest bound they are given."""
POSITIVE = ("sqrt", "log", "log2", "log10", "rsqrt", "reciprocal", "cbrt", "log1p")
"""Functions of positive numbers; they are given x * x + 0.7."""
INSIDE = ("asin", "acos", "atanh", "tan")
"""Functions of numbers between -1 and 1; they are given 0.9 * tanh(x)."""
BENT: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"clip": {"min": -0.5, "max": 1.0}, "leaky_relu": {"slope": 0.2}, "elu": {"alpha": 0.7}, "hardtanh": {"min": -1.0, "max": 1.0}}
)
METHODS = frozenset("abs cos exp flatten log max mean min relu sigmoid sin sqrt square sum tanh transpose".split())


def pointwise(pool: Pool) -> Value:
    a = pool.pick()
    kind = pool.whole(1, 9)
    if kind <= 5:
        op = pool.op([name for name, (_, most) in SMOOTH.items() if a.bound <= most])
        return Value(call(op, a.tree, method=op in METHODS and pool.chance(3)), a.shape, SMOOTH[op][0](a.bound))
    if kind == 6:
        return Value(call(pool.op(POSITIVE), call("add", call("mul", a.tree, a.tree), Leaf(0.7))), a.shape, a.bound + 2)
    if kind == 7:
        return Value(call(pool.op(INSIDE), call("mul", Leaf(0.9), call("tanh", a.tree))), a.shape, 3.2)
    if kind == 8 and a.bound <= 10:
        return Value(call("pow", a.tree, Leaf(pool.one((2, 3)))), a.shape, a.bound**3)
    op = pool.op(list(BENT))
    return Value(call(op, a.tree, **BENT[op]), a.shape, a.bound + 1)


def combined(pool: Pool) -> Value:
    a = pool.pick()
    b = pool.beside(a.shape)
    if pool.chance(2):
        a, b = b, a
    shape = np.broadcast_shapes(a.shape, b.shape)
    op = pool.op(("add", "sub", "mul", "mul", "div", "maximum", "minimum", "pow", "where", "atan2"))
    if op == "div":
        return Value(call("div", a.tree, call("add", call("mul", b.tree, b.tree), Leaf(0.8))), shape, 2 * a.bound)
    if op == "pow" and a.bound <= 4 and b.bound <= 3:
        return Value(call("pow", call("add", call("mul", a.tree, a.tree), Leaf(0.5)), b.tree), shape, (a.bound**2 + 1) ** b.bound)
    if op == "atan2":
        return Value(call("atan2", a.tree, call("add", call("square", b.tree), Leaf(0.5))), shape, 3.2)
    if op == "where":
        test = call(pool.op(("greater", "less_equal")), a.tree, b.tree)
        return Value(call("where", test, a.tree, call("sin", b.tree)), shape, a.bound + 1)
    if op == "mul":
        return Value(call("mul", a.tree, b.tree), shape, a.bound * b.bound)
    op = "add" if op == "pow" else op
    return Value(call(op, a.tree, b.tree), shape, a.bound + b.bound)


def _axes(pool: Pool, rank: int) -> tuple[Any, tuple[int, ...]]:
    """An axis, several or all, as they are written and as they are counted."""
    if rank == 0 or pool.chance(3):
        return None, tuple(range(rank))
    if pool.chance(3):
        chosen = tuple(axis for axis in range(rank) if pool.chance(2)) or (0,)
        return chosen, chosen
    axis = pool.whole(-rank, rank - 1)
    return axis, (axis % rank,)


def reduced(pool: Pool) -> Value:
    a = pool.pick(lambda value: value.rank > 0, lambda: pool.shape((1, 3)))
    axis, over = _axes(pool, a.rank)
    keepdims = pool.chance(2)
    count = prod(a.shape[one] for one in over)
    shape = tuple(1 if place in over else extent for place, extent in enumerate(a.shape) if keepdims or place not in over)
    ops = ["sum", "sum", "mean", "max", "min", "logsumexp", "var", "std", "norm"] + ["prod"] * (max(a.bound, 1.0) ** count < 1e4)
    op = pool.op(ops)
    bound = {
        "sum": count * a.bound,
        "prod": max(a.bound, 1.0) ** count if op == "prod" else 0.0,
        "logsumexp": a.bound + log(count + 1),
        "var": a.bound**2,
        "norm": a.bound * count,
    }
    split, biased = {"ties": "split"}, {"ddof": 0}
    extra = {"norm": {"ord": pool.one((1, 2, 3))}, "max": split, "min": split, "var": biased, "std": biased}
    node = call(op, a.tree, method=op in METHODS and pool.chance(3), axis=axis, keepdims=keepdims, **extra.get(op, {}))
    return Value(node, shape, bound.get(op, a.bound))


def along(pool: Pool) -> Value:
    a = pool.pick(lambda value: value.rank > 0, lambda: pool.shape((1, 3)))
    axis = pool.whole(-a.rank, a.rank - 1)
    op = pool.op(["softmax", "log_softmax", "cumsum", "sort"] + ["cumprod"] * (a.bound <= 4))
    bound = {"softmax": 1.0, "log_softmax": 2 * a.bound + 2, "cumsum": 4 * a.bound, "cumprod": max(a.bound, 1.0) ** 4}
    extra = {"descending": pool.chance(2)} if op == "sort" else {}
    return Value(call(op, a.tree, axis=axis, **extra), a.shape, bound.get(op, a.bound))


def indexed(pool: Pool) -> Value:
    a = pool.pick(lambda value: value.rank > 0, lambda: pool.shape((1, 3)))
    count, last = pool.whole(1, a.rank), pool.chance(4)
    key: list[Any] = [Ellipsis] if last else []
    listed = False
    for extent in a.shape[-count:] if last else a.shape[:count]:
        if pool.chance(5):
            key.append(None)
        kind = pool.whole(1, 6)
        if kind == 1:
            key.append(pool.whole(-extent, extent - 1))
        elif kind == 2 and not listed:
            listed = True
            key.append(tuple(pool.whole(-extent, extent - 1) for _ in range(pool.whole(1, 4))))
        elif kind == 3:
            key.append(slice(None, None, pool.one((-1, -2, 2))))
        else:
            start = pool.whole(-extent, extent - 1)
            key.append(pool.one((slice(None), slice(start, None), slice(None, start % extent + 1), slice(start % extent, extent, 2))))
    picking = [place for place, item in enumerate(key) if isinstance(item, int | tuple)]
    if listed and picking[-1] - picking[0] >= len(picking):  # a list apart from a number: libraries read it in two ways
        key = [slice(None) if isinstance(item, tuple) else item for item in key]
    return Value(call("index", a.tree, key=tuple(key)), _shape_of(a.shape, key), a.bound)


def _shape_of(shape: Shape, key: list[Any]) -> Shape:
    """One item after the other, so that a list keeps its axis where it stands."""
    at: Any = np.zeros(shape)
    used = sum(item is not None and item is not Ellipsis for item in key)
    axis, rest = 0, at.ndim - used
    for item in key if Ellipsis in key else [*key, Ellipsis]:
        if item is Ellipsis:
            axis += rest
        elif isinstance(item, int):
            at = at.take(item, axis)
        else:
            cut = list(item) if isinstance(item, tuple) else item
            at = at[(slice(None),) * axis + (cut,)]
            axis += 1
    return np.shape(at)


def moved(pool: Pool) -> Value:
    a = pool.pick(lambda value: value.rank > 0, lambda: pool.shape((1, 3)))
    axis = pool.whole(-a.rank, a.rank - 1)
    order = pool.order(a.rank)
    zeros = np.zeros(a.shape)
    ways: dict[str, tuple[Mapping[str, Any], Any]] = {
        "transpose": ({"axes": None}, zeros.T) if pool.chance(2) else ({"axes": order}, zeros.transpose(order)),
        "swapaxes": ({"axis1": axis, "axis2": 0}, zeros.swapaxes(axis, 0)),
        "moveaxis": ({"source": axis, "destination": 0}, np.moveaxis(zeros, axis, 0)),
        "expand_dims": ({"axis": axis}, np.expand_dims(zeros, axis)),
        "flip": ({"axis": axis}, zeros),
        "roll": ({"shift": pool.whole(-3, 3), "axis": axis}, zeros),
        "squeeze": ({"axis": None}, zeros.squeeze()),
        "flatten": ({"start": 0, "end": -1}, zeros.ravel()),
        "reshape": ({"shape": (-1, a.shape[-1])}, zeros.reshape(-1, a.shape[-1])),
        "repeat": ({"repeats": 2, "axis": axis}, zeros.repeat(2, axis)),
        "tile": ({"reps": (2, 1)}, np.tile(zeros, (2, 1))),
        "broadcast_to": ({"shape": (2, *a.shape)}, np.zeros((2, *a.shape))),
        "split": ({"n": a.shape[axis], "axis": axis, "part": 0}, np.split(zeros, a.shape[axis], axis)[0]),
        "pad": ({"width": ((1, 0),) * a.rank, "value": 0.5}, np.zeros([extent + 1 for extent in a.shape])),
    }
    op = pool.op(list(ways))
    params, result = ways[op]
    return Value(call(op, a.tree, method=op in METHODS and pool.chance(2), **params), result.shape, max(a.bound, 0.5))


def joined(pool: Pool) -> Value:
    a = pool.pick(lambda value: value.rank > 0, lambda: pool.shape((1, 3)))
    b = pool.pick(lambda value: value.shape == a.shape, lambda: a.shape)
    op = pool.op(("concat", "stack"))
    axis = pool.whole(-a.rank, a.rank - 1)
    shape = np.concatenate([np.zeros(a.shape)] * 2, axis).shape if op == "concat" else np.stack([np.zeros(a.shape)] * 2, axis).shape
    return Value(call(op, a.tree, b.tree, axis=axis), shape, max(a.bound, b.bound))


def multiplied(pool: Pool) -> Value:
    """A product of matrices, of vectors, of stacks of them; or an einsum."""
    a = pool.pick(lambda value: value.rank > 0, lambda: pool.shape((1, 3)))
    inner = a.shape[-1]
    op = pool.op(("matmul", "matmul", "matmul", "einsum", "einsum", "outer", "dot"))
    if op == "einsum" and a.rank == 2:
        b = pool.pick(lambda value: value.rank == 2 and value.shape[0] == inner, lambda: (inner, pool.whole(1, 4)))
        sizes = dict(zip("ijk", (*a.shape, b.shape[1]), strict=True))
        to = pool.one(("ik", "ki", "k", "ijk", "", "ji"))
        shape = tuple(sizes[letter] for letter in to)
        bound = a.bound * b.bound * prod(sizes.values()) / prod(shape)
        return Value(call("einsum", a.tree, b.tree, signature=f"ij,jk->{to}"), shape, bound)
    if op in ("outer", "dot"):
        a = pool.pick(lambda value: value.rank == 1, lambda: pool.shape((1, 1)))
        b = pool.pick(lambda value: value.rank == 1 and (op == "outer" or value.shape == a.shape), lambda: a.shape)
        shape = a.shape + b.shape if op == "outer" else ()
        return Value(call(op, a.tree, b.tree), shape, a.bound * b.bound * (1 if op == "outer" else a.size))

    def fits(value: Value) -> bool:
        """Leading axes broadcast."""
        if value.rank == 0 or value.shape[max(value.rank - 2, 0)] != inner:
            return False
        return together(a.shape[:-2], value.shape[:-2]) is not None and a.size * value.size <= ENTRIES * 4

    b = pool.pick(fits, lambda: pool.one(((inner,), (inner, pool.whole(1, 4)), (inner, inner))))
    shape = np.shape(np.matmul(np.zeros(a.shape), np.zeros(b.shape)))
    return Value(call("matmul", a.tree, b.tree), shape, a.bound * b.bound * inner)


FAMILIES = (pointwise, pointwise, combined, combined, reduced, along, indexed, moved, joined, multiplied)
