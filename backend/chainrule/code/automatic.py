"""A program for a library that differentiates by itself: its own macros, its own backward pass."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chainrule.code.library import Library
from chainrule.code.listing import Listing
from chainrule.code.literals import tensor
from chainrule.code.names import Names
from chainrule.code.printed import Prints
from chainrule.code.simpler import simplify
from chainrule.code.source import forward_lines, given, remark, source
from chainrule.code.spelling import Call
from chainrule.code.statements import Statement, Statements
from chainrule.code.terms import Term, Terms, forward_terms
from chainrule.errors import Refused
from chainrule.ops.authored import Stated
from chainrule.ops.record import Value
from chainrule.program.graph import INPUT, Program
from chainrule.trace.study import Record


@dataclass(frozen=True, slots=True)
class Parts:
    """What a library puts into its own frame. `inputs`: lines by name; `asked`: what has a gradient, and what that is called; `still`:
    those whose every path has slope 0, which no library counts as a path; `upstream`: the gradient given for the target."""

    inputs: list[Statement]
    forward: list[str]
    target: str
    asked: list[tuple[str, str]]
    still: list[tuple[str, str]]
    within: dict[str, tuple[str, str]]
    """Of those that have a gradient the results of the forward pass: what a change of each is called, and zeros of its shape."""
    printed: list[str]
    """Results of the forward pass, besides the target, that are printed."""
    upstream: str
    upstream_name: str
    ones: bool
    """The upstream gradient is the number 1, and nobody asks for it."""


def automatic(record: Record, library: Library) -> str:
    """Raises unsupported-syntax where the program states a derivative of its own."""
    if any(plan is not None and isinstance(plan.op, Stated) for plan in record.program.plans):
        fact = f"This program states a derivative of its own, and {library.title} would take that of the forward."
        raise Refused("unsupported-syntax", fact, "Take the source for NumPy, which writes the backward pass out.", construct="derivative")
    whole = forward_terms(record)
    whole.cut = cuts(whole)
    simplify(whole)
    folded(whole, library)
    assert record.upstream is not None and library.frame is not None
    names = Names(whole, {*library.reserved, "program", "pullback", "tape"})
    statements = Statements(whole, library, names, whole.needed(names.roots()), dict(names.typed))
    inputs = list(given(statements))
    outside = {whole.target, *(one.term for one in inputs)}
    middle = [node for node in whole.slopes if node not in outside]
    within = {node: (names.free(f"{names.typed[node]}_moved"), tensor(np.zeros(whole.terms[node].shape), library.maker)) for node in middle}
    body = Listing(whole.program)
    body.paragraphs("", _watched(forward_lines(statements), library, names, within))
    moved = moving(whole)
    asked = dict.fromkeys([*whole.wrt, *(node for node in whole.slopes if node != whole.target)])
    gradients = {node: names.free(f"d{names.typed[node]}") for node in dict.fromkeys([whole.target, *asked])}
    told = [one.id for node in whole.printed if node not in outside and isinstance(one := statements.reference(node), ast.Name)]
    parts = Parts(
        inputs, body.text, names.typed[whole.target],
        [(names.typed[node], gradients[node]) for node in asked if moved[node]],
        [(names.typed[node], gradients[node]) for node in asked if not moved[node]],
        {names.typed[node]: one for node, one in within.items()},
        list(dict.fromkeys(told)),
        tensor(record.upstream, library.maker), gradients[whole.target],
        whole.target not in whole.slopes and not record.upstream.shape and float(record.upstream) == 1.0,
    )  # fmt: skip
    listing = Listing(whole.program)
    listing.text += library.frame(parts)
    listing.block("Printed by the program", Prints(statements, gradients).lines())
    remark(statements, listing)
    listing.prints([parts.target, *(gradients[node] for node in whole.wrt)])
    return source(library, listing)


def _watched(
    lines: Iterable[tuple[int, str]], library: Library, names: Names, within: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[int, str]]:
    """Lines, and after a result whose gradient is asked for the one that has the library keep it."""
    for node, line in lines:
        yield node, line
        if node in within:
            yield node, library.keep.format(names.typed[node], within[node][0])


def cuts(whole: Terms) -> set[int]:
    """Results of what the program records no gradient of, a backward pass for example, that are made of something that moves and lead
    to the target."""
    program = whole.program
    ends = {node for node in range(whole.start) if (plan := program.plans[node]) is not None and plan.stops}
    leading = {whole.target}
    for node in range(whole.target, -1, -1):
        if node in leading and node not in ends:
            leading.update(program.args[node])
    cut: set[int] = set()
    moved = {*whole.wrt, *whole.slopes}
    for node in range(whole.target):
        if whole.terms[node].op != "detach" and not moved.isdisjoint(program.args[node]):
            (cut if node in ends and node in leading else moved).add(node)
    return cut


def folded(whole: Terms, library: Library) -> None:
    """A macro the library has becomes one term, outermost first; what nobody else needs of its parts is then not written."""
    program = whole.program
    inside: set[int] = set()
    for number, group in enumerate(program.groups):
        macro = group.macro
        if group.parent in inside:
            inside.add(number)
        elif macro is not None and macro.name in library.macros and _whole(group.outputs, whole.values):
            spelling = library.macros[macro.name]
            (out,) = group.outputs
            given = tuple(name for name in macro.args if name in group.args)
            call = Call(macro.name, given, group.shapes, program.shapes[out], group.params)
            if isinstance(spelling, str) or spelling(call) is not None:
                whole.terms[out] = Term(macro.name, tuple(group.args[name] for name in given), group.params, program.shapes[out])
                inside.add(number)


def _whole(outputs: Sequence[int], values: Sequence[Value]) -> bool:
    """One result of numbers that are finite: the parts of others give the same everywhere, where losses are cut off at their ends."""
    return len(outputs) == 1 and bool(np.all(np.isfinite(values[outputs[0]])))


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
