"""Reductions: sum, mean, largest and smallest entry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.formula.read import read
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_reduction import SHARE, reduction
from chainrule.ops.record import Kink, Op, Parameter, Params, Value

sum_ = reduction(
    "sum",
    np.sum,
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
    lambda a, axis=None, keepdims=False: np.mean(a, axis=axis, keepdims=keepdims) if np.size(a) else np.sum(a, axis=axis, keepdims=keepdims) / 0.0,
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


max_ = _extreme("max", np.max, max, "largest")
min_ = _extreme("min", np.min, min, "smallest")
