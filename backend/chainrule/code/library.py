"""A library the program can be written for, and the functions it lacks, cut from one text by name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from chainrule.code.literals import Maker
from chainrule.code.spelling import Numbers, Table

_ERROR = "an error or an infinity"
SINGULAR: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("cholesky", "a is not positive definite"): _ERROR,
        ("inv", "a is singular"): _ERROR,
        ("logdet", "det a = 0"): _ERROR,
        ("solve", "a is singular"): _ERROR,
    }
)
"""No library keeps on with a matrix that has no result."""


@dataclass(frozen=True)
class Library:
    """`imports`: the line that brings a name in. `macros`: spellings of whole macros; where there is none, the parts are written.
    `corners`: spellings that take the slopes of the catalogue where numbers stand on a corner and the library has others. `undefined`:
    spellings that keep a NaN among the arguments, or its slope, where the library loses it. `otherwise`: corners where a library has
    something else, which no spelling mends, by op and corner: the code says so. `listed`: a value as Python's list. `setup`: a line
    before everything else. `keep`: the line after a result that has its gradient kept. `scoped`: the forward pass is a function of its
    own. `frame`: the lines around the forward pass, of its `Parts`; None: the backward pass is written by hand.
    """

    name: str
    title: str
    imports: Mapping[str, str]
    numbers: Numbers
    maker: Maker
    table: Table
    macros: Table = field(default_factory=dict)
    corners: Table = field(default_factory=dict)
    undefined: Table = field(default_factory=dict)
    otherwise: Mapping[tuple[str, str], str] = field(default_factory=lambda: SINGULAR)
    listed: str = "{0}.tolist()"
    setup: str = ""
    keep: str = ""
    scoped: bool = False
    frame: Callable[[Any], list[str]] | None = None

    @cached_property
    def helpers(self) -> dict[str, tuple[str, frozenset[str]]]:
        """By name the text of each function and the names in it, in the order of the file."""
        text = files("chainrule.code").joinpath(f"helpers/{self.name}.txt").read_text(encoding="utf-8")
        found: dict[str, tuple[str, frozenset[str]]] = {}
        for part in ast.parse(text).body:
            assert isinstance(part, ast.FunctionDef)
            words = frozenset(one.id for one in ast.walk(part) if isinstance(one, ast.Name))
            found[part.name] = ast.get_source_segment(text, part) or "", words
        return found

    def preamble(self, used: Iterable[str]) -> tuple[list[str], list[str]]:
        """Import lines and function texts for the names that stand in a program."""
        wanted, pending = set(), set(used)
        while pending:
            name = pending.pop()
            if name not in wanted:
                wanted.add(name)
                pending |= self.helpers[name][1] if name in self.helpers else set()
        lines = [line for name, line in self.imports.items() if name in wanted]
        return lines, [text for name, (text, _) in self.helpers.items() if name in wanted]

    @property
    def reserved(self) -> set[str]:
        """Names the program's own values may not have."""
        return {*self.imports, *self.helpers}
