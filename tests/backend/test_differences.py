"""Where the libraries differ in what a number is, each in its own spelling."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.dialects import DIALECTS
from chainrule.dialects.row import ABSENT
from chainrule.trace.study import record
from test_derivatives import HIPS, JAX, TF, TORCH, numbers
from tutorials import HIPS as OF_HIPS
from tutorials import JAX as OF_JAX
from tutorials import MICROGRAD, PYTORCH, TENSORFLOW
from tutorials import NUMPY as OF_NUMPY

NUMPY = "import numpy as np\n"
SCIPY = "from scipy.special import log_softmax, softmax\n"
MICRO = "from micrograd.engine import Value\n"
LEAF = TORCH + "x = torch.tensor([3.0, 4.0], requires_grad=True)\n"
TAPE = TF + "x = tf.Variable([3.0, 4.0])\nwith tf.GradientTape() as t:\n    "

# program that prints: what is printed
PRINTED: dict[str, list[Any]] = {
    # a target that is not one number
    TAPE + "y = x * x\nprint(t.gradient(y, x))": [[6, 8]],
    LEAF + "y = (x * x)[:1]\ny.backward()\nprint(x.grad)": [[6, 0]],
    JAX + "x = jnp.array([3.0, 4.0])\nprint(jax.vjp(lambda v: v * v, x)[1](jnp.array([1.0, 10.0])))": [[6, 80]],
    # what collects
    LEAF + "for i in range(2):\n    (x * x).sum().backward()\nprint(x.grad)": [[12, 16]],
    MICRO + "a = Value(3.0)\nfor i in range(2):\n    (a * a).backward()\nprint(a.grad)": [12],
    JAX + "g = jax.grad(lambda v: v * v)\na = g(3.0)\nprint(g(3.0))": [6],
    LEAF + "(x * x).sum().backward()\nx.grad.zero_()\nprint(x.grad)": [[0, 0]],
    # zero_grad of a module, buffers, generators, labels
    TORCH + "import torch.nn as nn\nl = nn.Linear(2, 1)\nl(torch.ones(2)).sum().backward()\nl.zero_grad()\nprint(l.weight.grad)": [None],
    TORCH + "l = torch.nn.Linear(2, 1)\nl.register_buffer('m', torch.ones(2))\nprint(l.m * 2, len(list(l.parameters())))": [2, 2, 2],
    TORCH + "g = torch.Generator().manual_seed(1)\ny = torch.randn(2, generator=g) * 2\nprint(y.shape[0])": [2],
    MICRO + "a = Value(3.0)\na.label = 'a'\nprint(a * 1)": [3],
    # round
    TORCH + "x = torch.tensor(2.34567)\nprint(round(x.item(), 2), round(2.5), round(2.567, 1), round(x, 3))": [2.35, 2, 2.6, 2.346],
    # no path
    LEAF + "z = torch.tensor(2.0, requires_grad=True)\n(x * x).sum().backward()\nprint(z.grad)": [None],
    TF + "n = tf.Variable(3)\nwith tf.GradientTape() as t:\n    y = n * 2\nprint(t.gradient(y, n))": [None],
    JAX + "print(jax.grad(lambda a, b: a * 2.0, argnums=1)(3.0, 4.0))": [0],
    HIPS + "print(grad(lambda a, b: a * 2.0, 1)(3.0, 4.0))": [0],
    # tuples
    LEAF + "g = torch.autograd.grad((x * x).sum(), x)\nprint(len(g), g[0])": [1, 6, 8],
    # updates
    LEAF + "(x * x).sum().backward()\nwith torch.no_grad():\n    x -= 0.5 * x.grad\nprint(x, x.grad)": [0, 0, 6, 8],
    TF + "w = tf.Variable(2.0)\nw = w - 1\nwith tf.GradientTape() as t:\n    y = w * w\nprint(t.gradient(y, w))": [None],
    NUMPY + "a = np.ones(2)\nb = a\na -= 0.5\nprint(b)": [[0.5, 0.5]],
    JAX + "a = jnp.ones(2)\nb = a\na -= 0.5\nprint(b)": [[1, 1]],
    LEAF + "o = torch.optim.SGD([x], lr=0.1, weight_decay=0.5, maximize=True)\nx.sum().backward()\no.step()\nprint(x)": [2.95, 3.9],
    # a tensor of one entry is a number where Python asks for one
    LEAF + "y = x[:1] + 0.5\nif y > 3:\n    print(float(y) + 1, int(y), '%.1f' % y == '3.5', 7 if y else 0)": [4.5, 3, 1, 7],
    NUMPY + "y = np.ones((1, 1)) * 3.5\nwhile y > 3:\n    y = y - 1\nprint(float(y), '%d' % y == '2')": [2.5, 1],
    # variance and spread
    TORCH + "x = torch.tensor([1.0, 3.0])\nprint(x.var(), x.var(unbiased=False), x.std(correction=0))": [2, 1, 1],
    TF + "x = tf.constant([1.0, 3.0])\nprint(tf.math.reduce_variance(x), tf.nn.moments(x, [0])[1])": [1, 1],
    JAX + "print(jnp.var(jnp.array([1.0, 3.0])))": [1],
    NUMPY + "print(np.std(np.array([1.0, 3.0])))": [1],
    # the largest
    TORCH + "m = torch.tensor([[1.0, 3.0]])\nv, i = m.max(dim=1)\nprint(v, i, m.max())": [3, 1, 3],
    TF + "print(tf.reduce_max(tf.constant([[1.0, 3.0]]), axis=1))": [3],
    # axes and shapes
    TORCH + "m = torch.ones(2, 3, 4)\nprint(m.transpose(0, 2).shape[0], m.sum(axis=1, keepdims=True).size(1))": [4, 1],
    NUMPY + "m = np.ones((2, 3, 4))\nprint(np.transpose(m, (1, 0, 2)).shape[0], m.size)": [3, 24],
    NUMPY + "print(np.dot(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])))": [11],
    TORCH + "print(len(torch.split(torch.ones(6), 2)))": [3],
    NUMPY + "print(len(np.split(np.ones(6), 2)))": [2],
    TF + "print(len(tf.split(tf.ones([6]), 2)))": [2],
    # scipy's softmax is one over all entries
    SCIPY + "print(softmax([[0.0, 0.0], [0.0, 0.0]]), softmax([[0.0, 0.0]], axis=0))": [[0.25] * 4, [1, 1]],
    SCIPY + "print(log_softmax([[0.0, 0.0], [0.0, 0.0]]), log_softmax([0.0, 0.0]))": [[-np.log(4)] * 4, [-np.log(2)] * 2],
    # a length whose square is no number
    JAX + "f = jax.grad(jnp.hypot, (0, 1))\nprint(f(1e200, 1e200), f(3.0, 4.0), f(0.0, 0.0))": [0.5**0.5, 0.5**0.5, 0.6, 0.8, 0, 0],
    "import math\nprint(math.hypot(1e200, 1e200) / 1e200, math.hypot(3, 4))": [2**0.5, 5],
    "import math\nprint(math.isclose(math.inf, math.inf), math.isclose(1, math.inf), math.isclose(1, 1 + 1e-12))": [1, 0, 1],
    # sin(z) / z has derivatives at 0, and near it
    JAX + "f = jax.hessian(jnp.sinc)\nprint(f(0.0), f(1e-6), f(0.5))": [-(np.pi**2) / 3, -(np.pi**2) / 3, 16 / np.pi - 2 * np.pi],
    JAX + "f = jax.grad(jnp.sinc)\nprint(f(0.0), 1e8 * f(1e-8), f(1e200) * 0)": [0, -(np.pi**2) / 3, 0],
    JAX + "print(jax.grad(jax.hessian(jax.grad(jnp.sinc)))(0.0))": [np.pi**4 / 5],
    # cross entropy
    TF + "l = tf.constant([[0.0, 0.0], [0.0, 0.0]])\nprint(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=l))": [
        np.log([2, 2])
    ],
    TORCH + "import torch.nn.functional as F\nl = torch.zeros(2, 2)\n"
    "print(F.cross_entropy(l, torch.tensor([0, 1])), F.cross_entropy(l, torch.tensor([[0.5, 0.5], [1.0, 0.0]])))": [np.log(2), np.log(2)],
    # defaults
    TORCH + "import torch.nn.functional as F\nprint(F.leaky_relu(torch.tensor(-1.0)))": [-0.01],
    TF + "print(tf.nn.leaky_relu(tf.constant(-1.0)))": [-0.2],
    JAX + "print(jax.nn.leaky_relu(-1.0))": [-0.01],
    JAX + "print(jax.nn.gelu(1.0), jax.nn.gelu(1.0, approximate=False))": [0.841192, 0.841345],
    # kinks on which all libraries agree
    LEAF + "z = torch.zeros(2, requires_grad=True)\ntorch.relu(z).sum().backward()\nprint(z.grad)": [[0, 0]],
    TORCH + "z = torch.tensor([2.0, 2.0, 1.0], requires_grad=True)\nz.max().backward()\nprint(z.grad)": [[0.5, 0.5, 0]],
    TORCH + "z = torch.tensor([[2.0, 2.0, 1.0]], requires_grad=True)\nz.max(dim=1).values.sum().backward()\nprint(z.grad)": [[1, 0, 0]],
    # a place taken twice
    TF + "w = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as t:\n    y = tf.reduce_sum(tf.gather(w, [0, 0, 1]))\n"
    "print(t.gradient(y, w))": [[2, 1]],
    TORCH + "w = torch.ones(2).requires_grad_()\n(w * w).sum().backward()\nprint(w.grad)": [[2, 2]],
    LEAF + "x[x > 3.5].sum().backward()\nprint(x.grad)": [[0, 1]],
}


@pytest.mark.parametrize(("text", "expected"), PRINTED.items(), ids=range(len(PRINTED)))
def test_a_library_keeps_its_meaning(text: str, expected: list[Any]) -> None:
    study = chainrule.study(text)
    found = [one for printed in study.prints for value in printed if not isinstance(value, str) for one in numbers(value)]
    wanted = numbers(expected)
    assert [one is None for one in found] == [one is None for one in wanted]
    np.testing.assert_allclose([one or 0 for one in found], [one or 0 for one in wanted], rtol=1e-4, atol=1e-12)


DRAWS = ["normal(k, (2,))", "uniform(k, (2,), minval=-1.0)", "randint(k, (2,), 0, 1000)", "bernoulli(k, 0.5, (64,))"]


@pytest.mark.parametrize("draw", DRAWS)
def test_a_key_of_jax_gives_its_numbers_again_and_split_keys_give_others(draw: str) -> None:
    keys = "key = jax.random.PRNGKey(0)\na, b = jax.random.split(key)\nc = jax.random.fold_in(key, 1)\n"
    loop = f"for k in [key, jax.random.key(0), a, b, c, jax.random.PRNGKey(1), *jax.random.split(a, 3)]:\n    print(jax.random.{draw})"
    study = chainrule.study(f"{JAX}{keys}{loop}\nx = 2.0\ny = x * x")
    first, again, *others = [numbers(line[0]) for line in study.prints]
    assert first == again
    assert len({tuple(one) for one in [first, *others]}) == 8
    assert {one.name for one in record(f"{JAX}{keys}x = 2.0\ny = x * x", {}).program.inputs} == {"x"}


# program: code, a phrase of the detail or the hint
REFUSED = {
    LEAF + "(x * x).backward()": ("not-scalar", "one number"),
    JAX + "jax.grad(lambda v: v * v)(jnp.ones(2))": ("not-scalar", "one number"),
    LEAF + "y = (x * x).sum()\ny.backward()\ny.backward()": ("graph-freed", "retain_graph=True"),
    TAPE + "y = x * x\nt.gradient(y, x)\nt.gradient(y, x)": ("tape-used", "persistent=True"),
    TF + "x = tf.Variable([[1.0, 2.0]])\nwith tf.GradientTape() as t:\n    y = tf.reduce_sum(x * x, 1)\nt.batch_jacobian(y, x)": (
        "shape-mismatch",
        "take jacobian",
    ),
    TORCH + "x = torch.tensor([1, 2], requires_grad=True)\ny = x * 2": ("bad-argument", "floating point"),
    JAX + "y = jax.grad(lambda v: v * v)(3)": ("bad-argument", "whole number"),
    JAX + "x = 3\ny = jax.grad(lambda v: v * v)(x)": ("bad-argument", "Write 3.0"),
    LEAF + "x += 1": ("leaf-changed", "torch.no_grad()"),
    LEAF + "y = x\ny *= 2": ("leaf-changed", "x = x + 1"),
    LEAF + "x.mul_(2)": ("leaf-changed", "torch.no_grad()"),
    LEAF + "p = [x]\np[0] -= 1": ("leaf-changed", "torch.no_grad()"),
    TORCH + "m = torch.nn.Linear(1, 1)\nm.weight += 1": ("leaf-changed", "m.weight"),
    TF + "y = tf.log(tf.constant(2.0))": ("unknown-attribute", "tensorflow.math.log"),
    TORCH + "y = torch.nn.functional.cross_entropy(torch.zeros(1, 2), torch.tensor([0]), reduce=False)": (
        "unknown-argument",
        "reduce",
    ),
    TORCH + "y = torch.nn.functional.pad(torch.ones(1, 1), (1, 0), mode='reflect')": ("bad-argument", "no other"),
    TORCH + "y = torch.nn.functional.interpolate(torch.ones(1, 1, 2), size=4, mode='bicubic')": ("bad-argument", "mode='nearest'"),
    TORCH + "y = torch.nn.functional.interpolate(torch.ones(1, 1, 3), scale_factor=1.1)": ("bad-argument", "no whole number"),
    TORCH + "y = torch.linalg.pinv(torch.tensor([[1.0, 2.0], [2.0, 4.0]]))": ("bad-argument", "depend on each other"),
    TORCH + "y = torch.linalg.svd(torch.ones(2, 2))": ("unsupported-syntax", "torch.linalg.solve"),
    TORCH + "x.register_hook(print)": ("bad-argument", "torch.autograd.Function"),
    TORCH + "y = torch.nn.functional.layer_norm(torch.ones(2, 2), (2, 2))": ("bad-argument", "last axis"),
    TORCH + "y = torch.sum(torch.ones(2), where=x)": ("unknown-argument", "where"),
    TORCH + "y = torch.nn.MultiheadAttention(3, 2)": ("bad-argument", "divides embed_dim"),
    NUMPY + "y = np.average(np.ones((2, 2)), weights=np.ones(2))": ("bad-argument", "axis=0"),
    NUMPY + "y = np.average(np.ones((2, 3)), 0, weights=np.ones(3))": ("bad-argument", "as many as the entries"),
    NUMPY + "y = np.average(np.ones((2, 2, 2)), (0, 1), weights=np.ones((2, 2)))": ("bad-argument", "along one axis"),
    JAX + "y = jax.lax.dot(jnp.ones((2, 2, 2)), jnp.ones((2, 2, 2)))": ("bad-argument", "vectors and matrices"),
    NUMPY + "y = np.pad(np.ones(2), 1, mode='linear_ramp')": ("bad-argument", "No border"),
    NUMPY + "y = np.gradient(np.ones(3), np.ones(3))": ("bad-argument", "gradient(f, 0.1)"),
    NUMPY + "y = np.linalg.qr(np.ones((2, 2)))": ("unsupported-syntax", "norm(v)"),
    NUMPY + "y = np.linalg.pinv(np.ones((3, 2)))": ("bad-argument", "depend on each other"),
    JAX + "y = jax.lax.conv_general_dilated(jnp.ones((1, 1, 2, 2)), jnp.ones((1, 1, 2, 2)), (1, 1), 'SAME', (2, 2))": (
        "bad-argument",
        "lhs_dilation",
    ),
    NUMPY + "y = np.reshape(np.ones((2, 2)), (4,), order='F')": ("unknown-argument", "order"),
    NUMPY + "y = np.linalg.norm(np.ones((2, 2)), 2)": ("bad-argument", "singular values"),
    TORCH + "y = torch.ones(2, 2).norm('nuc')": ("bad-argument", "singular values"),
    TORCH + "y = torch.linalg.norm(torch.ones(2, 2, 2), 1)": ("bad-argument", "axes"),
    JAX + "y = jnp.sum(jnp.ones(2), where=x > 0)": ("unknown-argument", "where"),
    TF + "y = tf.nn.conv2d(tf.ones([1, 3, 3, 1]), tf.ones([2, 2, 1, 1]), 1, 'VALID', data_format='NCHW')": (
        "unknown-argument",
        "data_format",
    ),
    TF + "y = tf.linalg.svd(tf.ones([2, 2]))": ("unsupported-syntax", "tf.linalg.solve"),
    TF + "for X in tf.data.Dataset.range(3):\n    print(X)": ("unsupported-syntax", "X[k:k + 32]"),
    TF + "y = tf.one_hot([0], 2, on_value=5.0)": ("unknown-argument", "on_value"),
}


@pytest.mark.parametrize(("text", "code", "said"), [(text, *row) for text, row in REFUSED.items()], ids=range(len(REFUSED)))
def test_what_a_library_refuses_or_what_would_change_a_number_is_refused(text: str, code: str, said: str) -> None:
    first = record(text, {}).problems[0]
    assert first.code == code
    assert said in first.detail + (first.hint or "")


UNUSED = frozenset(
    "all seed it options more mode index force key data device name value label dtype self num inplace".split()
    + "retain_graph strict vectorize create_graph other sorted stable only_inputs ordered fn_output_signature".split()
)
"""Parameters that change no number of float64, or whose numbers are drawn here. `mode` is that of contexts."""


def test_no_parameter_of_a_row_is_dropped_that_could_change_a_number() -> None:
    found: list[tuple[str, str]] = []
    for one in DIALECTS:
        for path, row in one.rows.items():
            if row.parameters is None or row.meaning.startswith(ABSENT):
                continue
            names = [part.partition("=")[0].strip().lstrip("*") for part in re.sub(r"\([^)]*\)", "", row.parameters).split(",")]
            found += [(path, name) for name in filter(None, names) if name not in UNUSED and not re.search(rf"\b{name}\b", row.meaning)]
    assert found == []


# -- the same descent in every spelling

STEP = 0.1
DESCENTS = {
    "plain": "w = 1.0\nb = 0.5\nx = [1.0, 2.0]\ny = [3.0, 5.0]\nfor k in range(3):\n    loss = mean((w * x + b - y) ** 2)\n"
    "    dw, db = grad(loss, [w, b])\n    w = w - 0.1 * dw\n    b = b - 0.1 * db\n    print(loss)\n",
    "pytorch": TORCH + "w = torch.tensor(1.0, requires_grad=True)\nb = torch.tensor(0.5, requires_grad=True)\n"
    "x = torch.tensor([1.0, 2.0])\ny = torch.tensor([3.0, 5.0])\nfor k in range(3):\n    loss = ((w * x + b - y) ** 2).mean()\n"
    "    loss.backward()\n    with torch.no_grad():\n        w -= 0.1 * w.grad\n        b -= 0.1 * b.grad\n"
    "    w.grad.zero_()\n    b.grad.zero_()\n    print(loss.item())\n",
    "tensorflow": TF + "w = tf.Variable(1.0)\nb = tf.Variable(0.5)\nx = tf.constant([1.0, 2.0])\ny = tf.constant([3.0, 5.0])\n"
    "for k in range(3):\n    with tf.GradientTape() as tape:\n        loss = tf.reduce_mean((w * x + b - y) ** 2)\n"
    "    dw, db = tape.gradient(loss, [w, b])\n    w.assign_sub(0.1 * dw)\n    b.assign_sub(0.1 * db)\n    print(loss)\n",
    "jax": JAX + "w, b = 1.0, 0.5\nx = jnp.array([1.0, 2.0])\ny = jnp.array([3.0, 5.0])\ndef f(w, b):\n"
    "    return jnp.mean((w * x + b - y) ** 2)\nfor k in range(3):\n    loss, (dw, db) = jax.value_and_grad(f, (0, 1))(w, b)\n"
    "    w, b = w - 0.1 * dw, b - 0.1 * db\n    print(loss)\n",
    "hips-autograd": HIPS
    + "from autograd import value_and_grad\nx = np.array([1.0, 2.0])\ny = np.array([3.0, 5.0])\np = np.array([1.0, 0.5])\n"
    "def f(p):\n"
    "    return np.mean((p[0] * x + p[1] - y) ** 2)\nfor k in range(3):\n    loss, g = value_and_grad(f)(p)\n"
    "    p = p - 0.1 * g\n    print(loss)\n",
    "micrograd": MICRO + "w = Value(1.0)\nb = Value(0.5)\nxs = [1.0, 2.0]\nys = [3.0, 5.0]\nfor k in range(3):\n"
    "    loss = sum((w * x + b - y) ** 2 for x, y in zip(xs, ys)) / 2\n    w.grad = b.grad = 0.0\n    loss.backward()\n"
    "    for p in [w, b]:\n        p.data -= 0.1 * p.grad\n    print(loss.data)\n",
}


def descended() -> list[float]:
    w, b, x, y, losses = 1.0, 0.5, np.array([1.0, 2.0]), np.array([3.0, 5.0]), []
    for _ in range(3):
        error = w * x + b - y
        losses.append(float(np.mean(error**2)))
        w, b = w - STEP * float(np.mean(2 * error * x)), b - STEP * float(np.mean(2 * error))
    return losses


@pytest.mark.parametrize("name", DESCENTS)
def test_three_steps_of_descent_are_the_same_in_every_spelling(name: str) -> None:
    study = chainrule.study(DESCENTS[name])
    found = [numbers(one)[0] for (one,) in study.prints]
    np.testing.assert_allclose(np.asarray(found, float), descended(), rtol=1e-12)
    assert found == sorted(found, key=lambda one: -(one or 0))
    trace = study.trace()
    assert trace["program"]["dialect"] == ("chainrule" if name == "plain" else name)
    labels = [group["label"] for group in trace["groups"] if group["kind"] == "iteration"]
    assert [one for one in labels if one.startswith("k = ")] == ["k = 0", "k = 1", "k = 2"]
    assert sum(group["kind"] == "backward" for group in trace["groups"]) >= 2
    assert len(trace["derivatives"]) >= 3


_OF = {"PyTorch": PYTORCH, "TensorFlow": TENSORFLOW, "JAX": OF_JAX, "HIPS": OF_HIPS, "micrograd": MICROGRAD, "NumPy": OF_NUMPY}
TUTORIALS = {f"{library}: {name}": text for library, programs in _OF.items() for name, text in programs.items()}


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_runs(name: str) -> None:
    study = chainrule.study(TUTORIALS[name])
    found = [one for line in study.prints for value in line if not isinstance(value, str) for one in numbers(value)]
    assert found and all(one is not None and np.isfinite(one) for one in found)
