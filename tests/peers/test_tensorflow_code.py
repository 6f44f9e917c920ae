"""Programs written as TensorFlow give, when they are run, the values, prints and gradients they were written from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from chainrule.trace.study import Record
from fans import fan, passes
from programs import FIXED, programs
from sources import agrees, of_text, studies
from trees import Program

pytest.importorskip("tensorflow")

COUNT = 100
FANS = 50


@pytest.mark.parametrize("study", studies("tensorflow"))
def test_a_study_gives_the_same_numbers(study: Callable[[], Record]) -> None:
    agrees(study(), "tensorflow")


@settings(FIXED, max_examples=COUNT)
@given(programs())
def test_generated_programs_give_the_same_numbers(program: Program) -> None:
    agrees(of_text(program.text), "tensorflow")


@pytest.mark.parametrize("seed", range(FANS))
def test_programs_that_fan_out_give_the_same_numbers(seed: int) -> None:
    agrees(of_text(fan(seed)), "tensorflow")
    agrees(of_text(passes(seed)), "tensorflow")
