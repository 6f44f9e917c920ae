"""One spelling of a library and what it means here, and how tables of them are read.

    .sum(input, dim=None, keepdim=False) -> sum(input, axis=dim, keepdims=keepdim)

The left side is the library's own signature, the right side an expression of our language over its arguments. A point in front: it is
also a method of tensors. Without an arrow the op has the same name and takes the same arguments in the same order; several names may
share such a line. Without brackets it is a constant, or an attribute.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

ABSENT = "absent: "
"""Begins the meaning of a spelling that is known and not available; what to write instead follows."""


@dataclass(frozen=True, slots=True)
class Row:
    """`name` with its library or, for a method, behind `Tensor.`; `parameters` None where it is not called."""

    name: str
    parameters: str | None
    meaning: str
    dialect: str

    @property
    def leaf(self) -> str:
        return self.name.rpartition(".")[2]


Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The spelling of one library.

    `title` is empty where nothing is to be said of it; `roots`: the libraries; `aliases`: names they go by when nobody imported them;
    `same`: modules whose members are those of another; `renamed`: other names of arguments; `ignored`: arguments without effect on a
    number; `harmless`: arguments with the words that have none;
    `modules`: functions and classes as programs in our language, by the module they are members of. `changes`: whether += changes a
    tensor itself, and with it every name of it. `opaque`: functions of NumPy take no more than the numbers of its tensors.
    """

    name: str
    title: str
    rows: Rows
    roots: frozenset[str]
    aliases: Mapping[str, str]
    same: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    harmless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    changes: Literal["never", "arrays", "always"] = "never"
    opaque: bool = False


def read(dialect: str, tables: Mapping[str, str]) -> Rows:
    """The rows of tables by module: {"torch": "exp(input)"} has the row torch.exp."""
    found: dict[str, Row] = {}
    for module, table in tables.items():
        for line in filter(None, (line.partition("  #")[0].strip() for line in table.splitlines())):
            left, arrow, meaning = line.partition(" -> ")
            names, bracket, parameters = left.partition("(")
            given = parameters.rpartition(")")[0] if bracket else None
            for name in names.split():
                plain = name.removeprefix(".")
                said = meaning if arrow else f"{plain}({', '.join(_named(given or ''))})" if bracket else plain
                paths = [f"{module}.{plain}", *([f"Tensor.{plain}"] if name != plain else [])]
                found.update({path: Row(path, given, said, dialect) for path in paths})
    return MappingProxyType(found)


def _named(parameters: str) -> list[str]:
    return [part.partition("=")[0].strip() for part in parameters.split(",") if part.strip()]
