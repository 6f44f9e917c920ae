"""The edges of a trace: how the entries of two nodes belong together, and what came back between them."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import numpy as np

from chainrule.explain.edges import Edge as Use
from chainrule.ops.record import size
from chainrule.ops.relation import Axes, Block, Contraction, Fibre, Map, Pointwise
from chainrule.wire.models import Edge, Relation, Tensor, Unbroadcast
from chainrule.wire.seen import Seen
from chainrule.wire.template import Template


def edges(seen: Seen, blanks: Template[Seen]) -> list[Edge]:
    """All of them. What a pull says of itself is written once: a loop has it in every pass."""
    known: dict[int, _Fixed] = {}
    return [_edge(number, seen, blanks, known) for number in range(len(seen.uses))]


_Fixed: TypeAlias = tuple[Relation | None, Unbroadcast | None, bool, bool]
"""The relation where it is that of any numbers, what is added up, whether the slope is flat, and whether it selects."""


def _edge(number: int, seen: Seen, blanks: Template[Seen], known: dict[int, _Fixed]) -> Edge:
    use, shapes = seen.uses[number], seen.record.program.shapes
    fixed = known.get(id(use.pull))
    if fixed is None:
        fixed = known[id(use.pull)] = _fixed(use)
    relation, undone, flat, selects = fixed
    relation = relation or _relation(number, seen, blanks)
    over = shapes[use.user] if relation["kind"] == "pointwise" else shapes[use.source]
    return {
        "id": f"e{number}",
        "from": f"n{use.source}",
        "to": f"n{use.user}",
        "arg": use.arg,
        "relation": relation,
        "partial": None if use.partial is None else blanks.tensor(lambda run: run.uses[number].partial, over),
        "contribution": None
        if use.contribution is None
        else blanks.tensor(lambda run: run.uses[number].contribution, shapes[use.source]),
        "unbroadcast": undone,
        "flat": flat,
        "selects": selects,
    }


def _fixed(use: Use) -> _Fixed:
    pull, copied = use.pull, use.copies
    undone: Unbroadcast | None = None
    if copied is not None:
        undone = {"axes": list(copied.axes), "copies": list(copied.copies), "kept": list(copied.kept)}
    structure = use.relation() if use.plan.op.family == "pointwise" else None
    relation: Relation | None = None
    if isinstance(structure, Pointwise):
        relation = {"kind": "pointwise", "broadcast": list(structure.broadcast)}
    return relation, undone, bool(pull and pull.flat), bool(pull and pull.selects)


def _relation(number: int, seen: Seen, blanks: Template[Seen]) -> Relation:
    structure, use, program = seen.relation(number), seen.uses[number], seen.record.program

    def part(name: str) -> Tensor:
        """What the relation itself has of numbers."""
        return blanks.tensor(lambda run: getattr(run.relation(number), name), np.shape(getattr(structure, name)))

    def written(run: Seen) -> Any:
        return cast(Block, run.relation(number)).jacobian()

    match structure:
        case Pointwise(broadcast):
            return {"kind": "pointwise", "broadcast": list(broadcast)}
        case Map(way, offset, strides, indices):
            # They may be made of the numbers of an argument. Those that are not are the same object in every run, and written once.
            picked = blanks.numbers(lambda run: run.relation(number).indices) if indices else []  # type: ignore[union-attr]
            return {"kind": "map", "way": cast(Any, way), "offset": offset, "strides": list(strides), "indices": picked}
        case Axes(axes, keepdims):
            return {"kind": "axes", "axes": list(axes), "keepdims": keepdims}
        case Contraction(inputs, output, operand):
            others = [place for place in range(len(inputs)) if place != operand]
            args = program.args[use.user]
            return {
                "kind": "contraction",
                "inputs": list(inputs),
                "output": output,
                "operand": operand,
                "companions": [f"n{args[place]}" for place in others],
                "companion_operands": others,
            }
        case Fibre(axis, _, _, _, reach):
            return {
                "kind": "fibre",
                "axis": axis,
                "diagonal": part("diagonal"),
                "left": part("left"),
                "right": part("right"),
                "reach": cast(Any, reach),
            }
        case Block(axes, out_axes, _, reach):
            source, out = program.shapes[use.source], program.shapes[use.user]
            shared = tuple(extent for axis, extent in enumerate(source) if axis not in axes)
            block = size(tuple(out[axis] for axis in out_axes)), size(tuple(source[axis] for axis in axes))
            fits = blanks.fits(size((*shared, *block)))
            return {
                "kind": "block",
                "axes": list(axes),
                "out_axes": list(out_axes),
                "jacobian": blanks.tensor(written, (*shared, *block)) if fits else None,
                "reach": cast(Any, reach),
            }
        case _:
            return {"kind": "influence"}
