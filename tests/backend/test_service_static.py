"""The front end's files: what is served, and what is not."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from chainrule.service import static

FRONTEND = Path(__file__).parents[2] / "frontend"


def test_the_page_and_the_frame_are_there(address: str) -> None:
    for path in ("/", "/embed", "/?expr=x*x"):
        response = httpx.get(address + path)
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_every_module_style_and_font_is_served_with_its_type(address: str) -> None:
    found = [path for folder in static.FOLDERS for path in (FRONTEND / folder).rglob("*") if path.suffix in (".js", ".css", ".woff2")]
    found = [path for path in found if "node_modules" not in path.parts]
    assert found
    for path in found:
        response = httpx.get(f"{address}/static/{path.relative_to(FRONTEND).as_posix()}")
        assert response.content == path.read_bytes()
        assert response.headers["content-type"] == static.MEDIA_TYPES[path.suffix]


def test_a_file_that_has_not_changed_is_not_sent_again(address: str) -> None:
    first = httpx.get(f"{address}/static/src/app.js")
    again = httpx.get(f"{address}/static/src/app.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "package-lock.json",
        "tsconfig.json",
        "index.html",
        "src",
        "src/",
        "src/wire.d.ts",
        "src/../package.json",
        "src/%2e%2e/package.json",
        "src/..%2fpackage.json",
        "src/..%5c..%5cpackage.json",
        "src//app.js",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "src/%00.js",
        "src/.hidden.js",
        "vendor/node_modules/a.js",
        "node_modules/typescript/lib/tsc.js",
        "vendor/build.py",
        "vendor/package.json",
    ],
)
def test_nothing_else_is_served(address: str, path: str) -> None:
    place = urlsplit(address)
    assert place.hostname is not None
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=10)
    connection.request("GET", f"/static/{path}")  # as it stands: other clients tidy paths before they ask
    assert connection.getresponse().status == 404
    connection.close()
