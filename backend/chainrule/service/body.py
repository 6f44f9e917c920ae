"""The body of a request: JSON in UTF-8 as it is, counted as it arrives: what is too large is refused before it is held."""

from __future__ import annotations

from email.message import Message

from fastapi import Request
from starlette.requests import ClientDisconnect

from chainrule.errors import Refused
from chainrule.limits import LIMITS

JSON = "application/json"


async def read_json_body(request: Request) -> bytes:
    """Raises `Refused`: not-json for another media type, charset or encoding, body-too-large at the first byte past the limit."""
    _expect_json(request)
    limit = LIMITS["body"]
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit():
        limit.check(int(announced))
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            limit.check(len(body))
    except ClientDisconnect:
        raise Refused("bad-request", "The body ended before it was complete.") from None
    return bytes(body)


def _expect_json(request: Request) -> None:
    head = Message()
    head["content-type"] = request.headers.get("content-type", "")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != JSON:
        raise Refused("not-json", f"The content type is {media_type[:80] or 'missing'}; {JSON} is read.")
    charset = str(head.get_param("charset", "utf-8")).lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refused("not-json", f"The charset is {charset[:40]}; JSON is read as UTF-8.")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise Refused("not-json", f"The content encoding is {encoding[:40]}; the body is read as it is.")
