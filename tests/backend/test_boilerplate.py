"""Lines that stand around the mathematics of a course, and what is said of those that are passed over or not available."""

from __future__ import annotations

import pytest

from chainrule.trace.study import record
from prints import line_of, printed, refused

TORCH = """
import torch
x = torch.tensor(2.0, requires_grad=True)
device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else 'cpu'
print(device)
y = x.to(device) * x
torch.save({'x': x}, 'm.pth')
y.backward()
"""
JOINED = """
import numpy as np
a, b = np.array([1.0, 2.0]), np.array([3.0, 4.0])
X = np.array([[1.0, 2.0], [3.0, 4.0]])
print(np.c_[a, b], np.c_[X, a], np.r_[a, b], np.r_[a, 7.0])
y = np.c_[a, b] * 2
"""


def test_devices_and_files_of_the_present_tutorials() -> None:
    assert printed(TORCH) == "cpu"


def test_columns_and_rows_are_joined_in_brackets() -> None:
    assert printed(JOINED) == "[1 3 2 4] [1 2 1 3 4 2] [1 2 3 4] [1 2 7]"


def test_an_import_that_is_not_available_is_one_problem() -> None:
    problems = record("import jax, optax\nimport jax.numpy as jnp\nopt = optax.sgd(0.1)\nx = jnp.array([1.0])\ny = x * x", {}).problems
    assert [one.code for one in problems] == ["unsupported-syntax"]


def test_sums_of_losses_as_they_were_asked_for_once() -> None:
    text = """
import torch
import torch.nn.functional as F
p, t = torch.tensor([0.25, 0.5], requires_grad=True), torch.tensor([1.0, 0.0])
print(F.mse_loss(p, t, size_average=False), F.mse_loss(p, t, size_average=True), F.mse_loss(p, t))
F.binary_cross_entropy(p, t, size_average=False).backward()
print(p.grad)
"""
    assert printed(text) == "0.8125 0.40625 0.40625\n[-4 2]"


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
    assert line_of(lines, problem) == line


def test_how_long_a_run_took_is_not_known() -> None:
    lines = "import time\nstart = time.time()\nx = 2.0\ny = x * x\nprint(f'{time.time() - start:.2f} s')"
    assert printed(lines) == "<time, which is passed over> s"
