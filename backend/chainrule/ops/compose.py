"""A formula as nodes: the partial an op declares, written out with ops, so that it can be differentiated again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from chainrule.formula.functions import FUNCTIONS
from chainrule.formula.tree import Add, Apply, Divide, Formula, Multiply, Negate, Number, Power, Subtract, Symbol, Word
from chainrule.ops.record import Build, Shape

_SIGNS: Mapping[type[Any], str] = {Add: "add", Subtract: "sub", Multiply: "mul", Divide: "div", Power: "pow"}


def compose(build: Build, formula: Formula, values: Mapping[str, Any]) -> Any:
    """The value of `formula` as new nodes; `values` holds the references of its symbols and words."""
    match formula:
        case Number(number):
            return build.constant(number)
        case Word("pi"):
            return build.constant(math.pi)
        case Symbol(name) | Word(name):
            return values[name]
        case Negate(operand):
            return build("neg", compose(build, operand, values))
        case Add(x, y) | Subtract(x, y) | Multiply(x, y) | Divide(x, y) | Power(x, y):
            return build(_SIGNS[type(formula)], compose(build, x, values), compose(build, y, values))
        case Apply(function, arguments):
            return build(function, *(compose(build, argument, values) for argument in arguments))
        case _:
            raise TypeError(f"{type(formula).__name__} is for reading only")


def times(build: Build, g: Any, slope: Formula, values: Mapping[str, Any]) -> Any:
    """g times a slope, without the product when the slope is 1; `let_through` where the slope selects."""
    if slope == Number(1.0):
        return g
    if slope == Negate(Number(1.0)):
        return build("neg", g)
    if slope == Number(0.0):
        return build("zeros", shape=build.shape(g))
    factor = compose(build, slope, values)
    paid = build("mul", g, factor)
    return build("where", factor, paid, build.constant(0.0)) if selects(slope) else paid


def selects(slope: Formula) -> bool:
    """Does the slope say which argument was chosen? Then it is made of yes and no alone, and where it is 0 nothing was multiplied:
    the entry had no part in the result."""
    match slope:
        case Multiply(x, y):
            return selects(x) and selects(y)
        case Apply(function, _):
            return FUNCTIONS[function].shape == "iverson"
        case Word("share"):
            return True
        case _:
            return False


def steps(slope: Formula) -> bool:
    """Is the slope the same until the op jumps or turns? Then it is made of numbers and of functions that are flat themselves."""
    match slope:
        case Number() | Word("share"):
            return True
        case Negate(operand):
            return steps(operand)
        case Add(x, y) | Subtract(x, y) | Multiply(x, y) | Divide(x, y):
            return steps(x) and steps(y)
        case Apply(function, _):
            return set(FUNCTIONS[function].derivative) == {"0"}
        case _:
            return False


def let_through(g: Any, slope: Any) -> Any:
    """g times a slope that selects: exactly 0 where the slope is 0, whatever g is, infinity or NaN."""
    paid = g * slope
    if not paid.shape:
        return paid if slope else np.float64(0.0)
    flat = paid.ravel("K")
    if flat.dot(flat) < math.inf:  # all are finite, as they mostly are: this is told in half the time of choosing entry by entry
        paid += 0.0  # -0 becomes 0
        return paid
    return np.where(slope, paid, 0.0)


def spread(build: Build, of: Any, kept: Shape, shape: Shape) -> Any:
    """A reduced value copied back over the axes it was reduced along; `kept` is its shape with those axes at size 1."""
    if build.shape(of) != kept:
        of = build("reshape", of, shape=kept)
    return of if kept == shape else build("broadcast_to", of, shape=shape)


def arguments(names: Sequence[str], references: Sequence[Any], out: Any) -> dict[str, Any]:
    """References by the names formulas know them by."""
    return {**dict(zip(names, references, strict=True)), "out": out}
