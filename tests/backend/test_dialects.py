"""Programs in the spelling of the libraries."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

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
