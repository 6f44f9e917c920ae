"""A mask stays a mask, and a tensor of whole numbers one of whole numbers, as in PyTorch: the same text is run there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.trace.study import record

BEGIN = "import torch\nx = torch.tensor([1.0, -2.0, 3.0])\n"
PROGRAMS = [
    "m = torch.ones(3, dtype=torch.bool)\nm[1] = 0\nprint(x[m], m, m.sum(), ~m, m.float(), m.long())",
    "m = torch.zeros(3, dtype=torch.bool)\nm[1] = 1\nm[x > 2] = True\nprint(m, x[m], m & (x > 0), m == True)",
    "m = torch.tensor([True, False, True])\nprint(x[m], m + m, m * m, m + 1, m.int() * 2)",
    "m = x > 0\nm[0] = False\nprint(x[m], m, m.float().mean(), 1.0 * m)",
    "m = torch.zeros_like(x > 0)\nm[0] = 5\nprint(m)",
    "m = torch.arange(4)\nm[0] = 2.7\nm += 1\nm.mul_(2)\nprint(m, m / 2, m // 2, m % 3, m.view(2, 2), m.max())",
    "m = torch.zeros(2, dtype=torch.long)\nm[0] = 2.7\nm[1:] = torch.tensor([-1.5])\nprint(m)",
    "m = torch.full((2,), 7)\nm.fill_(2.7)\nn = torch.ones_like(m)\nn[0] = 0.5\nm.copy_(torch.tensor([1.5, -1.5]))\nprint(m, n)",
    "m = torch.tensor([1, 2, 3])\nf = m.float()\nf += 0.5\nm[m > 1] = 9.7\nprint(m, f)",
    "m = torch.tensor([1, 2], dtype=torch.float32)\nm[0] = 0.5\nn = torch.tensor([1.9, 2.9]).long()\nn[0] = 7.7\nprint(m, n)",
    "print(torch.LongTensor([1, 2]) / 2, torch.FloatTensor([1, 2]) / 2, torch.tensor([-7, 7]) // 2, torch.tensor([-7, 7]) % 3)",
    "m = torch.cat([torch.arange(2), torch.tensor([5])])\nm[0] = 1.5\nm.zero_()\nm[1] = 2.5\nprint(m, torch.where(x > 0, 1, 0))",
    "m = torch.ones(3, 3, dtype=torch.bool).tril()\nm[0, 0] = 5\nn = torch.arange(9).view(3, 3).triu(1)\nn[0] = 1.5\nprint(m, n, ~m)",
    "r = torch.tensor([[1, 2], [3, 4]])[0]\nr[0] = -2.7\nprint(r)",
]


def both(text: str) -> tuple[list[list[Any]], list[list[Any]]]:
    theirs: list[list[Any]] = []
    exec(text, {"print": lambda *values: theirs.append([one.numpy().copy() for one in values])})
    return chainrule.study(text).prints, theirs


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_tensor_keeps_its_dtype(program: str) -> None:
    ours, theirs = both(f"{BEGIN}{program}\ny = x * 1")
    for line, expected in zip(ours, theirs, strict=True):
        for one, other in zip(line, expected, strict=True):
            assert (np.asarray(one).dtype == bool) == (other.dtype == bool)
            np.testing.assert_allclose(one, other, rtol=1e-6)


@pytest.mark.parametrize(
    "program",
    [
        "m = torch.arange(4)\nm += 0.5",
        "m = torch.arange(4)\nm /= 2",
        "m = torch.arange(4)\nm.add_(0.5)",
        "m = torch.arange(4)\nm[0] += 0.5",
        "m = x > 0\nm += 1",
        "m = (x > 0) - (x > 1)",
        "m = torch.arange(3) ** -1",
    ],
)
def test_what_no_dtype_holds_is_refused_as_pytorch_refuses_it(program: str) -> None:
    text = f"{BEGIN}{program}\ny = x * 1"
    with pytest.raises(RuntimeError):
        exec(text, {})
    assert record(text, {}).problems[0].code == "bad-argument"
