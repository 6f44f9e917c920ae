"""A program in a form other tools take: source of a numerical library that gives the same numbers, or the trace itself."""

from __future__ import annotations

from typing import Literal

from chainrule.code.libraries import code
from chainrule.trace.study import Record
from chainrule.wire.document import written
from chainrule.wire.models import ExportAnswer
from chainrule.wire.request import Request

Format = Literal["numpy", "pytorch", "jax", "tensorflow", "json"]


class ExportRequest(Request):
    """The program as `to`."""

    to: Format


def export(record: Record, request: ExportRequest) -> ExportAnswer:
    if request.to == "json":
        return {"to": "json", "file": "trace.json", "media_type": "application/json", "text": written(record).decode("utf-8")}
    return {"to": request.to, "file": f"program_{request.to}.py", "media_type": "text/x-python", "text": code(record, request.to)}
