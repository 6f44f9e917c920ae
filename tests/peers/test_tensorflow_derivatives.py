"""Programs in TensorFlow's spelling, run by TensorFlow."""

from __future__ import annotations

from typing import Any

import pytest

from derived import compare_prints, compare_snippet, snippets
from test_derivatives import PRINTED, TF
from test_origins import PRINTED as ORIGINS
from tutorials import TENSORFLOW

pytest.importorskip("tensorflow")


@pytest.mark.parametrize("text", [text for text in PRINTED | ORIGINS if text.startswith(TF)])
def test_a_derivative_is_that_of_the_library(text: str) -> None:
    compare_prints(text)


@pytest.mark.parametrize("name", TENSORFLOW)
def test_a_tutorial_prints_what_the_library_prints(name: str) -> None:
    compare_prints(TENSORFLOW[name])


@pytest.mark.parametrize("snippet", snippets("tensorflow"), ids=lambda one: one["id"])
def test_a_snippet_of_the_corpus_has_the_numbers_of_the_library(snippet: dict[str, Any]) -> None:
    compare_snippet(snippet)
