"""Programs in PyTorch's spelling, run by PyTorch."""

from __future__ import annotations

from typing import Any

import pytest

from derived import compare_prints, compare_snippet, snippets
from test_derivatives import PRINTED, TORCH
from test_origins import PRINTED as ORIGINS
from test_torch_corners import ALL as CORNERS
from test_torch_corners import HEAD, REFUSED
from tutorials import PYTORCH

pytest.importorskip("torch")


@pytest.mark.parametrize("text", [text for text in PRINTED | ORIGINS | CORNERS if text.startswith(TORCH)])
def test_a_derivative_is_that_of_the_library(text: str) -> None:
    compare_prints(text)


@pytest.mark.filterwarnings("ignore:torch.range is deprecated:UserWarning")
@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_refused_by_the_library(text: str) -> None:
    with pytest.raises((RuntimeError, TypeError, IndexError)):
        exec(f"{HEAD}x = torch.ones(2, 2, requires_grad=True)\n{text}", {})


@pytest.mark.parametrize("name", PYTORCH)
def test_a_tutorial_prints_what_the_library_prints(name: str) -> None:
    compare_prints(PYTORCH[name])


@pytest.mark.parametrize("snippet", snippets("pytorch"), ids=lambda one: one["id"])
def test_a_snippet_of_the_corpus_has_the_numbers_of_the_library(snippet: dict[str, Any]) -> None:
    compare_snippet(snippet)
