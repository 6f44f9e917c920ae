"""What is said of an op, with the names filled in: whole sentences without leftover slots, doubled words or words that belittle."""

from __future__ import annotations

import re

import pytest

from calls import CASES, named
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from test_every_op import words_of

BELITTLING = re.compile(r"\b(simply|obviously|clearly|trivial(ly)?|easy|easily|of course)\b", re.IGNORECASE)
DOUBLED = re.compile(r"\b([a-z]+) \1\b", re.IGNORECASE)
LONGEST = 32
"""Words of one sentence."""


def filled(template: str) -> str:
    """Names as a reader has them: one letter each; numbers for values and gradients."""
    said = {"g": "0.5", "local": "3", "result": "1.5", "shape:out": "2 × 3"}

    def of(slot: re.Match[str]) -> str:
        name = slot[1]
        return said.get(name) or ("4" if name.endswith(".value") else {"out": "z", "to": "p"}.get(name, f"q{name}"))

    return re.sub(r"\{([^{}]*)\}", of, template)


@pytest.mark.parametrize(("record", "sample"), CASES, ids=named)
def test_what_is_said_is_a_sentence(record: Op | Macro, sample: Sample) -> None:
    if not record.args:
        return
    told = words_of(record, sample).sentences
    questions = [one for one in told.question.values() if one]
    for template in (told.forward, *told.backward.values(), *told.because.values(), *questions):
        text = filled(template)
        assert not re.search(r"[{}]|  | [.,;:?]|\.\.", text.replace("...", "")), text
        assert not re.search(r"\b1 (?!is\b|minus\b|plus\b)[a-z]+s\b|\baxis \d+ and\b", text), text
        assert not DOUBLED.search(text) and not BELITTLING.search(text), text
        first = text.split()[0]
        assert text[0].isupper() or not re.fullmatch("[a-z]{4,}", first) or template[0] == "{" or first in record.name.split("_"), text
        assert max(len(one.split()) for one in re.split(r"[.?:;] ", text)) <= LONGEST, text
    assert all(one.endswith("?") for one in questions)
    assert all(one.endswith(".") for one in (told.forward, *told.backward.values(), *told.because.values()))


@pytest.mark.parametrize("fault", ["The the sum.", "It is simply 0.", "A {slot left.", "Two  blanks."])
def test_a_fault_would_be_seen(fault: str) -> None:
    assert DOUBLED.search(fault) or BELITTLING.search(fault) or re.search(r"[{}]|  ", filled(fault))
