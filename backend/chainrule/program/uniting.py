"""Sets: what signs between them give, and their methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.program.describe import many
from chainrule.program.kinds import distinct, identity
from chainrule.program.sets import Set
from chainrule.program.values import COPIES, Dict, Flag, Items, Nothing, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops


def _or(one: Set, other: Set) -> Set:
    return Set({**one.entries, **{key: value for key, value in other.entries.items() if key not in one.entries}})


def _and(one: Set, other: Set) -> Set:
    return Set({key: value for key, value in one.entries.items() if key in other.entries})


def _without(one: Set, other: Set) -> Set:
    return Set({key: value for key, value in one.entries.items() if key not in other.entries})


SIGNS: Mapping[str, Callable[[Set, Set], Set]] = {"|": _or, "&": _and, "-": _without}


def united(here: Loops, sign: str, left: Value, right: Value) -> Set | Dict | None:
    """Two sets, or two dicts, joined by the sign between them. None where it does not belong to them."""
    if isinstance(left, Set) and isinstance(right, Set) and sign in SIGNS:
        here.spend((len(left.entries) + len(right.entries)) // COPIES)
        return SIGNS[sign](left, right)
    if isinstance(left, Dict) and isinstance(right, Dict) and sign == "|":
        here.spend((len(left.entries) + len(right.entries)) // COPIES)
        return Dict({**left.entries, **right.entries})
    return None


def unite(here: Loops, sign: str, of: Value, right: Value) -> bool:
    """The same by |= and its like, which change the first itself. Whether they do."""
    found = united(here, sign, of, right)
    if isinstance(of, Set) and isinstance(found, Set):
        of.entries = found.entries
    elif isinstance(of, Dict) and isinstance(found, Dict):
        of.entries = found.entries
    return found is not None


_NEW = {"union": _or, "intersection": _and, "difference": _without}
_ASKED: Mapping[str, Callable[[Set, Set], bool]] = {
    "issubset": lambda one, other: one.entries.keys() <= other.entries.keys(),
    "issuperset": lambda one, other: one.entries.keys() >= other.entries.keys(),
    "isdisjoint": lambda one, other: one.entries.keys().isdisjoint(other.entries.keys()),
}
SETS = frozenset({"add", "discard", "remove", "update", "clear", "copy", *_NEW, *_ASKED})
"""The methods."""
_ONE = frozenset({"add", "discard", "remove"})
"""Those that look at one value and copy none."""


def run_set(here: Loops, of: Set, name: str, values: Sequence[Value], span: Span) -> Value:
    """Call a method of a set. Raises wrong-arguments, bad-argument."""
    here.spend(0 if name in _ONE else len(of.entries) // COPIES)
    if name in ("clear", "copy") and not values:
        if name == "copy":
            return Set(dict(of.entries))
        of.entries.clear()
    elif len(values) != 1 or name in ("clear", "copy"):
        fact = f"{name} of a set cannot be called with {many(len(values), 'argument')}."
        raise Refused("wrong-arguments", fact, f"Write seen.{name}({'' if name in ('clear', 'copy') else 'x'}).")
    elif name == "add":
        here.spend(len(values[0].items) // COPIES if isinstance(values[0], Items) else 0)
        of.entries.setdefault(identity(values[0]), here.scope.kept(values[0]))
    elif name in ("discard", "remove"):
        if of.entries.pop(identity(values[0]), None) is None and name == "remove":
            raise Refused("bad-argument", "The set has no such value.", "Write seen.discard(x), which takes out what is there.")
    else:
        other = distinct(here.entries(values[0], span))
        if name in _ASKED:
            return Flag(_ASKED[name](of, other))
        if name in _NEW:
            return _NEW[name](of, other)
        of.entries = _or(of, other).entries
    return Nothing(name)
