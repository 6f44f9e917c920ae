"""What is said of an op, with the names filled in: whole sentences without leftover slots, doubled words or words that belittle."""

from __future__ import annotations

import re
from typing import Any

import pytest

from calls import CASES, RECORDS, named
from chainrule.ops.catalogue import CATALOGUE
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


@pytest.mark.parametrize(
    ("name", "arguments", "params", "said"),
    [
        ("add", ([1.0], [2.0]), {}, "Entry by entry, p receives the gradient of z unchanged."),
        ("neg", ([1.0],), {}, "Entry by entry, p receives the gradient of z with its sign turned."),
        ("floor", ([1.5],), {}, "The slope is 0 almost everywhere, so every entry of p receives 0."),
        ("greater", ([1.0], [2.0]), {}, "Is qa greater than qb, entry by entry (1 is yes, 0 is no)? z has shape 2 × 3."),
        ("where", ([1.0], [2.0], [3.0]), {}, "p only decides; it has no slope."),
        ("max", ([1.0, 1.0],), {}, "Only the largest entry was passed on, so the gradient goes there; every"),
        ("topk", ([1.0, 2.0, 3.0],), {"k": 2, "largest": False}, "The 2 smallest entries along an axis, the smallest first: z"),
        ("topk", ([1.0, 2.0, 3.0],), {"k": 1}, "The largest entry along an axis: z has shape 2 × 3."),
        ("sort", ([1.0, 2.0],), {"descending": True}, "In order of size along an axis, the largest first: z has shape 2 × 3."),
        ("transpose", ([[[1.0]]],), {}, "The axes are put in another order: z has shape 2 × 3."),
        ("diag", ([[1.0]],), {}, "The diagonal of qa: z has shape 2 × 3."),
        ("rms_norm", ([1.0, 2.0],), {}, "p receives its gradient less the part that changes the size, divided by σ."),
        ("layer_norm", ([[1.0, 2.0]],), {"axis": (0, 1)}, "Normalised over the last 2 axes, example by example: z has shape 2 × 3."),
        ("scaled_dot_product_attention", ([[1.0]],) * 3, {"causal": True}, "Each query looks at the keys up to its own place"),
        ("one_hot", (1.0,), {"classes": 2}, "Nothing comes back to p from here."),
    ],
)
def test_what_is_said_is_true_of_these_arguments(name: str, arguments: tuple[Any, ...], params: dict[str, Any], said: str) -> None:
    told = words_of(CATALOGUE[name], Sample(arguments, {**CATALOGUE[name].defaults(), **params})).sentences
    texts = [filled(one) for one in (told.forward, *told.backward.values(), *told.because.values())]
    assert any(text.startswith(said) for text in texts), texts


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_a_corner_says_what_its_slope_is(record: Op | Macro) -> None:
    """The notice says: here its slope is ..."""
    for kink in record.kinks:
        assert not re.search(r"\b(gets?|takes?|is|are)\b", kink.value), kink.value


@pytest.mark.parametrize("fault", ["The the sum.", "It is simply 0.", "A {slot left.", "Two  blanks."])
def test_a_fault_would_be_seen(fault: str) -> None:
    assert DOUBLED.search(fault) or BELITTLING.search(fault) or re.search(r"[{}]|  ", filled(fault))
