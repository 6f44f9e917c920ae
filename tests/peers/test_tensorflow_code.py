"""Programs written as TensorFlow give, when they are run, the values, prints and gradients they were written from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chainrule.trace.study import Record
from sources import agrees, studies

pytest.importorskip("tensorflow")


@pytest.mark.parametrize("study", studies("tensorflow"))
def test_a_study_gives_the_same_numbers(study: Callable[[], Record]) -> None:
    agrees(study(), "tensorflow")
