"""The edges of a trace: how the entries of two nodes belong together, and what came back between them."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from chainrule.explain.edges import Edge as Use
from chainrule.ops.record import size
from chainrule.ops.relation import Axes, Block, Contraction, Fibre, Map, Pointwise
from chainrule.ops.relation import Relation as Structure
from chainrule.program.graph import Program
from chainrule.wire.models import Edge, Relation, Tensor
from chainrule.wire.seen import Seen
from chainrule.wire.template import Template


def edge(number: int, seen: Seen, blanks: Template[Seen]) -> Edge:
    program, use, structure = seen.record.program, seen.uses[number], seen.relation(number)
    shapes, pull = program.shapes, use.pull
    undone = use.copies
    over = shapes[use.user] if isinstance(structure, Pointwise) else shapes[use.source]
    return {
        "id": f"e{number}",
        "from": f"n{use.source}",
        "to": f"n{use.user}",
        "arg": use.arg,
        "relation": _relation(structure, number, use, program, blanks),
        "partial": None if use.partial is None else blanks.tensor(lambda run: run.uses[number].partial, over),
        "contribution": None
        if use.contribution is None
        else blanks.tensor(lambda run: run.uses[number].contribution, shapes[use.source]),
        "unbroadcast": None if undone is None else {"axes": list(undone.axes), "copies": list(undone.copies), "kept": list(undone.kept)},
        "flat": bool(pull and pull.flat),
        "selects": bool(pull and pull.selects),
    }


def _relation(structure: Structure, number: int, use: Use, program: Program, blanks: Template[Seen]) -> Relation:
    if isinstance(structure, Pointwise):
        return {"kind": "pointwise", "broadcast": list(structure.broadcast)}

    def part(name: str) -> Tensor:
        """What the relation itself has of numbers."""
        return blanks.tensor(lambda run: getattr(run.relation(number), name), np.shape(getattr(structure, name)))

    def written(run: Seen) -> Any:
        return cast(Block, run.relation(number)).jacobian()

    match structure:
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
