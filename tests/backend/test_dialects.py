"""Programs in the spelling of the libraries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from chainrule.dialects import DIALECTS
from chainrule.dialects.row import ABSENT
from chainrule.language import syntax
from chainrule.program import spellings
from chainrule.program.frame import names
from chainrule.program.values import Class, Defined
from spelled import METHODS, call, methods, rows, worked_out

ROWS = [(dialect, path) for dialect in ("pytorch", "tensorflow", "jax", "numpy") for path in rows(dialect)]


@pytest.mark.parametrize(("dialect", "path"), ROWS, ids=[path for _, path in ROWS])
def test_a_row_is_called_as_its_library_is(dialect: str, path: str) -> None:
    value = worked_out(dialect, call(dialect, path))
    if dialect == "numpy" and not path.startswith("scipy"):
        _same(value, eval(call(dialect, path), {"np": np}))


@pytest.mark.parametrize(("dialect", "text"), [(dialect, text) for dialect in METHODS for text in methods(dialect)])
def test_a_method_is_called_as_its_library_has_it(dialect: str, text: str) -> None:
    value = worked_out(dialect, text)
    if dialect == "numpy":
        _same(value, eval(text, {"np": np}))


def _same(found: Any, expected: Any) -> None:
    if isinstance(expected, list | tuple):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            _same(one, other)
    elif not isinstance(expected, str):
        assert np.shape(found) == np.shape(expected)
        np.testing.assert_allclose(found, np.asarray(expected, float), rtol=1e-6, atol=1e-7)


def test_every_name_in_the_tables_has_a_meaning() -> None:
    """Branches that no sample takes are read, too."""
    missing = [(of, name) for of, function in _written() for name in _unknown(function)]
    assert missing == []


def _written() -> Iterator[tuple[str, Defined]]:
    for dialect in DIALECTS:
        for path, row in dialect.rows.items():
            read = not row.meaning.startswith(ABSENT)
            if read and (row.parameters is not None or path.startswith("Tensor.")):
                yield path, spellings.function(row)
        for module in dialect.modules:
            for name in spellings.members(module):
                found = spellings.written(f"{module}.{name}")
                if isinstance(found, Defined):
                    yield f"{module}.{name}", found
                elif isinstance(found, Class):
                    yield from ((f"{module}.{name}.{inner}", one) for inner, one in found.functions.items())


def _unknown(function: Defined) -> list[str]:
    """Names that are read and neither bound within the function nor known around it."""
    nodes, stack = [], [function.body]
    while stack:
        one: Any = stack.pop()
        if isinstance(one, tuple):
            stack += one
        elif is_dataclass(one):
            nodes.append(one)
            stack += [getattr(one, each.name) for each in fields(one)]
    own = {one.name for one in function.parameters}
    for one in nodes:
        if isinstance(one, syntax.Lambda | syntax.Define):
            own |= {each.name for each in one.parameters}
        if isinstance(one, syntax.Clause | syntax.For):
            own |= {each.name for each in names(one.target)}
        if isinstance(one, syntax.Assign):
            own |= {each.name for target in one.targets for each in names(target)}
        if isinstance(one, syntax.Define):
            own.add(one.name.name)
    assert function.home is not None
    read = [one.name for one in nodes if isinstance(one, syntax.Name)]
    return [name for name in read if name not in own and function.home.get(name) is None]
