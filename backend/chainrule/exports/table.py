"""A trace as a table of values and gradients, for a terminal.

    x           -2    gradient -4
    q = x + y    3    gradient -4
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chainrule.wire.models import Node, Number, Tensor, Trace

MOST = 8
"""Entries of a tensor that are printed."""


def render(trace: Trace) -> bytes:
    """One line for every named value and for the targets, which are marked."""
    rows = [("name", "shape", "value", "gradient")]
    targets = set(trace["targets"])
    rows += [_row(node, node["id"] in targets) for node in trace["nodes"] if node["name"] or node["id"] in targets]
    notices = [f"\n{notice['text']}" for notice in trace["notices"]]
    return ("\n".join([*columns(rows), *notices]) + "\n").encode()


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(node: Node, target: bool) -> tuple[str, str, str, str]:
    name = f"{node['label']}{' (target)' if target else ''}"
    gradient = "no path" if node["grad"] is None else tensor(node["grad"])
    return name, " × ".join(map(str, node["shape"])) or "scalar", tensor(node["value"]), gradient


def tensor(of: Tensor) -> str:
    """`-12`, or `[1, 2, 3]`, rows in brackets of their own."""
    if "data" not in of:
        summary = of["summary"]
        return f"mean {number(summary['mean'])}, from {number(summary['min'])} to {number(summary['max'])}"
    data = of["data"]
    if not of["shape"]:
        return number(data[0])
    if len(data) > MOST:
        return f"[{', '.join(map(number, data[:MOST]))}, … {len(data) - MOST} more]"
    return _nested(iter(data), of["shape"])


def _nested(data: Iterable[Number], shape: Sequence[int]) -> str:
    entries = iter(data)
    if not shape:
        return number(next(iter(entries)))
    return f"[{', '.join(_nested(entries, shape[1:]) for _ in range(shape[0]))}]"


def number(of: Number) -> str:
    """Six significant digits, whole numbers bare."""
    return f"{float(of):.6g}"
