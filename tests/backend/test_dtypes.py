"""A mask stays a mask, and a tensor of whole numbers one of whole numbers, as in NumPy: the same text is run there."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.trace.study import record
from prints import printed
from sound import judge

BEGIN = "import numpy as np\nx = np.array([1.0, -2.0, 3.0])\n"
PROGRAMS = [
    # masks
    "m = np.ones(3, dtype=bool)\nm[1] = 0\nprint(x[m], m)",
    "m = np.array([True] * 3)\nm[0] = False\nprint(x[m], ~m, m.sum(), m.astype(float), m.astype(int))",
    "m = np.zeros(3, dtype=bool)\nm[0] = 1\nm[2] = 2.5\nprint(x[m], m)",
    "m = np.zeros(3, bool)\nm[x > 0] = True\nprint(x[m], m & (x < 2), m | (x < 0))",
    "m = x > 0\nm[0] = False\nprint(x[m], ~m, m.mean())\nx[m] = 7.0\nprint(x)",
    "m = np.full(3, True)\nm[:2] = x[:2] > 0\nprint(m, x[m], np.where(m, x, 0.0))",
    "m = np.array([True, False, True])\nprint(m + m, m * m, m + 1, 2 * m, m.all(), m.any())",
    "m = np.zeros_like(x > 0)\nm[1] = 5\nprint(m, x[m])",
    "m = np.ones(3)\nm[0] = False\nprint(m, m > 0)",
    "print(x[[True, False, True]])",
    "m = (x > 0).astype(float)\nm[0] = 0.5\nprint(m)",
    # whole numbers
    "m = np.arange(4)\nm[0] = 2.7\nm[1] = -2.7\nprint(m, m / 2, m * 2, m // 2, m % 3)",
    "m = np.zeros(3, dtype=int)\nm[0] = 1.5\nm[1:] = [2.9, -0.5]\nprint(m)",
    "m = np.full(3, 7)\nm[1] = 2.7\nn = np.full(3, 7.0)\nn[1] = 2.7\nprint(m, n)",
    "m = np.array([1, 2])\nm[0] += 0.7\nm *= 3\nm //= 2\nprint(m)",
    "m = np.zeros_like(np.array([1, 2]))\nm[0] = 2.7\nprint(m)",
    "m = np.array([1, 2], dtype=float)\nm /= 4\nprint(m)",
    "m = np.array([1.7, -2.2], dtype=int)\nprint(m)\nn = x.astype(int)\nn[0] = 9.9\nprint(n, x)",
    "m = np.arange(4, dtype=float)\nm[0] = 2.7\nn = np.arange(0, 2, 0.5)\nn += 0.25\nprint(m, n)",
    "m = np.arange(6).reshape(2, 3)\nm[0] = 1.9\nm[:, 2] = x[:2]\nprint(m, m.T)",
    "m = np.array([3, 1, 2])\ns = np.sort(m)\ns[0] = 1.5\nc = np.cumsum(m)\nc[0] = 1.5\nprint(s, c, m.mean(), m.max())",
    "m = np.concatenate([np.arange(2), np.array([3, 4])])\nm[0] = 5.5\nn = np.concatenate([m, x])\nn[0] = 5.5\nprint(m, n)",
    "m = np.where(x > 0, 1, 0)\nm[0] = 5.5\nn = np.where(x > 0, x, 0)\nn[0] = 5.5\nprint(m, n)",
    "m = np.array([2, 3])\nprint(m ** 2, -7 // 2, -7 % 3, 7 // -2, np.array([-7, 7]) // 2, np.array([-7, 7]) % 3)",
    "m = np.array([1, 2], dtype=np.float64)\nn = np.array([1, 2], dtype='int32')\nm[0] = n[0] = 1.5\nprint(m, n)",
    "m = np.empty(2, dtype=np.int64)\nm[:] = 3.9\nprint(m)",
    "m = np.array([1, 2, 3])\nm[m > 1] = 9.7\nm[m == 1] = 4.0\nm += 1\nprint(m, m[m == 10], m == 5)",
    "m = x > 0\nm |= x < -1\nm &= x < 2\nprint(m, x[m], m == True)",
    "d = {'a': np.array([1, 2])}\nd['a'][0] = 1.5\nd['a'] += 1\nz = [np.array([1, 2])]\nz[0][0] = 0.5\nprint(d['a'], z[0])",
    "m = np.stack([np.array([1, 2]), np.array([3, 4])])\nm[0, 0] = 0.5\nm[:, 1] += 1\nprint(m, m.T, m @ m)",
    "p = np.random.randint(0, 1, size=3)\np[0] = 2.5\nk = np.eye(2, dtype=int)\nk[0, 0] = 2.5\nprint(p, k)",
    "p = np.random.default_rng(0).integers(0, 1, size=3)\np[0] = 2.5\nk = np.random.choice(1, size=3)\nk[0] = 2.5\nprint(p, k)",
    "p = np.random.RandomState(0).randint(1, size=2)\np[0] = 2.5\nprint(p)",
    "k = np.argmax(x)\nm = np.array([k, k])\nm[0] = 1.5\nprint(m)",
]


def both(text: str) -> tuple[list[list[Any]], list[list[Any]]]:
    theirs: list[list[Any]] = []
    exec(text, {"print": lambda *values: theirs.append([np.array(one) for one in values])})
    return chainrule.study(text).prints, theirs




@pytest.mark.parametrize("program", PROGRAMS)
def test_a_tensor_keeps_its_dtype(program: str) -> None:
    ours, theirs = both(f"{BEGIN}{program}\ny = x * 1")
    for line, expected in zip(ours, theirs, strict=True):
        for one, other in zip(line, expected, strict=True):
            assert (np.asarray(one).dtype == bool) == (other.dtype == bool)
            np.testing.assert_allclose(one, other, rtol=1e-9)
    judge(f"{BEGIN}{program}\ny = x * 1")


def _by_chance(seed: int) -> str:
    """Changes of a mask, of whole numbers and of floats, in which each is mixed with the others."""
    chance = Random(seed)
    lines = ["m = x > 0", "k = np.array([3, -1, 2])", "f = x * 1.5"]
    for _ in range(8):
        to, of = chance.choice("mkf"), chance.choice("mkf")
        number, sign = chance.choice(["2", "-1.7", "True", "0"]), chance.choice(["+", "*", "|", "//"])
        mixed = f"m {sign} (f > {number})" if sign == "|" else f"{of} {sign} k" if sign == "//" else f"{to} {sign} {of}"
        lines.append(
            chance.choice(
                [
                    f"{to}[{chance.choice('012')}] = {number}",
                    f"{to}[m] = {number}",
                    f"{to}[:2] = {of}[1:]",
                    f"{to}[[2, 0]] = {of}[:2]",
                    f"k += {chance.choice(['1', 'm'])}",
                    f"f += {of}",
                    f"k = {of}.astype(int) + 5",
                    f"m = {of}.astype(bool)",
                    f"f = ({mixed}) * 0.5",
                    f"print({mixed}, {of}.sum(), f[m])",
                    f"print(np.where(m, {to}, {of}), np.concatenate([{to}, {of}]), {to}.max())",
                    f"{to} = np.full_like({of}, {number})",
                    f"k = np.where(m, {chance.choice(['k', '1'])}, 2)",
                ]
            )
        )
        lines.append("k = np.where(k == 0, 7, k)")
    return "\n".join([*lines, "print(m, k, f)"])


@pytest.mark.parametrize("seed", range(60))
def test_a_program_made_by_chance_has_the_dtypes_of_numpy(seed: int) -> None:
    program = _by_chance(seed)
    try:
        exec(BEGIN + program, {"print": lambda *values: None})
    except TypeError:
        assert record(f"{BEGIN}{program}\ny = x * 1", {}).problems[0].code == "bad-argument"
    else:
        test_a_tensor_keeps_its_dtype(program)


# program: a phrase of the fact
REFUSED = {
    "m = np.arange(4)\nm += 0.5": "m holds whole numbers",
    "m = np.array([1, 2])\nm /= 2": "m holds whole numbers",
    "m = np.array([1, 2])\nm[:1] += 0.5": "holds whole numbers",
    "m = x > 0\nm += 1": "m holds True and False",
    "m = x > 0\nn = m - m": "no - between True and False",
    "m = np.array([1, 2])\nn = m ** -1": "no ** between whole numbers",
}


@pytest.mark.parametrize("program", REFUSED)
def test_what_no_dtype_holds_is_refused_as_numpy_refuses_it(program: str) -> None:
    text = f"{BEGIN}{program}\ny = x * 1"
    with pytest.raises((TypeError, ValueError)):
        exec(text, {})
    first = record(text, {}).problems[0]
    assert first.code == "bad-argument" and REFUSED[program] in first.detail


def test_every_number_is_a_float_in_no_library() -> None:
    study = chainrule.study("x = [1, 2]\nx[0] = 2.7\na = 4\na /= 8\ny = x * a ** -1")
    np.testing.assert_allclose(study["y"], [5.4, 4])


def test_a_list_of_python_holds_anything() -> None:
    assert chainrule.study(f"{BEGIN}l = [1, 2]\nl[0] = 2.7\nl[1] = l[0] * 2\ny = x * l[1]")["y"].tolist() == [5.4, -10.8, 5.4 * 3]


def test_what_is_cut_down_passes_no_gradient_and_is_told() -> None:
    study = chainrule.study(f"{BEGIN}w = 2.5\nm = np.zeros(3, dtype=int)\nm[0] = w\ny = np.sum(m * x) + w")
    assert study.gradients["w"] == 1
    assert any("loses what stands behind the point" in notice["text"] for notice in study.trace()["notices"])


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("torch.tensor([True, 2])", "[1 2]"),
        ("torch.tensor([[2], [True]])", "[2 1]"),
        ("torch.tensor([True, 2.5])", "[1 2.5]"),
        ("torch.tensor([True, 2]).dtype", "int64"),
        ("(1 / (-torch.tensor([0]))).item()", "inf"),
        ("(1 / (torch.tensor([0]) * -1)).item()", "inf"),
        ("(1 / torch.tensor([-i])).item()", "inf"),
        ("(1 / torch.tensor([i * -1])).item()", "inf"),
        ("(1 / (-torch.tensor([0.0]))).item()", "-inf"),
    ],
)
def test_answers_among_numbers_are_numbers_and_whole_numbers_have_no_minus_zero(said: str, says: str) -> None:
    text = f"import torch\nx = torch.tensor([1.0])\ni = 0\nfor i in range(1):\n    print({said})\ny = x * 2"
    assert printed(text) == says
