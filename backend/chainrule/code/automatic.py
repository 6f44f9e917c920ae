"""A program for a library that differentiates by itself: its own macros, its own backward pass."""

from __future__ import annotations

from dataclasses import dataclass

from chainrule.code.library import Library
from chainrule.code.listing import Listing
from chainrule.code.literals import tensor
from chainrule.code.names import Names
from chainrule.code.source import forward_lines, given, source
from chainrule.code.spelling import Call
from chainrule.code.statements import Statement, Statements
from chainrule.code.terms import Term, Terms, forward_terms
from chainrule.program.graph import INPUT, Program
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Parts:
    """What a library puts into its own frame. `inputs`: lines by name; `asked`: inputs with a gradient, and what that is called;
    `still`: those whose every path has slope 0, which no library counts as a path; `upstream`: the gradient given for the target."""

    inputs: list[Statement]
    forward: list[str]
    target: str
    asked: list[tuple[str, str]]
    still: list[tuple[str, str]]
    upstream: str
    upstream_name: str
    ones: bool
    """The upstream gradient is the number 1."""


def automatic(record: Record, library: Library) -> str:
    whole = forward_terms(record)
    folded(whole, library)
    assert record.upstream is not None
    names = Names(whole.program, whole.target, {*library.reserved, "program", "pullback", "tape"})
    statements = Statements(whole, library, names, whole.needed(names.shown(whole.target)), dict(names.typed))
    inputs = list(given(statements))
    body = Listing(whole.program)
    body.paragraphs("", forward_lines(statements))
    moved = moving(whole)
    gradients = {node: names.free(f"d{names.typed[node]}") for node in dict.fromkeys([whole.target, *whole.wrt])}
    named = [(names.typed[node], gradients[node]) for node in whole.wrt]
    text = tensor(record.upstream, library.maker)
    parts = Parts(
        inputs, body.text, names.typed[whole.target],
        [pair for pair, node in zip(named, whole.wrt, strict=True) if moved[node]],
        [pair for pair, node in zip(named, whole.wrt, strict=True) if not moved[node]],
        text, gradients[whole.target], not record.upstream.shape and float(record.upstream) == 1.0,
    )  # fmt: skip
    assert library.frame is not None
    listing = Listing(whole.program)
    listing.text += library.frame(parts)
    listing.prints([parts.target, *(gradient for _, gradient in named)])
    return source(library, statements, listing)


def folded(whole: Terms, library: Library) -> None:
    """A macro the library has becomes one term, outermost first; what nobody else needs of its parts is then not written."""
    program = whole.program
    inside: set[int] = set()
    for number, group in enumerate(program.groups):
        macro = group.macro
        if group.parent in inside:
            inside.add(number)
        elif macro is not None and macro.name in library.macros and len(group.outputs) == 1:
            spelling = library.macros[macro.name]
            (out,) = group.outputs
            given = tuple(name for name in macro.args if name in group.args)
            call = Call(macro.name, given, group.shapes, program.shapes[out], group.params)
            if isinstance(spelling, str) or spelling(call) is not None:
                whole.terms[out] = Term(macro.name, tuple(group.args[name] for name in given), group.params, program.shapes[out])
                inside.add(number)


def moving(whole: Terms) -> list[bool]:
    """Nodes from which a slope that is not 0 everywhere leads to the target."""
    program: Program = whole.program
    reached = [False] * whole.start
    reached[whole.target] = True
    for node in range(whole.target, -1, -1):
        plan = program.plans[node]
        if reached[node] and plan is not None and program.kinds[node] != INPUT:
            for arg, pull in zip(program.args[node], plan.pulls, strict=False):
                if pull is not None and not pull.flat and pull.constant != 0.0:
                    reached[arg] = True
    return reached
