"""The front end's files: inside the installed package, or beside it in a checkout.

What may be served is a list of folders and of file types; package.json, node_modules and declarations are on neither.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import chainrule

FOLDERS = ("src", "style", "vendor")

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}

PAGES = {"index.html": "text/html; charset=utf-8", "embed.html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class File:
    body: bytes
    media_type: str
    etag: str


def frontend() -> Path:
    """The folder of the front end."""
    package = Path(chainrule.__file__).parent
    for folder in (package / "frontend", package.parents[1] / "frontend"):
        if (folder / "index.html").is_file():
            return folder
    raise FileNotFoundError("the page is missing: reinstall chainrule, or run it from a checkout")


def page(name: str) -> File:
    """`index.html` or `embed.html`."""
    return _load(frontend() / name, PAGES[name])


def asset(path: str) -> File | None:
    """A file below one of the folders, None for anything else."""
    parts = path.split("/")
    media_type = MEDIA_TYPES.get(Path(parts[-1]).suffix)
    if parts[0] not in FOLDERS or media_type is None or any(bad(part) for part in parts):
        return None
    found = frontend().joinpath(*parts)
    return _load(found, media_type) if found.is_file() else None


def bad(part: str) -> bool:
    """A part of a path that names nothing of ours: up, hidden, installed, or with a separator of another system in it."""
    return not part or part.startswith(".") or part == "node_modules" or any(sign in part for sign in "\\:\0")


def _load(path: Path, media_type: str) -> File:
    status = path.stat()
    return _read(path, media_type, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, media_type: str, _modified: int, _size: int) -> File:
    body = path.read_bytes()
    return File(body, media_type, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
