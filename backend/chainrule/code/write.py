"""A studied program as the source of a library that gives the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.code.comments import Lines, tame
from chainrule.code.in_numpy import LIBRARY as NUMPY
from chainrule.code.library import Library
from chainrule.code.listing import Listing, assigned
from chainrule.code.names import Names
from chainrule.code.simpler import simplify
from chainrule.code.statements import Statements
from chainrule.code.terms import Terms, both_ways
from chainrule.trace.study import Record


def numpy_source(record: Record) -> str:
    """The forward pass and the backward pass written out."""
    whole = both_ways(record)
    simplify(whole)
    return _ByHand(whole, NUMPY).source()


class _ByHand:
    """Gradients are called after what they belong to, with a d before."""

    def __init__(self, whole: Terms, library: Library) -> None:
        self.whole, self.library = whole, library
        self.names = Names(whole.program, library.reserved)
        if whole.target not in self.names.typed:
            self.names.typed[whole.target] = self.names.free("out")
        self.gradients: dict[int, str] = {}
        kept, self.aliases, sources = self._named()
        roots = [whole.target, *(node for node in self.names.typed if whole.program.kinds[node] != "constant"), *sources]
        self.needed = whole.needed(roots)
        self.statements = Statements(whole, library, self.names, self.needed, kept)

    def _named(self) -> tuple[dict[int, str], dict[int, list[str]], list[int]]:
        """Names of terms that must have one; gradients that are another's under a second name, by where they become known; the terms of
        the gradients that have names."""
        whole = self.whole
        kept = {node: name for node, name in self.names.typed.items()}
        last = {one.source: place for place, one in enumerate(whole.arrivals)}
        self.gradients[whole.target] = self._gradient(whole.target)
        assert whole.seed is not None
        kept[whole.seed] = self.gradients[whole.target]
        aliases: dict[int, list[str]] = {}
        following: dict[int, int] = {}
        behind: dict[int, int] = {}
        for place in range(len(whole.arrivals) - 1, -1, -1):
            following[place] = behind.get(whole.arrivals[place].source, -1)
            behind[whole.arrivals[place].source] = whole.arrivals[place].user
        roots: list[int] = [whole.seed]
        for place, one in enumerate(whole.arrivals):
            if one.source not in self.names.typed:
                continue
            final = last[one.source] == place
            name = self.gradients.get(one.source) or self._gradient(one.source)
            self.gradients[one.source] = name
            at_once = not final and following[place] == one.user
            if one.total >= whole.start and one.total not in kept:
                if not at_once:
                    kept[one.total] = name
            elif final and kept.get(one.total) != name:
                aliases.setdefault(place, []).append(name)
            if final:
                roots.append(one.total)
        return kept, aliases, roots

    def _gradient(self, node: int) -> str:
        name = self.names.typed[node]
        return self.names.free(f"d{name}")

    def source(self) -> str:
        whole = self.whole
        listing = Listing(Lines(whole.program))
        inputs = [one.node for one in whole.program.inputs]
        given = list(self._lines(inputs))
        if given:
            listing.title("Inputs")
            listing.text += [line for _, line in given]
        listing.paragraphs(self._lines([node for node in range(whole.start) if node not in set(inputs)]), "Forward")
        listing.paragraphs(self._backward(), "Backward")
        listing.say("")
        told = [*((self.statements.called[whole.target],)), *(self.gradients[node] for node in whole.wrt if node in self.gradients)]
        listing.text += [f'print("{name} =", {name})' for name in dict.fromkeys(told)]
        for line in listing.text:
            self.statements.note(line)
        imports, helpers = self.library.preamble(self.statements.used)
        head = [*(["import math"] if any("math." in one for one in helpers) else []), *imports]
        parts = ["\n".join(head), *(f"\n\n{one}" for one in helpers), *([""] if helpers else []), *listing.text]
        return "\n".join(parts) + "\n"

    def _lines(self, nodes: list[int]) -> Iterator[tuple[int, str]]:
        for node in nodes:
            if self.needed[node]:
                made = self.statements.make(node)
                if made is not None:
                    yield node, assigned(made)
                    for alias in self.whole.program.aliases.get(node, []):
                        yield node, f"{self.names.free(alias)} = {made.name}"

    def _backward(self) -> Iterator[tuple[int, str]]:
        whole, statements = self.whole, self.statements
        assert whole.seed is not None
        made = statements.make(whole.seed)
        assert made is not None
        yield whole.target, assigned(made)
        at = whole.seed + 1
        final = {one.source: one.total for one in whole.arrivals}
        for place, one in enumerate(whole.arrivals):
            end = whole.arrivals[place + 1].before if place + 1 < len(whole.arrivals) else len(whole.terms)
            if one.user in self.gradients and one.user in final:
                statements.called[final[one.user]] = self.gradients[one.user]
            for term in range(at, end):
                if self.needed[term]:
                    if term not in statements.called and term == one.total and statements.uses[term] > 1:
                        source = statements.called.get(one.source)
                        if source:
                            statements.called[term] = self.names.free(f"d{source}")
                    line = statements.make(term)
                    if line is not None:
                        yield one.user, assigned(line)
            at = end
            for alias in self.aliases.get(place, []):
                yield one.user, f"{alias} = {statements.called.get(one.total) or ''}"
