"""Each op and each of its samples has the value and the gradients of PyTorch in float64."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from calls import CASES, RECORDS, named, weights
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from compare import agree, says
from ours import by_call
from torch_table import TABLES, TORCH, WITHOUT
from with_torch import run

BESIDE = [case for case in CASES if case[0].name in TORCH]


@pytest.mark.parametrize(("record", "sample"), BESIDE, ids=named)
def test_an_op_has_the_value_and_gradients_of_torch(record: Op | Macro, sample: Sample) -> None:
    params = {**record.defaults(), **sample.params}
    call: Callable[..., Any] = partial(TORCH[record.name], **params)
    value, gradients = by_call(record, sample.arguments, sample.params, weights)
    expected, (slopes,) = run(call, sample.arguments, lambda shape: [weights(shape)])
    assert agree(value, expected), says(value, expected, "PyTorch")
    for place, (found, slope) in enumerate(zip(gradients, slopes, strict=True)):
        assert agree(found, slope), f"argument {place}: {says(found, slope, 'PyTorch')}"


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_an_op_has_a_counterpart_or_a_reason_why_not(record: Op | Macro) -> None:
    assert (record.name in TORCH) != (record.name in WITHOUT), f"{record.name} belongs into one table of torch_*.py, or into WITHOUT"


def test_the_tables_name_nothing_else_and_nothing_twice() -> None:
    assert {*TORCH, *WITHOUT} == {record.name for record in RECORDS}
    assert sum(map(len, TABLES)) == len(TORCH)
    assert all(WITHOUT.values())
