"""What kind of thing a value is, as isinstance and type ask, and what tells it apart from others in a set."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.describe import describe
from chainrule.program.kind import Kind
from chainrule.program.sets import Set
from chainrule.program.values import Builtin, Class, Dict, Flag, Instance, Items, Made, Node, Number, Spelled, Text, Value, Words

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_TENSORS: Mapping[str, str] = {"pytorch": "torch.Tensor", "tensorflow": "tensorflow.Tensor", "jax": "jax.Array", "numpy": "numpy.ndarray"}
"""What each library calls its tensors."""
_LEAVES = frozenset({"Tensor", "FloatTensor", "Variable", "Parameter", "ndarray", "Array", "Value"})


def identity(value: Value) -> Hashable:
    """What tells a value apart in a set: numbers and words by what they are, others by which they are. Raises bad-argument."""
    match value:
        case Text(word):
            return word
        case Number(number):
            return number
        case Flag(flag):
            return flag
        case Node(index):
            return "node", index
        case Items(items, False) if not any(isinstance(one, Items) for one in items):
            return tuple(identity(one) for one in items)
        case Items() | Dict() | Set():
            fact = f"A set holds no value that can change, such as {describe(value)}."
            raise Refused("bad-argument", fact, "Put a tuple into it: (1, 2).")
        case _:
            return id(value)


def distinct(values: Sequence[Value]) -> Set:
    """A set of these."""
    found: dict[Hashable, Value] = {}
    for one in values:
        found.setdefault(identity(one), one)
    return Set(found)


def make_set(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """set(), set(xs)"""
    return distinct(here.entries(values[0], span) if values else [])


def isinstance_(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """isinstance(x, float), isinstance(x, (int, Value))"""
    of, kinds = values
    return Flag(any(_is(here, of, one) for one in (kinds.items if isinstance(kinds, Items) else [kinds])))


def _is(here: Loops, of: Value, kind: Value) -> bool:
    match kind:
        case Class():
            line: Class | None = of.of if isinstance(of, Instance) else None
            while line is not None and line is not kind:
                line = line.base
            return line is kind
        case Builtin(name) | Kind(name) if name in _PLAIN:
            return _PLAIN[name](here, of)
        case Spelled(row) if row.leaf in _LEAVES:
            return _tensor(here, of) != "" or (row.dialect == "micrograd" and isinstance(of, Node))
        case _:
            raise Refused("bad-argument", f"isinstance asks for a class, not {describe(kind)}.", "Write isinstance(x, float).")


def _tensor(here: Loops, of: Value) -> str:
    """What a library calls a value, where that is one of its tensors."""
    name = next((_TENSORS[one.name] for one in here.dialects if one.name in _TENSORS), "")
    if isinstance(of, Node):
        return "" if name == _TENSORS["numpy"] and not here.recorder.shape(of.index) else name
    return name if isinstance(of, Made | Number | Items) and of.mark else ""


def _float(here: Loops, of: Value) -> bool:
    if isinstance(of, Node) and not _tensor(here, of):
        return not here.recorder.shape(of.index) and not here.counts(of.index)
    return isinstance(of, Number) and not of.integer


def _int(here: Loops, of: Value) -> bool:
    return (here.is_integer(of) and not _tensor(here, of)) or (isinstance(of, Flag) and of.value is not None)


_PLAIN: Mapping[str, Callable[[Loops, Value], bool]] = {
    "int": _int,
    "float": _float,
    "bool": lambda here, of: isinstance(of, Flag) and of.value is not None,
    "str": lambda here, of: isinstance(of, Text | Words),
    "list": lambda here, of: isinstance(of, Items) and of.listed and not of.mark,
    "tuple": lambda here, of: isinstance(of, Items) and not of.listed,
    "dict": lambda here, of: isinstance(of, Dict),
    "set": lambda here, of: isinstance(of, Set),
    "NoneType": lambda here, of: of == Flag(None),
}
"""Python's own kinds."""


def same_kind(one: Value, other: Value) -> bool:
    """Whether two values of classes, or two classes, are the same one: `type(x) == float`."""
    named = [of.row.name if isinstance(of, Spelled) else of.name if isinstance(of, Builtin | Kind) else None for of in (one, other)]
    return one is other or (named[0] is not None and named[0] == named[1])


def type_(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """type(x): a class, or the name of a kind."""
    (of,) = values
    if isinstance(of, Instance):
        return of.of
    if name := _tensor(here, of):
        return Kind(name)
    found = next((name for name in ("bool", *_PLAIN) if _PLAIN[name](here, of)), None)
    if found is None:
        raise Refused("bad-argument", f"The type of {describe(of)} has no name here.", "Ask with isinstance, or leave the line out.")
    return Kind(found)
