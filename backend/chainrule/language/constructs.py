"""What Python has and the language has not: what it is called here, and what to write instead.

Keyed by the name of the `ast` class, so that classes of later Pythons can stand here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

OPERATORS = frozenset(
    f"__{side}{name}__" for side in ("", "r") for name in ("add", "sub", "mul", "truediv", "pow", "matmul", "mod", "floordiv")
)
"""Functions by which a class says what a sign between two values does."""
DUNDERS = OPERATORS | {"__init__", "__call__", "__repr__", "__str__", "__neg__", "__len__", "__getitem__"}
"""Functions of a class that a program may name."""
ASKED = frozenset({"__name__"})
"""What else it may ask of a value."""


@dataclass(frozen=True, slots=True)
class Construct:
    """`title` fits into "... in line 3 is not available."; `instead` is the next move."""

    title: str
    instead: str


_LINES = "Write out the lines that run for your numbers, one assignment each."
_PASSES = "Write the lines once for each pass, or use one tensor instead of many scalars: sum(x * w)."
_BODY = "Write the body as lines of its own, starting at the left margin."

CONSTRUCTS: Mapping[str, Construct] = MappingProxyType(
    {
        # -- statements
        "If": Construct("An if statement", _LINES),
        "For": Construct("A for loop", _PASSES),
        "While": Construct("A while loop", _PASSES),
        "FunctionDef": Construct("A function definition", _BODY),
        "Return": Construct("A return statement", "Write the value on a line of its own, without return."),
        "ClassDef": Construct("A class of this kind", "Write class Net(nn.Module): with __init__ and forward, or plain functions."),
        "ClassBody": Construct("A line like this in a class", "Put it into __init__, as self.name = ..."),
        "Import": Construct("An import", "Leave the line out: functions are there without it, as in exp(x) and sum(x)."),
        "With": Construct("A with block", _BODY),
        "Try": Construct("A try block", _BODY),
        "Raise": Construct("A raise statement", "Leave the line out."),
        "Assert": Construct("An assert statement", "Leave the line out, or write the comparison on a line of its own."),
        "LoopElse": Construct("An else behind a loop", "Put the lines behind the loop, without else."),
        "Match": Construct("A match statement", _LINES),
        "AsyncFunctionDef": Construct("An async statement", _BODY),
        "TypeAlias": Construct("A type statement", "Leave the line out."),
        # -- expressions
        "IfExp": Construct("A conditional expression", "Write the value that is chosen, or use maximum(a, b)."),
        "Lambda": Construct("A lambda", "Write its expression where the function would be called."),
        "ListComp": Construct("A list comprehension", "Write the list out: [a, b, c], or compute with a whole tensor at once."),
        "GeneratorExp": Construct("A generator expression", "Write the list out: sum([a, b, c]), or compute with a whole tensor at once."),
        "JoinedStr": Construct("An f-string", "Leave it out: every value is shown in the graph."),
        "TemplateStr": Construct("A t-string", "Leave it out: every value is shown in the graph."),
        "Bytes": Construct("A bytes text", "Write plain text: 'sum'."),
        "Complex": Construct("A complex number", "Every number is real; put * between a number and a name: 2 * j."),
        "NamedExpr": Construct("The walrus :=", "Assign on a line of its own, then use the name."),
        "Await": Construct("An await", "Leave the word out."),
        "Yield": Construct("A yield within an expression", "Write yield and the value on a line of its own."),
        "Ellipsis": Construct("... outside the brackets of an index", "Use it as an index: x[..., 0]."),
        "SliceOutside": Construct("A slice outside the brackets of an index", "Use it as an index: x[1:3]."),
        # -- operators
        "LShift": Construct("The operator <<", "For a product with a power of two write x * 2 ** n."),
        "RShift": Construct("The operator >>", "For a quotient by a power of two write x / 2 ** n."),
        # -- left sides
        "StarTarget": Construct("A star alone on the left of =", "Write the other names beside it: a, *rest = x."),
    }
)

_SAME = {
    "ImportFrom": "Import",
    "AsyncFor": "For",
    "AsyncWith": "With",
    "TryStar": "Try",
    "YieldFrom": "Yield",
    "Interpolation": "TemplateStr",
    "FormattedValue": "JoinedStr",
    "Slice": "SliceOutside",
}

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "if": "If",
        "elif": "If",
        "else": "If",
        "for": "For",
        "break": "For",
        "continue": "For",
        "while": "While",
        "def": "FunctionDef",
        "return": "Return",
        "class": "ClassDef",
        "import": "Import",
        "from": "Import",
        "with": "With",
        "try": "Try",
        "except": "Try",
        "finally": "Try",
        "raise": "Raise",
        "assert": "Assert",
        "async": "AsyncFunctionDef",
        "await": "Await",
        "yield": "Yield",
        "lambda": "Lambda",
    }
)
"""The construct a reserved word belongs to, for lines that `ast` cannot read."""

READ = frozenset("if elif else for break continue while def return import from assert lambda with class del global yield @".split())
"""Those of them that the language has."""


def construct(kind: str) -> Construct:
    """The record of an `ast` class; a class of a Python still to come gets its own name."""
    found = CONSTRUCTS.get(_SAME.get(kind, kind))
    return found or Construct(f"The construct {kind}", "Write it with assignments and calls.")
