"""Signs between values: the op of each, and what is said where one cannot stand."""

from __future__ import annotations

from chainrule.ops.catalogue import op

_INFIX = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow", "@": "matmul", "%": "mod", "//": "floordiv"}
SIGNED = frozenset("*%") | {"//"}
"""Signs that give minus zero for a zero and a number below it."""
_JOINS = {"&": "logical_and", "|": "logical_or"}
_COMPARE = {">": "greater", ">=": "greater_equal", "<": "less", "<=": "less_equal", "==": "equal", "!=": "not_equal"}
OPS = {sign: op(name) for sign, name in {**_INFIX, **_JOINS, **_COMPARE}.items()}
OF_ANSWERS = {
    "&": "Put each comparison in brackets: (x > 0) & (x < 1).",
    "|": "Put each comparison in brackets: (x < 0) | (x > 1). For the size write abs(x).",
    "~": "Write it before a comparison in brackets: ~(x > 0).",
}
"""Signs between answers, with how they are written."""
