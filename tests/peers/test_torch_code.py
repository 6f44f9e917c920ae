"""Programs written as PyTorch give, when they are run, the values, prints and gradients they were written from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import with_torch  # noqa: F401, without the library this file is skipped
from chainrule.trace.study import Record
from sources import agrees, studies


@pytest.mark.parametrize("study", studies("pytorch"))
def test_a_study_gives_the_same_numbers(study: Callable[[], Record]) -> None:
    agrees(study(), "pytorch")
