"""Notices: corners that were met, and where NaN and infinity were born."""

from __future__ import annotations

from typing import Any

import pytest

from chainrule.explain.edges import edges
from chainrule.explain.label import Labels
from chainrule.explain.notices import Notice, notices
from chainrule.trace.study import record


def told(text: str, **vars: Any) -> list[Notice]:
    found = record(text, vars)
    assert not found.problems, found.problems
    return notices(found, edges(found)[0], Labels(found.program, found.values))


@pytest.mark.parametrize(
    ("text", "vars", "says"),
    [
        ("y = log(x)", {"x": -1.0}, "NaN was born at y: log(−1) has no finite value."),
        ("y = x / w", {"x": 1.0, "w": 0.0}, "Infinity was born at y: 1 / 0 has no finite value."),
        ("x = [1, -4, 9]\ny = sqrt(x)", {}, "NaN was born at y[1]: sqrt(−4) has no finite value."),
        ("y = sqrt(x)", {"x": 0.0}, "The gradient became Infinity on its way from y to x: the slope there is Infinity."),
        ("c = 1\ny = where(c, w, 1 / x)", {"x": 0.0, "w": 2.0}, "The gradient became NaN on its way from 1 / x to x"),
        ("y = relu(x)", {"x": 0.0}, "y meets a corner of relu, x = 0: here its slope is 0."),
        ("y = maximum(x, w)", {"x": 1.0, "w": 1.0}, "y meets a corner of maximum, x = w: here its slope is 1/2 each."),
        ("x = [2, 2, 1]\ny = max(x)", {}, "split evenly"),
        ("x = ones(4, 4)\ny = max_pool2d(x, 2)", {}, "y meets a corner of max_pool2d"),
    ],
)
def test_a_notice_names_the_place_and_the_numbers(text: str, vars: dict[str, float], says: str) -> None:
    assert any(says in notice.text for notice in told(text, **vars)), [notice.text for notice in told(text, **vars)]


def test_nan_is_blamed_on_its_birth_and_the_path_it_took_is_known() -> None:
    (first,) = [notice for notice in told("a = x - 3\ny = log(a)\nz = y * 2\nw = z + x", x=2.0) if notice.code == "born"]
    assert first.text.startswith("NaN was born at y") and len(first.nodes) == 3


def test_a_node_that_is_not_finite_belongs_to_its_first_birth_alone() -> None:
    births = [notice for notice in told("y = log(x)\nz = log(x)\nw = z * y\nv = 1 / x + 2", x=0.0) if notice.code == "born"]
    assert [len(notice.nodes) for notice in births] == [2, 1, 2]
    many = told("y = log(x)\nfor i in range(2000):\n    y = y + log(x)", x=0.0)
    assert sum(len(notice.nodes) for notice in many if notice.code == "born") == 4001


@pytest.mark.parametrize("text", ["y = relu(x) + abs(x)", "y = max([1, 2, 3])", "y = max_pool2d([[1, 2], [3, 4]], 2)", "y = x ** 2"])
def test_nothing_is_said_where_nothing_was_met(text: str) -> None:
    assert told(text) == []
