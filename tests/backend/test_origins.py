"""Programs with arrays of more than one library: each has the methods of its own, and none passes a gradient on to another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.trace.study import record
from test_derivatives import JAX, TF, TORCH, numbers

BOTH = TORCH + "import numpy as np\n"
LEAF = BOTH + "x = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)\n"
JAX_NP = JAX + "import numpy as np\n"
TF_NP = TF + "import numpy as np\n"
TAPE = TF_NP + "x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])\nwith tf.GradientTape() as t:\n    "
OF_TORCH, OF_NUMPY = np.std([1, 2, 4], ddof=1), np.std([1, 2, 4])

# program that prints: what is printed
PRINTED: dict[str, list[Any]] = {
    # methods of arrays that NumPy made
    BOTH + "a = np.array([1.0, 2.0, 4.0])\nprint(a.std(), a.var(), np.std(a))": [OF_NUMPY, OF_NUMPY**2, OF_NUMPY],
    BOTH + "a = np.array([1.0, 2.0])\nprint(a.repeat(2))": [[1, 1, 2, 2]],
    BOTH + "a = np.array([[1.0, 5.0], [7.0, 2.0]])\nprint(a.max(axis=1), a.transpose(), a.size)": [5, 7, 1, 7, 5, 2, 4],
    BOTH + "X = np.array([[1.0, 2.0], [3.0, 8.0]])\nX = (X - X.mean(axis=0)) / X.std(axis=0)\nprint(X)": [-1, -1, 1, 1],
    BOTH + "print(np.zeros(3).std(), np.linspace(0.0, 1.0, 3).std(), (np.ones(3) * [1.0, 2.0, 4.0]).std())": [0, 6**-0.5, OF_NUMPY],
    BOTH + "def f(a):\n    return (2.0 * a[:]).std()\nprint(f(np.array([1.0, 2.0, 4.0])))": [2 * OF_NUMPY],
    BOTH + "rows = [np.array([1.0, 2.0, 4.0])]\nprint([r.std() for r in rows][0], {'a': rows[0]}['a'].std())": [OF_NUMPY, OF_NUMPY],
    # of tensors, and of what goes from one to the other
    BOTH + "print(torch.tensor([1.0, 2.0, 4.0]).std(), (torch.ones(3) * torch.tensor([1.0, 2.0, 4.0])).std())": [OF_TORCH, OF_TORCH],
    BOTH + "a = np.array([1.0, 2.0, 4.0])\nt = torch.tensor(a)\nprint(t.std(), a.std())": [OF_TORCH, OF_NUMPY],
    BOTH + "a = np.array([1.0, 2.0, 4.0])\nprint(torch.from_numpy(a).std(), torch.as_tensor(a * 2).std())": [OF_TORCH, 2 * OF_TORCH],
    LEAF + "print(x.detach().numpy().std(), (x * 2).detach().numpy().std(), x.std(), x.detach().std())": [
        OF_NUMPY,
        2 * OF_NUMPY,
        OF_TORCH,
        OF_TORCH,
    ],
    LEAF + "(x * x).sum().backward()\nprint(x.grad.numpy().std(), x.grad.std())": [2 * OF_NUMPY, 2 * OF_TORCH],
    LEAF + "y = x.detach()\nz = y.numpy()\nprint(y.std(), z.std())": [OF_TORCH, OF_NUMPY],
    LEAF + "print((x > 1.5).float().numpy().mean(), x.argmax().numpy(), (x > 0).requires_grad, x.requires_grad)": [2 / 3, 2, 0, 1],
    LEAF + "with torch.no_grad():\n    print((x * 2).numpy().std())": [2 * OF_NUMPY],
    TORCH + "x = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)\nprint(x.detach().numpy().std(), x.std())": [OF_NUMPY, OF_TORCH],
    BOTH + "a = np.array([1.0, 2.0, 4.0])\ny = torch.tensor(a, requires_grad=True)\n(y * y).sum().backward()\nprint(y.grad, a.std())": [
        [2, 4, 8],
        OF_NUMPY,
    ],
    BOTH + "net = torch.nn.Linear(2, 3)\ny = net(torch.ones(1, 2))\nprint((y - y.detach()).var(), y.size(1))": [0, 3],
    BOTH + "r = np.random.default_rng(0)\nprint((0 * r.normal(size=(4, 3)) + [1.0, 2.0, 4.0]).std(axis=1))": [OF_NUMPY] * 4,
    JAX + "import torch\na = jnp.array([1.0, 2.0, 4.0])\nprint(a.std(), (a * 2).std(), torch.tensor([1.0, 2.0, 4.0]).std())": [
        OF_NUMPY,
        2 * OF_NUMPY,
        OF_TORCH,
    ],
    TF_NP + "print(tf.constant([1.0, 2.0, 4.0]).numpy().std())": [OF_NUMPY],
    # what NumPy makes of another library's tensors
    TAPE + "y = np.mean(x ** 2, axis=0)\n    y = tf.reduce_mean(y, axis=0)\nprint(y, t.gradient(y, x))": [7.5, None],
    TAPE + "y = tf.reduce_sum(np.array(x)) + tf.reduce_sum(x)\nprint(y, t.gradient(y, x))": [20, 1, 1, 1, 1],
    TAPE + "y = tf.reduce_sum(np.array([[x[0, 0], x[0, 1]], [x[1, 0] * 2, 1.0]]))\nprint(y, t.gradient(y, x))": [10, None],
    TAPE + "y = x.numpy() ** 2\n    z = tf.constant(1.0) * y\nprint(z, t.gradient(z, x))": [1, 4, 9, 16, None],
    TAPE + "y = np.array([1.0, 2.0], dtype='float32') * x\nprint(t.gradient(y, x))": [1, 2, 1, 2],
    TF + "x = tf.Variable(3.0)\na = x.numpy()\nx.assign_add(1.0)\nprint(a, x, a + 1)": [3, 4, 4],
    JAX_NP + "a = jnp.array([1.0, 2.0, 4.0])\nprint(np.mean(a), jax.grad(lambda v: v * np.sqrt(4.0))(3.0))": [7 / 3, 2],
    LEAF + "print(np.sqrt(x.detach().numpy()))": [1, 2**0.5, 2],
    # what += changes
    JAX_NP + "a = np.ones(2)\nb = a\na -= 0.5\nj = jnp.ones(2)\nk = j\nj -= 0.5\nprint(b, k)": [0.5, 0.5, 1, 1],
    BOTH + "x = torch.tensor([1.0, 2.0])\na = x.numpy()\na += 1\nt = torch.tensor(a)\nx *= 2\nprint(a, x, t)": [4, 6, 4, 6, 2, 3],
    BOTH + "a = np.array([1.0, 2.0])\nt = torch.from_numpy(a)\nu = torch.tensor(a)\na += 1\nprint(t, u)": [2, 3, 1, 2],
    TF_NP + "x = tf.constant([1.0, 2.0])\na = np.array(x)\na += 1\nprint(a, x)": [2, 3, 1, 2],
    JAX_NP + "a = np.zeros(3)\na[1] = 5.0\nprint(a)": [0, 5, 0],
    BOTH + "x = torch.tensor([1.0, 2.0])\na = x.numpy()\na[0] = 7.0\nt = torch.tensor(a)\nt[1] = 3.0\nprint(a, x, t)": [7, 2, 7, 2, 7, 3],
    # copies, and whole numbers
    TORCH + "x = torch.tensor(1.0, requires_grad=True)\ny = torch.tensor([x * 2, x * 3], requires_grad=True)\ny.sum().backward()\n"
    "print(x.grad, y.grad)": [None, 1, 1],
    TORCH + "x = torch.tensor([1.0, 2.0], requires_grad=True)\np = torch.nn.Parameter(x * 2)\n(p * p).sum().backward()\n"
    "print(x.grad, p.grad)": [None, 4, 8],
    TF + "x = tf.Variable(2.0)\nwith tf.GradientTape(persistent=True) as t:\n    v = tf.Variable(x * 2)\n    y = v * v\n"
    "print(t.gradient(y, x), t.gradient(y, v))": [None, 8],
    TF + "v = tf.Variable(2.0)\nw = tf.Variable(v)\nw.assign_add(1.0)\nprint(v, w)": [2, 3],
    TAPE + "y = tf.cast(tf.cast(x, tf.int32), tf.float32) * 3.0\nprint(y, t.gradient(y, x))": [3, 6, 9, 12, None],
    TF + "x = tf.constant(10)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\nprint(t.gradient(y, x))": [None],
    TF + "x = tf.constant(9, dtype=tf.float32)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\nprint(t.gradient(y, x))": [18],
    TF + "x = tf.Variable(3, dtype=tf.int32)\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(y, x))": [None],
    JAX + "print(jax.grad(lambda v: v.astype(int) * v)(3.5))": [3],
}


@pytest.mark.parametrize(("text", "expected"), PRINTED.items(), ids=range(len(PRINTED)))
def test_an_array_is_that_of_its_library(text: str, expected: list[Any]) -> None:
    study = chainrule.study(text)
    found = [one for printed in study.prints for value in printed if not isinstance(value, str) for one in numbers(value)]
    wanted = numbers(expected)
    assert [one is None for one in found] == [one is None for one in wanted]
    np.testing.assert_allclose([one for one in found if one is not None], [one for one in wanted if one is not None], atol=1e-12)


# program: code, a phrase of the hint
REFUSED = {
    LEAF + "print(x.numpy())": ("bad-argument", "x.detach().numpy()"),
    LEAF + "y = x * 2\nprint(y.numpy())": ("bad-argument", "x.detach().numpy()"),
    LEAF + "print(np.sin(x))": ("no-gradient", "torch.sin"),
    LEAF + "print(np.array(x))": ("no-gradient", "x.detach().numpy()"),
    JAX_NP + "print(jax.grad(lambda v: np.sin(v) * v)(3.0))": ("no-gradient", "jnp.sin"),
    JAX_NP + "print(jax.vjp(lambda v: np.sum(v * v), jnp.ones(2))[0])": ("no-gradient", "jnp.sum"),
    JAX_NP + "print(jax.jacobian(lambda v: np.stack([v, v]))(jnp.ones(2)))": ("no-gradient", "jnp.stack"),
}


CUT = {
    LEAF + "y = torch.tensor([x[0] * 2, x[1] * 3])\ny.sum().backward()": "stack",
    LEAF + "y = x.long().sum() * 1.0\ny.backward()": "leave the cast out",
    LEAF + "y = torch.tensor(1.0) * x.detach().numpy()[0]\ny.backward()": "Stay in the library",
}


@pytest.mark.parametrize(("text", "said"), CUT.items(), ids=range(len(CUT)))
def test_a_cut_says_where_it_is_and_what_to_write_instead(text: str, said: str) -> None:
    (problem,) = record(text, {}).problems
    assert (problem.code, "in line 4" in problem.detail) == ("no-gradient", True)
    assert said in (problem.hint or "")


def test_a_tape_says_that_it_watches_no_whole_numbers() -> None:
    found = record(TF + "x = tf.constant(3)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * 2\nprint(t.gradient(y, x))", {})
    assert [one.code for one in found.program.remarks] == ["ignored"]
    assert "whole numbers" in found.program.remarks[0].text


@pytest.mark.parametrize(("text", "code", "said"), [(text, *row) for text, row in REFUSED.items()], ids=range(len(REFUSED)))
def test_numpy_takes_no_tensor_that_is_differentiated(text: str, code: str, said: str) -> None:
    (problem,) = record(text, {}).problems
    assert (problem.code, said in (problem.hint or "")) == (code, True)


def test_numbers_that_are_only_looked_at_are_no_node() -> None:
    text = TF + "x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\ng = t.gradient(y, x)\n"
    looks = "print(y.numpy(), f'{y.numpy():.2f}', '%.1f' % g.numpy(), float(y.numpy()))\n"
    looks += "ls = []\nls.append(y.numpy())\nl = g.numpy()\nprint(l, ls)\n"
    plain, looked = record(text, {}), record(text + looks, {})
    assert not looked.problems
    assert (looked.program.args, looked.target) == (plain.program.args, plain.target)
    assert record(text + "y.numpy()", {}).target == plain.target
    assert chainrule.study(text + looks).prints == [[9, "9.00", "6.0", 9], [6, 9]]
