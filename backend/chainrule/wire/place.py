"""Which node or edge a request means, and which of its entries."""

from __future__ import annotations

import re

from chainrule.errors import Refused
from chainrule.ops.record import size
from chainrule.program.graph import Program

_ID = re.compile(r"n(\d{1,9})")
_EDGE = re.compile(r"e(\d{1,9})")


def node(program: Program, text: str) -> int:
    """By its id in the trace, or by its name; a text that is both is an id. Raises `Refused` (unknown-node)."""
    found = _ID.fullmatch(text)
    if found and int(found[1]) < len(program):
        return int(found[1])
    if text in program.bindings:
        return program.bindings[text]
    names = ", ".join(list(program.bindings)[:12])
    raise Refused("unknown-node", "The program has no value of this id or name.", f"Its names are {names}." if names else None)


def edge(count: int, text: str) -> int:
    """Which of so many edges, by its id in the trace. Raises `Refused` (unknown-node)."""
    found = _EDGE.fullmatch(text)
    if found and int(found[1]) < count:
        return int(found[1])
    raise Refused("unknown-node", "The program has no edge of this id.")


def entry(program: Program, of: int, flat: int) -> int:
    """`flat`, which must be an entry of the node. Raises `Refused` (bad-index)."""
    count = size(program.shapes[of])
    if not 0 <= flat < count:
        raise Refused("bad-index", f"The value has {count:,} entries, counted from 0; there is no entry {flat:,}.")
    return flat
