"""Movement: entries put in order along an axis. Where each goes depends on the numbers, so the index map is made from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Call, Equation, Multiply, Symbol, Transposed, Word
from chainrule.ops.axes import normal_axes
from chainrule.ops.places import order
from chainrule.ops.record import (
    BadSample,
    Build,
    Kink,
    Op,
    Parameter,
    Params,
    Plan,
    Pull,
    Rule,
    Sample,
    Sentences,
    Shape,
    Value,
    Words,
    size,
    telling,
)
from chainrule.ops.relation import Map

_ROWS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def _ordered(
    name: str, asked: Callable[[int, Params], tuple[int, bool]],
    *, title: str, tells: Callable[[Params], str], narration: str, reference: Callable[..., Any], params: tuple[Parameter, ...],
    samples: tuple[Sample, ...], bad: tuple[BadSample, ...], kink: Kink, source: str,
) -> Op:
    """`asked(extent, params)` says how many entries are kept of an axis and whether the largest come first; it raises `Refused`."""  # fmt: skip

    def make(op: Op, shapes: tuple[Shape, ...], given: Params) -> Plan:
        (shape,) = shapes
        (axis,) = normal_axes(given["axis"], len(shape))
        count, descending = asked(shape[axis], given)
        result = (*shape[:axis], count, *shape[axis + 1 :])

        def places(a: Any) -> Any:
            return order(a, axis, count, descending)

        def keeping(a: Any) -> tuple[Any, Any]:
            found = places(a)
            return np.take_along_axis(a, found, axis), found

        def back(g: Any, found: Any) -> Any:
            whole = np.zeros(shape)
            np.put_along_axis(whole, found, np.broadcast_to(g, result), axis)
            return whole

        def relation(values: Sequence[Any], out: Any) -> Map:
            positions = np.arange(size(shape)).reshape(shape)
            return Map("indices", 0, (), tuple(np.take_along_axis(positions, places(values[0]), axis).ravel().tolist()))

        def built(build: Build, g: Any, args: Any, out: Any) -> Any:
            taken = build("argsort", args[0], axis=axis, count=count, descending=descending)
            return build("ungather", g, taken, shape=shape, axis=axis)

        pull = Pull(relation, lambda g, part, values, out: back(g, places(values[0])), lambda t, part, values, out: np.take_along_axis(t, places(values[0]), axis), built)
        flops = size(shape) * max(shape[axis], 1).bit_length()
        pull.regains(back)
        form = f"axis {axis} of {len(shape)}"
        # Where few are taken, their places are a view of those of all.
        return Plan(op, shapes, given, result, flops, lambda a: keeping(a)[0], (pull,), form, keeping, size(shape))

    def words(plan: Plan) -> Words:
        back = Equation(Symbol("d.a"), Multiply(Transposed(Word("P")), Symbol("d.out"))) if len(plan.shape) == 1 else None
        because = "Nothing was computed, only moved, so each gradient entry goes back to the place its value came from. A small change of {a} does not change the order; as a matrix, P says who stands where, and its transpose takes each one back."
        told = Sentences(telling(f"{tells(plan.params)}: {{out}} has shape {{shape:out}}.", plan.shape), {"a": narration}, {"a": because}, {"a": "Why does the order have no slope of its own?"})
        return Words(Call(name, (Symbol("a"),)), {"a": Rule(matrix=back)}, told)

    return Op(
        name, name, title, "movement", ("a",), make, words, reference,
        params=params, samples=samples, kinks=(kink,), sources=(source,), doc=f"{title} along an axis.",
        bad=(BadSample((_ROWS,), "bad-axis", {"axis": 2, **bad[0].params} if bad else {"axis": 2}), *bad),
    )  # fmt: skip


def _equal_neighbours(values: Sequence[Value], out: Value, params: Params) -> bool:
    return bool(np.any(np.diff(out, axis=params["axis"]) == 0))


def _equal_cut(values: Sequence[Value], out: Value, params: Params) -> bool:
    """Is an entry left out that equals one that was kept?"""
    last = np.take(out, [-1], axis=params["axis"]) if np.size(out) else np.full((1,) * np.ndim(out), np.nan)
    count = [np.sum(np.equal(one, last), axis=params["axis"]) for one in (values[0], out)]
    return bool(np.any(count[0] > count[1]))


def _count(extent: int, params: Params) -> tuple[int, bool]:
    if not 0 <= params["k"] <= extent:
        raise Refused("bad-argument", f"{params['k']} entries cannot be taken from an axis of {extent}.", f"Use a k from 0 to {extent}.", k=params["k"], size=extent)
    return params["k"], params["largest"]


def _taken(params: Params) -> str:
    count, word = params["k"], "largest" if params["largest"] else "smallest"
    return f"The {word} entry along an axis" if count == 1 else f"The {count} {word} entries along an axis, the {word} first"


def _lines(line: Callable[..., list[float]]) -> Callable[..., Any]:
    return lambda a, axis=-1, **rest: np.apply_along_axis(lambda row: np.array(line(row.tolist(), **rest)), axis, np.asarray(a, dtype=float))


sort = _ordered(
    "sort",
    lambda extent, params: (extent, params["descending"]),
    title="Sort",
    tells=lambda params: f"In order of size along an axis, the {'largest' if params['descending'] else 'smallest'} first",
    narration="Each gradient entry goes back to the place its value had in {to} before sorting.",
    reference=_lines(lambda row, descending=False: sorted(row, reverse=descending)),
    params=(Parameter("axis", "axis", -1), Parameter("descending", "flag", False)),
    samples=(Sample(([0.4, -1.2, 2.1],)), Sample((_ROWS,)), Sample((_ROWS,), {"axis": 0}), Sample((_ROWS,), {"axis": 1, "descending": True})),
    bad=(),
    kink=Kink("equal entries", "that of their old order", "Equal entries keep their order, so each of the equal places goes back to one of them.", _equal_neighbours, (([1.0, 1.0],), 0, 1.0)),
    source="NumPy reference, numpy.sort",
)
topk = _ordered(
    "topk",
    _count,
    title="Largest k",
    tells=_taken,
    narration="The entries of {to} that were taken get their gradient back; all others get 0.",
    reference=_lines(lambda row, k, largest=True: sorted(row, reverse=largest)[:k]),
    params=(Parameter("k", "whole", required=True), Parameter("axis", "axis", -1), Parameter("largest", "flag", True)),
    samples=(Sample(([0.4, -1.2, 2.1],), {"k": 2}), Sample((_ROWS,), {"k": 1}), Sample((_ROWS,), {"k": 2, "axis": 0}), Sample((_ROWS,), {"k": 2, "largest": False})),
    bad=(BadSample((_ROWS,), "bad-argument", {"k": 4}), BadSample((_ROWS,), "bad-argument", {"k": -1})),
    kink=Kink("the last one taken equals one left out", "1 for the first of them and 0 for the others", "Of equal entries the first in the line is taken.", _equal_cut),
    source="PyTorch documentation, torch.topk",
)
