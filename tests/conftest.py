"""A real server on a free port, for the tests of the service and of the page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from chainrule.service.settings import Settings

Serving = Callable[[Settings], AbstractContextManager[str]]


@contextmanager
def serve(settings: Settings) -> Iterator[str]:
    """The address of a service with these settings, in a thread of its own."""
    import uvicorn  # here, so that tests of the engine alone do not load a web server

    from chainrule.service.app import create_app
    from chainrule.service.serve import free_socket

    listener = free_socket("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Start a service with settings of one's own: `with serving(Settings(...)) as address`."""
    return serve


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A service as it comes, shared by all tests."""
    with serve(Settings()) as found:
        yield found
