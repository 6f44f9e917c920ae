"""Every function of TensorFlow's table, called as TensorFlow is, and methods of its tensors."""

from __future__ import annotations

import pytest

from spelled import call, methods, rows
from spelled_peers import compare

tensorflow = pytest.importorskip("tensorflow")
NAMES = {"tf": tensorflow, "keras": tensorflow.keras}


@pytest.mark.parametrize("path", rows("tensorflow"))
def test_a_spelling_means_what_it_means_in_tensorflow(path: str) -> None:
    compare("tensorflow", call("tensorflow", path), NAMES)


@pytest.mark.parametrize("text", methods("tensorflow"))
def test_a_method_means_what_it_means_there(text: str) -> None:
    compare("tensorflow", text, NAMES)
