"""The table of conventions: at every corner the value, the slope, and a notice exactly where one is due."""

from __future__ import annotations

import re

import numpy as np
import pytest

from chainrule.conventions import CONVENTIONS
from chainrule.conventions.record import Case, Convention
from chainrule.explain.edges import edges
from chainrule.explain.label import Labels
from chainrule.explain.notices import notices
from chainrule.ops.catalogue import CATALOGUE
from chainrule.trace.study import record

CASES = [case for row in CONVENTIONS for case in row.cases]

CORNERS = (
    "relu at 0; maximum or minimum of equal numbers; abs at 0; max or min of equal entries; max pooling of equal entries; "
    "clip at its bounds; a graph that is vertical; norm of zeros; powers at a base of 0; leaky_relu at 0; a logarithm "
    "of 0, a denominator of 0; prod with zeros; sign, floor, round, comparisons; where with a bad branch; integers; softmax, "
    "logsumexp of large numbers; what cross_entropy takes; var, std; layout of conv2d; a target that is no scalar; a value "
    "used more than once; backward twice; a value changed in place; no path; results that are not finite; empty tensors; "
    "random numbers"
)


def said(case: Case) -> list[str]:
    found = record(case.text, {}, case.target)
    return [notice.text for notice in notices(found, edges(found)[0], Labels(found.program, found.values))]


@pytest.mark.parametrize("case", [case for case in CASES if case.refused is None], ids=lambda case: case.text.replace("\n", "; "))
def test_a_corner_has_the_value_slope_and_notice_of_the_table(case: Case) -> None:
    found = record(case.text, {}, case.target)
    assert found.back is not None and found.target is not None, found.problems
    np.testing.assert_allclose(found.values[found.target], case.value, rtol=1e-15, atol=0)
    for one in found.program.inputs:
        if one.name in case.slopes:
            slope, expected = found.back.gradients[one.node], case.slopes[one.name]
            assert (slope is None) == (expected is None), one.name
            if slope is not None:
                np.testing.assert_allclose(slope, np.array(expected, dtype=float), rtol=1e-14, atol=1e-16)
    assert {one.name for one in found.program.inputs} >= set(case.slopes)
    told = said(case)
    assert any(case.notice in text for text in told) if case.notice else not told, told


@pytest.mark.parametrize("case", [case for case in CASES if case.refused is not None], ids=lambda case: case.text.replace("\n", "; "))
def test_what_is_not_done_is_refused_with_the_code_of_the_table(case: Case) -> None:
    assert [problem.code for problem in record(case.text, {}).problems] == [case.refused]


def test_every_random_tensor_is_the_same_again() -> None:
    assert all(np.array_equal(record(f"x = {call}", {}).values[0], record(f"x = {call}", {}).values[0]) for call in ("rand(3)", "randn(3)"))


def test_every_corner_that_has_to_be_told_is_a_row() -> None:
    rows = [row.corner for row in CONVENTIONS]
    assert set(CORNERS.split("; ")) <= set(rows) and len(set(rows)) == len(rows)
    assert all(row.pytorch and row.tensorflow and row.jax and row.cases and (row.here or row.kinks) for row in CONVENTIONS)


def test_the_corners_of_the_functions_are_each_in_one_row() -> None:
    named = [kink for row in CONVENTIONS for kink in row.kinks]
    assert sorted(named) == sorted((op.name, kink.where) for op in CATALOGUE.values() for kink in op.kinks)


@pytest.mark.parametrize("row", [row for row in CONVENTIONS if row.kinks], ids=lambda row: row.corner)
def test_a_row_meets_every_corner_it_names(row: Convention) -> None:
    told = " ".join(text for case in row.cases for text in said(case))
    for name, where in row.kinks:
        (kink,) = (kink for kink in CATALOGUE[name].kinks if kink.where == where)
        if kink.met is not None:
            assert re.search(f"corner of {name}, [^:]*: here its slope is {re.escape(kink.value)}", told), (name, where)
        else:
            sign = CATALOGUE[name].glyph if name == "pow" else f"{name}("
            assert any(sign in case.text for case in row.cases), (name, where)
