"""The service from outside, over real HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest

from chainrule.limits import LIMITS
from chainrule.service.settings import Settings
from chainrule.wire.questions import ask

Serving = Callable[[Settings], AbstractContextManager[str]]

NEURON = {"expr": "(x + y) * z", "vars": {"x": -2, "y": 5, "z": -4}}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as found:
        yield found


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem of a response, which must be one in form as well."""
    assert response.status_code == status, response.text[:400]
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = json.loads(response.content, parse_constant=lambda word: pytest.fail(f"bare {word}"))
    assert body["code"] == code
    assert body["status"] == status
    assert {"type", "title", "detail"} <= body.keys()
    return body


def gradients(trace: dict[str, Any]) -> dict[str, Any]:
    return {node["name"]: node["grad"]["data"] for node in trace["nodes"] if node["kind"] == "input"}


# -- traces


def test_a_program_is_answered_with_its_trace(client: httpx.Client) -> None:
    response = client.post("/api/v1/trace", json=NEURON)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    trace = response.json()
    assert trace["version"] == 1
    assert gradients(trace) == {"x": [-4], "y": [-4], "z": [3]}


def test_an_address_gives_the_same_bytes_as_a_body(client: httpx.Client) -> None:
    by_address = client.get("/api/v1/trace", params={"expr": "(x + y) * z", "vars": "x:-2,y:5,z:-4"})
    assert by_address.content == client.post("/api/v1/trace", json=NEURON).content


def test_the_same_request_twice_gives_the_same_bytes_and_tag(client: httpx.Client) -> None:
    first, second = (client.get("/api/v1/trace?expr=x*x&vars=x:3") for _ in range(2))
    assert (first.content, first.headers["etag"]) == (second.content, second.headers["etag"])


def test_a_browser_that_has_the_bytes_is_not_sent_them_again(client: httpx.Client) -> None:
    tag = client.get("/api/v1/trace?expr=x*x").headers["etag"]
    again = client.get("/api/v1/trace?expr=x*x", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_tensors_and_upstream_travel_in_an_address(client: httpx.Client) -> None:
    query = {"expr": "w = [3, 4]\nz = w * w", "vars": "w:[1, 2.5]", "target": "z", "upstream": "[1,-1]"}
    assert gradients(client.get("/api/v1/trace", params=query).json()) == {"w": [2, -5]}


def test_infinity_and_nan_are_data_and_legal_json(client: httpx.Client) -> None:
    response = client.post("/api/v1/trace", json={"expr": "log(x) * x", "vars": {"x": 0}})
    trace = json.loads(response.content, parse_constant=lambda word: pytest.fail(f"bare {word}"))
    assert "-Infinity" in [entry for node in trace["nodes"] for entry in node["value"]["data"]]


# -- questions


@pytest.mark.parametrize(
    ("path", "members"),
    [
        ("check", {}),
        ("slice", {"node": "x", "offsets": [], "shape": []}),
        ("paths", {"node": "x"}),
        ("derivative", {"kind": "hessian", "by": "x"}),
        ("export", {"to": "numpy"}),
        ("export", {"to": "json"}),
    ],
)
def test_a_question_about_a_program_is_answered(client: httpx.Client, path: str, members: dict[str, Any]) -> None:
    first, second = (client.post(f"/api/v1/{path}", json={**NEURON, **members}) for _ in range(2))
    assert first.status_code == 200, first.text
    assert first.headers["content-type"] == "application/json"
    assert first.content == second.content == ask(path, {**NEURON, **members}).body


@pytest.mark.parametrize("path", ["check", "slice", "paths", "derivative", "export"])
def test_a_question_is_refused_like_a_trace(client: httpx.Client, path: str) -> None:
    address = f"/api/v1/{path}"
    problem(client.post(address, content=b"{", headers=JSON), 400, "bad-request")
    problem(client.post(address, json={**NEURON, "unheard": 1}), 400, "bad-request")
    problem(client.post(address, content=b"{}", headers={"Content-Type": "text/plain"}), 415, "not-json")
    problem(client.post(address, content=b" " * (LIMITS["body"].value + 1), headers=JSON), 413, "body-too-large")
    problem(client.get(address), 405, "method-not-allowed")


def test_a_node_nobody_has_heard_of_is_a_fault_of_the_request(client: httpx.Client) -> None:
    problem(client.post("/api/v1/paths", json={**NEURON, "node": "n99"}), 422, "unknown-node")


# -- faults


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"expr": 1}', b'{"expr": NaN}', b'{"expr": "x", "unheard": 1}'],
    ids=lambda body: body.decode(),
)
def test_a_body_that_is_no_request_is_refused_and_not_echoed(client: httpx.Client, body: bytes) -> None:
    response = client.post("/api/v1/trace", content=body, headers=JSON)
    problem(response, 400, "bad-request")
    assert len(response.content) < 4096


@pytest.mark.parametrize("body", [b'{"expr": "\xff"}', b'{"expr": "x", "vars": {"x": ' + b"[" * 60_000, b'{"expr": "' + b"A" * 99])
def test_a_body_that_hurts_a_parser_is_refused(client: httpx.Client, body: bytes) -> None:
    problem(client.post("/api/v1/trace", content=body, headers=JSON), 400, "bad-request")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'\xef\xbb\xbf{"expr": "x*x"}', "byte order mark"),
        (b'{"expr": "x*x", "vars": {"x": NaN}}', "bare NaN"),
        (b'{"expr": "x*x", "vars": {"x": ' + b"1" * 5_000 + b"}}", "digits"),
        (b'{"expr": "x*x", "vars": {"x": 1, "x": 2}}', "twice"),
        (b'{"expr": "x*x"', "character 14"),
    ],
    ids=["mark", "NaN", "digits", "twice", "open"],
)
def test_a_body_that_is_not_json_is_told_what_in_it_is_not(client: httpx.Client, body: bytes, said: str) -> None:
    assert said in problem(client.post("/api/v1/trace", content=body, headers=JSON), 400, "bad-request")["detail"]


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {"Content-Type": "application/json; charset=latin-1"}])
def test_a_body_that_is_packed_or_in_other_letters_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    problem(client.post("/api/v1/trace", content=json.dumps(NEURON), headers={**JSON, **headers}), 415, "not-json")


def test_a_client_that_leaves_in_the_middle_of_its_body_is_no_fault_of_ours(address: str, caplog: pytest.LogCaptureFixture) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(b"POST /api/v1/trace HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{")
        time.sleep(0.1)
    time.sleep(0.2)
    assert httpx.get(f"{address}/api/v1/limits").status_code == 200
    assert not caplog.records, caplog.text


@pytest.mark.parametrize(
    "query",
    [
        *("", "vars=x:1", "expr=x&expr=y", "expr=x&vars=x", "expr=x&vars=x:[1", "expr=x&upstream=[1,]", "expr=x&seed=-1", "expr=%ff"),
        *("expr=x&seed=%D9%A1", "expr=x&vars=x:%D9%A1", "expr=x&vars=x:1,x:2"),
    ],
)
def test_an_address_that_is_no_request_is_refused(client: httpx.Client, query: str) -> None:
    problem(client.get(f"/api/v1/trace?{query}"), 400, "bad-request")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(client: httpx.Client, media_type: str) -> None:
    problem(client.post("/api/v1/trace", content=b"{}", headers={"Content-Type": media_type}), 415, "not-json")


def test_half_a_character_is_a_fault_of_the_program(client: httpx.Client) -> None:
    problem(client.post("/api/v1/trace", content=b'{"expr": "\\ud800"}', headers=JSON), 422, "syntax")


def test_a_charset_beside_the_content_type_does_no_harm(client: httpx.Client) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client.post("/api/v1/trace", content=json.dumps(NEURON), headers=headers).status_code == 200


def test_a_body_is_judged_at_the_limit_and_refused_past_it(client: httpx.Client) -> None:
    limit = LIMITS["body"].value
    fits = json.dumps(NEURON).encode().ljust(limit)
    assert client.post("/api/v1/trace", content=fits, headers=JSON).status_code == 200
    problem(client.post("/api/v1/trace", content=fits + b" ", headers=JSON), 413, "body-too-large")


def test_a_body_without_an_announced_length_is_counted_as_it_arrives(client: httpx.Client) -> None:
    pieces = (b" " * 16_384 for _ in range(LIMITS["body"].value // 16_384 + 1))
    problem(client.post("/api/v1/trace", content=pieces, headers=JSON), 413, "body-too-large")


def test_a_fault_of_the_program_names_place_fact_and_next_move(client: httpx.Client) -> None:
    body = problem(client.post("/api/v1/trace", json={"expr": "x = 2\ny = sogmoid(x)"}), 422, "unknown-function")
    assert body["span"] == [10, 17]
    assert "sigmoid" in f"{body['detail']} {body['hint']}"


@pytest.mark.parametrize(
    "text",
    [
        "().__class__",
        "y = (1 + 2",
        "(" * 10_000 + "x" + ")" * 10_000,
        "x+" * 30_000 + "x",
        "9**9**9**9",
        "x = " + "1" * 60_000,
        "zeros(99999, 99999)",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_is_answered_soon(client: httpx.Client, text: str) -> None:
    response = client.post("/api/v1/trace", json={"expr": text})
    assert response.status_code in (200, 422), response.text[:400]
    assert response.elapsed.total_seconds() < 10  # a text that is worked out must show, not a slow machine


def test_an_unknown_address_is_told_so(client: httpx.Client) -> None:
    problem(client.get("/api/v1/nothing"), 404, "not-found")


def test_a_method_that_is_not_taken_is_answered_with_those_that_are(client: httpx.Client) -> None:
    response = client.delete("/api/v1/trace")
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


# -- what else is served


def test_the_catalogue_of_ops_is_there(client: httpx.Client) -> None:
    names = {op["name"] for op in client.get("/api/v1/ops").json()["ops"]}
    assert {"add", "exp", "matmul", "softmax"} <= names


def test_the_gallery_opens_with_the_neuron(client: httpx.Client) -> None:
    items = client.get("/api/v1/gallery").json()["items"]
    assert items[0]["id"] == "cs231n-neuron"


def test_every_limit_is_published(client: httpx.Client) -> None:
    published = client.get("/api/v1/limits").json()["limits"]
    assert {limit["name"]: limit["value"] for limit in published} == {limit.name: limit.value for limit in LIMITS.values()}


def test_the_api_describes_itself(client: httpx.Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    names = ("trace", "check", "slice", "paths", "derivative", "export", "ops", "gallery", "limits")
    assert set(paths) == {f"/api/v1/{name}" for name in names}
    assert set(paths["/api/v1/trace"]) == {"get", "post"}


def test_a_head_request_has_headers_and_no_body(client: httpx.Client) -> None:
    response = client.head("/api/v1/gallery")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["etag"]


# -- headers


@pytest.mark.parametrize("path", ["/", "/embed", "/healthz", "/api/v1/limits", "/nothing", "/static/src/app.js"])
def test_every_answer_is_dressed(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == ("* file:" if path == "/embed" else "'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in headers


def test_a_frame_without_an_origin_may_post(client: httpx.Client) -> None:
    asks = {"Origin": "null", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    preflight = client.options("/api/v1/trace", headers=asks)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    assert client.post("/api/v1/trace", json=NEURON, headers={"Origin": "null"}).headers["access-control-allow-origin"] == "*"


# -- life


def test_life_is_shown_while_every_worker_is_occupied(client: httpx.Client) -> None:
    heavy = {"expr": "a = randn(300, 300)\n" + "\n".join(f"b{k} = a @ a" for k in range(30)), "seed": 1}
    with ThreadPoolExecutor(6) as threads:
        runs = [threads.submit(client.post, "/api/v1/trace", json=heavy | {"seed": seed}) for seed in range(6)]
        shown = 0
        while not all(run.done() for run in runs):
            shown += client.get("/healthz").is_success
    assert shown > 2 * len(runs)  # a loop that waits for a worker shows it once a run
    assert {run.result().status_code for run in runs} <= {200, 422, 503}


@pytest.mark.parametrize("path", ["/healthz", "/lesson/healthz"])
def test_a_prefix_may_be_stripped_by_the_proxy_or_not(path: str, serving: Serving) -> None:
    with serving(Settings(workers=1, root_path="/lesson")) as address:
        assert httpx.get(address + path).json() == {"status": "ok"}


def test_an_asked_for_end_is_a_clean_end() -> None:
    command = [sys.executable, "-m", "chainrule", "serve", "--port", "0", "--no-open", "--workers", "1"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert errors == ""


@pytest.mark.parametrize("path", ["/help", "/docs", "/nope", "/help/nothing"])
def test_a_browser_gets_a_page_with_a_way_back_for_an_address_that_is_not_there(client: httpx.Client, path: str) -> None:
    found = client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert found.status_code == 404 and found.headers["content-type"].startswith("text/html")
    assert 'href="/"' in found.text and 'href="/help/ops"' in found.text
    problem(client.get(path), 404, "not-found")
