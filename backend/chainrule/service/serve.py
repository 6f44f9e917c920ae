"""The service in one process on one machine: a free port, a printed address, a browser when there is a desktop."""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Callable

import uvicorn

from chainrule.service.app import create_app
from chainrule.service.settings import Settings

TRIES = 50
"""Ports after the one asked for that are tried when it is taken."""

TAKEN = (errno.EADDRINUSE, errno.EACCES)
"""In use, or kept by the system."""


class Server(uvicorn.Server):
    """Says so once it answers."""

    def __init__(self, config: uvicorn.Config, answers: Callable[[], None]) -> None:
        super().__init__(config)
        self._answers = answers

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._answers()


def serve(settings: Settings, host: str, port: int, browse: bool | None, say: Callable[[str], None]) -> None:
    """Serve until interrupted. `browse` None: open a browser when there is a desktop."""
    listener = free_socket(host, port)
    taken = listener.getsockname()[1]
    address = f"http://{shown(host)}:{taken}{settings.root_path}"

    def answers() -> None:
        if port and taken != port:
            say(f"Port {port} is taken.")
        say(f"chainrule is at {address} (Ctrl+C ends it)")
        if has_desktop() if browse is None else browse:
            webbrowser.open(address)

    config = uvicorn.Config(create_app(settings), log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=10)
    Server(config, answers).run(sockets=[listener])


def free_socket(host: str, port: int) -> socket.socket:
    """A socket bound to `port`, or to the next free one. 0 takes any. Raises OSError when there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + TRIES, 65536)) if port else (0,):
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's delay of 40 ms on
        if sys.platform != "win32":  # there it would allow two servers on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if candidate == port + TRIES - 1 or error.errno not in TAKEN:
                raise
        else:
            return listener
    raise OSError(f"no port from {port} on is free")


def shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def has_desktop() -> bool:
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
