"""Movement: entries of one tensor written over the places of another that an index names."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.errors import Refused
from chainrule.formula.tree import Call, Symbol
from chainrule.ops.family_movement import placed
from chainrule.ops.indexing import Cut, checked, index, scattered
from chainrule.ops.record import (
    BadSample,
    Op,
    Parameter,
    Params,
    Plan,
    Pull,
    Rule,
    Sample,
    Sentences,
    Shape,
    Words,
    says,
    size,
    telling,
    value,
)
from chainrule.ops.relation import Map

_GRID = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]
_TELLS = "Entries of {a} are written over by those of {b}: {out} has shape {shape:out}."


def _put(op: Op, shapes: tuple[Shape, ...], params: Params) -> Plan:
    shape, given = shapes
    picked = index.plan((shape,), {"key": params["key"]}).shape
    if picked != given:
        raise Refused("bad-shape", f"The index picks {says(picked)}, the tensor is {says(given)}.", "Give both the same shape.", shape=list(given))
    key = checked(shape, params["key"])
    listed = next((item for item in key if isinstance(item, list)), None)
    if listed is not None:
        extent = shape[sum(item is not None for item in key[: key.index(listed)])]
        if len({one % extent for one in listed}) < len(listed):
            raise Refused("bad-index", "The index names a place twice.", "Name each place once.")

    def over(a: Any, b: Any) -> Any:
        out = np.array(a, dtype=np.float64)
        out[key] = b
        return value(out)

    def into(t: Any) -> Any:
        return over(np.zeros(shape), t)

    def kept(values: Any, out: Any) -> Map:
        return Map("keep", 0, (), tuple(np.ravel(np.arange(size(shape)).reshape(shape)[key]).tolist()))

    base = Pull(
        kept,
        lambda g, part, values, out: over(g, 0.0),
        lambda t, part, values, out: over(t, 0.0),
        lambda build, g, args, out: build("put", g, build("zeros", shape=given), key=params["key"]),
    )
    landing = Pull(
        lambda values, out: placed(shape, lambda whole: whole[key]) if listed is None else scattered(shape, key),
        lambda g, part, values, out: value(np.asarray(g)[key]),
        lambda t, part, values, out: into(t),
        lambda build, g, args, out: build("index", g, key=params["key"]),
    )
    return Plan(op, shapes, params, shape, 0, over, (base, landing), "any")


def _words(plan: Plan) -> Words:
    told = Sentences(
        telling(_TELLS, plan.shape),
        {
            "a": "{to} gets the gradient everywhere but at the places that were written over.",
            "b": "{to} takes the gradient of the places it was written to.",
        },
        {
            "a": "What was written over no longer has a part in the result.",
            "b": "Each entry of {b} stands at one place of the result, and that place pays it its gradient.",
        },
        {"a": "Why is it 0 at some places?", "b": None},
    )
    return Words(Call("put", (Symbol("a"), Symbol("b"), Symbol("key"))), {"a": Rule(), "b": Rule()}, told)


def _by_places(a: Any, b: Any, key: Any) -> Any:
    """The same entry by entry, by the positions that the index picks."""
    entries = [float(one) for one in np.ravel(a)]
    for place, entry in zip(np.ravel(index.reference(np.arange(np.size(a)).reshape(np.shape(a)), key=key)), np.ravel(b), strict=True):
        entries[int(place)] = float(entry)
    return np.array(entries).reshape(np.shape(a))


put = Op(
    "put",
    "[ ] =",
    "Write over by index",
    "movement",
    ("a", "b"),
    _put,
    _words,
    _by_places,
    params=(Parameter("key", "key", required=True),),
    samples=(
        Sample((_GRID, 5.0), {"key": (1, -1)}),
        Sample((_GRID, [5.0, 7.0, 9.0]), {"key": (0,)}),
        Sample((_GRID, [[5.0, 7.0], [9.0, 2.0]]), {"key": (Cut(), Cut(step=2))}),
        Sample((_GRID, [[5.0], [7.0]]), {"key": (Ellipsis, Cut(2, None, -3))}),
        Sample((_GRID, [[5.0, 7.0], [9.0, 2.0]]), {"key": (Cut(), (-1, 0))}),
        Sample((1.5, 5.0), {"key": ()}),
    ),
    bad=(
        BadSample((_GRID, [5.0, 7.0]), "bad-shape", {"key": (0,)}),
        BadSample((_GRID, _GRID), "bad-index", {"key": (2,)}),
        BadSample(([1.0, 2.0], [5.0, 7.0]), "bad-index", {"key": ((1, -1),)}),
    ),
    sources=("NumPy user guide, assigning values to indexed arrays",),
    doc=_TELLS,
    typed=False,
)
