"""Programs made by chance that assign to entries, run by PyTorch: their numbers, their gradients, and those of the code written of them."""

from __future__ import annotations

import pytest

from assigned import Maker
from derived import compare_prints
from sources import agrees, of_text

pytest.importorskip("torch")


@pytest.mark.parametrize("seed", range(100))
def test_a_program_made_by_chance_has_the_numbers_of_the_library(seed: int) -> None:
    compare_prints(Maker(seed, torch=True).program(7))


@pytest.mark.parametrize("seed", range(20))
def test_its_code_has_its_numbers(seed: int) -> None:
    agrees(of_text(Maker(seed, torch=True).program(5)), "pytorch")
