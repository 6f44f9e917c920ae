"""What the API description says of the requests, which are read in a worker and not by FastAPI."""

from __future__ import annotations

from typing import Any

from chainrule.wire.request import Request

_PROBLEM = {
    "description": "What is wrong, where, and what to do next (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"type": "object", "required": ["type", "title", "status", "detail", "code"]}}},
}
_RESPONSES = {
    "200": {"description": "A trace", "content": {"application/json": {"schema": {"type": "object"}}}},
    **{status: _PROBLEM for status in ("400", "422", "503")},
}

TRACE_POST: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": Request.model_json_schema()}}},
    "responses": {**_RESPONSES, "413": _PROBLEM, "415": _PROBLEM},
}

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
    "responses": {**_RESPONSES, "304": {"description": "The trace has not changed"}},
}
