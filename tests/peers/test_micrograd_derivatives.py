"""Programs in micrograd's spelling, run by micrograd."""

from __future__ import annotations

from typing import Any

import pytest

from derived import compare_prints, compare_snippet, snippets
from tutorials import MICROGRAD

pytest.importorskip("micrograd")


@pytest.mark.parametrize("name", MICROGRAD)
def test_a_tutorial_prints_what_the_library_prints(name: str) -> None:
    compare_prints(MICROGRAD[name])


@pytest.mark.parametrize("snippet", snippets("micrograd"), ids=lambda one: one["id"])
def test_a_snippet_of_the_corpus_has_the_numbers_of_the_library(snippet: dict[str, Any]) -> None:
    compare_snippet(snippet)
