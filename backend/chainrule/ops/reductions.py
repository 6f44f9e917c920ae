"""Reductions: sum, mean, largest and smallest entry."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.formula.read import read
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_reduction import SHARE, reduction
from chainrule.ops.record import Kink, Op, Parameter, Params, Value

FEW = 16
"""Entries."""


def _mean(a: Any, axis: Any = None, keepdims: Any = False) -> Any:
    total = np.add.reduce(a, axis=axis, keepdims=keepdims)
    return total / (a.size / total.size if total.size else 1)


sum_ = reduction(
    "sum",
    np.add.reduce,
    slope=read("1"),
    title="Sum",
    tells="Added over {along}: {out} has shape {shape:out}.",
    noun="unchanged",
    narration="Every entry of {to} went into a sum once, so each gets that sum's gradient unchanged.",
    because="A sum grows exactly as fast as each of its terms, so one gradient is copied to every entry that was added.",
    question="Why is it the same number everywhere?",
    reference=math.fsum,
)
mean = reduction(
    "mean",
    _mean,
    slope=read("1 / n"),
    title="Mean",
    tells="The mean over {along}: {out} has shape {shape:out}.",
    noun="divided by the count",
    narration="Each entry of {to} has a share of 1 / n in its mean, so each gets the gradient divided by n.",
    because="Raise one of n entries by a little and the mean rises by that little divided by n.",
    question="Where does 1 / n come from?",
    reference=lambda row: math.fsum(row) / len(row),
)


def _has_tie(values: Sequence[Value], out: Value, params: Params) -> bool:
    if params.get("ties") == "first":
        return False  # the macro that asks for the first says so itself
    a = np.asarray(values[0])
    kept = normal_axes(params.get("axis"), a.ndim)
    result = np.reshape(out, [1 if axis in kept else extent for axis, extent in enumerate(a.shape)])
    return bool(np.any(np.sum(np.equal(a, result), axis=kept) > 1))


def _folded(larger: np.ufunc) -> Any:
    """The extreme entry along `axis`. Few entries, as those of a window, are compared a slice at a time: NumPy loops over each line."""

    def forward(a: Any, axis: Any, keepdims: bool = False) -> Any:
        shape = np.shape(a)
        if keepdims or axis is None or math.prod([shape[one] for one in axis]) > FEW:
            return larger.reduce(a, axis=axis, keepdims=keepdims)
        places = itertools.product(*(range(extent) if one in axis else (slice(None),) for one, extent in enumerate(shape)))
        return functools.reduce(larger, [a[place] for place in places])

    return forward


def _extreme(name: str, forward: Any, reference: Any, word: str) -> Op:
    return reduction(
        name,
        forward,
        slope=SHARE,
        title=f"{word.capitalize()} entry",
        tells=f"The {word} over {{along}}: {{out}} has shape {{shape:out}}.",
        noun="where it is taken from",
        narration=f"Only the {word} entry was passed on, so it alone gets the gradient; the others get 0.",
        because=f"A small change of any other entry does not change which entry is the {word}.",
        question="Why is it 0 almost everywhere?",
        reference=reference,
        kinks=(Kink("ties", "split evenly", f"When several entries are the {word}, each gets an equal share.", _has_tie, (([1.0, 1.0],), 0, 0.5)),),
        empty=False,
        extra=(Parameter("ties", "ties", "split"),),
    )


max_ = _extreme("max", _folded(np.maximum), max, "largest")
min_ = _extreme("min", _folded(np.minimum), min, "smallest")
