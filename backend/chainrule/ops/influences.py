"""Influence: detach, one-hot rows of class ids, and the share each entry has in being the largest."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.ops.axes import normal_axes
from chainrule.ops.family_influence import influence
from chainrule.ops.record import BadSample, Parameter, Params, Sample, Shape, size

detach = influence(
    "detach",
    lambda shapes, params: shapes[0],
    lambda params: lambda a: a,
    title="Detach",
    tells="The same value, but gradients stop here.",
    reference=lambda a: np.asarray(a, dtype=float),
    samples=(Sample((2.5,)), Sample(([1.0, -2.0],))),
    source="PyTorch documentation, Tensor.detach",
    stops=True,
)


def chosen(ids: Any, classes: int) -> Any:
    """True at each class id, along a new last axis. Raises bad-argument for numbers that are not class ids."""
    ids = np.asarray(ids)
    marks = np.equal(ids[..., None], np.arange(classes))
    if np.count_nonzero(marks) != ids.size:
        first = ids[~marks.any(axis=-1)].flat[0]
        raise Refused("bad-argument", f"{first:g} is not a class id: there are {classes} classes.", f"Use whole numbers from 0 to {classes - 1}.", classes=classes)
    return marks


def one_hot_rows(ids: Any, classes: int) -> Any:
    """1 at each class id, 0 elsewhere, along a new last axis."""
    return chosen(ids, classes) * 1.0


def _classes(shapes: tuple[Shape, ...], params: Params) -> Shape:
    if params["classes"] < 1:
        raise Refused("bad-argument", "one_hot needs at least one class.", "Write one_hot(ids, 3).")
    return (*shapes[0], params["classes"])


one_hot = influence(
    "one_hot",
    _classes,
    lambda params: lambda a: one_hot_rows(a, params["classes"]),
    title="One-hot rows",
    tells="1 at each class id and 0 elsewhere: {out} has shape {shape:out}.",
    reference=lambda a, classes: np.eye(classes)[np.asarray(a, dtype=int)],
    samples=(Sample(([2.0, 0.0],), {"classes": 3}), Sample((1.0,), {"classes": 2})),
    bad=(BadSample(([3.0],), "bad-argument", {"classes": 3}), BadSample(([0.0],), "bad-argument", {"classes": 0})),
    params=(Parameter("classes", "whole", required=True),),
    source="PyTorch documentation, torch.nn.functional.one_hot",
)


def shares(a: Any, axes: tuple[int, ...], ties: str, smallest: bool = False, extreme: Any = None) -> Any:
    """Which entries are the extreme one along `axes`. `split`: ties share evenly; `first`: all to the first in reading order.
    `extreme`: the extreme entries, with their axes kept, where they are known already."""
    if np.ndim(a) == 0:
        return np.float64(1.0)
    if extreme is None:
        extreme = (np.minimum if smallest else np.maximum).reduce(a, axis=axes, keepdims=True)
    mask = np.equal(a, extreme)
    if ties == "split":
        return mask / np.add.reduce(mask, axis=axes, dtype=np.float64, keepdims=True)  # NaN equals nothing: 0 / 0
    rest = [axis for axis in range(a.ndim) if axis not in axes]
    order = [*rest, *axes]
    moved = mask.transpose(order)
    rows = moved.reshape(-1, size(moved.shape[len(rest) :]))
    first = rows & (rows.argmax(axis=1)[:, None] == np.arange(rows.shape[1]))
    return (first * 1.0).reshape(moved.shape).transpose([order.index(axis) for axis in range(a.ndim)])


def _shared(params: Params) -> Any:
    return lambda a: shares(a, normal_axes(params["axis"], np.ndim(a)), params["ties"], params["smallest"])


share = influence(
    "share",
    lambda shapes, params: shapes[0],
    _shared,
    title="Share of the extreme",
    tells="The share each entry of {a} has in being the extreme one: {out} has shape {shape:out}.",
    reference=lambda a, axis=None, ties="split", smallest=False: np.isclose(a, np.max(a, axis=axis, keepdims=True)) * 1.0 if not smallest else np.isclose(a, np.min(a)) * 1.0,
    samples=(Sample(([0.4, 2.1, 1.0],)), Sample(([[0.4, 2.1], [1.0, -3.0]],), {"axis": 0}), Sample(([0.4, 2.1, 1.0],), {"smallest": True}), Sample((1.5,))),
    params=(Parameter("axis", "axes"), Parameter("ties", "ties", "split"), Parameter("smallest", "flag", False)),
    source="Boyd and Vandenberghe, Convex Optimization, subgradients",
    typed=False,
)
