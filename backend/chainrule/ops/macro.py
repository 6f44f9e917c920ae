"""A macro is a function of ops: the graph shows one card that opens into its parts, and its derivative is theirs.

It has words of its own, so that closed it is explained as one op.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from chainrule.ops.record import BadSample, Build, Kink, Parameter, Params, Sample, Shape, Words


@dataclass(frozen=True, slots=True, eq=False)
class Macro:
    """One macro. `body(build, arguments, params)` returns the reference of its result, or a tuple of them, and raises `Refused`;
    `form(shapes, params)` names what is said the same way; `words(shapes, params)` says it."""

    name: str
    glyph: str
    title: str
    args: tuple[str, ...]
    body: Callable[[Build, tuple[Any, ...], Params], Any]
    form: Callable[[tuple[Shape, ...], Params], str]
    words: Callable[[tuple[Shape, ...], Params], Words]
    reference: Callable[..., Any]
    params: tuple[Parameter, ...] = ()
    samples: tuple[Sample, ...] = ()
    bad: tuple[BadSample, ...] = ()
    sources: tuple[str, ...] = ()
    kinks: tuple[Kink, ...] = ()
    doc: str = ""
    optional: tuple[str, ...] = ()
    """The last of `args` that may be left out, from the end; `body`, `form` and `words` then get fewer arguments and shapes."""
    typed: bool = True
    """Can be written as a call; else it has a sign or syntax of its own, or is only a part of a macro."""
    family: str = "macro"
    variadic: bool = False
    standard: Params = field(init=False)
    """Every parameter as it is when nobody gives it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "standard", MappingProxyType(dict(self.defaults())))

    def defaults(self) -> Mapping[str, Any]:
        return {parameter.name: parameter.default for parameter in self.params}
