"""Subscripts: entries, slices, lists, masks, tensors of indices."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.limits import LIMITS
from chainrule.ops.grids import Grid
from chainrule.ops.indexing import Cut
from chainrule.program.calls import Calls
from chainrule.program.describe import describe
from chainrule.program.dtypes import answers
from chainrule.program.entries import Key, read
from chainrule.program.lists import python_list
from chainrule.program.literal import is_literal
from chainrule.program.machine import Walk
from chainrule.program.objects import entry
from chainrule.program.series import Series
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
    Sliced,
    Spelled,
    Taken,
    Text,
    Value,
)

_JOINING = frozenset({"c_", "r_"})
"""Functions of NumPy that are written with square brackets."""


class Subscripts(Calls):
    """x[...] in all its forms."""

    def subscript(self, of: syntax.Subscript) -> Walk:
        value = yield of.value
        if isinstance(value, Spelled) and value.row.leaf in _JOINING:
            parts: list[Value] = []
            for item in of.items:
                if isinstance(item, syntax.Slice | syntax.NewAxis | syntax.EllipsisItem):
                    raise Refused("bad-index", f"{value.row.name} joins tensors here, and no ranges.", "Write np.arange(0, 5) for 0:5.")
                parts.append((yield item))
            return (yield self.spelled(value.row, parts, {}, of.span))  # type: ignore[no-any-return]
        getter = value.of.functions.get("__getitem__") if isinstance(value, Instance) else None
        if getter is not None and len(of.items) == 1 and not isinstance(of.items[0], syntax.Slice | syntax.NewAxis | syntax.EllipsisItem):
            return (yield self.invoke(getter, [value, (yield of.items[0])], {}, of.span))  # type: ignore[no-any-return]
        return self.under(value, (yield self.key(value, of)), of)

    def key(self, value: Value, of: syntax.Subscript) -> Generator[Any, Any, Value | Key]:
        """What stands in the brackets: of a dict the word, else a key of entries."""
        first = of.items[0] if len(of.items) == 1 else None
        if isinstance(value, Dict) and not isinstance(first, syntax.Slice | syntax.NewAxis | syntax.EllipsisItem | None):
            return (yield first)  # type: ignore[no-any-return]
        if isinstance(value, Dict) and all(isinstance(one, syntax.Text | syntax.Number | syntax.Name) for one in of.items):
            words: list[Value] = []
            for one in of.items:
                words.append((yield one))
            return Items(tuple(words), False, of.span)
        if isinstance(value, Passed):
            return ()
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
                    if isinstance(found, Items) and len(of.items) == 1 and not found.listed:
                        key += [self._on_axis(value, one, item.span, len(found.items) > 1) for one in found.items]
                    else:
                        key.append(self._on_axis(value, found, item.span, len(of.items) > 1))
        return tuple(key)

    def _on_axis(self, of: Value, found: Value, span: Span, several: bool) -> Any:
        """What stands in the brackets for one axis, or for all of them where it stands alone."""
        if isinstance(found, Made | Taken) or (isinstance(found, Items) and found.listed and answers(found)):
            found = Node(self.tensor(found, span))
        if found == Flag(None):
            return None
        if isinstance(found, Sliced):
            return found.cut
        if isinstance(found, Items) and any(isinstance(one, Items) for one in found.items):
            found = Node(self.tensor(found, span))
        if isinstance(found, Items):
            return tuple(self._place(one) for one in found.items)
        if isinstance(found, Series):
            return tuple(self._place(one) for one in self.entries(found, span))
        if isinstance(found, Node) and several and len(self.recorder.shape(found.index)) == 1:
            return self._listed(found, span)
        if isinstance(found, Node) and (self.recorder.shape(found.index) or self._is_mask(found, of)):
            if several and self.says_yes_or_no(found.index):
                self.blame = span
                raise Refused("bad-index", "A mask of more than one axis stands alone in its brackets.", "Index after it: x[mask][:, 0].")
            return self._grid(found, span) if several else found
        return self._place(found)

    def under(self, value: Value, key: Value | Key, of: syntax.Subscript) -> Value:
        """What a value has under a key."""
        if isinstance(value, Passed):
            return value
        if isinstance(value, Dict) and not isinstance(key, tuple):
            return entry(value, key)
        assert isinstance(key, tuple)
        if isinstance(value, Instance) and isinstance(layers := value.attributes.get("layers"), Items):
            value = layers
        if isinstance(value, Node) and isinstance(key[0], Cut) and len(self.recorder.shape(value.index)) > 1:
            value = python_list(self, value, of.span) or value  # the rows of a slice are those of the list
        if isinstance(value, Items) and len(key) == 1 and not isinstance(key[0], Node) and not self._is_drawn(value, of):
            return self._of_items(value, key[0])
        if isinstance(value, Text) and len(key) == 1:
            return self._of_text(value, key[0])
        if isinstance(value, At):
            return At(value.node, key)
        if isinstance(value, Series):
            value = Items([value.at(k) for k in range(self._short(value))], True, of.span, grown=True)
            return self._of_items(value, key[0])
        node = self.tensor(value, of.value.span)
        self.recorder.span = self.blame = of.span
        return read(self, node, key)

    def _listed(self, of: Node, span: Span) -> tuple[int, ...]:
        """A vector among other indices: its numbers, or the places where a comparison holds."""
        if self.says_yes_or_no(of.index):
            return tuple(place for place, entry in enumerate(self.recorder.entries(of.index)) if entry)
        return tuple(self._place(one) for one in self.entries(of, span))

    def _grid(self, of: Node, span: Span) -> Grid:
        places = self.recorder.entries(of.index)
        self.spend(len(places))
        return Grid(self.recorder.shape(of.index), tuple([self._place(Number(place, True, span)) for place in places]))

    def _short(self, value: Series) -> int:
        LIMITS["iterations"].check(value.length)
        self.spend(value.length)
        return value.length

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

    def _is_drawn(self, value: Items, of: syntax.Subscript) -> bool:
        """Whether a list stands for a tensor already, or is one as it is written: one of numbers, in no library's spelling."""
        written = isinstance(of.value, syntax.List) and not self.in_python and is_literal(value)
        return value.listed and (value.node is not None or bool(value.mark) or written)

    def _is_mask(self, found: Node, of: Value) -> bool:
        """Whether one answer stands for all of an array, or none of it. Of a list, and of a tensor of no library, it is a place."""
        return self.dialect is not None and isinstance(of, Node | Made | Taken) and self.says_yes_or_no(found.index)

    def _place(self, value: Value) -> int:
        number: float | None = None
        if isinstance(value, Number) and value.whole:
            number = value.value
        elif isinstance(value, Node) and not self.recorder.shape(value.index):
            number = self.recorder.number(value.index)
        if number is None or not abs(number) <= 1e15 or number != number // 1:
            said = self.broken(value, "an index")
            fact = said.detail if said else f"An index cannot be {describe(value)}."
            raise Refused("bad-index", fact, "Use whole numbers, slices or lists of whole numbers.")
        if isinstance(value, Node):
            self.counted(value)
        return int(number)
