"""Programs written as JAX give, when they are run, the values and gradients they were written from."""

from __future__ import annotations

import pytest

import with_jax  # noqa: F401, without the library this file is skipped
from calls import SLOPED, named
from chainrule.gallery import Item, items
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from sources import CORNERS, OTHERWISE, PROGRAMS, agrees, of_item, of_sample, of_text


@pytest.mark.parametrize(("record", "sample"), SLOPED, ids=named)
def test_an_op_as_jax_gives_the_same_numbers(record: Op | Macro, sample: Sample) -> None:
    agrees(of_sample(record, sample), "jax")


@pytest.mark.parametrize(("record", "sample"), [one for one in CORNERS if one[0].name not in OTHERWISE["jax"]], ids=named)
def test_a_corner_as_jax_has_the_slope_of_the_catalogue(record: Op | Macro, sample: Sample) -> None:
    agrees(of_sample(record, sample), "jax")


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_a_ready_program_as_jax_gives_the_same_numbers(item: Item) -> None:
    agrees(of_item(item), "jax")


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_ran_gives_the_same_numbers_in_jax(name: str) -> None:
    agrees(of_text(PROGRAMS[name]), "jax")
