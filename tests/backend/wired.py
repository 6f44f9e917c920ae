"""Rebuilds every contribution from what travels on the wire alone: relation, partials and values. Shares no code with the engine."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from chainrule.trace.study import Record
from chainrule.wire.document import document
from chainrule.wire.encode import dumps

WORDS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def array(tensor: Any) -> Any:
    return np.array([WORDS.get(one, one) for one in tensor["data"]], dtype=float).reshape(tensor["shape"])


def rebuilt(record: Record) -> Iterator[tuple[Any, Any, Any]]:
    """Per edge with a contribution: rebuilt, sent, and the sum of the products' magnitudes, entry by entry."""
    return of_trace(json.loads(dumps(document(record))))


def of_trace(trace: Any) -> Iterator[tuple[Any, Any, Any]]:
    nodes = {node["id"]: node for node in trace["nodes"]}
    for edge in trace["edges"]:
        if edge["contribution"] is None:
            continue
        source, user = nodes[edge["from"]], nodes[edge["to"]]
        found, magnitude = np.zeros(source["shape"]), np.zeros(source["shape"])
        gradient = array(user["grad"])
        for entry, at, factor in products(edge, source, user, nodes):
            if not factor and (edge["flat"] or edge["selects"]):
                continue
            found[entry] += gradient[at] * factor
            magnitude[entry] += abs(gradient[at] * factor)
        yield found, array(edge["contribution"]), magnitude


def products(edge: Any, source: Any, user: Any, nodes: Any) -> Iterator[tuple[Any, Any, float]]:
    """(entry of the argument, entry of the result, local factor) for every product behind the edge."""
    relation, shape, out = edge["relation"], tuple(source["shape"]), tuple(user["shape"])
    match relation["kind"]:
        case "pointwise":
            partial = array(edge["partial"])
            for at in np.ndindex(out):
                tail = at[len(out) - len(shape) :]
                yield tuple(k if n > 1 else 0 for k, n in zip(tail, shape, strict=True)), at, partial[at]
        case "axes":
            partial = array(edge["partial"])
            for entry in np.ndindex(shape):
                kept = tuple(0 if axis in relation["axes"] else k for axis, k in enumerate(entry))
                dropped = tuple(k for axis, k in enumerate(entry) if axis not in relation["axes"])
                yield entry, kept if relation["keepdims"] else dropped, partial[entry]
        case "map":
            yield from _moves(relation, shape, out)
        case "fibre":
            axis = relation["axis"]
            diagonal, left, right = (np.broadcast_to(array(relation[part]), shape) for part in ("diagonal", "left", "right"))
            for entry in np.ndindex(shape):
                for k in range(shape[axis]) if shape else [0]:
                    at = tuple(k if a == axis else c for a, c in enumerate(entry))
                    if relation["reach"] == "before" and at < entry:
                        continue
                    # The two parts of a slope are products of their own: s - s * s loses digits where s is close to 1.
                    if at == entry:
                        yield entry, at, float(diagonal[at])
                    yield entry, at, left[at] * right[entry]
        case "block":
            yield from _blocks(relation, shape, out)
        case "contraction":
            terms, here = relation["inputs"], relation["operand"]
            companions = [
                (terms[place], array(nodes[node]["value"]))
                for place, node in zip(relation["companion_operands"], relation["companions"], strict=True)
            ]
            sizes = dict(zip(terms[here], shape, strict=True)) | dict(zip(relation["output"], out, strict=True))
            for term, value in companions:
                sizes |= dict(zip(term, value.shape, strict=True))
            for numbers in itertools.product(*(range(size) for size in sizes.values())):
                letter = dict(zip(sizes, numbers, strict=True))
                factor = 1.0
                for term, value in companions:
                    factor *= value[tuple(letter[c] for c in term)]
                yield tuple(letter[c] for c in terms[here]), tuple(letter[c] for c in relation["output"]), factor


def _blocks(relation: Any, shape: tuple[int, ...], out: tuple[int, ...]) -> Iterator[tuple[Any, Any, float]]:
    def split(entry: tuple[int, ...], axes: list[int], extents: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
        place = 0
        for axis in axes:
            place = place * extents[axis] + entry[axis]
        return tuple(k for axis, k in enumerate(entry) if axis not in axes), place

    jacobian = array(relation["jacobian"])
    for entry in np.ndindex(shape):
        block, column = split(entry, relation["axes"], shape)
        for at in np.ndindex(out):
            same, row = split(at, relation["out_axes"], out)
            if same == block and not (relation["reach"] == "before" and row < column):
                yield entry, at, jacobian[(*block, row, column)]


def _moves(relation: Any, shape: tuple[int, ...], out: tuple[int, ...]) -> Iterator[tuple[Any, Any, float]]:
    if relation["way"] == "indices":
        for at, flat in zip(np.ndindex(out), relation["indices"], strict=True):
            if flat >= 0:
                yield np.unravel_index(flat, shape), at, 1.0
        return
    if relation["way"] == "keep":
        yield from ((at, at, 1.0) for flat, at in enumerate(np.ndindex(out)) if flat not in relation["indices"])
        return
    if relation["way"] == "land":
        for entry, flat in zip(np.ndindex(shape), relation["indices"], strict=True):
            yield entry, np.unravel_index(flat, out), 1.0
        return
    walked, other = (out, shape) if relation["way"] == "read" else (shape, out)
    for at in np.ndindex(walked):
        flat = relation["offset"] + sum(k * stride for k, stride in zip(at, relation["strides"], strict=True))
        there = tuple(np.unravel_index(flat, other)) if other else ()
        yield (there, at, 1.0) if relation["way"] == "read" else (at, there, 1.0)
