"""The ready programs."""

from __future__ import annotations

import re

import pytest

import chainrule
from chainrule.gallery import Item, items

BY_ID = {item.id: item for item in items()}


def test_a_first_visit_opens_the_neuron() -> None:
    assert items()[0].id == "cs231n-neuron"
    assert items()[0].program.splitlines()[-1] == "f = 1 / (1 + exp(-dot))"


def test_ids_and_titles_are_used_once() -> None:
    assert len(BY_ID) == len({item.title for item in items()}) == len(items())


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_an_item_says_what_it_is_for_in_one_sentence_and_where_it_is_from(item: Item) -> None:
    assert re.fullmatch(r"[A-Z].*[^.]\.", item.goal) and ". " not in item.goal
    assert item.source and item.url.startswith("https://")
    assert not item.title.endswith(".") and item.topic
    assert item.program == item.program.strip("\n")


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_an_item_asks_about_its_target_without_being_told(item: Item) -> None:
    trace = chainrule.study(item.program, upstream=item.upstream).trace()
    if item.target is None:
        assert trace["derivatives"], "a program without a target names it by asking for a derivative"
        return
    assert [node["name"] for node in trace["nodes"] if node["id"] in trace["targets"]] == [item.target]
    assert trace["upstream_given"] == (item.upstream is not None)


@pytest.mark.parametrize("exercise", ["sigmoid", "softmax", "matmul", "conv"])
def test_the_four_exercises_give_dz_from_above(exercise: str) -> None:
    item = BY_ID[f"article-{exercise}"]
    assert (item.target, item.upstream is not None) == ("z", True)
    assert "dz" not in item.program and "L" not in item.program
