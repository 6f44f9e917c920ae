"""Every error of the service as RFC 9457 problem+json, FastAPI's own included: nothing sent is echoed, nothing internal is told."""

from __future__ import annotations

import logging
import random
import secrets

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from chainrule.errors import ChainruleError, Problem, Refused
from chainrule.service.absent import absent, wants_page
from chainrule.service.problems import MEDIA_TYPE, document

log = logging.getLogger("chainrule")

CODES = {404: "not-found", 405: "method-not-allowed", 413: "body-too-large", 415: "not-json"}


def respond(*problems: Problem, **headers: str) -> Response:
    """The answer to a request that met `problems`."""
    return problem_response(problems[0].record.status, document(problems), headers)


def problem_response(status: int, body: bytes, headers: dict[str, str] | None = None) -> Response:
    more = dict(headers or {})
    if status == 503:
        more["Retry-After"] = str(random.randint(2, 10))  # spread, so that a lecture hall does not come back as one
    return Response(body, status, more, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ChainruleError, _chainrule)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Exception, _ours)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, "bad-request")
    if code == "method-not-allowed":
        allow = _allowed(request)
        return respond(Problem(code, f"{request.method} is not one of {allow}."), Allow=allow)
    if code == "not-found" and wants_page(request):
        return absent(request)
    if code == "not-found":
        return respond(Problem(code, "No page, file or part of the API has this address."))
    return respond(Problem(code, "The request cannot be read."))


async def _chainrule(_: Request, error: Exception) -> Response:
    assert isinstance(error, ChainruleError)
    return respond(*error.problems)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return respond(error.at(None))


async def _ours(_: Request, error: Exception) -> Response:
    request_id = secrets.token_hex(8)
    log.error("request %s failed", request_id, exc_info=error)
    problem = Problem("server-fault", "The request could not be answered, and the fault is ours.")
    return problem_response(500, document((problem,), request_id=request_id))


def _allowed(request: Request) -> str:
    """Every method this address takes, over all routes that share it."""
    methods = {"OPTIONS"}
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= set(route.methods or ())
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))
