"""What the API description says of the requests, which are read in a worker and not by FastAPI."""

from __future__ import annotations

from typing import Any

from chainrule.wire.questions import QUESTIONS
from chainrule.wire.request import Request

_PROBLEM = {
    "description": "What is wrong, where, and what to do next (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"type": "object", "required": ["type", "title", "status", "detail", "code"]}}},
}


def _responses(kind: str) -> dict[str, Any]:
    found = {"description": kind, "content": {"application/json": {"schema": {"type": "object"}}}}
    return {"200": found, **{status: _PROBLEM for status in ("400", "422", "503")}}


def _posted(form: type[Request], kind: str) -> dict[str, Any]:
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": form.model_json_schema()}}},
        "responses": {**_responses(kind), "413": _PROBLEM, "415": _PROBLEM},
    }


def question(name: str) -> dict[str, Any]:
    """Of POST /api/v1/`name`."""
    return _posted(QUESTIONS[name].form, "The answer")


TRACE_POST: dict[str, Any] = _posted(Request, "A trace")

TRACE_GET: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "query", "required": name == "expr", "description": words, "schema": {"type": "string"}}
        for name, words in (
            ("expr", "The program"),
            ("vars", "Values for inputs, as x:2,w:[1,2]"),
            ("target", "The name whose gradient is asked for"),
            ("upstream", "The gradient given for the target, as 1 or [1,2]"),
            ("seed", "A whole number for random tensors"),
        )
    ],
    "responses": {**_responses("A trace"), "304": {"description": "The trace has not changed"}},
}
