"""The programs that were asked for last: with other numbers for their inputs they are computed again, not read and written anew.

The bytes are those of a first run. A program that would not run the same way with the new numbers is run as if it had never been seen.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from chainrule.trace.collector import uncollected
from chainrule.trace.rerun import again
from chainrule.trace.study import Record
from chainrule.wire.answer import Answer, refused, study
from chainrule.wire.document import template
from chainrule.wire.request import Request
from chainrule.wire.seen import Seen, seen_in
from chainrule.wire.template import Template

ROOM = 64 * 1024 * 1024
"""Bytes that known programs may hold, about: an eighth of a worker's memory."""


@dataclass(slots=True)
class _Program:
    record: Record
    template: Template[Seen]
    noticed: list[tuple[int, ...]]
    size: int


class Known:
    """The newest programs stay, as many as there is room for."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self.size = room, 0
        self.misses = 0
        """Requests that took a first run."""
        self._kept: OrderedDict[str, _Program] = OrderedDict()

    @uncollected()
    def answer(self, request: Request) -> Answer:
        """Never raises for a fault of the program."""
        key = _key(request)
        known = self._kept.pop(key, None)
        if known is not None:
            self.size -= known.size
        record = None if known is None else again(known.record, request.vars)
        if record is None:
            record, known = study(request), None
            self.misses += 1
        if record.problems:
            return refused(record)
        seen = seen_in(record)
        noticed = [one.nodes for one in seen.remarks]
        form = known.template if known is not None and known.noticed == noticed else template(seen)
        body = form.fill(seen)
        self._keep(key, _Program(record, form, noticed, record.program.cost().memory + 4 * len(body)))
        return Answer(200, body)

    def _keep(self, key: str, program: _Program) -> None:
        if program.size > self._room:
            return
        self._kept[key] = program
        self.size += program.size
        while self.size > self._room:
            self.size -= self._kept.popitem(last=False)[1].size


def _key(request: Request) -> str:
    """All of a request but the numbers of its inputs."""
    return repr((request.expr, list(request.vars), request.target, request.wrt, request.upstream, request.seed))
