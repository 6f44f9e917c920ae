"""What all sources have in common: the inputs, the forward pass, and the head with its imports and functions."""

from __future__ import annotations

from collections.abc import Iterator
from symtable import symtable

from chainrule.code.library import Library
from chainrule.code.listing import Listing, assigned
from chainrule.code.statements import Statement, Statements
from chainrule.program.graph import INPUT


def given(statements: Statements) -> Iterator[Statement]:
    """One statement for each input that is needed, those without a name last."""
    for node in _inputs(statements):
        made = statements.make(node) if statements.needed[node] else None
        if made is not None:
            yield made


def forward_lines(statements: Statements) -> Iterator[tuple[int, str]]:
    """The nodes that are needed, in order."""
    inputs = set(_inputs(statements))
    for node in range(statements.whole.start):
        if statements.needed[node] and node not in inputs:
            made = statements.make(node)
            if made is not None:
                yield node, assigned(made)


def remark(statements: Statements, listing: Listing) -> None:
    """Where the library has other numbers than the program."""
    title = statements.library.title
    listing.block(f"Where {title} differs", statements.remarks)
    if not statements.whole.finite:
        listing.block("NaN and infinities", [f"# Where one of them is met, {title} may have another of them."])


def _inputs(statements: Statements) -> list[int]:
    whole = statements.whole
    named = [one.node for one in whole.program.inputs]
    return [*named, *(node for node in whole.slopes if whole.program.kinds[node] == INPUT and node not in named)]


def source(library: Library, listing: Listing) -> str:
    """The whole file."""
    setup = ["", library.setup] if library.setup else []
    imports, helpers = library.preamble(_names("\n".join([*setup, *listing.text])))
    apart = [""] if helpers and listing.text[:2] != ["", ""] else []
    return "\n".join([*imports, *setup, *(f"\n\n{one}" for one in helpers), *apart, *listing.text]) + "\n"


def _names(text: str) -> set[str]:
    """All names in a source. Its table of symbols has them without a tree being built."""
    tables, found = [symtable(text, "", "exec")], set[str]()
    for table in tables:
        found.update(table.get_identifiers())
        tables += table.get_children()
    return found
