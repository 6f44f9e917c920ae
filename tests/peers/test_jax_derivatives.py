"""Programs in JAX's spelling, run by JAX."""

from __future__ import annotations

from typing import Any

import pytest

from derived import compare_prints, compare_snippet, snippets
from test_derivatives import JAX, PRINTED
from test_origins import PRINTED as ORIGINS
from tutorials import JAX as TUTORIALS

pytest.importorskip("jax")


@pytest.mark.parametrize("text", [text for text in PRINTED | ORIGINS if text.startswith(JAX)])
def test_a_derivative_is_that_of_the_library(text: str) -> None:
    compare_prints(text)


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_prints_what_the_library_prints(name: str) -> None:
    compare_prints(TUTORIALS[name])


@pytest.mark.parametrize("snippet", snippets("jax"), ids=lambda one: one["id"])
def test_a_snippet_of_the_corpus_has_the_numbers_of_the_library(snippet: dict[str, Any]) -> None:
    compare_snippet(snippet)
