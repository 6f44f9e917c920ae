"""Programs as trees: written as text for chainrule, or worked out with another library's functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Leaf:
    """A number, or the name of a value."""

    of: str | float


@dataclass(frozen=True)
class Node:
    """An op of the catalogue. A `method` is written x.op(...) where it can be."""

    op: str
    args: tuple[Tree, ...]
    params: Mapping[str, Any] = field(default_factory=dict)
    method: bool = False


Tree = Leaf | Node


@dataclass(frozen=True)
class Statement:
    """`name = tree`, or `name += tree` when it is augmented with add, sub or mul."""

    name: str
    tree: Tree
    augment: str | None = None


@dataclass(frozen=True)
class Program:
    inputs: Mapping[str, NDArray[np.float64]]
    statements: tuple[Statement, ...]
    seed: int
    """For the random gradient that comes from upstream."""

    @property
    def text(self) -> str:
        inputs = [f"{name} = {array.tolist()}" for name, array in self.inputs.items()]
        lines = [f"{one.name} {SIGNS[one.augment][0] if one.augment else ''}= {written(one.tree)}" for one in self.statements]
        return "\n".join(inputs + lines)

    @property
    def ops(self) -> set[str]:
        return {op for one in self.statements for op in _ops(one.tree)} | {one.augment for one in self.statements if one.augment}

    def __repr__(self) -> str:
        return f"\n{self.text}\n"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def work_out(self, inputs: Mapping[str, Any], table: Mapping[str, Callable[..., Any]], number: Callable[[float], Any]) -> Any:
        """The value of the last statement, by a library's functions. `number` makes a tensor of one that stands in the text."""
        values = dict(inputs)

        def of(tree: Tree) -> Any:
            if isinstance(tree, Leaf):
                return values[tree.of] if isinstance(tree.of, str) else number(tree.of)
            return table[tree.op](*map(of, tree.args), **tree.params)

        for one in self.statements:
            found = of(one.tree)
            values[one.name] = table[one.augment](values[one.name], found) if one.augment else found
        return values[self.statements[-1].name]


def _ops(tree: Tree) -> set[str]:
    return set() if isinstance(tree, Leaf) else {tree.op}.union(*map(_ops, tree.args))


def leaves(tree: Tree) -> Iterator[Leaf]:
    if isinstance(tree, Leaf):
        yield tree
    else:
        for one in tree.args:
            yield from leaves(one)


# -- the text

SIGNS = {
    "add": ("+", 1),
    "sub": ("-", 1),
    "mul": ("*", 2),
    "div": ("/", 2),
    "matmul": ("@", 2),
    "pow": ("**", 4),
    "greater": (">", 0),
    "less_equal": ("<=", 0),
}
"""Ops written between their arguments, and how tightly they bind."""
_NEG, _POW, _ATOM = 3, 4, 5


def written(tree: Tree) -> str:
    return _written(tree)[0]


def _written(tree: Tree) -> tuple[str, int]:
    """The text, and how tightly its last written sign binds."""
    if isinstance(tree, Leaf):
        return tree.of if isinstance(tree.of, str) else repr(tree.of), _ATOM
    if tree.op in SIGNS:
        sign, bond = SIGNS[tree.op]
        left, right = tree.args
        # A chain goes to the left, except that of powers; comparisons are no chain at all.
        closer = (bond + 1, _NEG) if bond == _POW else (bond + (bond == 0), bond + 1)
        return f"{_within(left, closer[0])} {sign} {_within(right, closer[1])}", bond
    if tree.op == "neg":
        return f"-{_within(tree.args[0], _NEG)}", _NEG
    if tree.op == "index":
        return f"{_within(tree.args[0], _ATOM)}[{', '.join(map(_item, tree.params['key']))}]", _ATOM
    given = {name: one for name, one in tree.params.items() if name not in ("signature", "ties") and one is not None and one is not False}
    params = [f"{name}={one!r}" for name, one in given.items()]
    signature = [repr(tree.params["signature"])] if "signature" in tree.params else []
    args = [written(one) for one in tree.args]
    if tree.op == "split":
        call = ", ".join([*args, *(one for one in params if not one.startswith("part="))])
        return f"split({call})[{tree.params['part']}]", _ATOM
    if tree.op == "transpose" and tree.method and tree.params == {"axes": None}:
        return f"{_within(tree.args[0], _ATOM)}.T", _ATOM
    if tree.method:
        return f"{_within(tree.args[0], _ATOM)}.{tree.op}({', '.join([*args[1:], *params])})", _ATOM
    return f"{tree.op}({', '.join([*signature, *args, *params])})", _ATOM


def _within(tree: Tree, bond: int) -> str:
    text, own = _written(tree)
    return text if own >= bond else f"({text})"


def _item(item: Any) -> str:
    if isinstance(item, slice):
        start, stop, step = ("" if one is None else str(one) for one in (item.start, item.stop, item.step))
        return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"
    return "..." if item is Ellipsis else str(list(item)) if isinstance(item, tuple) else str(item)
