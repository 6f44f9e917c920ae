"""The body of a request, counted as it arrives: what is too large is refused before it is held."""

from __future__ import annotations

from fastapi import Request

from chainrule.limits import LIMITS


async def read_body(request: Request) -> bytes:
    """Raises `Refused` (body-too-large) at the first byte past the limit, or at once when the length is announced."""
    limit = LIMITS["body"]
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit():
        limit.check(int(announced))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        limit.check(len(body))
    return bytes(body)
