"""Every op and macro by name, found by walking this folder: a new record in any file here is in the catalogue."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

import chainrule.ops
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op


def _walk() -> Mapping[str, Op | Macro]:
    found: dict[str, Op | Macro] = {}
    for module in sorted(pkgutil.iter_modules(chainrule.ops.__path__), key=lambda module: module.name):
        if module.name == __name__.rpartition(".")[2]:
            continue
        for record in vars(importlib.import_module(f"chainrule.ops.{module.name}")).values():
            if isinstance(record, Op | Macro) and found.setdefault(record.name, record) is not record:
                raise RuntimeError(f"two records are named {record.name}")
    return MappingProxyType(dict(sorted(found.items())))


CATALOGUE: Mapping[str, Op | Macro] = _walk()


def op(name: str) -> Op:
    """The op (not macro) of that name."""
    found = CATALOGUE[name]
    if not isinstance(found, Op):
        raise KeyError(name)
    return found
