"""A formula as nodes: the partial an op declares, written out with ops, so that it can be differentiated again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

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
    """g times a slope, without the product when the slope is 1."""
    if slope == Number(1.0):
        return g
    if slope == Negate(Number(1.0)):
        return build("neg", g)
    return build("mul", g, compose(build, slope, values))


def spread(build: Build, of: Any, kept: Shape, shape: Shape) -> Any:
    """A reduced value copied back over the axes it was reduced along; `kept` is its shape with those axes at size 1."""
    if build.shape(of) != kept:
        of = build("reshape", of, shape=kept)
    return of if kept == shape else build("broadcast_to", of, shape=shape)


def arguments(names: Sequence[str], references: Sequence[Any], out: Any) -> dict[str, Any]:
    """References by the names formulas know them by."""
    return {**dict(zip(names, references, strict=True)), "out": out}
