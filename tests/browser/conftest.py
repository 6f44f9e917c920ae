"""Real Chromium on a real server."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=30_000)  # other gates run beside these tests: a processor may be busy for a while

REFUSED = "the server responded with a status of 422"
"""What Chromium notes when a program has a fault, which is an answer like any other."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one named by CHROMIUM, the system's, or Playwright's own."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=FLAGS, headless=True)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page at 1440 × 900. A message of the console that is an error fails the test, as does an uncaught exception."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    found = context.new_page()
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda message: faults.append(message.text) if message.type == "error" and REFUSED not in message.text else None)
    yield found
    context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Publish a page on another origin: HTML in, its address out."""
    html = b""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_: object) -> None:
            """Quiet: what is asked for is the browser's affair."""

    def publish(page: str) -> str:
        nonlocal html
        html = page.encode()
        return f"http://localhost:{server.server_port}/"

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield publish
        server.shutdown()
