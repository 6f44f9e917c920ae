"""Assignment to entries of a tensor: what it changes, in which library, and what comes back to what."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chainrule
from assigned import Maker
from sound import judge
from sources import agrees, of_text

TORCH, NUMPY = "import torch\n", "import numpy as np\n"
TF = "import tensorflow as tf\n"
LEAF = TORCH + "w = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)\nx = w * 1\n"


@pytest.mark.parametrize("seed", range(60))
def test_a_program_made_by_chance_has_the_numbers_of_numpy(seed: int) -> None:
    text = Maker(seed, torch=False).program(7)
    theirs: list[list[Any]] = []
    exec(text, {"print": lambda *values: theirs.append([np.array(one) for one in values])})
    for one, other in zip(chainrule.study(text).prints, theirs, strict=True):
        for ours, expected in zip(one, other, strict=True):
            np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("torch", [False, True])
def test_its_answer_holds_together_and_its_code_gives_its_numbers(seed: int, torch: bool) -> None:
    text = Maker(seed, torch).program(6)
    agrees(judge(text), "numpy")


# program: a value by name
BECOMES: dict[str, dict[str, Any]] = {
    # in no library's spelling: as NumPy
    "x = [1, 2, 3]\nx[0] = 5": {"x": [5, 2, 3]},
    "x = [1, 2, 3]\ny = x\ny[0] = 5\nz = x * 1": {"x": [5, 2, 3], "z": [5, 2, 3]},
    "x = [1, 2, 3]\ny = x * 1\ny[-1] += 4\ny[:2] *= 2": {"x": [1, 2, 3], "y": [2, 4, 7]},
    "x = [[1, 2], [3, 4]]\nx[0][1] = 7\nr = x[1]\nr[0] = 9": {"x": [[1, 7], [9, 4]], "r": [9, 4]},
    "def f(v):\n    v[0] = 5\nx = [1, 2]\nf(x)\ny = x * 1": {"x": [5, 2]},
    "def f(v):\n    v = v * 1\n    v[0] = 5\n    return v\nx = [1, 2]\ny = f(x)": {"x": [1, 2], "y": [5, 2]},
    "x = [1, 2]\nx[0], x[1] = x[1], x[0]\ny = x * 1": {"x": [2, 1]},
    "x = [1, 2]\nx[0] = y = 5\nz = x * y": {"x": [5, 2], "z": [25, 10]},
    # courses
    NUMPY + "s = np.zeros((2, 3))\ny = np.array([2, 0])\ns[range(2), y] -= 1": {"s": [[0, 0, -1], [-1, 0, 0]]},
    NUMPY + "s = np.zeros((2, 3))\ns[np.arange(2), [2, 0]] = [5, 6]": {"s": [[0, 0, 5], [6, 0, 0]]},
    NUMPY + "h = np.array([-1.0, 2.0])\nd = np.array([3.0, 4.0])\nd[h <= 0] = 0": {"d": [0, 4]},
    NUMPY + "d = np.array([[3.0, 4.0], [5.0, 6.0]])\nd[np.array([1.0, -1.0]) > 0, 1] = 0": {"d": [[3, 0], [5, 6]]},
    NUMPY + "d = np.ones((3, 2))\nd[np.array([1.0, -1.0, 2.0]) > 0] = [7.0, 8.0]": {"d": [[7, 8], [1, 1], [7, 8]]},
    NUMPY + "d = np.array([[3.0, 4.0], [5.0, 6.0]])\nd[d > 3.5] = [1.0, 2.0, 3.0]": {"d": [[3, 1], [2, 3]]},
    NUMPY + "pe = np.zeros((2, 4))\np = np.arange(2.0)[:, None]\npe[:, 0::2] = np.sin(p * np.ones(2))": {
        "pe": [[0, 0, 0, 0], [np.sin(1), 0, np.sin(1), 0]]
    },
    NUMPY + "x = np.zeros(3)\nx[[0, 0, 1]] += [1.0, 2.0, 3.0]": {"x": [2, 3, 0]},
    NUMPY + "x = np.zeros(3)\nids = np.array([2, 2, 0])\nx[ids] = [1.0, 2.0, 3.0]": {"x": [3, 0, 2]},
    NUMPY + "x = np.zeros((2, 2))\nx[0] = np.ones((1, 2))\nx[...] += 1": {"x": [[2, 2], [1, 1]]},
    NUMPY + "x = np.ones(3)\nm = np.zeros(3, dtype=bool)\nm[1] = True\nx[m] = 5": {"x": [1, 5, 1]},
    NUMPY + "class A:\n    def __init__(self):\n        self.x = np.zeros(2)\na = A()\na.x[0] = 3\ny = a.x * 1": {"y": [3, 0]},
    NUMPY + "d = {'w': np.zeros(2)}\nd['w'][1] = 3\ny = d['w'] * 1": {"y": [0, 3]},
    TORCH + "line = torch.zeros(2, 1, 2)\nfor i in range(2):\n    line[i][0][1] = i + 1": {"line": [[[0, 1]], [[0, 2]]]},
    TORCH + "x = torch.arange(6.0).reshape(2, 3)\nx[0:2, :] = 12": {"x": [[12, 12, 12], [12, 12, 12]]},
    TORCH + "x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])\nt = x.T\nt[0] = 0\nx.view(-1)[3] = 9": {
        "x": [[0, 2], [0, 9]],
        "t": [[0, 0], [2, 9]],
    },
    TORCH + "x = torch.ones(2)\na = x.numpy()\na[0] = 5\na[1] += 2\ny = x * 1": {"y": [5, 3]},
    NUMPY + "x = np.array([1, 2])\nx[0] = 2.7": {"x": [2, 2]},
    TORCH + "x = torch.tensor([[1, 2]])\nr = x[0]\nr[0] = -2.7": {"x": [[-2, 2]]},
    TF + "v = tf.Variable([1.0, 2.0])\nv[0].assign(5.0)\nv[1:].assign_add([3.0])\ny = v * 1": {"y": [5, 5]},
    # lists stay lists
    NUMPY + "l = [np.ones(2)]\nl[:] = [2, 3]\ny = np.ones(1) * l[1]": {"y": [3]},
    NUMPY + "def f(v):\n    l = [0, 0]\n    for i in range(2):\n        l[i] = v * i\n    return l[0] + l[1]\nv = 3.0\ny = f(v)": {"y": 3},
    "import jax.numpy as jnp\nx = jnp.ones(3)\ny = x.at[jnp.array([0, 0])].add(2.0)\nz = x.at[x > 0].set(4.0) * 1": {
        "y": [5, 1, 1],
        "z": [4, 4, 4],
    },
}


@pytest.mark.parametrize("text", BECOMES)
def test_entries_become_what_is_assigned(text: str) -> None:
    study = chainrule.study(text)
    for name, expected in BECOMES[text].items():
        np.testing.assert_allclose(study[name], expected, atol=1e-12)
    judge(text)


def test_what_is_written_over_gets_no_gradient_and_what_is_written_gets_it() -> None:
    study = chainrule.study("x = [1, 2, 3]\nv = 5\ny = x * 2\ny[0] = v\nz = sum(y * y)")
    np.testing.assert_allclose(study.gradients["x"], [0, 16, 24])
    assert study.gradients["v"] == 10


def test_of_a_place_named_twice_the_last_value_gets_the_gradient() -> None:
    study = chainrule.study("x = [1, 2, 3]\nv = [5, 6, 7]\ny = x * 1\ny[[2, 0, 2]] = v\nz = sum(y * [1, 10, 100])")
    assert study["y"].tolist() == [6, 2, 7]
    np.testing.assert_allclose(study.gradients["v"], [0, 1, 100])
    np.testing.assert_allclose(study.gradients["x"], [0, 10, 0])


def test_a_change_is_a_version_of_its_name_at_the_top_and_in_a_function() -> None:
    text = "def f(v):\n    out = v * 1\n    out[0] = 5\n    return out\nx = [1, 2]\ny = f(x)\ny[1] = 2\nz = sum(y)"
    labels = [node["label"] for node in chainrule.study(text).trace()["nodes"]]
    assert {"out", "y", "y′"} <= set(labels)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NUMPY + "x = np.array([1.0, 2.0])\nx[x > 0][0] = 5\ny = x * 1", "x[x > 0] picks entries out"),
        (TORCH + "x = torch.tensor([1.0, 2.0])\nx[[0, 1]][0] = 5\ny = x * 1", "x[[0, 1]] picks entries out"),
    ],
)
def test_a_copy_that_is_changed_is_told(text: str, said: str) -> None:
    study = chainrule.study(text)
    np.testing.assert_allclose(study["y"], [1, 2])
    assert any(notice["text"].startswith(said) for notice in study.trace()["notices"])


# program: code, what the span marks, a phrase of the hint
REFUSED = {
    "x = (1, 2)\nx[0] = 3": ("unsupported-syntax", "x[0]", "x = [1, 2]"),
    "import jax.numpy as jnp\nx = jnp.ones(2)\nx[0] = 3": ("unsupported-syntax", "x[0]", "x = x.at[...].set(...)"),
    "import jax.numpy as jnp\nx = jnp.ones(2)\nx[0] += 3": ("unsupported-syntax", "x[0]", "x = x.at[...].set(...)"),
    TF + "x = tf.ones(2)\nx[0] = 3": ("unsupported-syntax", "x[0]", "x = where(...)"),
    "x = [1, 2]\nx[2] = 3": ("bad-index", "x[2]", "0 to 1"),
    "x = [1, 2]\nx[:] = [1, 2, 3]": ("shape-mismatch", "x[:]", "one number"),
    TORCH + "w = torch.ones(2, requires_grad=True)\nw[0] = 3": ("leaf-changed", "w[0]", "w.clone()"),
    TORCH + "w = torch.ones(2, 2, requires_grad=True)\nr = w[0]\nr[0] = 3": ("leaf-changed", "r[0]", "w.clone()"),
    TORCH + "w = torch.ones(2, requires_grad=True)\nw[0] += 3": ("leaf-changed", "w[0]", "no_grad"),
    NUMPY + "l = [np.ones(2)]\nl[3] = 2": ("bad-index", "l[3]", "append"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_no_library_does_is_refused_at_its_place(text: str) -> None:
    code, marked, hint = REFUSED[text]
    with pytest.raises(chainrule.ChainruleError) as raised:
        chainrule.study(text + "\ny = 2 * 3")
    first = raised.value.problems[0]
    assert first.code == code and first.span is not None and text[slice(*first.span)] == marked
    assert hint in (first.hint or "")


def test_a_library_may_refuse_what_its_backward_pass_needs() -> None:
    study = chainrule.study(LEAF + "y = (x * x).sum()\nx[0, 0] = 9\ny.backward()\nprint(w.grad)")
    np.testing.assert_allclose(study.prints[0][0], [[2, 4], [6, 8]])
    assert any("reads the new ones where .data was changed" in notice["text"] for notice in study.trace()["notices"])


def test_the_numbers_of_an_assignment_may_change() -> None:
    found = of_text("x = [1, 2, 3]\nv = 5\ny = x * 2\ny[0] = v\ny[y > 4] = 0\nz = sum(y * y)", {"v": 3})
    assert found.values[found.target or 0] == 9 + 16
