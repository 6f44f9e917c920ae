"""Programs written as JAX give, when they are run, the values, prints and gradients they were written from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

import with_jax  # noqa: F401, without the library this file is skipped
from chainrule.trace.study import Record
from fans import fan, passes
from programs import FIXED, programs
from sources import agrees, of_text, studies
from trees import Program

COUNT = 30
FANS = 10


@pytest.mark.parametrize("study", studies("jax"))
def test_a_study_gives_the_same_numbers(study: Callable[[], Record]) -> None:
    agrees(study(), "jax")


@settings(FIXED, max_examples=COUNT)
@given(programs())
def test_generated_programs_give_the_same_numbers(program: Program) -> None:
    agrees(of_text(program.text), "jax")


@pytest.mark.parametrize("seed", range(FANS))
def test_programs_that_fan_out_give_the_same_numbers(seed: int) -> None:
    agrees(of_text(fan(seed)), "jax")
    agrees(of_text(passes(seed)), "jax")
