"""The parts of a macro at given shapes: planned once, then laid into a program as often as the macro is called.

A body sees shapes and parameters alone, never numbers, so its parts are the same at every call. A reference is a place in a row that
begins with the arguments: 0, 1, ... for those, then one for every part.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.ops.record import Params, Plan, Shape, Value, size, value, weight
from chainrule.program.ceilings import check
from chainrule.program.graph import CONSTANT, OP
from chainrule.program.literal import given

Pick = Callable[[Any], tuple[Any, ...]]
"""From the row: what one part is applied to, a tuple if the row is one."""
Step = tuple[Plan | None, Pick, Value | None]
"""An op with its operands, or a number that is given."""

MOST, ENTRIES = 512, 10_000
"""Drafts that are kept; entries of all constants of one that is: a mask may be large."""


class Draft:
    """The columns of a program for the parts alone, with references in place of nodes. `picks`: what every part is applied to; `homes`:
    its group."""

    def __init__(self, macro: Macro, shapes: tuple[Shape, ...], params: Params) -> None:
        self.arguments = len(shapes)
        self.row: list[Shape] = list(shapes)
        self.steps: list[Step] = []
        self.kinds: list[str] = []
        self.plans: list[Plan | None] = []
        self.picks: list[Pick] = []
        self.homes: list[int] = []
        self.groups: list[Opened] = []
        self.memory = self.flops = self.edges = self.weight = self.given = 0
        self._group: int | None = None
        self._expand(macro, tuple(range(len(shapes))), params)
        self.shapes = self.row[self.arguments :]

    def shape(self, of: int) -> Shape:
        return self.row[of]

    def constant(self, of: Any) -> int:
        if type(of) is float:
            return self._add(CONSTANT, None, (), (), value(of))
        shape, _ = given(of)
        self.given += check(shape)
        return self._add(CONSTANT, None, (), shape, value(of))

    def __call__(self, op: str, *arguments: int, **params: Any) -> Any:
        record = CATALOGUE[op]
        if isinstance(record, Macro):
            return self._expand(record, arguments, MappingProxyType({**record.standard, **params}) if params else record.standard)
        plan = record.plan(tuple([self.row[argument] for argument in arguments]), params)
        check(plan.shape)
        return self._add(OP if record.args else CONSTANT, plan, arguments, plan.shape, None)

    def _add(self, kind: str, plan: Plan | None, arguments: tuple[int, ...], shape: Shape, number: Value | None) -> int:
        pick = picked(arguments)
        self.steps.append((plan, pick, number))
        self.kinds.append(kind)
        self.plans.append(plan if kind == OP else None)
        assert self._group is not None
        self.picks.append(pick)
        self.homes.append(self._group)
        memory = plan.memory if plan else 16 * size(shape)
        self.memory += memory
        self.flops += plan.flops if plan else 0
        self.weight += plan.weight if plan else weight(memory)
        self.edges += len(arguments)
        self.row.append(shape)
        return len(self.row) - 1

    def _expand(self, macro: Macro, arguments: tuple[int, ...], params: Params) -> Any:
        group = Opened(macro, self._group, arguments, params, tuple([self.row[argument] for argument in arguments]))
        self.groups.append(group)
        outside, self._group = self._group, len(self.groups) - 1
        result = macro.body(self, arguments, params)
        self._group = outside
        group.several = isinstance(result, tuple)
        group.ends = picked(result if group.several else (result,))
        return result


class Opened:
    """A macro in a draft, the drafted one itself or one of its parts. `parent`: the number of the one around it; `names`: of its arguments,
    which `given` gives; `ends` gives its results."""

    __slots__ = ("ends", "given", "macro", "names", "params", "parent", "several", "shapes")

    def __init__(self, macro: Macro, parent: int | None, arguments: tuple[int, ...], params: Params, shapes: tuple[Shape, ...]) -> None:
        self.macro, self.parent, self.params, self.shapes = macro, parent, params, shapes
        self.names, self.given = macro.args[: len(arguments)], picked(arguments)
        self.ends = picked(())
        self.several = False


def picked(arguments: tuple[int, ...]) -> Pick:
    """A tuple of what stands at these places of a row."""
    if len(arguments) > 1:
        return itemgetter(*arguments)
    first = arguments[0] if arguments else 0
    return itemgetter(slice(first, first + len(arguments)))


_KNOWN: dict[Any, Draft] = {}


def draft(macro: Macro, shapes: tuple[Shape, ...], params: Params) -> Draft:
    """Raises `Refused` when the body, one of its ops or a ceiling says no."""
    key = (macro, shapes) if params is macro.standard else (macro, shapes, *params.items())
    found = _KNOWN.get(key)
    if found is None:
        found = Draft(macro, shapes, params)
        if found.given <= ENTRIES:
            if len(_KNOWN) >= MOST:
                _KNOWN.clear()
            _KNOWN[key] = found
    return found
