"""Each op, each of its samples and each corner has the value and the gradients of PyTorch, or differs for a reason that is written down."""

from __future__ import annotations

import pytest

from calls import CASES, RECORDS, named
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from choices import CHOICES, PRODUCTS, Choice
from corners import CORNERS, Corner
from torch_table import LIBRARY, TABLES, TORCH, WITHOUT


@pytest.mark.parametrize(("record", "sample"), [case for case in CASES if case[0].name not in WITHOUT], ids=named)
def test_an_op_has_the_value_and_gradients_of_torch(record: Op | Macro, sample: Sample) -> None:
    LIBRARY.compare(record, sample.arguments, sample.params)


@pytest.mark.parametrize("corner", CORNERS, ids=str)
def test_a_corner_is_that_of_torch(corner: Corner) -> None:
    LIBRARY.compare(CATALOGUE[corner.op], corner.arguments, corner.params)


@pytest.mark.parametrize("choice", [choice for choice in (*CHOICES, *PRODUCTS) if choice.op in TORCH], ids=str)
def test_infinity_comes_back_as_in_torch(choice: Choice) -> None:
    LIBRARY.compare_infinite(CATALOGUE[choice.op], choice.arguments, choice.params)


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_an_op_has_a_counterpart_or_a_reason_why_not(record: Op | Macro) -> None:
    assert (record.name in TORCH) != (record.name in WITHOUT), f"{record.name} belongs into a table of torch_*.py, or into WITHOUT"


def test_the_tables_name_nothing_else_and_nothing_twice() -> None:
    assert {*TORCH, *WITHOUT} == {record.name for record in RECORDS}
    assert sum(map(len, TABLES)) == len(TORCH)
    assert all(WITHOUT.values()) and all(one.why and one.op in TORCH for one in LIBRARY.differences)
