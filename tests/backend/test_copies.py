"""copy.copy and copy.deepcopy."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule import study
from prints import printed, refused

NUMPY = "import copy\nimport numpy as np\n"
CLASS = "class P:\n    def __init__(self):\n        self.xs = [1]\n"
TORCH = "import copy\nimport torch\nw = torch.tensor([1.0, 2.0], requires_grad=True)\n"


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


def test_a_second_tensor_of_the_same_numbers_is_refused() -> None:
    assert "is not available" in refused(f"{TORCH}y = copy.copy(w) * 2").detail


def test_no_path_is_copied() -> None:
    assert refused(f"{TORCH}y = copy.deepcopy(w * 2)").code == "no-gradient"


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
