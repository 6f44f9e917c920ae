"""What stands on the left of an assignment and is no name: attributes and entries."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from chainrule.errors import Refused
from chainrule.language import syntax
from chainrule.program.collecting import put_gradient
from chainrule.program.describe import describe
from chainrule.program.objects import key
from chainrule.program.truth import Truths
from chainrule.program.values import Class, Dict, Flag, Instance, Items, Made, Node, Number, Passed, Value, marked


class Places(Truths):
    """Values that are put into others."""

    def prepare(self, target: syntax.Target) -> Generator[Any, Any, None]:
        """Evaluate what the places of a target are in, before anything is put there."""
        pending: list[syntax.Target | syntax.StarTarget] = [target]
        while pending:
            one = pending.pop()
            if isinstance(one, syntax.TupleTarget):
                pending += reversed(one.items)
            elif isinstance(one, syntax.Place):
                of = yield one.of.value
                item: Value | None = None
                if isinstance(one.of, syntax.Subscript) and isinstance(of, Dict | Items) and len(one.of.items) == 1:
                    first = one.of.items[0]
                    item = None if isinstance(first, syntax.Slice | syntax.NewAxis | syntax.EllipsisItem) else (yield first)
                self.holders[id(one)] = (of, item)

    def put(self, place: syntax.Place, value: Value) -> None:
        """Put a value where a place stands."""
        of, item = self.holders.pop(id(place), (None, None))
        self.blame = place.span
        if isinstance(of, Passed):
            return
        if isinstance(place.of, syntax.Attribute):
            self._put_attribute(of, place.of.name, value)
        elif isinstance(of, Dict) and item is not None:
            of.entries[key(item)] = self.scope.kept(value)
        elif isinstance(of, Items) and of.grown and isinstance(item, Number) and item.value in range(-len(of.items), len(of.items)):
            of.items = list(of.items)
            of.items[int(item.value)] = self.scope.kept(value)
            of.node = None
        else:
            typed = self.typed(place.of.value.span)
            hint = f"Write the whole tensor, or {typed} = where(...)"
            if any(one.name == "jax" for one in self.dialects):
                hint = f"Write {typed} = {typed}.at[...].set(...)"
            fact = "An assignment to an entry of a tensor is not available."
            raise Refused("unsupported-syntax", fact, hint + ".", construct="ItemAssignment")

    def _put_attribute(self, of: Value | None, name: str, value: Value) -> None:
        if isinstance(of, Instance | Class):
            if isinstance(of, Instance) and name in of.of.functions and of.of.functions[name].binds == "property":
                fact = f"{name[:40]} is a property: it is computed, not assigned."
                raise Refused("unsupported-syntax", fact, "Assign what it is made of.", construct="AttributeAssignment")
            of.attributes[name] = value if isinstance(value, Made) or marked(value) else self.scope.kept(value)
        elif isinstance(of, Node) and name == "data":
            new = self.tensor(value, self.blame or (0, 0))
            self.part(of)
            self.become(of, new, True)
        elif isinstance(of, Node) and name == "requires_grad" and isinstance(value, Flag):
            self.recorder.program.marks[of.index] = "requires_grad" if value.value else "constant"
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
