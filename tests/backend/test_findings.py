"""What searches found: texts that once broke something, each in a file of its own, and the shortest that open every path. They give
problems or a trace that adds up, soon, and in the memory a worker of the service has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from measured import measured

FUZZ = Path(__file__).parents[1] / "fuzz"
FINDINGS = [path.read_bytes().decode("utf-8") for path in sorted((FUZZ / "findings").glob("*.txt"))]
CORPUS = [json.loads(line) for line in (FUZZ / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
SOON = 20.0
"""Seconds of work: what once took minutes must show, not a slow machine. A search measures against one second."""


@pytest.mark.parametrize("texts", [FINDINGS, CORPUS], ids=["findings", "corpus"])
def test_every_text_is_answered_soon_and_in_little_memory(texts: list[str]) -> None:
    assert len(texts) > 30
    for text, took in zip(texts, measured(texts), strict=True):
        assert took < SOON, text
