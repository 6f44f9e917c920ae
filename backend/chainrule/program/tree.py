"""Tensors in tuples, lists and dicts, as an argument of a function may be: its tensors in order, and the same structure filled anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chainrule.errors import Refused
from chainrule.limits import LIMITS
from chainrule.program.literal import is_literal
from chainrule.program.values import Dict, Items, Key, Value


@dataclass(frozen=True, slots=True)
class Tree:
    """`shape` is the value itself, or its structure; `leaves` are its tensors in order. `by_key`: a dict has its entries in the order of
    its keys, not in that in which they came."""

    shape: Value
    leaves: Sequence[Value]
    by_key: bool = False

    @property
    def single(self) -> bool:
        return not _inner(self.shape)

    @staticmethod
    def of(shapes: Sequence[Value]) -> Tree:
        return tree(Items(tuple(shapes), False, (0, 0)))

    def filled(self, leaves: Sequence[Value]) -> Value:
        """The same structure with other tensors."""
        rest = iter(leaves)
        if not _inner(self.shape):
            return next(rest)
        by_key = self.by_key
        stack: list[tuple[Value, list[Any], list[Value]]] = [(self.shape, list(reversed(_parts(self.shape, by_key))), [])]
        while True:
            of, waiting, done = stack[-1]
            if waiting:
                one = waiting.pop()
                if _inner(one):
                    stack.append((one, list(reversed(_parts(one, by_key))), []))
                else:
                    done.append(next(rest))
                continue
            stack.pop()
            closed = _closed(of, done, by_key)
            if not stack:
                return closed
            stack[-1][2].append(closed)


def _keys(of: Dict, by_key: bool) -> list[Key]:
    return sorted(of.entries, key=lambda one: (type(one).__name__, one)) if by_key else list(of.entries)


def _closed(of: Value, parts: Sequence[Value], by_key: bool) -> Value:
    if isinstance(of, Dict):
        return Dict(dict(zip(_keys(of, by_key), parts, strict=True)))
    assert isinstance(of, Items)
    return replace(of, items=tuple(parts), grown=of.listed, node=None)


def tree(value: Value, by_key: bool = False) -> Tree:
    """The tensors of a value. Raises bad-argument for what holds itself."""
    leaves: list[Value] = []
    stack: list[Value] = [value]
    count = 0
    while stack:
        one = stack.pop()
        count += 1
        if count > LIMITS["iterations"].value:
            raise Refused(
                "bad-argument", "This value has too many parts, or holds itself.", "Give tensors, or a tuple, list or dict of them."
            )
        if _inner(one):
            stack += reversed(_parts(one, by_key))
        else:
            leaves.append(one)
    return Tree(value, leaves, by_key)


def _inner(value: Value) -> bool:
    """Whether a value is a structure, and no tensor: a list of numbers is one tensor."""
    if isinstance(value, Dict):
        return True
    return (
        isinstance(value, Items)
        and value.node is None
        and not value.mark
        and not (value.listed and is_literal(value) and bool(value.items))
    )


def _parts(value: Value, by_key: bool) -> list[Any]:
    if isinstance(value, Dict):
        return [value.entries[name] for name in _keys(value, by_key)]
    return list(value.items) if isinstance(value, Items) and _inner(value) else []
