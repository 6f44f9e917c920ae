"""What a program being generated has so far: values that can be used again, each with its shape and a bound for its entries.

The bound keeps functions out of the places where they are not finite, and numbers from growing beyond measure.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any, cast

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from trees import Leaf, Node, Statement, Tree, leaves

Shape = tuple[int, ...]
Draw = Callable[..., Any]
LARGEST = 1e3
"""The bound above which a value is only used through functions that make it small."""
ENTRIES = 256
SPREAD = 2.0


@dataclass(frozen=True)
class Value:
    tree: Tree
    shape: Shape
    bound: float

    @property
    def size(self) -> int:
        return prod(self.shape)

    @property
    def rank(self) -> int:
        return len(self.shape)


class Pool:
    def __init__(self, draw: Draw, allowed: Container[str] | None) -> None:
        self.draw, self._allowed = draw, allowed
        self.inputs: dict[str, NDArray[np.float64]] = {}
        self.statements: list[Statement] = []
        self.values: list[Value] = []
        self._numbers = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def one(self, among: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(among))

    def op(self, among: Sequence[str]) -> str:
        """One of the ops that may be used."""
        return str(self.one([op for op in among if self._allowed is None or op in self._allowed]))

    def order(self, rank: int) -> tuple[int, ...]:
        return tuple(self.draw(st.permutations(range(rank))))

    def whole(self, low: int, high: int) -> int:
        return int(self.draw(st.integers(low, high)))

    def chance(self, share: int) -> bool:
        """True once in `share` times."""
        return self.whole(1, share) == 1

    def shape(self, ranks: tuple[int, int] = (0, 3)) -> Shape:
        return tuple(self.whole(1, 4) for _ in range(self.whole(*ranks)))

    def give(self, shape: Shape) -> Value:
        """A new input."""
        name = "xywabcdefgh"[len(self.inputs)] if len(self.inputs) < 11 else f"x{len(self.inputs)}"
        self.inputs[name] = self._numbers.uniform(-SPREAD, SPREAD, shape)
        return self.add(Value(Leaf(name), shape, SPREAD))

    def add(self, value: Value) -> Value:
        self.values.append(value)
        return value

    def pick(self, fits: Callable[[Value], bool] = lambda value: True, otherwise: Callable[[], Shape] | None = None) -> Value:
        """A value that fits, the younger the likelier; a new input of the shape `otherwise` gives, where none does or by chance."""
        found = [value for value in self.values if value.bound <= LARGEST and value.size <= ENTRIES and fits(value)]
        if not found or self.chance(12):
            return self.give(otherwise() if otherwise else self.shape())
        return found[-1] if self.chance(2) else found[self.whole(0, len(found) - 1)]

    def beside(self, shape: Shape) -> Value:
        """A value that broadcasts together with this shape, or a number."""
        if self.chance(8):
            number = self.one((-2, -0.5, 0.25, 1, 3))
            return Value(Leaf(number), (), abs(number))

        def fits(value: Value) -> bool:
            joint = together(shape, value.shape)
            return joint is not None and prod(joint) <= ENTRIES

        def partner() -> Shape:
            kept = shape[self.whole(0, len(shape)) :]
            return tuple(1 if self.chance(3) else extent for extent in kept)

        return self.pick(fits, partner)

    def name(self, value: Value) -> Value:
        """A statement of its own; the value is used by its name from then on."""
        name = f"t{len(self.statements)}"
        self.statements.append(Statement(name, value.tree))
        return self.add(Value(Leaf(name), value.shape, value.bound))

    def augment(self) -> None:
        """`name += value`: a new version of a name. What was written with it but has no name yet would change, so it is forgotten."""
        self.values = [value for value in self.values if isinstance(value.tree, Leaf)]
        old = self.pick()
        other = self.pick(lambda value: together(value.shape, old.shape) == old.shape, lambda: old.shape)
        assert isinstance(old.tree, Leaf) and isinstance(old.tree.of, str)
        way = self.one(("add", "add", "sub", "mul"))
        self.statements.append(Statement(old.tree.of, other.tree, way))
        bound = old.bound * other.bound if way == "mul" else old.bound + other.bound
        self.values.remove(old)
        self.add(Value(old.tree, old.shape, bound))

    def finish(self, last: Value) -> None:
        """A last statement that reads every value nobody has read so far, so that all of the program counts."""
        name = self.name(last).tree
        assert isinstance(name, Leaf)
        unread = dict.fromkeys(self.inputs)
        for one in self.statements:
            for leaf in leaves(one.tree):
                unread.pop(str(leaf.of), None)
            unread[one.name] = None
        rest = [call(self.one(("mean", "sum")), Leaf(of), axis=None, keepdims=False) for of in unread if of != name.of]
        self.statements.append(Statement("out", reduce(lambda tree, one: call("add", tree, one), rest, cast(Tree, name))))


def together(a: Shape, b: Shape) -> Shape | None:
    """The shape these broadcast to; None where they do not."""
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        return None


def call(op: str, *args: Tree, method: bool = False, **params: Any) -> Node:
    return Node(op, args, params, method)
