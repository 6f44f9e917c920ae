"""What a browser loads: the page, the frame, their files; and the sign of life."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException, Request, Response

from chainrule.service import static
from chainrule.service.etag import tagged


def install(app: FastAPI) -> None:
    app.add_route("/", _page, include_in_schema=False)
    app.add_route("/embed", _embed, include_in_schema=False)
    app.add_route("/static/{path:path}", _asset, include_in_schema=False)
    app.add_route("/healthz", _healthz, include_in_schema=False)


async def _page(request: Request) -> Response:
    found = static.page("index.html")
    return tagged(request, found.body, found.media_type, found.etag)


async def _embed(request: Request) -> Response:
    found = static.page("embed.html")
    return tagged(request, found.body, found.media_type, found.etag)


async def _asset(request: Request) -> Response:
    found = static.asset(request.path_params["path"])
    if found is None:
        raise HTTPException(404)
    return tagged(request, found.body, found.media_type, found.etag)


async def _healthz(_: Request) -> Response:
    return Response(b'{"status":"ok"}', media_type="application/json", headers={"Cache-Control": "no-store"})
