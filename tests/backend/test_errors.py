"""Every code: its smallest program raises it at the place meant, and the hint leads to a program that works."""

from __future__ import annotations

from pathlib import Path

import pytest

import chainrule
from chainrule.errors import CODES, ErrorRecord
from chainrule.trace.study import record

RAISED = [one for one in CODES.values() if one.example is not None]

# No program of the manual has these: the module that tests each, and why.
ELSEWHERE = {
    "bad-vars": ("test_program", "comes with a request"),
    "bad-target": ("test_program", "comes with a request"),
    "unknown-node": ("test_questions", "comes with a question"),
    "bad-request": ("test_service", "of the service"),
    "not-found": ("test_service", "of the service"),
    "method-not-allowed": ("test_service", "of the service"),
    "body-too-large": ("test_service", "of the service"),
    "not-json": ("test_service", "of the service"),
    "server-fault": ("test_service_workers", "of the service"),
    "busy": ("test_service_workers", "of the service"),
    "text-too-long": ("test_language_ceilings", "longer than a page"),
    "too-many-lines": ("test_language_ceilings", "longer than a page"),
    "too-much-syntax": ("test_language_ceilings", "longer than a page"),
    "too-slow": ("test_service_workers", "of the machine"),
}


def test_a_code_without_a_program_is_tested_elsewhere() -> None:
    assert {one.code for one in CODES.values() if one.example is None} == set(ELSEWHERE)
    for code, (module, _) in ELSEWHERE.items():
        assert f'"{code}"' in (Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8")


def _named(one: ErrorRecord) -> str:
    return one.code


BEHIND_A_PASS = {"graph-freed", "tape-used"}
"""Codes of a second backward pass: the first is shown."""


@pytest.mark.parametrize("one", RAISED, ids=_named)
def test_the_smallest_program_raises_the_code_at_its_place(one: ErrorRecord) -> None:
    assert one.example is not None
    found = record(one.example, {})
    assert [problem.code for problem in found.problems] == [one.code]
    (problem,) = found.problems
    assert (one.example[slice(*problem.span)] if problem.span else "") == one.marked
    assert (problem.span is None) == (one.code == "no-target")
    assert problem.detail.endswith(".") and (problem.hint or one.fix)
    assert (found.back is None) == (one.code not in BEHIND_A_PASS)


@pytest.mark.parametrize("one", RAISED, ids=_named)
def test_the_hint_leads_to_a_program_that_works(one: ErrorRecord) -> None:
    assert one.mended and one.mended != one.example
    found = record(one.mended, {})
    assert found.problems == () and found.back is not None


def test_the_faults_of_a_program_are_raised_under_a_name_of_the_package() -> None:
    with pytest.raises(chainrule.ChainruleError) as raised:
        chainrule.study("y = x +")
    assert [one.code for one in raised.value.problems] == ["syntax"]
