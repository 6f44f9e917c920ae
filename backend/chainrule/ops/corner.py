"""Where the formula of a slope gives no number, and what it is there: for the engine, and as nodes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from chainrule.formula.evaluate import compiled
from chainrule.formula.read import read
from chainrule.formula.tree import Formula
from chainrule.ops.compose import compose, times
from chainrule.ops.record import Build, Value


@dataclass(frozen=True, slots=True)
class Corner:
    """Where all the formulas of `conditions` are 1, the partial is `value` instead of its own formula (which is 0 · infinity there).

    `argument`: so is what derivatives of the formula make there. As nodes it is then taken at a 1 for this argument, and they are 0."""

    conditions: tuple[str, ...]
    value: float
    argument: str | None = None


def built(build: Build, g: Any, formula: Formula, corner: Corner | None, values: Mapping[str, Any]) -> Any:
    """g times the partial, as nodes."""
    if corner is None:
        return times(build, g, formula, values)

    def chosen(there: float, elsewhere: Any) -> Any:
        found, conditions = build.constant(there), [compose(build, read(one), values) for one in corner.conditions]
        for condition in reversed(conditions):
            found = build("where", condition, found, elsewhere)
        return found

    away = {} if corner.argument is None else {corner.argument: chosen(1.0, values[corner.argument])}
    return build("mul", g, chosen(corner.value, compose(build, formula, {**values, **away})))


def evaluated(formula: Formula, corner: Corner | None, parameters: tuple[str, ...], tensor: bool) -> Callable[..., Any]:
    """The partial as a function of numbers."""
    function = compiled(formula, parameters)
    if corner is None:
        return function
    conditions, value = [compiled(read(one), parameters) for one in corner.conditions], corner.value

    def with_corner(*values: Value) -> Any:
        met: Any = math.prod(condition(*values) for condition in conditions)
        slope = np.where(met, value, function(*values))
        return slope if tensor else np.float64(slope)

    return with_corner
