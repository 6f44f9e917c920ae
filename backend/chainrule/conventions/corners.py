"""Corners of functions."""

from __future__ import annotations

from math import inf, log, nan

from chainrule.conventions.record import NONE, SAME, Case, Convention


def _vertical(op: str, where: str, at: float, slope: float, value: float) -> tuple[tuple[str, str], Case]:
    return (op, where), Case(f"x = {at}\ny = {op}(x)", value, {"x": slope}, f"corner of {op}")


_VERTICAL = (
    _vertical("sqrt", "a = 0", 0, inf, 0),
    _vertical("cbrt", "a = 0", 0, inf, 0),
    _vertical("asin", "a = ±1", 1, inf, 1.5707963267948966),
    _vertical("acos", "a = ±1", 1, -inf, 0),
    _vertical("acosh", "a = 1", 1, inf, 0),
    _vertical("atanh", "a = ±1", 1, inf, inf),
)

_ENDLESS = (
    _vertical("log", "a = 0", 0, inf, -inf),
    _vertical("log2", "a = 0", 0, inf, -inf),
    _vertical("log10", "a = 0", 0, inf, -inf),
    _vertical("log1p", "a = −1", -1, inf, -inf),
    _vertical("reciprocal", "a = 0", 0, -inf, inf),
    _vertical("rsqrt", "a = 0", 0, -inf, inf),
    (("div", "b = 0"), Case("x = 1\nw = 0\ny = x / w", inf, {"x": inf, "w": -inf}, "corner of div")),
    (("bce", "a = 0 or a = 1"), Case("x = [0, 0.5]\ny = bce(x, [1, 1])", inf, {"x": [-inf, -1]}, "corner of log")),
)

CORNERS = (
    Convention(
        "relu at 0", "0", "0", "0",
        (Case("x = 0\ny = relu(x)", 0, {"x": 0}, "corner of relu"),),
        kinks=(("relu", "a = 0"),),
    ),
    Convention(
        "maximum or minimum of equal numbers", "half each", "the first gets all", "half each",
        (
            Case("x = 0\ny = maximum(x, 0)", 0, {"x": 0.5}, "corner of maximum"),
            Case("x = 0\nw = 0\ny = minimum(x, w)", 0, {"x": 0.5, "w": 0.5}, "corner of minimum"),
        ),
        kinks=(("maximum", "a = b"), ("minimum", "a = b")),
        autograd="half each",
        differ=("tensorflow",),
    ),
    Convention(
        "abs at 0", "0", "0", "1",
        (
            Case("x = 0\ny = abs(x)", 0, {"x": 0}, "corner of abs"),
            Case("x = 1\nw = 1\ny = mae(x, w)", 0, {"x": 0, "w": 0}, "corner of abs"),
        ),
        kinks=(("abs", "a = 0"), ("mae", "a = b")),
        autograd="0",
        differ=("jax",),
    ),
    Convention(
        "leaky_relu at 0", "the slope from the left", "the slope from the left", "1",
        (Case("x = 0\ny = leaky_relu(x)", 0, {"x": 0.01}, "corner of leaky_relu"),),
        kinks=(("leaky_relu", "a = 0"),),
        differ=("jax",),
    ),
    Convention(
        "elu and selu at 0", "the slope from the left", NONE, "elu: 1; selu: the slope from the left",
        (
            Case("x = 0\ny = elu(x, 0.5)", 0, {"x": 0.5}, "corner of elu"),
            Case("x = 0\ny = selu(x)", 0, {"x": 1.7580993408473766}, "corner of selu"),
        ),
        kinks=(("elu", "a = 0"), ("selu", "a = 0")),
    ),
    Convention(
        "hinge loss at its margin", "with clamp: all of −b", NONE, "with maximum: half of −b",
        (Case("x = [1, 2]\nw = [1, 1]\ny = hinge(x, w)", 0, {"x": [0, 0], "w": [0, 0]}, "corner of relu"),),
        kinks=(("hinge", "a · b = 1"),),
    ),
    Convention(
        "max or min of equal entries", "split evenly; max(dim) takes one", "split evenly", "split evenly",
        (
            Case("x = [2, 2, 1]\ny = max(x)", 2, {"x": [0.5, 0.5, 0]}, "split evenly"),
            Case("x = [1, 1, 2]\ny = min(x)", 1, {"x": [0.5, 0.5, 0]}, "split evenly"),
        ),
        kinks=(("max", "ties"), ("min", "ties")),
        autograd="split evenly",
    ),
    Convention(
        "max pooling of equal entries", "the first", "one of them", "one of them",
        (
            Case("x = [[3, 3], [3, 1]]\ny = max_pool2d(x, 2)", [[3]], {"x": [[1, 0], [0, 0]]}, "corner of max_pool2d"),
            Case("x = [[1, 1]]\ny = global_max_pool2d(x)", 1, {"x": [[1, 0]]}, "corner of global_max_pool2d"),
        ),
        kinks=(("max_pool2d", "ties in a window"), ("global_max_pool2d", "ties in an image")),
    ),
    Convention(
        "sort and topk of equal entries", "one of them", "one of them", "one of them",
        (
            Case("x = [1, 1]\ny = sort(x)", [1, 1], {"x": [1, 1]}, "corner of sort"),
            Case("x = [3, 3, 1]\ny = topk(x, 1)", [3], {"x": [1, 0, 0]}, "corner of topk"),
        ),
        kinks=(("sort", "equal entries"), ("topk", "the last one taken equals one left out")),
        autograd="one of them",
    ),
    Convention(
        "clip at its bounds", "1", "1", "1/2",
        (Case("x = [-1, 0, 1]\ny = clip(x, -1, 1)", [-1, 0, 1], {"x": [1, 1, 1]}, "corner of clip"),),
        kinks=(("clip", "a at its bound"),),
        autograd="0",
        differ=("jax", "hips-autograd"),
    ),
    Convention(
        "hardtanh at its bounds", "0", NONE, "1",
        (Case("x = [-1, 1]\ny = hardtanh(x)", [-1, 1], {"x": [0, 0]}, "corner of hardtanh"),),
        kinks=(("hardtanh", "a at its bound"),),
    ),
    Convention(
        "a graph that is vertical", SAME, SAME, SAME,
        tuple(case for _, case in _VERTICAL),
        "An infinite slope is a number like any other; the place where it was born is marked.",
        tuple(kink for kink, _ in _VERTICAL),
        "the same; sqrt: an error",
    ),
    Convention(
        "a logarithm of 0, a denominator of 0", "the same; bce clips at −100", "the same; its losses clip", SAME,
        tuple(case for _, case in _ENDLESS),
        "Nothing is clipped.",
        tuple(kink for kink, _ in _ENDLESS),
        SAME,
    ),
    Convention(
        "norm of zeros", "0", "NaN", "NaN",
        (
            Case("x = [0, 0]\ny = norm(x)", 0, {"x": [0, 0]}, "corner of norm"),
            Case("x = [0, 0]\ny = sqrt(sum(x**2))", 0, {"x": [nan, nan]}, "slope is infinite"),
        ),
        "Written as sqrt(sum(x**2)) it is ∞ times 0, which is NaN.",
        (("norm", "all entries 0"),),
        "NaN",
        ("tensorflow", "jax", "hips-autograd"),
    ),
    Convention(
        "norm with ord = 1 at an entry of 0", "0", NONE, "1",
        (Case("x = [0, -2]\ny = norm(x, 1)", 2, {"x": [0, -1]}, "corner of norm"),),
        kinks=(("norm", "an entry 0, ord = 1"),),
        differ=("jax",),
    ),
    Convention(
        "norm with ord = inf of equal entries", "split evenly", NONE, "split evenly",
        (Case("x = [2, -2]\ny = norm(x, inf)", 2, {"x": [0.5, -0.5]}, "corner of norm"),),
        kinks=(("norm", "ties, ord = inf"),),
        autograd="NaN",
        differ=("hips-autograd",),
    ),
    Convention(
        "powers at a base of 0", "0", "by the base NaN at 0**0; by the exponent 0", "by the base 0 or NaN at 0**0; by the exponent 0",
        (
            Case("x = 0\np = 0\ny = x ** p", 1, {"x": 0, "p": 0}, "corner of pow"),
            Case("x = 0\np = 2\ny = x ** p", 0, {"x": 0, "p": 0}, "corner of pow"),
        ),
        "0**0 is 1, as everywhere.",
        (("pow", "b = 0"), ("pow", "a = 0, b ≥ 0")),
        "0",
    ),
    Convention(
        "powers of a base below 0", "NaN by the exponent", "0 by the exponent", "NaN by the exponent",
        (Case("x = -2\np = 3\ny = x ** p", -8, {"x": 12, "p": nan}, "corner of pow"),),
        kinks=(("pow", "a < 0"),),
        autograd="NaN by the exponent",
        differ=("tensorflow",),
    ),
    Convention(
        "the angle of the origin", "0", NONE, "NaN",
        (Case("x = 0\nw = 0\ny = atan2(x, w)", 0, {"x": nan, "w": nan}, "corner of atan2"),),
        kinks=(("atan2", "a = b = 0"),),
        autograd="NaN",
        differ=("pytorch",),
    ),
    Convention(
        "kl_div at a probability of 0", "NaN by it", NONE, "0 by it",
        (Case("x = [0, 1]\nw = [0.5, 0.5]\ny = kl_div(x, w)", log(2), {"x": [0, 1 + log(2)], "w": [0, -2]}),),
        kinks=(("kl_div", "a = 0"),),
    ),
    Convention(
        "matrices without an inverse or a factor", "an error", "an error", "NaN or infinite",
        (
            Case("x = [[1, 2], [2, 4]]\ny = inv(x)", [[nan, nan], [nan, nan]], {"x": [[nan, nan], [nan, nan]]}, "corner of inv"),
            Case("x = [[1, 2], [2, 4]]\ny = solve(x, [1, 0])", [nan, nan], {"x": [[nan, nan], [nan, nan]]}, "corner of solve"),
            Case("x = [[1, 2], [2, 1]]\ny = cholesky(x)", [[nan, nan], [nan, nan]], {"x": [[nan, nan], [nan, nan]]}, "corner of cholesky"),
        ),
        kinks=(("inv", "a is singular"), ("solve", "a is singular"), ("cholesky", "a is not positive definite")),
        autograd="an error",
        differ=("pytorch", "tensorflow", "hips-autograd"),
    ),
    Convention(
        "cholesky of a matrix that is not symmetric", "its lower triangle is read", "its lower triangle is read", "its symmetric part",
        (
            Case("x = [[4, 1], [3, 5]]\ny = cholesky(x)", [[2, 0], [1, 2]], {"x": [[0.1875, 0.125], [0.125, 0.25]]}, "corner of cholesky"),
        ),
        kinks=(("cholesky", "a is not symmetric"),),
        autograd="its lower triangle is read",
        differ=("pytorch", "tensorflow", "hips-autograd"),
    ),
    Convention(
        "logdet of a determinant of 0 or below", "infinite at 0, NaN below", "an error at 0", "infinite at 0",
        (
            Case("x = [[1, 2], [2, 4]]\ny = logdet(x)", -inf, {"x": [[nan, nan], [nan, nan]]}, "corner of logdet"),
            Case("x = [[-1, 0], [0, 1]]\ny = logdet(x)", nan, {"x": [[-1, 0], [0, 1]]}, "corner of logdet"),
        ),
        kinks=(("logdet", "det a = 0"), ("logdet", "det a < 0")),
    ),
    Convention(
        "std where all entries are equal", "0, or what rounding leaves", "NaN", "NaN, or 0 where rounding leaves some",
        (Case("x = [0.7, 0.7, 0.7]\ny = std(x)", 0, {"x": [0, 0, 0]}, "corner of std"),),
        kinks=(("std", "all entries equal"),),
        autograd="NaN, or what rounding leaves",
        differ=("pytorch", "tensorflow", "jax", "hips-autograd"),
    ),
    Convention(
        "mod where it jumps", "1", "1", "1",
        (
            Case("x = 2\nw = 1\ny = mod(x, w)", 0, {"x": 1, "w": -2}, "corner of mod"),
            Case("x = 1\nw = 0.1\ny = mod(x, w)", 0.09999999999999995, {"x": 1, "w": -9}),
        ),
        "Its slope by the divisor is minus the quotient of this very remainder.",
        kinks=(("mod", "b divides a"),),
        autograd="1",
    ),
)
