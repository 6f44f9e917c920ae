"""y.grad_fn and y.is_leaf, asked of PyTorch."""

from __future__ import annotations

import pytest

from test_recorded import LEAF, LEAVES, RECORDED

torch = pytest.importorskip("torch")


@pytest.mark.parametrize("y", [*RECORDED, *LEAVES])
def test_the_record_has_the_name_that_pytorch_gives_it(y: str) -> None:
    names: dict[str, object] = {}
    exec(f"{LEAF}y = {y}\nfound = (y.is_leaf, y.grad_fn and y.grad_fn.name())", names)
    assert names["found"] == ((False, RECORDED[y]) if y in RECORDED else (True, None))
