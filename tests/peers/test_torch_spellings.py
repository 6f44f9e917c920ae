"""Every function of PyTorch's table, called as PyTorch is."""

from __future__ import annotations

import pytest

from spelled import call, methods, rows
from spelled_peers import compare

torch = pytest.importorskip("torch")
pytestmark = [
    # PyTorch's own forward mode loads its scripting, which says so.
    pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:torch.range is deprecated:UserWarning"),
]


@pytest.mark.parametrize("path", rows("pytorch"))
def test_a_spelling_means_what_it_means_in_pytorch(path: str) -> None:
    compare("pytorch", call("pytorch", path), {"torch": torch, "F": torch.nn.functional, "nn": torch.nn})


@pytest.mark.parametrize("text", methods("pytorch"))
def test_a_method_means_what_it_means_there(text: str) -> None:
    compare("pytorch", text, {"torch": torch, "F": torch.nn.functional, "nn": torch.nn})
