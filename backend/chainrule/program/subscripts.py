"""Subscripts: entries, slices, lists, masks, tensors of indices."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from chainrule.errors import Refused
from chainrule.language import syntax
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import op
from chainrule.ops.indexing import Cut
from chainrule.program.calls import Calls
from chainrule.program.describe import describe
from chainrule.program.machine import Walk
from chainrule.program.objects import entry
from chainrule.program.values import (
    COPIES,
    At,
    Dict,
    Flag,
    Instance,
    Items,
    Made,
    Node,
    Number,
    Passed,
    Series,
    Taken,
    Text,
    Value,
)

_INDEX = op("index")


class Subscripts(Calls):
    """x[...] in all its forms."""

    def subscript(self, of: syntax.Subscript) -> Walk:
        value = yield of.value
        first = of.items[0] if len(of.items) == 1 else None
        if isinstance(value, Dict) and not isinstance(first, syntax.Slice | syntax.NewAxis | syntax.EllipsisItem | None):
            return entry(value, (yield first))
        if isinstance(value, Dict) and all(isinstance(one, syntax.Text | syntax.Number | syntax.Name) for one in of.items):
            words: list[Value] = []
            for one in of.items:
                words.append((yield one))
            return entry(value, Items(tuple(words), False, of.span))
        if isinstance(value, Passed):
            return value
        if isinstance(value, Instance) and isinstance(layers := value.attributes.get("layers"), Items):
            value = layers
        key: list[Any] = []
        for item in of.items:
            match item:
                case syntax.NewAxis():
                    key.append(None)
                case syntax.EllipsisItem():
                    if Ellipsis in key:
                        raise Refused("bad-index", "An index has more than one ...", "Write ... once.")
                    key.append(Ellipsis)
                case syntax.Slice(lower, upper, step, _):
                    ends: list[int | None] = []
                    for end in (lower, upper, step):
                        ends.append(None if end is None else self._place((yield end)))
                    if ends[2] == 0:
                        raise Refused("bad-index", "The step of a slice cannot be 0.", "Use a step such as 2 or -1.")
                    key.append(Cut(*ends))
                case _:
                    found = yield item
                    if isinstance(found, Made | Taken):
                        found = Node(self.tensor(found, item.span))
                    if found == Flag(None):
                        key.append(None)
                    elif isinstance(found, Items) and len(of.items) == 1 and not found.listed:
                        key += [self._place(one) for one in found.items]
                    elif isinstance(found, Items):
                        key.append(tuple(self._place(one) for one in found.items))
                    elif isinstance(found, Series) or (len(of.items) > 1 and isinstance(found, Node) and self._numbered(found)):
                        key.append(tuple(self._place(one) for one in self.entries(found, item.span)))
                    elif isinstance(found, Node) and self.recorder.shape(found.index):
                        self.blame = item.span
                        return self._picked(value, found.index, of)
                    else:
                        key.append(self._place(found))
        if (
            isinstance(value, Items)
            and (not value.listed or (value.node is None and not value.mark and not isinstance(of.value, syntax.List)))
            and len(key) == 1
        ):
            return self._of_items(value, key[0])
        if isinstance(value, Text) and len(key) == 1:
            return self._of_text(value, key[0])
        if isinstance(value, At):
            return At(value.node, tuple(key))
        if isinstance(value, Series):
            value = Items([value.at(k) for k in range(self._short(value))], True, of.span, grown=True)
            return self._of_items(value, key[0])
        node = self.tensor(value, of.value.span)
        self.recorder.span = self.blame = of.span
        if len(key) == 2 and isinstance(key[0], tuple) and isinstance(key[1], tuple):
            return self._paired(node, key[0], key[1])
        return self.shares(_INDEX, node, MappingProxyType({"key": tuple(key)}))

    def _numbered(self, of: Node) -> bool:
        """Whether this is a vector of numbers, and no answer to a comparison."""
        return len(self.recorder.shape(of.index)) == 1 and not self.says_yes_or_no(of.index)

    def _paired(self, node: int, rows: tuple[int, ...], columns: tuple[int, ...]) -> Value:
        """x[[0, 1], [2, 0]] takes x[0, 2] and x[1, 0], as NumPy does: of the entries in one line, by their places there."""
        recorder = self.recorder
        shape = recorder.shape(node)
        if len(rows) != len(columns) or len(shape) < 2:
            raise Refused("bad-index", f"{len(rows)} rows and {len(columns)} columns are named.", "Name one column for every row.")
        for place, extent in ((one, shape[k]) for k, listed in enumerate((rows, columns)) for one in listed):
            if not -extent <= place < extent:
                fact = f"There is no entry {place} on an axis of size {extent}."
                raise Refused("bad-index", fact, f"Use whole numbers from 0 to {extent - 1}.")
        places = tuple((row % shape[0]) * shape[1] + column % shape[1] for row, column in zip(rows, columns, strict=True))
        line = recorder("reshape", node, shape=(shape[0] * shape[1], *shape[2:]))
        return Node(recorder.apply(_INDEX, (line,), MappingProxyType({"key": (places,)})))

    def _short(self, value: Series) -> int:
        LIMITS["iterations"].check(value.length)
        self.spend(value.length)
        return value.length

    def _picked(self, value: Value, index: int, of: syntax.Subscript) -> Value:
        """x[mask] keeps the entries where a comparison holds; x[ids] takes whole rows by a tensor of whole numbers."""
        recorder = self.recorder
        if len(of.items) != 1:
            raise Refused("bad-index", "A tensor of indices stands alone in its brackets.", "Index one axis at a time: x[ids][:, 0].")
        node = self.tensor(value, of.value.span)
        recorder.span = self.blame = of.span
        if not self.says_yes_or_no(index):
            return Node(recorder.apply(op("take"), (node, index), MappingProxyType({"axis": 0})))
        shape, mask = recorder.shape(node), recorder.shape(index)
        if mask not in (shape, shape[:1]):
            raise Refused(
                "bad-index", f"The mask has the shape {list(mask)}, the tensor {list(shape)}.", "Compare the tensor itself: x[x > 0]."
            )
        if len(mask) > 1:
            node = recorder.apply(op("reshape"), (node,), MappingProxyType({"shape": (-1,)}))
        kept = tuple(place for place, entry in enumerate(recorder.entries(index)) if entry)
        return Node(recorder.apply(_INDEX, (node,), MappingProxyType({"key": (kept,)})))

    def _of_text(self, value: Text, key: Any) -> Value:
        """word[0], word[1:]"""
        count = len(value.value)
        if isinstance(key, int) and -count <= key < count:
            return Text(value.value[key])
        if isinstance(key, Cut):
            self.spend(count // COPIES)
            return Text(value.value[slice(key.start, key.stop, key.step)])
        hint = f"Use one whole number from 0 to {count - 1}." if count else None
        raise Refused("bad-index", f"A text of {count} letters has no such letter.", hint)

    def _of_items(self, value: Items, key: Any) -> Value:
        count = len(value.items)
        if isinstance(key, int) and -count <= key < count:
            return value.items[key]
        if isinstance(key, Cut):
            self.spend(count // COPIES)
            return Items(list(value.items[slice(key.start, key.stop, key.step)]), value.listed, value.span, value.grown)
        kind = "list" if value.listed else "tuple"
        raise Refused(
            "bad-index", f"A {kind} of {count} has no such entry.", f"Use one whole number from 0 to {count - 1}." if count else None
        )

    def _place(self, value: Value) -> int:
        number: float | None = None
        if isinstance(value, Number) and value.whole:
            number = value.value
        elif isinstance(value, Node) and not self.recorder.shape(value.index):
            number = self.recorder.number(value.index)
        if number is None or not abs(number) <= 1e15 or number != number // 1 or abs(number) > 1e15:
            said = self.broken(value, "an index")
            fact = said.detail if said else f"An index cannot be {describe(value)}."
            raise Refused("bad-index", fact, "Use whole numbers, slices or lists of whole numbers.")
        if isinstance(value, Node):
            self.counted(value)
        return int(number)
