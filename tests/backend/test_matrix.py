"""What the samples of matrix ops and reductions are too small or too plain to show."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from calls import Run, function, weights
from chainrule.ops.catalogue import op
from chainrule.program.differentiate import pullback
from chainrule.program.recorder import Recorder
from chainrule.trace.difference import central
from chainrule.wire.document import document
from chainrule.wire.encode import dumps
from test_every_op import gradients, pulled

LARGE: Any = np.sin(1.7 * np.arange(64.0)).reshape(8, 8) + 2 * np.eye(8)


def test_a_large_determinant_has_second_derivatives_by_the_inverse() -> None:
    def gradient(a: Any) -> Any:
        run = Run(op("det"), (a,), {})
        recorder = Recorder(run.program, run.forward)
        (found,) = pullback(recorder, run.out, recorder.constant(1.0), run.operands)
        assert found is not None
        return run.forward.values[found]

    run = Run(op("det"), (LARGE,), {})
    np.testing.assert_allclose(gradient(LARGE), run.value * np.linalg.inv(LARGE).T, rtol=1e-12)
    cofactors = gradients(pulled(run))[0] / weights(())
    np.testing.assert_allclose(cofactors, gradient(LARGE), rtol=1e-10)


def test_the_slope_of_a_determinant_does_not_need_an_inverse() -> None:
    nearly = [[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0]]
    run = Run(op("det"), (nearly,), {})
    expected = central(function(op("det"), {}), [np.array(nearly)], 0, weights(()))
    np.testing.assert_allclose(gradients(pulled(run))[0], expected, atol=1e-9)


def test_a_matrix_without_an_inverse_leaves_the_others_alone() -> None:
    out: Any = Run(op("inv"), ([[[1.0, 2.0], [2.0, 4.0]], [[2.0, 0.0], [0.0, 4.0]]],), {}).value
    assert np.isnan(out[0]).all()
    np.testing.assert_array_equal(out[1], [[0.5, 0.0], [0.0, 0.25]])


def test_a_jacobian_too_large_to_travel_is_left_out() -> None:
    run = Run(op("inv"), ((LARGE + 9 * np.eye(8)),), {})
    trace = json.loads(dumps(document(run.record(pulled(run)))))
    assert trace["edges"][0]["relation"]["jacobian"]["shape"] == [64, 64]
    wide: Any = np.sin(1.7 * np.arange(81.0)).reshape(9, 9) + 9 * np.eye(9)
    run = Run(op("inv"), (wide,), {})
    trace = json.loads(dumps(document(run.record(pulled(run)))))
    assert trace["edges"][0]["relation"]["jacobian"] is None
    assert trace["limits_hit"]


def test_equal_numbers_have_no_deviation_even_where_their_sum_is_rounded() -> None:
    run = Run(op("std"), ([0.1, 0.1, 0.1],), {})
    assert run.value == 0.0
    np.testing.assert_array_equal(gradients(pulled(run))[0], [0.0, 0.0, 0.0])


def test_a_norm_neither_overflows_nor_vanishes() -> None:
    for size in (1e200, 1e-200):
        run = Run(op("norm"), ([3 * size, 4 * size],), {})
        np.testing.assert_allclose(run.value, 5 * size, rtol=1e-15)
        np.testing.assert_allclose(gradients(pulled(run))[0] / weights(()), [0.6, 0.8], rtol=1e-15)


def test_sorting_puts_nan_last_and_keeps_it_among_the_largest() -> None:
    given = [1.0, math.nan, 2.0, 1.0]
    np.testing.assert_array_equal(Run(op("sort"), (given,), {}).value, [1.0, 1.0, 2.0, math.nan])
    np.testing.assert_array_equal(Run(op("topk"), (given,), {"k": 2}).value, [math.nan, 2.0])


def test_equal_entries_keep_their_order_in_both_directions() -> None:
    for descending, first in ((False, [0.0, 0.0, 1.0, 0.0]), (True, [1.0, 0.0, 0.0, 0.0])):
        run = Run(op("topk"), ([3.0, 3.0, 1.0, 1.0],), {"k": 1, "largest": descending})
        np.testing.assert_array_equal(gradients(pulled(run))[0] / weights((1,)), first)


def test_no_entries_have_the_neutral_value() -> None:
    for name, params, expected in (("prod", {}, 1.0), ("norm", {}, 0.0), ("norm", {"ord": math.inf}, 0.0), ("logsumexp", {}, -math.inf)):
        run = Run(op(name), (np.zeros(0),), params)
        assert run.value == expected
        assert np.shape(gradients(pulled(run))[0]) == (0,)
