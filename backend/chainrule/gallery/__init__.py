"""Ready programs: one TOML file each, in the order of their numbers. The first is what a first visit opens."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Nested = float | list["Nested"]


@dataclass(frozen=True, slots=True)
class Item:
    """A program with the question it answers. `source` says where it was first published; `upstream` is the gradient given for
    `target`, None for ones."""

    id: str
    title: str
    goal: str
    source: str
    url: str
    topic: str
    program: str
    target: str | None = None
    upstream: Nested | None = None


@cache
def items() -> tuple[Item, ...]:
    """Every program, in order."""
    paths = sorted((path for path in files(__name__).iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(_read(path.read_text(encoding="utf-8")) for path in paths)


def _read(text: str) -> Item:
    data = tomllib.loads(text)
    return Item(**{**data, "program": data["program"].removesuffix("\n")})
