"""Derivatives inside programs: of functions and of values, by what a library collects, and by tapes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chainrule
from chainrule.trace.study import record

JAX = "import jax\nimport jax.numpy as jnp\n"
TORCH = "import torch\n"
TF = "import tensorflow as tf\n"
HIPS = (
    "import autograd.numpy as np\n"
    "from autograd import grad, jacobian, hessian, make_vjp, make_jvp, hessian_vector_product, elementwise_grad\n"
)

# program that prints: what is printed
PRINTED: dict[str, list[Any]] = {
    # of functions
    "print(grad(lambda x: x ** 3)(2.0))": [12],
    "print(grad(grad(lambda x: x ** 3))(2.0))": [12],
    "print(grad(grad(grad(lambda x: x ** 4)))(2.0))": [48],
    "f = lambda x, y: x * y ** 2\nprint(grad(f, 1)(2.0, 3.0))": [12],
    "w = [1.0, 2.0]\nprint(grad(lambda p: sum(p ** 2))(detach(w)))": [[2, 4]],
    "f = lambda x, y: x * y ** 2\nprint(grad(f, (0, 1))(2.0, 3.0))": [9, 12],
    "f = lambda x, y: x * y ** 2\nprint(value_and_grad(f)(2.0, 3.0))": [18, 9],
    "x = [1, 2]\nprint(elementwise_grad(tanh)(x))": [1 - np.tanh([1, 2]) ** 2],
    "x = [1, 2]\nprint(jacobian(lambda v: v * sum(v))(x))": [[[4, 1], [2, 5]]],
    "x = [1, 2]\nprint(hessian(lambda v: sum(v) * v[0] ** 2)(x))": [[[10, 2], [2, 0]]],
    "print(hessian(lambda x, y: x * y ** 2, (0, 1))(2.0, 3.0))": [0, 6, 6, 4],
    "x = [1, 2]\nz, pull = vjp(lambda v: v * v, x)\nprint(z, pull([1, 10])[0])": [[1, 4], [2, 40]],
    "x = [1, 2]\nz, t = jvp(lambda v: v * sum(v), (x,), ([1, 0],))\nprint(z, t)": [[3, 6], [4, 2]],
    "w = {'a': 2, 'b': [1, 2]}\np = dict(a=2.0, b=x)\ng = grad(lambda p: p['a'] * p['b'] ** 2)(p)\nprint(g['a'], g['b'])": [4, 8],
    "f = lambda x: (x * x, x)\ng, aux = grad(f, has_aux=True)(3.0)\nprint(g, aux)": [6, 3],
    # values around the call are constants
    "x = 3\nf = lambda v: v * x\nprint(grad(f)(x))": [3],
    "x = 3\ny = 2 * x\nf = lambda v: v * y\nprint(grad(f)(x))": [6],
    "x = 3\nf = lambda v, w: v * w\nprint(grad(f)(x, x))": [3],
    "x = 3\nf = lambda v, w: v * w\nprint(grad(f, (0, 1))(x, x))": [3, 3],
    "x = 3\ng = lambda v: v * x\nf = lambda v: g(v) * v\nprint(grad(f)(x))": [18],
    # of values
    "x = 3\ny = x * x\nprint(grad(y, x))": [6],
    "x = 3\nh = x * x\ny = h * x\nprint(grad(y, [h, x]))": [[3, 27]],
    "x = [1, 2]\ny = x * x\nprint(jacobian(y, x))": [[[2, 0], [0, 4]]],
    "x = [1, 2]\ny = sum(x ** 3)\nprint(hessian(y, x))": [[[6, 0], [0, 12]]],
    "x = 3\ny = 5\nz = x * 2\nprint(grad(z, y))": [None],
    "x = 3\ny = x ** 3\ng = grad(y, x)\nprint(grad(g, x))": [18],
    # JAX and HIPS autograd
    JAX + "print(jax.grad(lambda x: max(x))(jnp.array([2.0, 2.0])), jax.grad(lambda x: max(0.0, x))(jnp.array(0.0)))": [[1, 0], 0],
    HIPS + "print(grad(lambda x: max(x))(np.array([2.0, 2.0])), grad(lambda x: min(x[0], x[1]))(np.array([2.0, 2.0])))": [[1, 0], [1, 0]],
    JAX + "print(jax.grad(jax.grad(lambda x: x ** 3))(2.0))": [12],
    JAX + "g = jax.grad(lambda x, y: x * 2.0, argnums=1)\nprint(g(1.0, jnp.ones(2)))": [[0, 0]],
    JAX + "f = lambda x: jnp.sin(x)\nprint(jax.vmap(jax.grad(f))(jnp.array([0.0, 1.0])))": [np.cos([0, 1])],
    JAX + "y, lin = jax.linearize(lambda x: x * x, 3.0)\nprint(y, lin(2.0))": [9, 12],
    JAX + "@jax.jit\ndef f(x): return x @ x\nprint(jax.hessian(f)(jnp.ones(2)), jax.jacfwd(f)(jnp.ones(2)))": [2 * np.eye(2), [2, 2]],
    HIPS + "f = lambda x: np.sum(x ** 3)\nx = np.array([1.0, 2.0])\nprint(hessian_vector_product(f)(x, np.array([1.0, 0.5])))": [[6, 6]],
    HIPS + "v, ans = make_vjp(np.sin)(0.0)\nprint(v(2.0), ans, make_jvp(np.sin)(0.0)(3.0)[1])": [2, 0, 3],
    HIPS + "f = lambda a, b: a * b\nprint(grad(f, 1)(2.0, 5.0))": [2],
    # PyTorch
    TORCH + "x = torch.tensor(3.0, requires_grad=True)\ny = x * x\ny.backward(retain_graph=True)\ny.backward()\nprint(x.grad)": [12],
    TORCH + "x = torch.tensor(3.0, requires_grad=True)\n(x * x).backward()\nx.grad.zero_()\n(2 * x).backward()\nprint(x.grad)": [2],
    TORCH + "x = torch.tensor(3.0, requires_grad=True)\n(x * x).backward()\nx.grad = None\nprint(x.grad)": [None],
    TORCH + "x = torch.tensor(3.0, requires_grad=True)\nw = torch.tensor(2.0)\n(x * w).backward()\nprint(x.grad, w.grad)": [2, None],
    TORCH + "x = torch.tensor(2.0, requires_grad=True)\nh = x * x\nh.retain_grad()\n(h * 3).backward()\nprint(x.grad, h.grad)": [12, 3],
    TORCH + "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x * x\ny.backward(torch.tensor([1.0, 10.0]))\nprint(x.grad)": [[2, 40]],
    TORCH + "x = torch.tensor(2.0, requires_grad=True)\ny = x ** 3\ng, = torch.autograd.grad(y, x, create_graph=True)\n"
    "g.backward()\nprint(g, x.grad)": [12, 12],
    TORCH + "x = torch.tensor([1.0, 2.0])\nprint(torch.autograd.functional.jacobian(lambda v: v * v, x))": [[[2, 0], [0, 4]]],
    TORCH + "x = torch.tensor([1.0, 2.0])\nprint(torch.autograd.functional.vjp(lambda v: v * v, x, torch.ones(2))[1])": [[2, 4]],
    TORCH + "from torch.func import grad, vmap\nprint(grad(grad(torch.sin))(torch.tensor(1.0)))": [-np.sin(1)],
    TORCH + "w = torch.tensor(1.0, requires_grad=True)\nfor i in range(2):\n    loss = (w - 3) ** 2\n    loss.backward()\n"
    "    with torch.no_grad():\n        w -= 0.25 * w.grad\n    w.grad.zero_()\nprint(w)": [2.5],
    TORCH + "w = torch.tensor(1.0, requires_grad=True)\nfor i in range(2):\n    loss = (w - 3) ** 2\n    loss.backward()\n"
    "    w.data -= 0.25 * w.grad\n    w.grad = None\nprint(w)": [2.5],
    TORCH + "w = torch.tensor(1.0, requires_grad=True)\no = torch.optim.SGD([w], lr=0.25)\nfor i in range(2):\n    o.zero_grad()\n"
    "    ((w - 3) ** 2).backward()\n    o.step()\nprint(w)": [2.5],
    # TensorFlow
    TF
    + "x = tf.Variable(2.0)\nwith tf.GradientTape() as a:\n    with tf.GradientTape() as b:\n        y = x ** 3\n    g = b.gradient(y, x)\n"
    "print(a.gradient(g, x))": [12],
    TF + "x = tf.constant(2.0)\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(y, x))": [None],
    TF + "x = tf.constant(2.0)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\nprint(t.gradient(y, x))": [4],
    TF + "x = tf.Variable(2.0, trainable=False)\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(y, x))": [None],
    TF + "x = tf.Variable(2.0)\nx = x + 1\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.gradient(y, x))": [None],
    TF + "x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y = x * x\n    x.assign(5.0)\n    y = y + x\nprint(t.gradient(y, x))": [
        5
    ],
    TF + "x = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.jacobian(y, x))": [[[2, 0], [0, 4]]],
    TF + "x = tf.Variable(2.0)\nb = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n    y = x * x\n"
    "d = t.gradient(y, {'x': x, 'b': b})\nprint(d['x'], d['b'])": [4, None],
    TF + "x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y, z = x * x, 3 * x\nprint(t.gradient([y, z], x))": [7],
    TF + "b = tf.Variable(1.0)\nx = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y = x * x\n"
    "print(t.gradient(y, b, unconnected_gradients=tf.UnconnectedGradients.ZERO))": [0],
    TF + "w = tf.Variable(1.0)\no = tf.keras.optimizers.SGD(learning_rate=0.25)\nfor i in range(2):\n    with tf.GradientTape() as t:\n"
    "        loss = (w - 3) ** 2\n    o.apply_gradients(zip(t.gradient(loss, [w]), [w]))\nprint(w)": [2.5],
    TF + "x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])\nwith tf.GradientTape() as t:\n    y = x * x\nprint(t.batch_jacobian(y, x))": [
        [[[2, 0], [0, 4]], [[6, 0], [0, 8]]]
    ],
    TF + "x = tf.Variable([[1.0, 2.0, 3.0]])\nwith tf.GradientTape() as t:\n    y = x @ tf.constant([[1.0], [2.0], [3.0]])\n"
    "print(t.batch_jacobian(y, x))": [[[[1, 2, 3]]]],
    # what is linear in the direction
    "y, t = jvp(lambda u: 3 * u, (2,), (1,))\nprint(y, t)": [6, 3],
    "y, t = jvp(lambda u: 2 * u + u * u, (3,), (1,))\nprint(t)": [8],
    JAX + "print(jax.jvp(lambda u: u / 4, (3.0,), (1.0,))[1], jax.linearize(lambda u: -u, 2.0)[1](5.0))": [0.25, -5],
    JAX + "print(jax.grad(lambda t: jax.jvp(lambda u: u * u * 3, (2.0,), (t,))[1])(5.0))": [12],
    TORCH + "print(torch.func.jvp(lambda u: 1 - (u + u), (torch.tensor(2.0),), (torch.tensor(1.0),))[1])": [-2],
    # a gradient that equals another tensor does not follow its changes
    TORCH + "a = torch.tensor(2.0, requires_grad=True)\nb = torch.tensor(3.0, requires_grad=True)\n"
    "o = torch.optim.SGD([a, b], lr=0.1)\nloss = a * b\nloss.backward()\no.step()\nprint(a, b, a.grad, b.grad)": [1.7, 2.8, 3, 2],
    TORCH + "a = torch.tensor(2.0, requires_grad=True)\nb = torch.tensor(3.0, requires_grad=True)\n(a + b).backward()\n"
    "a.grad.zero_()\nprint(a.grad, b.grad)": [0, 1],
    TORCH + "x = torch.tensor([1.0, 2.0], requires_grad=True)\nw = torch.tensor([3.0, 4.0])\n(x + 1).backward(gradient=w)\n"
    "w -= 1\nprint(x.grad)": [[3, 4]],
    TF + "a = tf.Variable(2.0)\nb = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = a * b\nda, db = t.gradient(y, [a, b])\n"
    "a.assign_sub(0.1 * da)\nb.assign_sub(0.1 * db)\nprint(a, b)": [1.7, 2.8],
    TORCH + "w = torch.tensor([3.0, 4.0])\nt = torch.func.jvp(lambda u: u * 1, (torch.ones(2),), (w,))[1]\nw -= 1\nprint(t)": [[3, 4]],
    # a leaf that was changed in place collects from before, too
    TORCH
    + "w = torch.tensor(2.0, requires_grad=True)\ny = w * 3\nwith torch.no_grad():\n    w -= 0.5\n(y + w).backward()\nprint(w.grad)": [4],
    TORCH + "w = torch.tensor(2.0, requires_grad=True)\no = torch.optim.SGD([w], lr=0.1)\nl = w * 3\nm = w * 4\nl.backward()\no.step()\n"
    "m.backward()\nprint(w.grad)": [7],
    # .data and .detach() have their numbers in common with what they are taken of
    TORCH + "w = torch.tensor([1.0], requires_grad=True)\nfor i in range(3):\n    (w * w).sum().backward()\n"
    "    w.data -= 0.1 * w.grad.data\n    w.grad.data.zero_()\n    print(w)": [[0.8], [0.64], [0.512]],
    TORCH + "w = torch.tensor([1.0, 3.0], requires_grad=True)\n(w * w).sum().backward()\nw.grad.data.fill_(5)\nprint(w.grad)\n"
    "w.grad.data.mul_(2)\nw.grad.data.clamp_(max=3)\nprint(w.grad)\nw.grad.detach().zero_()\n(w * w).sum().backward()\nprint(w.grad)": [
        [5, 5],
        [3, 3],
        [2, 6],
    ],
    TORCH + "c = torch.tensor([4.0, 5.0])\nc.data.mul_(3)\nprint(c)\ny = c * c": [[12, 15]],
    TORCH + "p = torch.tensor([1.0, 2.0], requires_grad=True)\nd, e = p.data, [p.detach()]\no = torch.optim.SGD([p], lr=0.1)\n"
    "(p * p).sum().backward()\no.step()\nprint(p, d, e[0])\nd.mul_(2)\nprint(p, d, e[0])\nwith torch.no_grad():\n    p += 1\n"
    "print(p, d, e[0])": [[0.8, 1.6]] * 3 + [[1.6, 3.2]] * 3 + [[2.6, 4.2]] * 3,
    TORCH + "x = torch.ones(2)\nh = x\nfor i in range(500):\n    h = h.detach()\n    x.add_(1)\nprint(h)\ny = x * x": [[501, 501]],
    TORCH + "p = torch.tensor(2.0, requires_grad=True)\nq = p.detach().requires_grad_()\nk = p.detach()\n"
    "((q - k + 1) ** 2 * p).backward()\n"
    "print(p.grad, q.grad, k.grad)": [1, 4, None],
    TORCH + "w = torch.tensor([1.0, 2.0], requires_grad=True)\nws = []\n"
    "for i in range(2):\n    w.grad = None\n    (w * w).sum().backward()\n"
    "    w.data = w.data - 0.1 * w.grad\n    ws.append(w.data)\nprint(ws[0], ws[1], w)": [[0.8, 1.6], [0.64, 1.28], [0.64, 1.28]],
    TORCH + "x = torch.tensor([1.0, 2.0])\nd, e = x.data, x[0]\n"
    "x += 1\nx.data = torch.tensor([7.0, 8.0])\nx += 1\nprint(d, e, x)\ny = x * x": [
        [2, 3],
        2,
        [8, 9],
    ],
    # a change that is not recorded leaves what a result was made of
    TORCH + "w = torch.tensor([1.0, 2.0], requires_grad=True)\nh = w * torch.ones(2)\nh.data.zero_()\ny = (h * 3).sum()\ny.backward()\n"
    "print(h, y, w.grad)": [[0, 0], 0, [3, 3]],
    TORCH + "a = torch.tensor([1.0, 2.0], requires_grad=True)\nv = a + a\nwith torch.no_grad():\n    v.mul_(2)\n"
    "(v * v).sum().backward()\nprint(v, a.grad)": [[4, 8], [16, 32]],
    TORCH + "a = torch.tensor(2.0, requires_grad=True)\nb = a * a\nb.data += 1\n(b * b).backward()\nprint(b, a.grad)": [5, 40],
    # a gradient collects in the tensor that it is
    TORCH + "w = torch.tensor([1.0, 2.0], requires_grad=True)\n(w * w).sum().backward()\ng = w.grad\n(w * w).sum().backward()\nprint(g)\n"
    "w.grad.zero_()\nprint(g)\n(3 * w).sum().backward()\nprint(g)\no = torch.optim.SGD([w], lr=0.1)\no.zero_grad()\n"
    "(w * w).sum().backward()\nprint(g, w.grad)": [[4, 8], [0, 0], [3, 3], [3, 3], [2, 4]],
    TORCH + "w = torch.tensor([1.0, 2.0], requires_grad=True)\no = torch.optim.SGD([w], lr=0.1, momentum=0.9)\nfor i in range(3):\n"
    "    (w * w).sum().backward()\n    o.step()\n    w.grad.zero_()\n    print(w)": [[0.8, 1.6], [0.46, 0.92], [0.062, 0.124]],
    TORCH + "w = torch.tensor([1.0, 2.0], requires_grad=True)\no = torch.optim.SGD([w], lr=0.1)\n(w * w).sum().backward()\ng = w.grad\n"
    "o.zero_grad(set_to_none=False)\nprint(w.grad, g)": [[0, 0], [0, 0]],
    TORCH + "x = torch.tensor(3.0, requires_grad=True)\n(x ** 3).backward(create_graph=True)\ng = x.grad\ng.backward(create_graph=True)\n"
    "print(g, x.grad)": [27, 45],
    # what is a part of a tensor follows it, a copy does not
    TORCH + "x = torch.tensor([[1.0, 2.0]])\na, t, u, f, k = x[0], x.T, x.view(-1), x.flatten(), x.unsqueeze(0)[0][0]\n"
    "c, m = x.clone(), x[x > 0]\nx.add_(1)\nprint(a, t, u, f, k, c, m)": [[2, 3]] * 5 + [[1, 2]] * 2,
    TORCH + "x = torch.ones(2, 2)\nr = x.T.reshape(4)\n"
    "for row in x:\n    x += 1\n    print(row)\nprint(r)\ny = x * x": [2, 2, 3, 3, 1, 1, 1, 1],
    TORCH + "w = torch.tensor([1.0, 2.0], requires_grad=True)\na = w[0]\n"
    "with torch.no_grad():\n    w *= 3\n(a * a).backward()\nprint(w.grad)": [
        [6, 0]
    ],
    "import numpy as np\na = np.array([[1.0, 2.0]])\nv, k, f, c = a[0], a[0, 1], a.flatten(), a.copy()\n"
    "a += 1\nprint(v, k, f, c)\ny = v * v": [
        [2, 3],
        2,
        [1, 2],
        [1, 2],
    ],
    TORCH + "x = torch.arange(6.0).reshape(2, 3)\nx += 1\nc = x[0].clone()\nc.zero_()\ndef f(h):\n    h = (h * 2).view(-1)\n    h += 1\n"
    "    return h\nprint(x, c, f(x))": [[1, 2, 3, 4, 5, 6], [0, 0, 0], [3, 5, 7, 9, 11, 13]],
    # and so does a tensor follow its part
    TORCH + "x = torch.tensor([1.0, 2.0])\nx[0].zero_()\nx[1] += 1\nprint(x)": [[0, 3]],
    TORCH + "x = torch.ones(2, 2)\nfor row in x:\n    row *= 2\nprint(x)": [[2, 2, 2, 2]],
    TORCH + "def f(x):\n    h = x.T\n    h[0].mul_(2)\n    return h\nx = torch.ones(2, 2)\nprint(f(x), x)": [[2, 2, 1, 1], [2, 1, 2, 1]],
    TORCH + "xs = [torch.ones(2, 2)]\nv = xs[0].view(-1)\nv[:3].add_(1)\nprint(v, xs[0])": [[2, 2, 2, 1]] * 2,
    TORCH + "m = torch.nn.Linear(2, 2, bias=False)\nm.weight.data[:] = 2.0\nm.weight.data[0].fill_(1)\nm(torch.ones(2)).sum().backward()\n"
    "print(m.weight, m.weight.grad)": [[1, 1, 2, 2], [1, 1, 1, 1]],
    TORCH + "w = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    a = w[:1]\n    a += 1\n    w[1] = 5\n"
    "(w * w).sum().backward()\nprint(w, w.grad, a)": [[2, 5], [4, 10], [2]],
    TORCH + "w = torch.ones(2, requires_grad=True)\n(w * w).sum().backward()\nw.grad[0].zero_()\nw.grad[1] = 5\nprint(w.grad)": [[0, 5]],
    TORCH + "w = torch.ones(2, 2, requires_grad=True)\nx = w * 1\nx.T[0] = w[1] * 3\nx[w > 5] = 7\nx[1:][x[1:] > 2] = w.sum()\n"
    "(x * x).sum().backward()\nprint(x, w.grad)": [[3, 1, 4, 1], [8, 10, 26, 10]],
    "import numpy as np\nx = np.ones((2, 2))\nrow = x[0]\nrow += 1\nprint(x)": [[2, 2, 1, 1]],
    # leaves that are made in a function
    TORCH + "x = torch.tensor(2.0, requires_grad=True)\ny = x * x\ny.mul_(3)\ny += x\ny.backward()\nprint(x.grad, y)": [13, 14],
    TORCH + "x = torch.tensor(2.0, requires_grad=True)\nh = torch.zeros(2)\nh += x\nh[0].backward()\nprint(x.grad)": [1],
    TORCH + "x = torch.tensor(2.0, requires_grad=True)\nx.data.mul_(3)\ny = x.detach()\ny += 1\ny += 1\n"
    "(x * x).backward()\nprint(x, y, x.grad)": [8, 8, 16],
    TORCH + "w = torch.tensor(3.0, requires_grad=True)\ndef step(p):\n    p -= 0.25 * p.grad\nfor i in range(2):\n    (w * w).backward()\n"
    "    with torch.no_grad():\n        step(w)\n    w.grad.zero_()\n(w * w).backward()\nprint(w, w.grad)": [0.75, 1.5],
    TORCH + "w = torch.tensor(3.0, requires_grad=True)\n@torch.no_grad()\ndef step(p):\n    p -= 0.25 * p.grad\n    return p * p\n"
    "(w * w).backward()\ns = step(w)\n(w * s).backward()\nprint(w, s, w.grad)": [1.5, 2.25, 8.25],
    TORCH + "p = [torch.tensor(2.0, requires_grad=True), torch.tensor(3.0, requires_grad=True)]\nfor i in range(2):\n"
    "    (p[0] * p[1]).backward()\n    with torch.no_grad():\n        for k in range(2):\n            p[k] -= 0.5 * p[k].grad\n"
    "            p[k].grad *= 0\nprint(p[0], p[1], p[0].grad)": [-0.5, 1.75, 0],
    TORCH + "m = torch.nn.Linear(1, 1, bias=False)\nm.weight.data.fill_(2.0)\nfor i in range(2):\n"
    "    m(torch.ones(1, 1)).sum().backward()\n"
    "    with torch.no_grad():\n        m.weight -= 0.5 * m.weight.grad\n    m.weight.grad.zero_()\nprint(m.weight.sum())": [1],
    TORCH + "def f():\n    c = torch.tensor(3.0, requires_grad=True)\n    y = 2 * c * c\n    y.backward()\n    return c.grad\nprint(f())": [
        12
    ],
    TF + "def f(c):\n    with tf.GradientTape() as t:\n        t.watch(c)\n        y = 2 * c * c\n    return t.gradient(y, c)\n"
    "print(f(tf.constant(3.0)), f(tf.constant([3.0, 1.0])))": [12, [12, 4]],
    TF
    + "def f():\n    c = tf.Variable(3.0)\n    with tf.GradientTape() as a:\n"
    + "        with tf.GradientTape() as b:\n            y = 2 * c ** 3\n"
    "        g = b.gradient(y, c)\n    return a.gradient(g, c)\nprint(f())": [36],
    # micrograd
    "from micrograd.engine import Value\na = Value(2.0)\nb = a * a\nc = b * 3\nprint(a.grad)\nc.backward()\nprint(a.grad, b.grad)": [
        0,
        12,
        3,
    ],
    "from micrograd.engine import Value\na = Value(2.0)\nfor i in range(2):\n    (a * a).backward()\nprint(a.grad)": [8],
}


def numbers(of: Any) -> list[float | None]:
    """Every number of nested lists and arrays, in order."""
    if of is None:
        return [None]
    if isinstance(of, list | tuple):
        return [one for part in of for one in numbers(part)]
    return [float(one) for one in np.ravel(of)]


@pytest.mark.parametrize(("text", "expected"), PRINTED.items(), ids=range(len(PRINTED)))
def test_a_derivative_has_its_number(text: str, expected: list[Any]) -> None:
    study = chainrule.study(text)
    found = [one for printed in study.prints for value in printed if not isinstance(value, str) for one in numbers(value)]
    wanted = numbers(expected)
    assert [one is None for one in found] == [one is None for one in wanted]
    np.testing.assert_allclose([one or 0 for one in found], [one or 0 for one in wanted], atol=1e-12)


# program: code, what the span marks
REFUSED = {
    "f = lambda a: a * a\nx = [1., 2]\ny = jacobian(f, x)": ("bad-argument", "jacobian(f, x)"),
    JAX + "y = jax.grad(lambda v: v * v)(jnp.ones(2))": ("not-scalar", "jax.grad(lambda v: v * v)(jnp.ones(2))"),
    "y = hessian(lambda v: v * v)([1.0, 2.0])": ("not-scalar", "hessian(lambda v: v * v)([1.0, 2.0])"),
    TORCH + "x = torch.ones(2, requires_grad=True)\ny = x * x\ny.backward()": ("not-scalar", "y.backward()"),
    TORCH + "x = torch.ones(2)\ny = x.sum() * 2\ny.backward()": ("no-gradient", "y.backward()"),
    TORCH + "x = torch.tensor(2.0, requires_grad=True)\ny = x * x\ny.backward()\ny.backward()": ("graph-freed", "y.backward()"),
    TORCH + "x = torch.ones(2, requires_grad=True)\ny = x * x\ny.backward(torch.ones(3))": ("bad-upstream", "y.backward(torch.ones(3))"),
    TF + "x = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y = x * x\na = t.gradient(y, x)\nb = t.gradient(y, x)": (
        "tape-used",
        "t.gradient(y, x)",
    ),
    TORCH + "x = torch.ones(2)\nh = x[:]\nfor i in range(500):\n    h = h[:]\n    x.add_(1)\ny = x * x": ("too-many-nodes", "h[:]"),
    "y = grad(2, 3, 4)": ("wrong-arguments", "grad(2, 3, 4)"),
    "y = grad(2)": ("wrong-arguments", "grad(2)"),
    "y = grad(exp, argnums=-1)(2)": ("bad-argument", "grad(exp, argnums=-1)"),
    "y = grad(exp, 1)(2)": ("wrong-arguments", "grad(exp, 1)(2)"),
    "y = grad(exp, foo=1)(2)": ("unknown-argument", "grad(exp, foo=1)"),
    "y = vjp(2, 3)": ("wrong-arguments", "vjp(2, 3)"),
    "z, pull = vjp(exp, 3)\ny = pull([1, 2])[0] * 2": ("bad-upstream", "pull([1, 2])"),
    "y = jvp(exp, (2.0,), (1.0, 2.0))": ("wrong-arguments", "jvp(exp, (2.0,), (1.0, 2.0))"),
}


@pytest.mark.parametrize(("text", "code", "marked"), [(text, *row) for text, row in REFUSED.items()], ids=range(len(REFUSED)))
def test_misuse_is_told_at_its_place(text: str, code: str, marked: str) -> None:
    first = record(text, {}).problems[0]
    assert first.span is not None
    assert (first.code, text[slice(*first.span)]) == (code, marked)


# -- what nothing reads is the backward pass itself


@pytest.mark.parametrize(
    "text",
    [
        "x = [1, 2]\ny = sum(x ** 3)\nd = grad(y, x)\nprint(d)",
        "x = [1, 2]\nd = grad(lambda v: sum(v ** 3))(x)\nprint(d)",
        JAX + "x = jnp.array([1.0, 2.0])\nprint(jax.grad(lambda v: jnp.sum(v ** 3))(x))",
        TORCH + "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = (x ** 3).sum()\ny.backward()\nprint(x.grad)",
        TF + "x = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as t:\n    y = tf.reduce_sum(x ** 3)\nd = t.gradient(y, x)\nprint(d)",
    ],
)
def test_a_derivative_that_nothing_reads_makes_no_nodes(text: str) -> None:
    study = chainrule.study(text)
    trace = study.trace()
    assert [node["op"] for node in trace["nodes"] if node["kind"] == "op"] == ["pow", "sum"]
    assert [one["node"] for one in trace["derivatives"]] == [None]
    np.testing.assert_allclose(study.prints[0][0], [3, 12])
    np.testing.assert_allclose(study.derivatives["x"], [3, 12])
    assert not [group for group in trace["groups"] if group["kind"] == "backward"]


def test_the_upstream_gradient_of_the_text_is_the_seed() -> None:
    text = TF + (
        "x = tf.constant([[3, 4, 5, 6], [4, 5, 6, 7], [5, 6, 7, 8], [6, 7, 8, 9]], dtype=tf.float32)\n"
        "w = tf.Variable([[1.0, 2.0], [3.0, 4.0]])\ndz = tf.constant([[1.0, 1, 1], [2, 2, 2], [3, 3, 3]])\n"
        "with tf.GradientTape() as tape:\n"
        "    z = tf.nn.conv2d(x[None, :, :, None], w[:, :, None, None], strides=1, padding='VALID')\n"
        "    z = tf.reshape(z, [3, 3])\n"
        "dw = tape.gradient(z, w, output_gradients=dz)\nprint(dw)"
    )
    study = chainrule.study(text)
    trace = study.trace()
    assert study.target == "z"
    assert trace["upstream_given"] and trace["upstream"]["data"] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    np.testing.assert_allclose(study["dw"], [[96, 114], [114, 132]])
    np.testing.assert_allclose(study.gradients["w"], [[96, 114], [114, 132]])


def test_an_upstream_gradient_of_the_request_comes_first() -> None:
    text = TORCH + "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x * x\ny.backward(torch.ones(2))\nprint(x.grad)"
    study = chainrule.study(text, upstream=[1.0, 10.0])
    np.testing.assert_allclose(study.gradients["x"], [2, 40])
    np.testing.assert_allclose(study.prints[0][0], [2, 4])


def test_a_derivative_that_is_read_is_a_group_with_names() -> None:
    study = chainrule.study("w = 2\nfor i in range(3):\n    loss = (w - 1) ** 2\n    w = w - 0.25 * grad(loss, w)\n    print(loss)")
    trace = study.trace()
    assert [group["label"] for group in trace["groups"] if group["kind"] == "backward"][:2] == ["backward from loss"] * 2
    assert [one[0] for one in study.prints] == [1, 0.25, 0.0625]
    assert study.target == "loss"
    labels = {node["id"]: node["label"] for node in trace["nodes"]}
    assert {labels[one["node"]] for one in trace["derivatives"] if one["node"]} == {"dw", "dw′", "dw″"}


def test_a_second_derivative_draws_the_first_backward_pass() -> None:
    study = chainrule.study("y = grad(grad(lambda x: x ** 3))(2.0)")
    trace = study.trace()
    assert study.gradients["x"] == 12.0
    assert {group["kind"] for group in trace["groups"]} >= {"call", "backward"}


@pytest.mark.parametrize("upstream", [None, 2.0])
def test_dropping_nodes_leaves_a_sound_program(upstream: float | None) -> None:
    text = "x = 3\na = x * x\ng = grad(a, x)\nb = sin(x)\nh = grad(b, x)\nprint(g, h, b)"
    study = chainrule.study(text, upstream=upstream)
    np.testing.assert_allclose(study.prints[0], [6, np.cos(3), np.sin(3)])
    trace = study.trace()
    ids = {node["id"] for node in trace["nodes"]}
    assert all(edge["from"] in ids and edge["to"] in ids for edge in trace["edges"])
    assert all(set(group["outputs"]) <= ids and set(group["args"].values()) <= ids for group in trace["groups"])


# -- against what the library computes from outside

_PARTS = [
    "v * v",
    "sin(v)",
    "exp(-v)",
    "v @ m",
    "softmax(v)",
    "cumsum(v)",
    "v[::-1]",
    "v / (1 + v * v)",
    "maximum(v, 0.3)",
    "v * sum(v)",
    "norm(v) * v",
]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(_PARTS), min_size=1, max_size=4), st.lists(st.floats(-2, 2).map(lambda x: round(x, 3)), min_size=3, max_size=3)
)
def test_derivatives_agree_with_the_same_asked_from_outside(parts: list[str], at: list[float]) -> None:
    body = "\n".join(f"    v = {part}" for part in parts)
    given_ = f"m = [[1, 2, 0], [0, 1, -1], [2, 0, 1]]\nx = {at}\n"
    plain = chainrule.study(f"{given_}v = x * 1\n{body.replace('    ', '')}\ny = v * 1\nz = sum(sin(y))")
    inside = chainrule.study(
        f"{given_}def f(v):\n{body}\n    return v * 1\ns = lambda v: sum(sin(f(v)))\n"
        "u = [1.0, -0.5, 2.0]\nprint(jacobian(f)(x), grad(s)(x), hessian(s)(x), vjp(f, x)[1](u)[0], jvp(f, (x,), (u,))[1])"
    )
    jacobian, gradient, hessian, pulled, pushed = inside.prints[0]
    u = np.array([1.0, -0.5, 2.0])
    for found, wanted in (
        (jacobian, plain.jacobian("y", "x")),
        (gradient, plain.gradients["x"]),
        (hessian, plain.hessian("x")),
        (pulled, u @ plain.jacobian("y", "x")),
        (pushed, plain.jacobian("y", "x") @ u),
    ):
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9 * max(1.0, float(np.max(np.abs(wanted)))))


def test_a_dict_is_the_same_in_whatever_order_it_is_written() -> None:
    begin = "import jax\nf = lambda x: {'w': x * 2, 'b': x ** 2}\nz, pull = jax.vjp(f, 3.0)\n"
    orders = "print(pull({'b': 1.0, 'w': 10.0}))\nprint(pull({'w': 10.0, 'b': 1.0}))"
    assert chainrule.study(begin + orders).prints == [[26.0], [26.0]]
