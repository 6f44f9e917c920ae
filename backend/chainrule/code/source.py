"""What all sources have in common: the inputs, the forward pass, and the head with its imports and functions."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.code.library import Library
from chainrule.code.listing import Listing, assigned
from chainrule.code.statements import Statement, Statements


def given(statements: Statements) -> Iterator[Statement]:
    """One statement for each input that is needed."""
    for one in statements.whole.program.inputs:
        made = statements.make(one.node) if statements.needed[one.node] else None
        if made is not None:
            yield made


def forward_lines(statements: Statements) -> Iterator[tuple[int, str]]:
    """The nodes that are needed, in order, and what else they are called."""
    program = statements.whole.program
    inputs = {one.node for one in program.inputs}
    for node in range(statements.whole.start):
        if statements.needed[node] and node not in inputs:
            made = statements.make(node)
            if made is not None:
                yield node, assigned(made)
        if statements.needed[node] and node in statements.called:
            for alias in program.aliases.get(node, []):
                yield node, f"{statements.names.free(alias)} = {statements.called[node]}"


def source(library: Library, statements: Statements, listing: Listing) -> str:
    """The whole file."""
    for line in (library.setup, *listing.text):
        if not line.lstrip().startswith("#"):
            statements.note(line)
    imports, helpers = library.preamble(statements.used)
    setup = ["", library.setup] if library.setup else []
    return "\n".join([*imports, *setup, *(f"\n\n{one}" for one in helpers), *([""] if helpers else []), *listing.text]) + "\n"
