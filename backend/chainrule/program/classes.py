"""Classes of the program: what a value has of its class, and of the class that stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chainrule.language import syntax
from chainrule.program.values import Bound, Class, Defined, Instance, Super, Value

_ANYWHERE = (0, 0)
_PARAMETERS = tuple(syntax.Parameter(name, None, _ANYWHERE, stars) for stars, name in enumerate(("self", "rest", "options")))
_BEGIN = Defined("__init__", _PARAMETERS, {}, (), frozenset(one.name for one in _PARAMETERS), None)
"""The __init__ of a class that has none to run."""


def of_class(of: Class, name: str, value: Value) -> Value | None:
    """What a class has under a name, for one of its values or for the class itself."""
    for one in _line(of):
        if name in one.attributes:
            return one.attributes[name]
    function = of.functions.get(name)
    if function is None:
        return _BEGIN if name == "__init__" and isinstance(value, Class) else None
    if function.binds == "classmethod":
        return Bound(function, value.of if isinstance(value, Instance) else value)
    return function if function.binds == "staticmethod" or isinstance(value, Class) else Bound(function, value)


def of_super(of: Super, name: str) -> Value | None:
    """What stands behind the point of super()."""
    found = None if of.above is None else of_class(of.above, name, of.of)
    return Bound(_BEGIN, of.of) if found is None and name == "__init__" else found


def names_of(of: Class | None) -> Sequence[str]:
    """The names a class has."""
    return [] if of is None else [*(name for one in _line(of) for name in one.attributes), *(one for one in of.functions if one[0] != "_")]


def _line(of: Class | None) -> Iterator[Class]:
    while of is not None:
        yield of
        of = of.base
