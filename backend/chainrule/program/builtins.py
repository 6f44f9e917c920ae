"""Python's own functions on Python's own values: range, len, enumerate, zip, abs, float, int, min, max, sum, print, append."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from chainrule.errors import Refused, Span
from chainrule.program.describe import many
from chainrule.program.formats import text
from chainrule.program.forms import DERIVATIVES
from chainrule.program.iterating import iterated, numbered, side_by_side
from chainrule.program.kinds import isinstance_, make_set, type_
from chainrule.program.objects import key
from chainrule.program.printing import run_print
from chainrule.program.series import Series
from chainrule.program.sets import Set
from chainrule.program.slicing import slice_
from chainrule.program.sorting import ordered
from chainrule.program.stream import Stream
from chainrule.program.values import COPIES, Builtin, Dict, Flag, Instance, Items, Key, Node, Number, Super, Taken, Text, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_DEEPEST = 20


def run_builtin(
    here: Loops, function: Builtin, values: Sequence[Value], spans: Sequence[Span], named: Mapping[str, Value], span: Span
) -> Value:
    """The value of a call of one of these functions."""
    name = function.name
    known = _NAMED.get(name, ())
    for one in named:
        if one not in known:
            if name in ("print", "dict"):
                continue
            raise Refused("unknown-argument", f"{name} has no argument {one}.", f"Write {_FORMS[name]}.", argument=one)
    least, most = _COUNTS[name]
    if not least <= len(values) + len(named if known else ()) <= most:
        fact = f"{name} cannot be called with {many(len(values), 'argument')}."
        raise Refused("wrong-arguments", fact, f"Write {_FORMS[name]}.")
    here.recorder.span = span
    return _MEANINGS[name](here, values, named, span)


def _whole(here: Loops, value: Value, what: str) -> int:
    number = here.scalar(value) if isinstance(value, Number | Node | Taken | Flag) else None
    if number is None or not abs(number) < 1e15 or number != number // 1 or (isinstance(value, Number) and not value.whole):
        raise here.broken(value, what) or Refused("bad-argument", f"{what} takes whole numbers.", f"Write {_FORMS[what]}.")
    if isinstance(value, Node):
        here.counted(value)
    return int(number)


def _range(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    numbers = [_whole(here, value, "range") for value in values]
    if len(numbers) == 3 and numbers[2] == 0:
        raise Refused("bad-argument", "The step of a range cannot be 0.", "Write range(0, 10, 2).")
    steps = range(*numbers)
    return Series(max(len(steps), 0), lambda place: Number(float(steps[place]), True, span, True))


def _len(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    (value,) = values
    if isinstance(value, Instance) and isinstance(layers := value.attributes.get("layers"), Items):
        value = layers
    if isinstance(value, Items | Dict | Set):
        length = len(value.items if isinstance(value, Items) else value.entries)
    elif isinstance(value, Text):
        length = len(value.value)
    elif isinstance(value, Series):
        length = value.length
    else:
        shape = here.recorder.shape(here.tensor(here.seen(value), span))
        if not shape:
            raise Refused("bad-argument", "A single number has no length.", "Take the length of a list or tensor.")
        length = shape[0]
    return Number(float(length), True, span, True)


def _nested(*inner: Series) -> int:
    depth = 1 + max((one.depth for one in inner), default=0)
    if depth > _DEEPEST:
        raise Refused("bad-argument", "enumerate and zip are nested too deeply here.", "Make a list of it first: list(...).")
    return depth


def _enumerate(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    start = [*values[1:], *named.values()]
    first = _whole(here, start[0], "enumerate") if start else 0
    if isinstance(values[0], Stream):
        return here.stream("enumerate", numbered(here, values[0], first, span), here.frame, span)
    inner = here.series(values[0], span)

    def pair(place: int) -> Value:
        here.spend(1)
        return Items((Number(float(place + first), True, span, True), inner.at(place)), False, span)

    return Series(inner.length, pair, _nested(inner))


def _next(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    raise Refused("bad-argument", "next takes a generator.", f"Write {_FORMS['next']}.")


def _zip(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    if any(isinstance(value, Stream) for value in values):
        return here.stream("zip", side_by_side(here, [here.source(value, span) for value in values], span), here.frame, span)
    inner = [here.series(value, span) for value in values]
    length = min((one.length for one in inner), default=0)

    def row(place: int) -> Value:
        here.spend(1)
        return Items(tuple(one.at(place) for one in inner), False, span)

    return Series(length, row, _nested(*inner))


def _reversed(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    inner = here.series(values[0], span)
    return Series(inner.length, lambda place: inner.at(inner.length - 1 - place), _nested(inner))


def _list(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Items(here.entries(values[0], span) if values else [], True, span, grown=True)


def _tuple(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Items(here.entries(values[0], span) if values else [], False, span)


def _number(here: Loops, value: Value, what: str) -> float:
    if isinstance(value, Text):
        try:
            return float(value.value)
        except ValueError:
            raise Refused("bad-argument", f"{what} cannot read this text as a number.", f"Write {_FORMS[what]}.") from None
    number = here.scalar(value)
    if number is None:
        raise Refused("bad-argument", f"{what} takes one number.", f"Write {_FORMS[what]}.")
    return number


def _float(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    value = here.seen(values[0])
    number = _number(here, value, "float")
    node = here.current(value).index if isinstance(value, Node) else None
    return Number(number, False, span, True, node=None if node is None or here.recorder.shape(node) else node)


def _int(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    number = _number(here, values[0], "int")
    if not math.isfinite(number):
        raise Refused("bad-argument", "int needs a finite number.", "Check the value first: isfinite(x).")
    return Number(float(math.trunc(number)), True, span, True)


def _str(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return text(here, values[0], span)


def _repr(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return text(here, values[0], span, True)


def _sorted(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    items = here.entries(values[0], span)
    return ordered(here, items, items, next(iter(named.values()), None), span)


def as_dict(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Dict:
    """A dict of another, or of pairs, and of what is named."""
    given = values[0] if values else Dict({})
    if isinstance(given, Dict):
        here.spend(len(given.entries) // COPIES)
        return Dict({**given.entries, **{name: here.scope.kept(one) for name, one in named.items()}})
    made: dict[Key, Value] = {}
    for pair in here.entries(given, span):
        if not isinstance(pair, Items) or len(pair.items) != 2:
            raise Refused("bad-argument", "dict takes pairs of a key and a value.", f"Write {_FORMS['dict']}.")
        made[key(pair.items[0])] = here.scope.held(pair.items[1])
    for name, one in named.items():
        made[name] = here.scope.held(one)
    return Dict(made)


def _map(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    raise Refused("bad-argument", "map and filter take a function and a list.", f"Write {_FORMS['map']}.")


def _divmod(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    operate = cast(Any, here).operate
    return Items(tuple(operate(sign, *values, (span, span), span) for sign in ("//", "%")), False, span)


def _bool(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    return Flag(here.holds(values[0]))


def _super(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    frame = here.frame
    while frame is not None and frame.method is None:
        frame = frame.parent
    if frame is None or frame.method is None:
        raise Refused("wrong-arguments", "super() stands in no function of a class.", f"Write it in one: {_FORMS['super']}.")
    owner, value = frame.method
    return Super(value, owner.base)


_MEANINGS: Mapping[str, Callable[[Loops, Sequence[Value], Mapping[str, Value], Span], Value]] = {
    "range": _range,
    "len": _len,
    "enumerate": _enumerate,
    "zip": _zip,
    "reversed": _reversed,
    "list": _list,
    "tuple": _tuple,
    "float": _float,
    "int": _int,
    "bool": _bool,
    "print": run_print,
    "str": _str,
    "dict": as_dict,
    "iter": iterated,
    "next": _next,
    "map": _map,
    "filter": _map,
    "divmod": _divmod,
    "super": _super,
    "set": make_set,
    "isinstance": isinstance_,
    "type": type_,
    "sorted": _sorted,
    "repr": _repr,
    "slice": slice_,
}
BUILTINS = frozenset(_MEANINGS) | DERIVATIVES
_NAMED: Mapping[str, tuple[str, ...]] = {"enumerate": ("start",), "sorted": ("reverse",)}
_MANY = 255
_COUNTS: Mapping[str, tuple[int, int]] = {
    "range": (1, 3),
    "len": (1, 1),
    "enumerate": (1, 2),
    "zip": (0, _MANY),
    "reversed": (1, 1),
    "list": (0, 1),
    "tuple": (0, 1),
    "float": (1, 1),
    "int": (1, 1),
    "bool": (1, 1),
    "print": (0, 10_000),
    "str": (1, 1),
    "dict": (0, _MANY),
    "iter": (1, 1),
    "next": (1, 2),
    "map": (2, _MANY),
    "filter": (2, 2),
    "divmod": (2, 2),
    "super": (0, 2),
    "set": (0, 1),
    "isinstance": (2, 2),
    "type": (1, 1),
    "sorted": (1, 2),
    "repr": (1, 1),
    "slice": (1, 3),
}
_FORMS: Mapping[str, str] = {
    "range": "range(3), range(1, 3) or range(0, 10, 2)",
    "len": "len(xs)",
    "enumerate": "enumerate(xs) or enumerate(xs, start=1)",
    "zip": "zip(xs, ys)",
    "reversed": "reversed(xs)",
    "list": "list(range(3))",
    "tuple": "tuple(xs)",
    "float": "float(x)",
    "int": "int(x)",
    "bool": "bool(x)",
    "print": "print(x)",
    "str": "str(x)",
    "dict": "dict(w=w, b=b)",
    "iter": "iter(xs)",
    "next": "next(g) or next(g, None), where g = iter(xs)",
    "map": "map(f, xs)",
    "filter": "filter(f, xs)",
    "divmod": "divmod(7, 2)",
    "super": "super().__init__()",
    "set": "set(xs)",
    "isinstance": "isinstance(x, float)",
    "type": "type(x)",
    "sorted": "sorted(xs), sorted(xs, reverse=True) or sorted(xs, key=f)",
    "repr": "repr(x)",
    "slice": "slice(3), slice(1, 3) or slice(0, 10, 2)",
}
