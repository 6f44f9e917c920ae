"""Texts past a ceiling, and texts that would take a parser's time, stack or memory: a problem, and soon."""

from __future__ import annotations

import time

import pytest

from chainrule.language import parse
from chainrule.limits import LIMITS

PAST = {
    "a megabyte": ("x+" * 500_000, "text-too-long", (65_536, 1_000_000)),
    "a megabyte of astral letters": ("𝒙" * 1_000_000, "text-too-long", (131_072, 2_000_000)),
    "2,001 lines": ("x\n" * 2_001, "too-many-lines", (4_000, 4_002)),
    "10,000 open brackets": ("(" * 10_000, "too-deep", (150, 151)),
    "10,000 nested brackets": ("(" * 10_000 + "x" + ")" * 10_000, "too-deep", (150, 151)),
    "151 nested brackets": ("(" * 151 + "x" + ")" * 151, "too-deep", (150, 151)),
    "151 nested lists": ("[" * 151 + "]" * 151, "too-deep", (150, 151)),
    "76 brackets with two signs each": ("--(" * 76 + "x" + ")" * 76, "too-deep", (150, 151)),
    "10,000 minus signs": ("-" * 10_000 + "x", "too-much-syntax", (10_000, 10_001)),
    "9,000 minus signs": ("-" * 9_000 + "x", "too-deep", (150, 151)),
    "2,000 nots": ("not " * 2_000 + "x", "too-deep", (600, 603)),
    "2,000 powers": ("x" + "**x" * 2_000, "too-deep", (451, 453)),
    "9,000 attributes": ("x" + ".a" * 9_000, "too-deep", (0, 18_001)),
    "9,000 calls": ("x" + "()" * 9_000, "too-deep", (0, 18_001)),
    "10,001 names": ("[" + "x," * 10_000 + "]", "too-much-syntax", (19_999, 20_002)),
    "an endless lambda": ("lambda:" * 4_900 + "x", "too-deep", (0, 34_301)),
    "2,000 open brackets, one a line": ("y = (1\n" * 2_000, "unclosed-bracket", (4, 5)),
    "open brackets before a long line": ("y=(\n" * 20 + "a,$" * 20_000, "too-much-syntax", (15_020, 60_080)),
    "quotes of two kinds": ("\"'\n" * 1_999, "syntax", (0, 1)),
    "a name of accents": ("a\u0301" * 20_000 + " $", "syntax", (0, 40_000)),
    "a long number": ("9" * 65_000, "syntax", (0, 65_000)),
    "signs without values": ("+" * 9_999, "too-deep", (150, 151)),
    "a fault behind 150 calls": ("f(x, " * 150 + "x y" + ")" * 150, "syntax", (750, 753)),
}


@pytest.mark.parametrize(("text", "code", "span"), PAST.values(), ids=PAST)
def test_a_text_past_a_ceiling_is_refused_at_its_place_and_soon(text: str, code: str, span: tuple[int, int]) -> None:
    began = time.process_time()
    problem = parse(text).problems[0]
    assert time.process_time() - began < 20  # a quadratic step must show, not a slow machine
    assert (problem.code, problem.span) == (code, span)
    assert problem.hint is not None and len(problem.detail) < 200 and len(problem.hint) < 200


HELD = {
    "2,000 lines": "x = x + 1\n" * 2_000,
    "150 nested brackets": "(" * 150 + "x" + ")" * 150,
    "150 minus signs": "-" * 150 + "x",
    "150 nested calls": "f(x, " * 150 + "x" + ")" * 150,
    "a sum of 2,000 terms": "x" + " + x" * 1_999,
    "products of powers and signs": "x" + "*-x**2" * 700,
    "2,000 indices": "x" + "[0]" * 2_000,
    "9,998 names": "[" + "x," * 9_998 + "]",
    "3,000 statements on a line": "x=1;" * 3_000,
    "4,000 comparisons": "x" + "<x" * 4_000,
    "4,000 targets": "x=" * 4_000 + "1",
    "a long comment": "x # " + "é" * 60_000,
}


@pytest.mark.parametrize("text", HELD.values(), ids=HELD)
def test_a_text_within_every_ceiling_is_read_soon(text: str) -> None:
    began = time.process_time()
    parsed = parse(text)
    assert time.process_time() - began < 20  # a quadratic step must show, not a slow machine
    assert parsed.problems == () and parsed.module is not None


@pytest.mark.parametrize("name", ["text", "lines", "syntax", "nesting"])
def test_a_ceiling_is_told_with_both_numbers(name: str) -> None:
    limit = LIMITS[name]
    text = {"text": "x" * (limit.value + 1), "lines": "\n" * (limit.value + 1), "syntax": "x;" * (limit.value + 1)}.get(
        name, "(" * (limit.value + 1)
    )
    (problem,) = parse(text).problems
    assert problem.code == limit.code
    assert dict(problem.facts) == {"limit": limit.value, "actual": limit.value + 1}
