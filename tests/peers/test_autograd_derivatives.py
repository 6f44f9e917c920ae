"""Programs in HIPS autograd's spelling, run by HIPS autograd."""

from __future__ import annotations

from typing import Any

import pytest

from derived import compare_prints, compare_snippet, snippets
from test_derivatives import HIPS, PRINTED
from tutorials import HIPS as TUTORIALS
from tutorials import NUMPY

pytest.importorskip("autograd")


@pytest.mark.parametrize("text", [text for text in PRINTED if text.startswith(HIPS)])
def test_a_derivative_is_that_of_the_library(text: str) -> None:
    compare_prints(text)


@pytest.mark.parametrize("text", [*TUTORIALS.values(), *NUMPY.values()], ids=[*TUTORIALS, *NUMPY])
def test_a_tutorial_prints_what_the_library_prints(text: str) -> None:
    compare_prints(text)


@pytest.mark.parametrize("snippet", [*snippets("hips-autograd"), *snippets("numpy")], ids=lambda one: one["id"])
def test_a_snippet_of_the_corpus_has_the_numbers_of_the_library(snippet: dict[str, Any]) -> None:
    compare_snippet(snippet)
