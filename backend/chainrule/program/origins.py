"""Whose array a tensor is: that of the library that made it, or else of what it was computed from."""

from __future__ import annotations

from dataclasses import replace

from chainrule.dialects import DIALECTS
from chainrule.dialects.numpy import NUMPY
from chainrule.dialects.row import Dialect
from chainrule.program.graph import Program
from chainrule.program.values import Items, Made, Node, Number, Taken, Value

_ORDER = {one.name: place for place, one in enumerate(DIALECTS)} | {"": len(DIALECTS)}
"""Of two arrays of different libraries the first library makes the result: a tensor times an array of NumPy is a tensor."""


def origin(program: Program, node: int) -> str:
    """The dialect of the library whose array a node is; nothing where no library made any of it."""
    known = program.origins
    stack = [node]
    while stack:
        one = stack[-1]
        unknown = [arg for arg in program.args[one] if arg not in known] if one not in known else []
        if unknown:
            stack += unknown
            continue
        stack.pop()
        if one not in known:
            known[one] = min([known[arg] for arg in program.args[one]], key=_ORDER.__getitem__, default="")
    return known[node]


def maker(program: Program, value: Value) -> str:
    """The dialect of the library whose array a value is."""
    if isinstance(value, Taken):
        return NUMPY.name
    if isinstance(value, Node):
        return origin(program, value.index)
    return value.origin if isinstance(value, Number | Items | Made) else ""


def made_by(program: Program, value: Value, dialect: Dialect) -> Value:
    """The result of a function of a library's tables, as a tensor of that library."""
    if isinstance(value, Node):
        if dialect.title and not program.origins.get(value.index):
            program.origins[value.index] = dialect.name
    elif isinstance(value, Made) or (isinstance(value, Number | Items) and value.mark):
        return replace(value, origin=dialect.name)
    return value
