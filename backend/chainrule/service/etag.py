"""Answers that a browser may keep and ask about: same bytes, same tag, 304."""

from __future__ import annotations

import hashlib

from fastapi import Request, Response


def tagged(request: Request, body: bytes, media_type: str, etag: str | None = None) -> Response:
    """`body`, or 304 when the browser has it. `no-cache` means: keep, but ask."""
    tag = etag or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = {entry.strip().removeprefix("W/") for entry in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type)
