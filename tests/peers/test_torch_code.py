"""Programs written as PyTorch give, when they are run, the values, prints and gradients they were written from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

import with_torch  # noqa: F401, without the library this file is skipped
from chainrule.trace.study import Record
from fans import fan, passes
from programs import FIXED, programs
from sources import agrees, of_text, studies
from test_torch_corners import PRINTED
from trees import Program

COUNT = 100
FANS = 60


@pytest.mark.parametrize("study", studies("pytorch"))
def test_a_study_gives_the_same_numbers(study: Callable[[], Record]) -> None:
    agrees(study(), "pytorch")


@pytest.mark.parametrize("text", PRINTED, ids=range(len(PRINTED)))
def test_a_corner_of_the_library_gives_the_same_numbers(text: str) -> None:
    agrees(of_text(text), "pytorch")


@settings(FIXED, max_examples=COUNT)
@given(programs())
def test_generated_programs_give_the_same_numbers(program: Program) -> None:
    agrees(of_text(program.text), "pytorch")


@pytest.mark.parametrize("seed", range(FANS))
def test_programs_that_fan_out_give_the_same_numbers(seed: int) -> None:
    agrees(of_text(fan(seed)), "pytorch")
    agrees(of_text(passes(seed)), "pytorch")
