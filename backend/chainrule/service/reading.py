"""A task as it came -> a request -> its answer. Runs in a worker."""

from __future__ import annotations

from chainrule.errors import ChainruleError
from chainrule.service.frames import Result, Task
from chainrule.service.problems import document
from chainrule.service.query import read_query
from chainrule.wire.answer import answer
from chainrule.wire.request import Request, read_json, read_members


def answer_to(task: Task) -> Result:
    """Never raises for a fault of the request."""
    try:
        request = _request(task)
    except ChainruleError as error:
        return Result(error.problems[0].record.status, document(error.problems))
    found = answer(request)
    return Result(found.status, found.body)


def _request(task: Task) -> Request:
    if task.form == "q":
        return read_members(read_query(task.payload))
    return read_json(task.payload)
