"""Reductions: the product of all entries; and whether all or any of them are not 0, and how many, which are flat."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from chainrule.formula.read import read
from chainrule.formula.tree import Call, Formula, Product, Sum, Word
from chainrule.ops.family_contraction import at
from chainrule.ops.family_reduction import Weight, reduction
from chainrule.ops.record import Build, Kink, Op, Params, Sample, size


def others(a: Any, axes: tuple[int, ...]) -> Any:
    """The product of all the other entries of each line: those before times those after. Nothing is divided, so zeros do no harm."""
    if np.ndim(a) == 0:
        return np.float64(1.0)
    order = [*(axis for axis in range(np.ndim(a)) if axis not in axes), *axes]
    moved = np.transpose(a, order)
    lead = moved.shape[: np.ndim(a) - len(axes)]
    rows = moved.reshape(*lead, size(moved.shape[len(lead) :]))
    before, after = np.ones_like(rows), np.ones_like(rows)
    np.cumprod(rows[..., :-1], axis=-1, out=before[..., 1:])
    np.cumprod(rows[..., :0:-1], axis=-1, out=after[..., -2::-1])
    return np.transpose((before * after).reshape(moved.shape), np.argsort(order))


def _others_node(build: Build, a: Any, out: Any, axes: tuple[int, ...], params: Params) -> Any:
    """Each line copied once for every entry of it, with that entry replaced by 1, multiplied."""
    shape = build.shape(a)
    if not size(shape):
        return build("ones", shape=shape)
    if not shape:
        return build.constant(1.0)
    if 0 in shape:
        return a
    order = (*(axis for axis in range(len(shape)) if axis not in axes), *axes)
    moved = build("transpose", a, axes=order)
    lead, line = tuple(shape[axis] for axis in order[: len(shape) - len(axes)]), tuple(shape[axis] for axis in axes)
    count = size(line)
    rows = build("reshape", moved, shape=(*lead, 1, count))
    replaced = build("where", build.constant(np.eye(count).tolist()), build.constant(1.0), rows)
    product = build("reshape", build("prod", replaced, axis=-1), shape=(*lead, *line))
    return build("transpose", product, axes=tuple(int(axis) for axis in np.argsort(order)))


def _others_shown(params: Params, letters: str, summed: str) -> Formula:
    if len(summed) != 1:
        return Word("others")
    other = next(letter for letter in "jkrs" if letter not in letters)
    return Product((f"{other}≠{summed}",), at("a", letters.replace(summed, other)))


prod = reduction(
    "prod",
    np.prod,
    slope=Weight(_others_shown, lambda a, out, axes, params: others(a, axes), _others_node),
    title="Product",
    tells="The product over {along}: {out} has shape {shape:out}.",
    narration="Each entry of {to} gets the gradient times the product of all the other entries.",
    because="Change one factor a little and the product changes by that little times the product of the others. Nothing is divided, so this holds for zeros, too.",
    question="Why the product of the others?",
    reference=math.prod,
    body=lambda params, letters, summed: Product(tuple(summed), at("a", letters)),
    samples=(Sample(([[0.0, 1.5, -2.0], [0.0, 0.0, 3.0]],), {"axis": 1}), Sample(([[0.0, 1.5, -2.0], [0.0, 0.0, 3.0]],), {"axis": 0})),
)


def _flat(name: str, forward: Any, reference: Any, title: str, tells: str, because: str, body: Any, jump: Kink) -> Op:
    return reduction(
        name,
        lambda a, axis=None, keepdims=False: forward(np.not_equal(a, 0), axis=axis, keepdims=keepdims) * 1.0,
        slope=read("0"),
        title=title,
        tells=tells,
        narration="The answer is flat almost everywhere, so every entry of {to} gets 0.",
        because=because,
        question=None,
        reference=reference,
        body=body,
        kinks=(jump,),
        flat=True,
    )


def _jump(where: str, why: str, met: Any) -> Kink:
    return Kink(where, "0", why, lambda v, out, params: bool(np.any(met(v[0], out))), (([0.0],), 0, 0.0))


_UNMOVED = "A small change of {a} almost never makes an entry 0 or another one not 0, so the slope is 0."
all_ = _flat("all", np.all, lambda row: float(all(row)), "Are all entries true", "1 where no entry is 0, else 0, over {along}: {out} has shape {shape:out}.", _UNMOVED, lambda params, letters, summed: Call("all", (at("a", letters),)), _jump("an entry 0", "The answer jumps as soon as that entry moves; 0 is the slope beside the jump.", lambda a, out: np.equal(out, 0)))
any_ = _flat("any", np.any, lambda row: float(any(row)), "Is any entry true", "1 where some entry is not 0, else 0, over {along}: {out} has shape {shape:out}.", _UNMOVED, lambda params, letters, summed: Call("any", (at("a", letters),)), _jump("all entries 0", "The answer jumps as soon as one entry moves; 0 is the slope beside the jump.", lambda a, out: np.equal(out, 0)))
count_nonzero = _flat("count_nonzero", np.sum, lambda row: float(sum(x != 0 for x in row)), "Count of entries that are not 0", "How many entries are not 0, over {along}: {out} has shape {shape:out}.", _UNMOVED, lambda params, letters, summed: Sum(tuple(summed), Call("nonzero", (at("a", letters),))), _jump("an entry 0", "The count jumps as soon as that entry moves; 0 is the slope beside the jump.", lambda a, out: np.equal(a, 0)))
