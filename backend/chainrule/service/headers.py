"""Headers of every answer, preflights, and HEAD. Plain ASGI, outside everything else, so that errors carry them as well."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",  # a frame with sandbox="allow-scripts" has the origin `null`; nothing here is secret
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Headers:
    """Wraps the application. `frame_ancestors` says who may frame /embed; every other page may only be framed by ourselves."""

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self.app = app
        self.policy = f"{POLICY}; frame-ancestors 'self'"
        self.embed_policy = f"{POLICY}; frame-ancestors {frame_ancestors}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        embed = scope["path"].removeprefix(scope.get("root_path", "")) == "/embed"
        head = scope["method"] == "HEAD"

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self.embed_policy if embed else self.policy
                headers.update(ALWAYS)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if scope["method"] == "OPTIONS":
            start = {"type": "http.response.start", "status": 204, "headers": []}
            MutableHeaders(scope=start).update(PREFLIGHT)
            await dressed(start)
            await dressed({"type": "http.response.body", "body": b""})
            return
        await self.app({**scope, "method": "GET"} if head else scope, receive, dressed)
