"""What stands on the left of an assignment and is no name: attributes and entries."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, cast

from chainrule.dialects.pytorch import PYTORCH
from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.ops.indexing import Cut
from chainrule.program.collecting import put_gradient
from chainrule.program.describe import describe
from chainrule.program.entries import Key, write
from chainrule.program.growing import changed, put_in
from chainrule.program.holder import Holder
from chainrule.program.objects import entry
from chainrule.program.objects import key as word
from chainrule.program.opening import opened
from chainrule.program.truth import Truths
from chainrule.program.values import Class, Dict, Flag, Instance, Items, Made, Node, Number, Passed, Value, marked


class Places(Truths):
    """Values that are put into others."""

    def key(self, value: Value, of: syntax.Subscript) -> Generator[Any, Any, Value | Key]:
        """What stands in the brackets: of a dict the word, else a key of entries."""
        raise NotImplementedError

    def under(self, value: Value, key: Value | Key, of: syntax.Subscript) -> Value:
        """What a value has under a key."""
        raise NotImplementedError

    def prepare(self, place: syntax.Place) -> Generator[Any, Any, None]:
        """Evaluate what a place is in, before anything is put there."""
        if isinstance(place.of, syntax.Subscript):
            self.holders[id(place)] = yield self._held(place.of)
        else:
            self.holders[id(place)] = Holder((yield place.of.value), None, False)

    def _held(self, of: syntax.Subscript) -> Generator[Any, Any, Holder]:
        """What x[i][j] is in: x, under the key i, j, where i is a whole number; else x[i]."""
        chain = [of]
        while isinstance(inner := chain[-1].value, syntax.Subscript):
            chain.append(inner)
        value, copied = (yield chain[-1].value), False
        before: Key = ()
        while True:
            one = chain.pop()
            key = yield self.key(value, one)
            if before and any(isinstance(item, tuple | Node) for item in key):
                value, before = self.under(value, before, one), ()
            key = (*before, *key) if before else key
            if not chain:
                return Holder(value, key, copied)
            if isinstance(value, Node) and all(isinstance(item, int) for item in key):
                before = key
            else:
                picked = self.under(value, key, one)
                copied = isinstance(value, Node) and isinstance(picked, Node) and picked.index not in self.shared
                value, before = picked, ()

    def put(self, place: syntax.Place, value: Value) -> Value | None:
        """Put a value where a place stands. Gives the tensor whose entries were changed."""
        holder = self.holders.pop(id(place))
        of, key = holder.of, holder.key
        self.blame, span = place.span, self.recorder.span or place.span
        if isinstance(of, Passed):
            return None
        if isinstance(place.of, syntax.Attribute):
            self._put_attribute(of, place.of.name, value)
        elif isinstance(of, Dict) and not isinstance(key, tuple):
            of.entries[word(key)] = self.scope.held(value)
        elif isinstance(of, Items) and not holder.entries:
            self._put_item(of, key, value, place.span)
        elif not self._fits(of, key, value) and (found := self._opened(of, key, place.span)) is not None:
            self._put_item(*found, value, place.span)
        else:
            return self._put_entries(holder, value, place, span)
        return None

    def _put_item(self, of: Items, key: Any, value: Value, span: Span) -> None:
        place = self._item(of, key)
        here = cast(Any, self)
        put_in(here, of, place, here.entries(value, span) if isinstance(place, slice) else [value])

    def _item(self, of: Items, key: Any) -> int | slice:
        """The place of an entry of a list, or of several. Raises bad-index."""
        if not of.listed or len(key) != 1 or not isinstance(key[0], int | Cut):
            what = "to entries of a list by other than a number or slice" if of.listed else "to an entry of a tuple"
            hint = "Assign them one by one." if of.listed else "Make it a list: x = [1, 2]."
            raise Refused("unsupported-syntax", f"An assignment {what} is not available.", hint, construct="ItemAssignment")
        if isinstance(key[0], Cut):
            return slice(key[0].start, key[0].stop, key[0].step)
        if not -len(of.items) <= key[0] < len(of.items):
            raise Refused("bad-index", f"A list of {len(of.items)} has no entry {key[0]}.", "A list grows by append.")
        return key[0]

    def delete(self, place: syntax.Place) -> None:
        """del x[0], del d['w'], del a.x"""
        holder = self.holders.pop(id(place))
        of, key = holder.of, holder.key
        self.blame = place.span
        if isinstance(of, Dict) and not isinstance(key, tuple):
            entry(of, key)
            del of.entries[word(key)]
        elif isinstance(of, Instance) and isinstance(place.of, syntax.Attribute) and place.of.name in of.attributes:
            del of.attributes[place.of.name]
        elif isinstance(place.of, syntax.Subscript) and (found := self._opened(of, key, place.span)) is not None:
            inner, key = found
            items = list(inner.items)
            del items[self._item(inner, key)]
            changed(inner, items)
        elif not isinstance(of, Passed):
            hint = "Delete an entry of a list or a dict: del xs[0]."
            raise Refused("unsupported-syntax", f"A del of an entry of {describe(of)} is not available.", hint, construct="Delete")

    def _opened(self, of: Value, key: Any, span: Span) -> tuple[Items, Any] | None:
        """The list in which an entry is, and its key there; None where it is in a tensor."""
        found: Value | None = opened(cast(Any, self), of, span)
        while isinstance(found, Items) and len(key) > 1 and isinstance(key[0], int):
            place = self._item(found, key[:1])
            assert isinstance(place, int)
            found, key = found.items[place], key[1:]
        return (found, key) if isinstance(found, Items) else None

    def _fits(self, of: Value, key: Any, value: Value) -> bool:
        """Whether one number of a list of the text is put in the place of another of its kind: that leaves it a list of such numbers."""
        shape = self.recorder.shape
        if not isinstance(of, Node) or len(key) != len(shape(of.index)) or not all(isinstance(one, int) for one in key):
            return False
        single = isinstance(value, Number) or (isinstance(value, Node) and not shape(value.index))
        return single and (not self.in_python or self.is_integer(value) == self.counts(of.index))

    def _put_entries(self, holder: Holder, value: Value, place: syntax.Place, span: Span) -> Value | None:
        """x[key] = value; several nodes that this takes are a group of their own."""
        recorder = self.recorder
        typed, node = self.typed(place.of.value.span), self.tensor(holder.of, place.of.value.span)
        library = self.dialect_of(node)
        if library is not None and library.changes == "never":
            anew = f"{typed}.at[...].set(...)" if library.name == "jax" else "where(...)"
            fact = f"In {library.title} entries of a tensor cannot be assigned."
            raise Refused("unsupported-syntax", fact, f"Make a new tensor: {typed} = {anew}.", construct="ItemAssignment")
        new = self.tensor(value, place.span)
        if library is PYTORCH and not any(isinstance(item, Node | tuple) for item in holder.key):
            self.judge_read(node, new, holder.key)
        recorder.span, start, number = span, len(recorder.program), len(recorder.program.groups)
        outside = recorder.enter("call", self.typed(span), span)
        changed = self.alter(Node(node), write(self, node, holder.key, new))
        recorder.leave(outside)
        recorder.dissolve(number, start)
        if holder.copied:
            self.pass_over(f"{typed} picks entries out into a tensor of its own: an assignment to that changes nothing else.")
            return None
        return changed

    def _put_attribute(self, of: Value | None, name: str, value: Value) -> None:
        if isinstance(of, Instance | Class):
            if isinstance(of, Instance) and name in of.of.functions and of.of.functions[name].binds == "property":
                fact = f"{name[:40]} is a property: it is computed, not assigned."
                raise Refused("unsupported-syntax", fact, "Assign what it is made of.", construct="AttributeAssignment")
            of.attributes[name] = value if isinstance(value, Made) or marked(value) else self.scope.held(value)
        elif isinstance(of, Node) and name == "data":
            new = self.tensor(value, self.blame or (0, 0))
            self.part(of)
            self.become(of, new, True)
        elif isinstance(of, Node) and name == "requires_grad" and isinstance(value, Flag):
            self.recorder.program.marks[of.index] = "requires_grad" if value.value else "frozen"
        elif isinstance(of, Node) and name == "grad":
            put_gradient(self, of, value, self.blame or (0, 0))
        elif not (isinstance(of, Node) and self.idle(name)):
            said = "a tensor" if isinstance(of, Node) else describe(of or Flag(None))
            raise Refused(
                "unsupported-syntax",
                f"An assignment to the attribute {name[:40]} of {said} is not available.",
                "Assign to a plain name: w = 2.",
                construct="AttributeAssignment",
            )

    def idle(self, name: str) -> bool:
        """Whether tensors have an attribute of this name that computes nothing, such as a label."""
        raise NotImplementedError
