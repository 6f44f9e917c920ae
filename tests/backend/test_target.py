"""Which node a program is about where it names none: not the gradients that it computes by hand, nor what it counts."""

from __future__ import annotations

import pytest

from chainrule import study

DATA = "import numpy as np\nx = np.array([[1.0, 2.0], [3.0, 5.0]])\nt = np.array([1.0, 0.0])\nw = np.array([0.5, -0.5])\n"
FUNCTIONS = (
    DATA
    + "def forward(v):\n    h = x @ v\n    return h * h\ndef backward(v):\n    k = x @ v\n    return 2 * x.T @ k\n"
    + "def numeric(f, v):\n    found = np.zeros(2)\n    for i in range(2):\n        to = v.copy()\n        to[i] += 1e-5\n"
    + "        found[i] = np.sum(f(to) - f(v)) / 1e-5\n    return found\nout = forward(w)\n"
)
LOSS = DATA + "y = x @ w\nloss = np.mean((y - t) ** 2)\n"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (LOSS + "dy = y - t\ndw = x.T @ dy", "loss"),
        (LOSS + "grad_w = x.T @ (y - t)\nw -= 0.1 * grad_w", "loss"),
        (LOSS + "n = 0\nfor i in range(3):\n    n += 1", "loss"),
        (LOSS + "label = np.argmax(y)", "loss"),
        (LOSS.replace("loss", "J") + "dw = x.T @ (y - t)", "J"),
        (LOSS.replace("loss", "data_loss") + "loss = data_loss + 0.1 * np.sum(w * w)\nreg_loss = np.sum(w * w)\ndw = x.T @ y", "loss"),
        (DATA + "y = x @ w\ns = np.sum(y * y)\nprint(s)\nz = y * 2", "s"),
        # A circuit, and its backward pass number by number.
        ("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z\ndq = z\ndz = q\ndx = 1.0 * dq\ndy = 1.0 * dq", "f"),
        # The only entry of a list of costs.
        (LOSS + "cost = loss * 1\ncosts = []\nfor i in range(9):\n    if i % 10 == 0:\n        costs.append(cost)", "cost"),
        # What a function has inside, and a check by differences of a gradient by hand.
        (FUNCTIONS + "dw = backward(w)", "out"),
        (FUNCTIONS + "dw = backward(w)\ndw_num = numeric(forward, w)", "out"),
        # What is a result stays one.
        (DATA + "y = x @ w", "y"),
        (LOSS + "r = loss * 2", "r"),
        ("x = 1.0\nv = 2.0\nfor i in range(3):\n    x += 0.1 * v\n    print(v * v)", "x"),
        ("x = 2.0\nfor i in range(3):\n    f = x * x - 2\n    df = 2 * x\n    x = x - f / df\n    print(f)", "x"),
        ("x = 2.0\ndx = 0.1\ny = (x + dx) ** 2", "y"),
        ("d = 2.0\nx = d * d\nL = x + 1\nout = L * x", "out"),
    ],
)
def test_the_target_is_what_the_program_is_for(text: str, target: str) -> None:
    assert study(text).target == target


def test_what_a_library_differentiates_stays_the_target() -> None:
    begin = "import torch\nw = torch.tensor([1.0, 2.0], requires_grad=True)\nloss = (w * w).sum()\n"
    text = begin + "error = (w - 1).sum()\nerror.backward()\ndw = w.grad"
    assert study(text).target == "error"
