"""Programs as they are written elsewhere: names of libraries, their functions, and the methods their tensors have."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from chainrule.dialects import DIALECTS
from chainrule.dialects.numpy import NUMPY
from chainrule.dialects.pytorch import PYTORCH
from chainrule.dialects.row import ABSENT, Dialect, Row
from chainrule.errors import Refused, Span
from chainrule.language import syntax
from chainrule.language.statements import PASSED_OVER
from chainrule.program import spellings
from chainrule.program.converting import taken
from chainrule.program.home import run_helper
from chainrule.program.machine import Walk
from chainrule.program.names import ATTRIBUTES, callables, instead, nearest, nearest_callable
from chainrule.program.operators import Operators
from chainrule.program.origins import maker
from chainrule.program.values import Bound, Defined, Flag, Items, Library, Made, Node, Number, Passed, Spelled, Text, Value

_LETTERS = frozenset("FT")
"""Prefixes that are names of matrices as well: F.sum() and F.T may be meant as they stand."""


class Libraries(Operators):
    """What is written with the name of a library in front, or behind one of its tensors."""

    def library(self, of: syntax.Attribute) -> Library | Passed | None:
        """The library a name stands for that nobody has bound."""
        if not isinstance(of.value, syntax.Name) or of.value.name in self:
            return None
        name = of.value.name
        if name == "plt":
            return Passed("plt")
        path = spellings.ALIASES.get(name)
        if path is None or (name in _LETTERS and spellings.canonical(f"{path}.{of.name}") not in _all()):
            return None
        return Library(path)

    def bring(self, path: str, member: str | None, span: Span) -> Value:
        """What an import binds."""
        root = path.split(".")[0]
        if root in PASSED_OVER and root not in spellings.modules():
            return Passed(root if member is None else member)
        self.recognise(spellings.dialect_of(spellings.canonical(path)) or spellings.dialect_of(path), path)
        return Library(path) if member is None else self.member(Library(path), member, span)

    def recognise(self, dialect: Dialect | None, path: str = "") -> None:
        """Learn that the text is in this spelling."""
        if dialect is None:
            return
        named = next((one for one in DIALECTS if path.split(".")[0] in one.roots), dialect)
        for one in {dialect.name: dialect, named.name: named}.values():
            if one not in self.dialects:
                self.dialects = [known for known in DIALECTS if known in self.dialects or known is one]
        program = self.recorder.program
        first = next((one for one in self.dialects if one.title), None)
        program.dialect = first.name if first is not None else program.dialect

    def member(self, library: Library, name: str, span: Span) -> Value:
        """A member of a library. Raises unknown-attribute."""
        typed = f"{library.name}.{name}"
        path = spellings.canonical(typed)
        self.recognise(spellings.dialect_of(path), library.name)
        row = spellings.row(path)
        if row is not None:
            return spellings_of(row)
        found = spellings.written(path)
        if found is not None:
            return found
        if path in spellings.modules():
            return Library(path)
        if library.name.split(".")[0] in PASSED_OVER:
            return Passed(name)
        raise self._unknown(library.name, name)

    def _unknown(self, library: str, name: str) -> Refused:
        known = spellings.members(spellings.canonical(library))
        near = nearest(name, known)
        root = library.split(".")[0]
        elsewhere = next((path for path in sorted(_all()) if path.endswith(f".{name}") and path.split(".")[0] == root), None)
        ours = name if name in callables() else nearest_callable(name)
        if near or elsewhere:
            hint = f"Did you mean {f'{library}.{near}' if near else elsewhere}?"
        elif ours:
            hint = f"Write {ours}(x), without {library}."
        else:
            hint = instead(name, known) or "Leave it out, or write the formula."
        return Refused("unknown-attribute", f"{library}.{name[:40]} is not known here.", hint, library=library, name=name[:40])

    def method(self, name: str, of: Value) -> Row | Defined | None:
        """What a tensor has by this name: in the spelling of its own library, else in that of the text."""
        path = f"Tensor.{name}"
        found = {one.name: row for one in self.dialects if (row := one.rows.get(path) or spellings.own(one, path)) is not None}
        if not found or len(self.dialects) == 1 or (len(found) == 1 and name not in ATTRIBUTES):
            return next(iter(found.values()), None)
        own = maker(self.recorder.program, of)
        return found.get(own, None if own and name in ATTRIBUTES else next(iter(found.values())))

    def idle(self, name: str) -> bool:
        row = self.method(name, Flag(None))
        return isinstance(row, Row) and row.meaning == "''"

    def elsewhere(self, of: syntax.Attribute) -> str | None:
        """What to do about a member of PyTorch's tensors in a text without a library, or of another."""
        if f"Tensor.{of.name}" not in PYTORCH.rows:
            return None
        if named := next((one.title for one in self.dialects if one.title), None):
            made = "a tensor is made there with torch.tensor([1.0, 2.0], requires_grad=True)"
            return f"PyTorch's tensors have it, those of {named} have not: {made}." if of.name in ("backward", "grad") else None
        said = self.typed(of.value.span)
        ours = {"backward": f"Write grad({said}, x), or begin", "grad": f"Write grad(y, {said}), or begin"}.get(of.name, "Begin")
        return f"{ours} with import torch to use PyTorch's spelling."

    def methods(self) -> list[str]:
        return [path.removeprefix("Tensor.") for one in self.dialects for path in one.rows if path.startswith("Tensor.")]

    def spelled(self, row: Row, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Generator[Any, Any, Value]:
        """Call what a table spells."""
        dialect = next(one for one in DIALECTS if one.name == row.dialect)
        if row.meaning.startswith(ABSENT):
            raise Refused("unsupported-syntax", f"{row.name} is not available.", row.meaning.removeprefix(ABSENT), construct=row.leaf)
        function = spellings.function(row)
        known = {one.name for one in function.parameters}
        given: dict[str, Value] = {}
        for name, value in named.items():
            other = dialect.renamed.get(name, name)
            wanted = name if name in known or other not in known else other
            word = value.value if isinstance(value, Text) else None
            if wanted in known or not (name in dialect.ignored or word in dialect.harmless.get(name, ())):
                given[wanted if wanted in known else name] = value
        # flip(x, 0, 1), flip(x, (0, 1)) and flip(x, dims=(0, 1)) are the same.
        if dialect is NUMPY and len(self.dialects) > 1 and not row.name.startswith("Tensor."):
            values = [taken(self, one, row, span) for one in values]
            given = {name: taken(self, one, row, span) for name, one in given.items()}
        values = [*values, *(given.pop(one.name) for one in function.parameters if one.stars == 1 and one.name in given)]
        out = given.pop("out", None) if "out" not in known else None
        result: Value = yield self.invoke(function, values, given, span)
        if out is not None:
            result = run_helper(self, "alter", [out, result], {}, span)
        if "dtype" in named and row.leaf != "cast":
            result = run_helper(self, "cast", [result, named["dtype"]], {}, span)
        if named.get("requires_grad") == Flag(True):
            return self.marked(result, "requires_grad")
        return result

    def marked(self, value: Value, mark: str) -> Value:
        """A value of which a library says something: see `Program.marks`."""
        if isinstance(value, Number | Items | Made):
            return replace(value, mark=mark)
        if isinstance(value, Node):
            self.recorder.program.marks[value.index] = mark
        return value

    def tensor_attribute(self, row: Row | Defined, value: Value, span: Span) -> Walk:
        """A method of a tensor, or the value of an attribute."""
        if isinstance(row, Defined):
            return Bound(row, value)
        if row.parameters is not None:
            return Spelled(row, value)
        return (yield self.spelled(row, [value], {}, span))  # type: ignore[no-any-return]


def spellings_of(row: Row) -> Value:
    return Spelled(row) if row.parameters is not None else spellings.constant_of(row)


@cache
def _all() -> frozenset[str]:
    """Every dotted name of the tables."""
    written = {f"{module}.{name}" for one in DIALECTS for module in one.modules for name in spellings.members(module)}
    return frozenset(written.union(*(one.rows for one in DIALECTS)))

