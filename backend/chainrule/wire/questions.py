"""What can be asked about a program besides its trace: one row per question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from chainrule.trace.study import Record
from chainrule.wire.answer import Answer, answer_with
from chainrule.wire.check import CheckRequest, check
from chainrule.wire.derivative import DerivativeRequest, derivative
from chainrule.wire.export import ExportRequest, export
from chainrule.wire.paths import PathsRequest, paths
from chainrule.wire.request import Request, read_form
from chainrule.wire.window import SliceRequest, window


@dataclass(frozen=True, slots=True)
class Question:
    """`form` reads the members; `make` answers for the studied program."""

    form: type[Request]
    make: Callable[[Record, Any], Any]


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "check": Question(CheckRequest, check),
        "slice": Question(SliceRequest, window),
        "paths": Question(PathsRequest, paths),
        "derivative": Question(DerivativeRequest, derivative),
        "export": Question(ExportRequest, export),
    }
)


def ask(name: str, members: Mapping[str, object]) -> Answer:
    """Raises `ChainruleError` when the members are no request; a fault of the program is an answer."""
    question = QUESTIONS[name]
    request = read_form(question.form, members)
    return answer_with(request, lambda record: question.make(record, request))
