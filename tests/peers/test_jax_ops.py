"""Samples and corners of the ops that JAX has too give its values and gradients, or differ for a reason that is written down."""

from __future__ import annotations

import pytest

from calls import CASES, RECORDS, named
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from choices import CHOICES, PRODUCTS, Choice
from corners import CORNERS, Corner
from jax_table import CORNERED, JAX, LIBRARY


@pytest.mark.parametrize(("record", "sample"), [case for case in CASES if case[0].name in JAX], ids=named)
def test_an_op_has_the_value_and_gradients_of_jax(record: Op | Macro, sample: Sample) -> None:
    LIBRARY.compare(record, sample.arguments, sample.params)


@pytest.mark.parametrize("corner", [corner for corner in CORNERS if corner.op in JAX], ids=str)
def test_a_corner_is_that_of_jax(corner: Corner) -> None:
    LIBRARY.compare(CATALOGUE[corner.op], corner.arguments, corner.params)


@pytest.mark.parametrize("choice", [choice for choice in (*CHOICES, *PRODUCTS) if choice.op in JAX], ids=str)
def test_infinity_comes_back_as_in_jax(choice: Choice) -> None:
    LIBRARY.compare_infinite(CATALOGUE[choice.op], choice.arguments, choice.params)


def test_the_table_names_ops_only() -> None:
    assert set(JAX) | CORNERED <= {record.name for record in RECORDS}
    assert all(one.why and one.op in JAX for one in LIBRARY.differences)
