"""Texts that once broke something, each in a file of its own: they give problems or a trace that adds up, and come to an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from sound import judge

FINDINGS = sorted((Path(__file__).parents[1] / "fuzz" / "findings").glob("*.txt"))


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.stem)
def test_a_finding_stays_mended(path: Path) -> None:
    judge(path.read_bytes().decode("utf-8"))


def test_there_are_findings() -> None:
    assert FINDINGS
