"""Samples of the ops that JAX has too give its values and gradients in float64."""

from __future__ import annotations

from functools import partial

import pytest

from calls import CASES, RECORDS, named, weights
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from compare import agree, says
from jax_table import CORNERED, JAX
from ours import by_call
from with_jax import run


@pytest.mark.parametrize(("record", "sample"), [case for case in CASES if case[0].name in JAX], ids=named)
def test_an_op_has_the_value_and_gradients_of_jax(record: Op | Macro, sample: Sample) -> None:
    call = partial(JAX[record.name], **{**record.defaults(), **sample.params})
    value, gradients = by_call(record, sample.arguments, sample.params, weights)
    expected, (slopes,) = run(call, sample.arguments, lambda shape: [weights(shape)])
    assert agree(value, expected), says(value, expected, "JAX")
    for place, (found, slope) in enumerate(zip(gradients, slopes, strict=True)):
        assert agree(found, slope), f"argument {place}: {says(found, slope, 'JAX')}"


def test_the_table_names_ops_only() -> None:
    assert set(JAX) | CORNERED <= {record.name for record in RECORDS}
