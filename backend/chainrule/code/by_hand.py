"""A program and its backward pass written out, line by line: for a library without derivatives of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chainrule.code.library import Library
from chainrule.code.listing import Listing, assigned
from chainrule.code.names import Names
from chainrule.code.printed import Prints
from chainrule.code.simpler import simplify
from chainrule.code.source import forward_lines, given, remark, source
from chainrule.code.statements import Statements
from chainrule.code.terms import Terms, both_ways
from chainrule.trace.study import Record


def by_hand(record: Record, library: Library) -> str:
    whole = both_ways(record)
    simplify(whole)
    return _ByHand(whole, library).source()


class _ByHand:
    """Gradients are called after what they belong to, with a d before."""

    def __init__(self, whole: Terms, library: Library) -> None:
        self.whole, self.library = whole, library
        self.names = Names(whole, library.reserved)
        self.gradients: dict[int, str] = {}
        last = {one.source: place for place, one in enumerate(whole.arrivals) if one.source in self.names.typed}
        sources = [whole.arrivals[place].total for place in last.values()]
        assert whole.seed is not None
        self.needed = whole.needed([*self.names.roots(), whole.seed, *sources])
        kept, self.aliases = self._named(last)
        self.statements = Statements(whole, library, self.names, self.needed, kept)
        self._name_between()

    def _named(self, last: dict[int, int]) -> tuple[dict[int, str], dict[int, list[str]]]:
        """Names of terms that must have one; gradients that are another's under a second name, by where they become known. `last`: the
        place of the last arrival at what has a name."""
        whole = self.whole
        kept = dict(self.names.typed)
        self.gradients[whole.target] = self._gradient(whole.target)
        assert whole.seed is not None
        kept[whole.seed] = self.gradients[whole.target]
        aliases: dict[int, list[str]] = {}
        following: dict[int, int] = {}
        behind: dict[int, int] = {}
        for place in range(len(whole.arrivals) - 1, -1, -1):
            following[place] = behind.get(whole.arrivals[place].source, -1)
            behind[whole.arrivals[place].source] = whole.arrivals[place].user
        readers = Counter(arg for term, one in enumerate(whole.terms) if self.needed[term] for arg in one.args)
        readers.update(whole.arrivals[place].total for place in last.values())
        for place, one in enumerate(whole.arrivals):
            if one.source not in last:
                continue
            final = last[one.source] == place
            name = self.gradients.get(one.source) or self._gradient(one.source)
            self.gradients[one.source] = name
            # The next sum takes the name over, so nothing but that sum may read the one before.
            passing = not final and readers[one.total] == 1 and following[place] != one.user
            if one.total >= whole.start and one.total not in kept:
                if final or passing:
                    kept[one.total] = name
            elif final and kept.get(one.total) != name:
                aliases.setdefault(place, []).append(name)
        return kept, aliases

    def _name_between(self) -> None:
        """A value without a name gets one where its gradient stands on a line of its own, so that the gradient can be called after it."""
        whole, statements = self.whole, self.statements
        final = {one.source: one.total for one in whole.arrivals}
        taken: set[int] = set()
        for node in sorted(final):
            total = final[node]
            unnamed = not whole.given(total) and total not in taken and not {node, total} & statements.called.keys()
            if unnamed and self.needed[node] and self.needed[total] and statements.uses[total] > 1:
                statements.between[node] = total
                taken.add(total)

    def _gradient(self, node: int) -> str:
        name = self.names.typed[node]
        return self.names.free(f"d{name}")

    def source(self) -> str:
        whole, listing = self.whole, Listing(self.whole.program)
        listing.block("Inputs", map(assigned, given(self.statements)))
        listing.paragraphs("Forward", forward_lines(self.statements))
        listing.paragraphs("Backward", self._backward())
        listing.block("Printed by the program", Prints(self.statements, self.gradients).lines())
        remark(self.statements, listing)
        listing.prints([self.statements.called[whole.target], *(self.gradients[node] for node in whole.wrt if node in self.gradients)])
        return source(self.library, listing)

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
                    line = statements.make(term)
                    if line is not None:
                        yield one.user, assigned(line)
            at = end
            for alias in self.aliases.get(place, []):
                yield one.user, f"{alias} = {statements.called[one.total]}"
