"""The API, version 1. Described by /api/v1/openapi.json."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from fastapi import FastAPI, Request, Response

from chainrule import gallery
from chainrule.limits import LIMITS
from chainrule.service.body import JSON, read_json_body
from chainrule.service.cache import Cache
from chainrule.service.etag import tagged
from chainrule.service.faults import problem_response
from chainrule.service.frames import QUESTIONS, Form, Result, Task
from chainrule.service.openapi import TRACE_GET, TRACE_POST, question
from chainrule.wire.encode import dumps
from chainrule.wire.ops import ops as ops_as_data


def install(app: FastAPI) -> None:
    add = partial(app.add_api_route, response_class=Response)
    add("/api/v1/trace", trace, methods=["POST"], openapi_extra=TRACE_POST)
    add("/api/v1/trace", trace_by_address, methods=["GET"], openapi_extra=TRACE_GET)
    for name, endpoint in (("check", check), ("slice", window), ("paths", paths), ("derivative", derivative), ("export", export)):
        add(f"/api/v1/{name}", endpoint, methods=["POST"], openapi_extra=question(name))
    add("/api/v1/ops", ops)
    add("/api/v1/gallery", ready_programs)
    add("/api/v1/limits", ceilings)


async def trace(request: Request) -> Response:
    """The complete record of one study: values, gradients, every contribution and every step."""
    return await _asked(request, "j")


async def trace_by_address(request: Request) -> Response:
    """The same by an address, for links and caches: `?expr=(x+y)*z&vars=x:-2,y:5,z:-4&target=...&upstream=...&seed=...`."""
    result = await _run(request, Task("q", request.scope["query_string"]))
    if result.status != 200:
        return problem_response(result.status, result.body)
    return tagged(request, result.body, JSON)


async def check(request: Request) -> Response:
    """Gradient entries beside their central differences, with the reason where they disagree."""
    return await _asked(request, QUESTIONS["check"])


async def window(request: Request) -> Response:
    """A window of the value or gradient of a node that is too large to travel whole."""
    return await _asked(request, QUESTIONS["slice"])


async def paths(request: Request) -> Response:
    """The inputs that reach the target, and the paths of the gradient to one node with the product along each."""
    return await _asked(request, QUESTIONS["paths"])


async def derivative(request: Request) -> Response:
    """A Jacobian, its row or column, a Hessian, its product with a direction, or a tangent; with operation counts."""
    return await _asked(request, QUESTIONS["derivative"])


async def export(request: Request) -> Response:
    """The program as NumPy, PyTorch, JAX or TensorFlow source that gives the same numbers, or its trace as a file."""
    return await _asked(request, QUESTIONS["export"])


async def ops(request: Request) -> Response:
    """Every op: how it is called, what it does, its derivative."""
    return tagged(request, dumps({"ops": ops_as_data()}), JSON)


async def ready_programs(request: Request) -> Response:
    """Ready programs, in order."""
    return tagged(request, dumps({"items": [asdict(item) for item in gallery.items()]}), JSON)


async def ceilings(request: Request) -> Response:
    """Every ceiling, with its reason."""
    return tagged(request, dumps({"limits": [asdict(limit) for limit in LIMITS.values()]}), JSON)


async def _asked(request: Request, form: Form) -> Response:
    """The answer to a JSON body."""
    result = await _run(request, Task(form, await read_json_body(request)))
    if result.status != 200:
        return problem_response(result.status, result.body)
    return Response(result.body, media_type=JSON)


async def _run(request: Request, task: Task) -> Result:
    cache: Cache = request.app.state.cache
    return await cache.get(task)
