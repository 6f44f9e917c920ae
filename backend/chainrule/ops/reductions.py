"""Reductions: sum, mean, largest and smallest entry."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from chainrule.formula.read import read
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_reduction import SHARE, Prepared, reduction
from chainrule.ops.record import Kink, Op, Parameter, Params, Shape, Value, size
from chainrule.ops.sums import summing

FEW = 16
"""Entries."""


def _added(shape: Shape, axes: tuple[int, ...], result: Shape, params: Params) -> Prepared:
    return Prepared(summing(shape, axes, result))


def _averaged(shape: Shape, axes: tuple[int, ...], result: Shape, params: Params) -> Prepared:
    add, count = summing(shape, axes, result), float(size(tuple(shape[axis] for axis in axes)))
    return Prepared(lambda a: add(a) / count)


def _mean(a: Any, axis: Any = None, keepdims: Any = False) -> Any:
    total = np.add.reduce(a, axis=axis, keepdims=keepdims)
    return total / (a.size / total.size if total.size else 1)


sum_ = reduction(
    "sum",
    np.add.reduce,
    slope=read("1"),
    title="Sum",
    tells="The sum over {along}: {out} has shape {shape:out}.",
    narration="Every entry of {to} went into a sum once, so each gets that sum's gradient unchanged.",
    because="A sum grows exactly as fast as each of its terms, so one gradient is copied to every entry that was added.",
    question="Why is it the same number everywhere?",
    reference=math.fsum,
    prepare=_added,
)
mean = reduction(
    "mean",
    _mean,
    slope=read("1 / n"),
    title="Mean",
    tells="The mean over {along}: {out} has shape {shape:out}.",
    narration="Each entry of {to} has a share of 1 / n in its mean, so each gets the gradient divided by n.",
    because="Raise one of n entries by a little and the mean rises by that little divided by n.",
    question="Where does 1 / n come from?",
    reference=lambda row: math.fsum(row) / len(row),
    prepare=_averaged,
)


def _has_tie(values: Sequence[Value], out: Value, params: Params) -> bool:
    if params.get("ties") == "first":
        return False  # the macro that asks for the first says so itself
    a = np.asarray(values[0])
    kept = normal_axes(params.get("axis"), a.ndim)
    result = np.reshape(out, [1 if axis in kept else extent for axis, extent in enumerate(a.shape)])
    return bool(np.any(np.sum(np.equal(a, result), axis=kept) > 1))


def _folded(larger: np.ufunc) -> Any:
    """The extreme entry along few places, as those of a window: they are copied behind each other first, for NumPy is slow on short
    lines. What is kept are those copies and the extremes."""

    def prepare(shape: Shape, axes: tuple[int, ...], result: Shape, params: Params) -> Prepared | None:
        extents = [shape[axis] for axis in axes]
        if params["ties"] != "first" or not 1 < size(tuple(extents)) <= FEW or len(axes) == len(shape):
            return None
        rest = tuple(extent for axis, extent in enumerate(shape) if axis not in axes)
        order = [*axes, *(axis for axis in range(len(shape)) if axis not in axes)]
        back = tuple(order.index(axis) for axis in range(len(shape)))
        places = list(itertools.product(*(range(extent) if axis in axes else (slice(None),) for axis, extent in enumerate(shape))))

        def keeping(a: Any) -> tuple[Any, tuple[Any, Any]]:
            copies = np.empty((len(places), *rest))
            for number, place in enumerate(places):
                copies[number] = a[place]
            extreme = larger.reduce(copies, axis=0)
            return extreme.reshape(result), (copies, extreme)

        def recall(kept: tuple[Any, Any]) -> Any:
            copies, extreme = kept
            share = copies == extreme
            if np.count_nonzero(share) != extreme.size:  # a tie, or NaN
                taken = share[0].copy()
                for one in share[1:]:
                    np.greater(one, taken, out=one)
                    taken |= one
            return share.astype(np.float64).reshape(*extents, *rest).transpose(back)

        return Prepared(lambda a: keeping(a)[0], keeping, recall)

    return prepare


def _extreme(name: str, larger: np.ufunc, reference: Any, word: str) -> Op:
    return reduction(
        name,
        larger.reduce,
        slope=SHARE,
        title=f"{word.capitalize()} entry",
        tells=f"The {word} entry, over {{along}}: {{out}} has shape {{shape:out}}.",
        narration=f"Only the {word} entry was passed on, so the gradient goes there; every entry that is not the {word} gets 0.",
        because=f"A small change of any other entry does not change which entry is the {word}.",
        question="Why is it 0 almost everywhere?",
        reference=reference,
        kinks=(Kink("ties", "split evenly", f"When several entries are the {word}, each gets an equal share.", _has_tie, (([1.0, 1.0],), 0, 0.5)),),
        empty=False,
        extra=(Parameter("ties", "ties", "split"),),
        prepare=_folded(larger),
    )


max_ = _extreme("max", np.maximum, max, "largest")
min_ = _extreme("min", np.minimum, min, "smallest")
