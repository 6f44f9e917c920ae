"""copy.copy and copy.deepcopy, and what libraries give that are passed over."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from chainrule import study
from chainrule.errors import ChainruleError
from chainrule.language.offsets import line_at
from prints import printed

NUMPY = "import copy\nimport numpy as np\n"
CLASS = "class P:\n    def __init__(self):\n        self.xs = [1]\n"
TORCH = "import copy\nimport torch\nw = torch.tensor([1.0, 2.0], requires_grad=True)\n"


def refused(text: str) -> Any:
    with pytest.raises(ChainruleError) as caught:
        study(text)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("a = [[1, 2]]\nb = copy.deepcopy(a)\nc = copy.copy(a)\nprint(b, c)", "[[1, 2]] [[1, 2]]"),
        ("a = []\na.append([2])\nb, c = copy.deepcopy(a), copy.copy(a)\na[0].append(4)\nprint(a, b, c)", "[[2, 4]] [[2]] [[2, 4]]"),
        ("d = {'n': [1]}\nd['n'].append(2)\ne = copy.deepcopy(d)\nd['n'].append(3)\nprint(e)", "{'n': [1, 2]}"),
        ("s = set([1, 2])\nt = copy.copy(s)\ns.add(3)\nprint(len(t))", "2"),
        ("w = np.array([1.0, 2.0])\nv = copy.deepcopy(w)\nw[0] = 9.0\nprint(v, w)", "[1 2] [9 2]"),
        (f"{CLASS}p = P()\nq = copy.deepcopy(p)\np.xs.append(2)\nprint(q.xs, p.xs)", "[1] [1, 2]"),
    ],
)
def test_copies_are_python_s(lines: str, says: str) -> None:
    assert printed(NUMPY + lines + "\nx = 2.0\ny = x * x") == says


def test_a_deep_copy_of_an_array_is_that_of_the_course() -> None:
    found = study(f"{NUMPY}w = np.array([1.0, 2.0])\nw = copy.deepcopy(w)\ny = np.sum(w * w)")
    assert found.value == 5.0 and np.allclose(found.gradients["w"], [2.0, 4.0])


def test_a_deep_copy_of_a_tensor_is_a_leaf() -> None:
    lines = "v = copy.deepcopy(w)\n(v * w * w).sum().backward()\nprint(v.grad, w.grad, v.requires_grad, v.is_leaf)"
    assert printed(TORCH + lines) == "[1 4] [2 8] True True"


def test_a_deep_copy_of_a_model_trains_by_itself() -> None:
    lines = "m = torch.nn.Linear(2, 1)\nk = copy.deepcopy(m)\n(k(w) * 3 - m(w)).sum().backward()\nprint(k.weight.grad, m.weight.grad)"
    assert printed(TORCH + lines) == "[3 6] [-1 -2]"


def test_a_leaf_without_a_name_collects() -> None:
    """A tensor in a dict, made of another."""
    lines = "e = {'a': w.detach().clone().requires_grad_()}\n(e['a'] * w).sum().backward()\nprint(e['a'].grad)"
    assert printed(TORCH + lines) == "[1 2]"


def test_no_path_is_copied() -> None:
    assert refused(f"{TORCH}y = copy.deepcopy(w * 2)").code == "no-gradient"


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("import pandas as pd\ndf = pd.read_csv('a.csv')\nx = 2.0\ny = x * df['x']", 2),
        ("import os\nx = 2.0\nif os.path.exists('w'):\n    x = 3.0\ny = x * x", 3),
        ("import os\nn = int(os.environ.get('N', 3))\nx = 2.0\ny = x * n", 2),
        ("import time\nstart = time.time()\nx = 2.0\nif time.time() - start > 3:\n    x = 3.0\ny = x * x", 4),
    ],
)
def test_what_is_passed_over_is_not_computed_with(lines: str, line: int) -> None:
    """The fault stands at the line that took it, not at the one that uses it."""
    problem = refused(lines)
    assert problem.code == "not-a-tensor" and "passed over" in problem.detail
    assert line_at(lines, problem.span[0]) == line


def test_how_long_a_run_took_is_not_known() -> None:
    lines = "import time\nstart = time.time()\nx = 2.0\ny = x * x\nprint(f'{time.time() - start:.2f} s')"
    assert printed(lines) == "<time, which is passed over> s"


@pytest.mark.parametrize(
    ("lines", "by_x", "by_w"),
    [
        ("y.copy_(w)\n(y * y).sum().backward()", [0, 0], [6, 8]),
        ("y.zero_()\n(y.sum() + 1).backward()", [0, 0], None),
        ("y.fill_(3.0)\n(y * w).sum().backward()", [0, 0], [3, 3]),
        ("y[0].zero_()\n(y * w).sum().backward()", [0, 4], [0, 2]),
        ("y.view(2, 1).copy_(w.view(2, 1))\n(y * w).sum().backward()", [0, 0], [6, 8]),
        ("y = w.clone().detach()\ny.zero_()\n(y + w).sum().backward()", None, [1, 1]),
    ],
)
def test_what_is_written_over_as_a_whole_gets_zeros(lines: str, by_x: list[float] | None, by_w: list[float] | None) -> None:
    """As in PyTorch, which was asked."""
    begin = TORCH.replace("[1.0, 2.0]", "[3.0, 4.0]") + "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x.clone()\n"
    ((one, other),) = study(f"{begin}{lines}\nprint(x.grad, w.grad)").prints
    assert [None if found is None else found.tolist() for found in (one, other)] == [by_x, by_w]
