"""The same text here and in the library whose spelling it is: values, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from spelled import worked_out


def compare(dialect: str, text: str, names: Mapping[str, Any]) -> None:
    """Skipped where this version of the library has not the name."""
    try:
        expected = eval(text, dict(names))
    except AttributeError as absent:
        pytest.skip(str(absent))
    same(worked_out(dialect, text), expected)


def same(found: Any, expected: Any) -> None:
    """Numbers agree to single precision: literals of the libraries are float32."""
    if isinstance(expected, bool | str):
        assert found == expected
    elif isinstance(expected, list | tuple):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            same(one, other)
    else:
        wanted = np.asarray(expected.detach() if hasattr(expected, "detach") else expected, float)
        assert np.shape(found) == wanted.shape
        np.testing.assert_allclose(np.asarray(found, float), wanted, rtol=2e-5, atol=1e-6)
