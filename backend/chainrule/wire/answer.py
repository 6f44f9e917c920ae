"""A request in, the bytes of its answer out: a trace, or problem+json. The service and the command line send the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chainrule.errors import CODES, Problem, Refused
from chainrule.limits import LIMITS
from chainrule.trace.collector import uncollected
from chainrule.trace.study import Record, record
from chainrule.wire.document import document, problem, written
from chainrule.wire.encode import dumps
from chainrule.wire.request import Request


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is a trace with status 200, problem+json with any other."""

    status: int
    body: bytes


@uncollected()
def answer(request: Request) -> Answer:
    """Never raises for a fault of the program."""
    found = study(request)
    return refused(found) if found.problems else Answer(200, written(found))


def refused(found: Record) -> Answer:
    """With the part of the program before its fault, and what that printed, unless that is too long."""
    first, *others = found.problems
    nodes, most, partial = len(found.program), LIMITS["refusal_on_wire"].value, None
    if nodes > most:
        first = replace(first, detail=f"{first.detail} The {nodes:,} nodes before it are not shown: at most {most:,} are.")
    elif nodes or found.program.watches:
        partial = document(found)
    return Answer(first.record.status, refusal((first, *others), trace=partial))


@uncollected()
def answer_with(request: Request, make: Callable[[Record], Any]) -> Answer:
    """What `make` makes of the studied program: an answer smaller than the trace, which its asker has."""
    found = study(request)
    problems = found.problems
    if not problems:
        try:
            return Answer(200, dumps(make(found)))
        except Refused as refused:
            problems = (refused.at(None),)
    return Answer(problems[0].record.status, refusal(problems))


def study(request: Request) -> Record:
    return record(request.expr, request.vars, request.target, request.wrt, request.upstream, request.seed)


def refusal(problems: Sequence[Problem], **more: Any) -> bytes:
    """RFC 9457: the first problem's members, then all problems, then `more`."""
    first = problems[0]
    kind = CODES[first.code]
    head = {"type": f"/help/errors#{first.code}", "title": kind.title, "status": kind.status, "detail": first.detail}
    rest = {key: value for key, value in problem(first).items() if key not in ("title", "detail")}
    return dumps({**head, **rest, "problems": [problem(one) for one in problems], **more})
