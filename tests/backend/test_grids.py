"""Lists and grids of whole numbers that pick entries together, x[:, i, j]: read and written as NumPy does, with their gradients."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from chainrule import study
from prints import line_of, refused


def grid(chance: random.Random, extent: int, shape: tuple[int, ...]) -> Any:
    own = tuple(1 if chance.random() < 0.3 else size for size in shape)[chance.choice([0, 0, 1]) if len(shape) > 1 else 0 :]
    return np.array([chance.randrange(-extent, extent) for _ in range(int(np.prod(own)))]).reshape(own)


def made(seed: int) -> tuple[Any, list[str], tuple[Any, ...], str]:
    """A tensor, the items of a key as they are written and as NumPy takes them, and the lines above."""
    chance = random.Random(seed)
    x = np.round(np.random.default_rng(seed).standard_normal([chance.randint(1, 4) for _ in range(chance.randint(2, 4))]), 2)
    count = chance.randint(2, x.ndim)
    first, common = chance.randint(0, x.ndim - count), tuple(chance.randint(1, 3) for _ in range(chance.randint(1, 2)))
    items: list[str] = []
    key: list[Any] = []
    lines = ""
    for axis, extent in enumerate(x.shape):
        if first <= axis < first + count:
            of = chance.randrange(-extent, extent) if axis > first and chance.random() < 0.2 else grid(chance, extent, common)
            name = f"i{axis}"
            lines += f"{name} = {of}\n" if isinstance(of, int) else f"{name} = np.array({of.tolist()})\n"
        else:
            name, of = chance.choice([(":", slice(None)), ("::2", slice(None, None, 2)), ("1:", slice(1, None))])
        items.append(name)
        key.append(of)
    return x, items, tuple(key), lines


@pytest.mark.parametrize("seed", range(60))
def test_what_is_read(seed: int) -> None:
    x, items, key, lines = made(seed)
    found = study(f"import numpy as np\nx = np.array({x.tolist()})\n{lines}y = x[{', '.join(items)}]", {}, target="y")
    np.testing.assert_array_equal(found.value, x[key])
    expected = np.zeros(x.shape)
    np.add.at(expected, key, 1.0)
    np.testing.assert_array_equal(found.gradients["x"], expected)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_written(seed: int) -> None:
    x, items, key, lines = made(seed)
    text = f"import numpy as np\nx = np.array({x.tolist()})\n{lines}y = x * 2\ny[{', '.join(items)}] = 7"
    found = study(text, {}, target="y")
    expected, kept = 2 * x, np.full(x.shape, 2.0)
    expected[key], kept[key] = 7.0, 0.0
    np.testing.assert_array_equal(found.value, expected)
    np.testing.assert_array_equal(found.gradients["x"], kept)


@pytest.mark.parametrize("written", ["np.array([[0], [1]])", "[[0], [1]]", "i"])
def test_a_grid_may_be_written_in_the_brackets(written: str) -> None:
    found = study(HEAD + f"c = np.arange(24.0).reshape(2, 3, 4)\ny = c[:, {written}, [1, 3, 1]]\nz = c[{written}]", {}, target="y")
    np.testing.assert_array_equal(found.value, np.arange(24.0).reshape(2, 3, 4)[:, [[0], [1]], [1, 3, 1]])


HEAD = "import numpy as np\nx = np.ones((2, 3, 4))\ni = np.array([[0], [1]])\n"


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("y = x[i, :, i]", "stand apart"),
        ("y = x[:, i, np.array([0, 1, 2])[:, None]]", "2 × 1 and 3 × 1"),
        ("y = x[:, :, i * 5]", "no entry 5 on an axis of size 4"),
        ("y = x[i, i, i, i]", "4 indices for 3 axes"),
        ("y = x[i > 0, i]", "mask"),
    ],
)
def test_what_cannot_be_meant_says_so(line: str, fact: str) -> None:
    problem = refused(HEAD + line)
    assert fact in problem.detail and problem.hint
    assert line_of(HEAD + line, problem) == 4
