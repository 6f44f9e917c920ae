"""Central differences: the derivative a second time, from values alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from chainrule.ops.record import Value

STEP = 6e-6
"""About the cube root of the rounding unit, where cutting and rounding errors of a central difference are equal (Press et al.,
Numerical Recipes, section 5.7); scaled by max(1, |x|)."""


def central(function: Callable[..., Any], values: Sequence[Value], place: int, weights: Value) -> Value:
    """The gradient of sum(weights * function(*values)) by argument number `place`, entry by entry."""
    argument = np.array(values[place], dtype=np.float64)
    gradient = np.zeros(argument.shape)
    for entry in np.ndindex(argument.shape):
        ends = []
        step = STEP * max(1.0, abs(float(argument[entry])))
        for sign in (1.0, -1.0):
            moved = argument.copy()
            moved[entry] += sign * step
            given = [*values[:place], moved if moved.ndim else np.float64(moved), *values[place + 1 :]]
            ends.append((float(moved[entry]), function(*given)))
        (high, above), (low, below) = ends
        gradient[entry] = np.sum(weights * (above - below)) / (high - low)
    return gradient if gradient.ndim else np.float64(gradient)
