"""A task as it came -> a request -> its answer. Runs in a worker."""

from __future__ import annotations

from chainrule.errors import ChainruleError
from chainrule.service.frames import QUESTIONS, Result, Task
from chainrule.service.problems import document
from chainrule.service.query import read_query
from chainrule.wire.answer import Answer
from chainrule.wire.known import Known
from chainrule.wire.questions import ask
from chainrule.wire.request import members_of, read_json, read_members

_NAMES = {form: name for name, form in QUESTIONS.items()}


def answer_to(task: Task, known: Known) -> Result:
    """Never raises for a fault of the request."""
    try:
        found = _answer(task, known)
    except ChainruleError as error:
        return Result(error.problems[0].record.status, document(error.problems))
    return Result(found.status, found.body)


def _answer(task: Task, known: Known) -> Answer:
    if task.form == "q":
        return known.answer(read_members(read_query(task.payload)))
    if task.form == "j":
        return known.answer(read_json(task.payload))
    return ask(_NAMES[task.form], members_of(task.payload))
