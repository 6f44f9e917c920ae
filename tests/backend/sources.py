"""Exported code, run, beside what the engine computed. The code is our own; it is run as it would be from a file, and what it prints
is compared."""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial
from types import NoneType
from typing import Any

import numpy as np
import pytest

from calls import SLOPED, Run, named, weights
from chainrule import Study
from chainrule.code.libraries import LIBRARIES, code
from chainrule.errors import Refused
from chainrule.gallery import Item, items
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from chainrule.program.graph import Given
from chainrule.trace.backward import backward, wanted
from chainrule.trace.study import Record, record
from lessons_rules import HIPS_STATED, JAX_STATED, KERAS_STATED
from lessons_stated import TORCH_STATED
from tutorials import HIPS, JAX, MICROGRAD, PYTORCH, TENSORFLOW

PROGRAMS = {
    "a loop": "w = [[0.1, 0.2], [0.3, 0.4]]\nx = [1.0, 2]\nh = x\nfor i in range(3):\n    h = tanh(w @ h + x)\nloss = sum(h**2)",
    "a while loop": "x = 2\nwhile x < 50:\n    x = x*x + 1\ny = x",
    "a function with choices": "def f(a, b=2):\n"
    "    if sum(a) > 0:\n        return a * b\n    return -a\nx = [1.0, 3]\ny = f(x) + f(-x, 3)\nz = f(y)",
    "names a library has": "np = 2\nF = 3\nlist = np * F\ntorch = list + 1\njnp = tf = torch\nz = torch * np + jnp * tf\nd = z\ndz = d * 2",
    "infinities": "x = [0.0, 1e400, -1.0]\ny = log(x) + [inf, -inf, nan]",
    "numbers alone": "y = 1/0 + 2**3 + x",
    "random numbers": "x = randn(30, 40)\ny = sum(x * x)",
    "very many numbers": "x = randn(60, 50)\nw = zeros(50, 3)\ny = mean(x @ w + ones(3))",
    "a convolutional net": "x = randn(2, 3, 8, 8)\nw = randn(4, 3, 3, 3)\nb = randn(4)\n"
    "y = relu(conv2d(x, w, b, stride=2, padding=1))\nz = max_pool2d(y, 2)\nloss = mean(z)",
    "attention": "x = randn(4, 6)\nq = x @ randn(6, 6)\n"
    "y = scaled_dot_product_attention(q, x, x)\nz = layer_norm(y)\nloss = cross_entropy(z, [0, 1, 2, 3])",
    "broadcasting": "b = [1.0, 2, 3]\nx = [[1.0], [2]]\ny = x*b + b - x / (b + 1)",
    "names again": "x = 3\ny = x\ny += x*y\ny *= y\nx = x + 1\nz = x * y",
    "signs and powers": "x = -2\ny = x**2 * -3 ** 2 - (-x)**3",
    "Greek": "σ = 2\nθ = [1, 2]\nβ = σ*θ\ny = sigmoid(β)",
    "prints": "x = 2\nprint(f'{x:.2f} is', x, [1, 2], 'a\"b', None, True, {'a': x}, x*3, 1e400, -2, ' ')\ny = x*x\n"
    "for i in range(2):\n    print(f'step {i}: {y}')\nprint('np softmax', y / 3)",
    "a loop of training": "import torch\nx = torch.tensor([[1., 2], [3, 4]])\nw = torch.tensor([1., -1], requires_grad=True)\n"
    "for i in range(3):\n    h = torch.tanh(x @ w)\n    h.retain_grad()\n    loss = (h**2).sum()\n    loss.backward()\n"
    "    print(i, loss.item(), float(loss), w.grad, h.grad)\n"
    "    print(f'step {i}: {loss.item():.4f}, {loss:8.3e}')\n"
    "    with torch.no_grad():\n        w -= 0.1 * w.grad\n    w.grad.zero_()",
    "gradients of results": "import torch\nx = torch.tensor([1., 2], requires_grad=True)\nu = x.detach() * 2\nu.requires_grad_()\n"
    "y = x * u\ny.retain_grad()\nz = (y * y).sum()\nz.retain_grad()\nz.backward()\nprint(x.grad, y.grad, u.grad, z.grad, z)",
    "a gradient of what is made of nothing": "import torch\na = torch.tensor(0.5, requires_grad=True)\nwith torch.no_grad():\n"
    "    a -= 0.1\na.backward()\nprint(a.grad)",
    "a gradient after a change of the data": "import torch\na = torch.tensor([0.5, 2], requires_grad=True)\na.data -= 0.1\n"
    "a.backward(torch.tensor([3., 4]))\nprint(a.grad, a)",
    "a gradient of copies that is used twice": "import torch\nx = torch.tensor([1., 2], requires_grad=True)\nt = x * 2\nt.retain_grad()\n"
    "u = t.T\nu.sum().backward()\nw = torch.tensor([3., 4], requires_grad=True)\ny = (t.grad * w + x.grad * w * w).sum()\n"
    "y.backward()\nprint(w.grad)",
    "a gradient that is a number from then on": "import torch\nx = torch.tensor(2., requires_grad=True)\n(x * x * x).backward()\n"
    "y = x.grad * x\ny.backward()\nprint(x.grad)",
    "a gradient without a name": "import jax\nf = lambda x: x ** 3\nprint(jax.grad(f)(2.0))\nprint(jax.grad(jax.grad(f))(2.0))",
    "a brace that fills": "x = 2.5\nprint('{:{}>10f}'.format(x, '}'), f'{{{x:.1f}}}')\ny = x * 2",
    "equals": "x = [2., 1, 2, 1, 2]\ny = topk(x, 2) * [1, 2]\nz = sort(x, descending=True) * [1, 2, 3, 4, 5]\nw = sum(y) + sum(z) + max(x)",
    "no numbers": "x = zeros((2, 0))\ny = concat([x, ones((2, 1)) * 3], axis=1)\nz = prod(x * 2) * sum(y) + sum(x @ zeros((0, 3)))",
    "no rows": "x = zeros((0, 3))\ny = cumprod(x, axis=0) * softmax(x) + log_softmax(x, axis=0)\nz = sum(logsumexp(x, axis=1)) + sum(y)\n"
    "u = zeros((0, 1, 4, 4))\nv = sum(max_pool2d(u, 2)) + z\nt = zeros(0)\nloss = cross_entropy(x, t) + v",
    "nothing written over": "x = [[1., 2, 3], [4, 5, 6]]\nb = zeros((2, 0))\ni = zeros((2, 0))\ny = sum(scatter(x, i, b, axis=1) ** 2)",
    "one number": "x = [2.]\nz = [[3.]]\ny = sum(softmax(x) + x * x + std(x)) + det(z) + var(z) + max(z)",
    "a slope of 0.2": "x = [-1.5, 2]\ny = leaky_relu(x, slope=0.2) + elu(x, alpha=0.3)",
    "numbers at the ends": "x = [1e308, 1e-308, 5e-324, 0.1, 123456789012345678, -0.0]\n"
    "y = x / 3 + 1e22 * x + 1e-7\nz = 1 / x * 9007199254740993",
    "a derivative of a product": "x = [[1., 2], [3, 4]]\nw = [[1., -1], [0.5, 2]]\nfor i in range(2):\n    loss = sum((x @ w) ** 2)\n"
    "    w = w - 0.1 * grad(loss, w)\n    print(i, loss, w)\ny = loss * sum(w)",
    "a gradient passed on unchanged": "x = 0.5\nb = x * x\nc = exp(b + (b - x))",
    "a gradient passed on through products with 1": "x = 0.5\nb = tanh(x)\nc = tanh(b + (b - x) * 1)",
    "two gradients that are one": "x = 0.5\ny = 0.2\nb = x * 2\ne = y * 3\nc = exp(b + (e + (b - y) * 1) + b)",
    "letters of one operand that are summed": "m = [[1., 2, 3], [4, 5, 6]]\nv = [1., 2, 3]\na = [1., 2]\nb = [3., 4, 5]\nt = 2\n"
    "y = einsum('ij,j->', m, v) + einsum('j,ij->', v, m) * einsum('i,j->', a, b) + einsum('k,i->', a, a)\n"
    "z = einsum('ik,jk->', m, m) + einsum('kj,ki->', m, m) * einsum('ij,jk->', m, [[1., 2], [3, 4], [5, 6]]) + einsum(',ij->', t, m)\n"
    "w = y + z * sum(einsum(',ij->ji', t, m) ** 2) + sum(einsum('ij,->j', m, t) ** 2)",
    "a derivative of a sum over letters": "a = [1., 2]\nb = [3., 4, 5]\ny = einsum('i,j->', a, b)\ng = grad(y, a)\nz = sum(g * g)",
    "whole numbers that grow": "x = 2\ny = (stack([200, 100]) ** 10)[0] * x\nz = (stack([3000000000, 4e9]) * stack([4e9, 1]))[0] * x + y\n"
    "w = sum(where([1., -1] > 0, 3000000000, -4000000000) ** 3) * z + einsum(',->', 4e9, 5e9) ** 3 * x",
    "whole numbers below": "x = 2\ny = (stack([2, 4]) ** -1)[0] * x\nz = logsumexp(stack([0, 0, 0])) * x\n"
    "w = sum(where([1., -1] > 0, 2, 4) ** -1) * y * z",
    "an infinity alone": "x = 2\ny = sum(inf) * x + exp(-inf) + 1 / inf * x",
    "a target that is an input": "import torch\nv = torch.tensor(2.0, requires_grad=True)\nr = v\nr.backward()\nprint(v.grad)",
    "a target that is an input, with an upstream gradient": "import torch\nv = torch.tensor([1.0, 2], requires_grad=True)\nr = v\n"
    "r.backward(torch.tensor([3.0, 4]))\nprint(r.grad)",
    "entries written over": "x = [[1., -2, 3], [4, 5, -6]]\nv = [0.5, 2]\ny = x * 2\ny[0, 1] = v[0]\ny[:, ::2] += v\n"
    "r = y[1]\nr[[0, -1, 0]] = [7., 8, 9] * v[1]\n"
    "print(y)\ny[y > 8] = 0.5\ny.T[2] *= 3\nprint(y, r)\nz = sum(y ** 2)",
    "flat paths": "x = [0.5, 2]\ny = floor(x) * 2\nz = sum(y + (x > 1))",
    "a number put back in its place": "import torch\nx = torch.tensor([0.1, 0.5, -0.2], requires_grad=True)\ny = x[torch.tensor(1)] * 2.5\n"
    "y.backward()\nprint(x.grad)",
    "a table of matrices": "x = [[[1., 2.]], [[3., 4.]]]\ny = embedding(x, [0, 1, 0])\nz = sum(y ** 2)",
    "a mask that is true nowhere": "x = [-1.0, -2.0]\ny = x[x > 0]\nz = sum(y) + sum(x)",
    "a line of one": "x = 2\ny = softmax(x, axis=0) + log_softmax(x, axis=0) * x",
    "a lopsided matrix": "x = [[4, 1], [3, 5]]\ny = cholesky(x)\nz = sum(y ** 3)",
    "a determinant below 0": "x = [[-1., 0], [0, 1]]\ny = logdet(x)",
    "class ids that are one number": "x = [-0.6, -0.7]\ny = cross_entropy(x, 0)",
    "rows that are one number": "x = [[1, 2], [3, 4]]\ny = embedding(x, 0) + take(x, 1, axis=0)",
    "a choice that is one number": "x = [1., 2]\ny = where(0, x, 3 * x) + where(1, x, 0)",
    "NaN that stays": "x = [3., nan, 1]\ny = sort(x, descending=True)\nz = topk(x, 2) * 2\nw = sum(y) + sum(z)",
    "class ids beside what cannot be": "x = [[-inf, 2., 1], [0.5, -inf, 1]]\ny = cross_entropy(x, [1, 2])",
    "a loss of no finite size": "p = [0., 1]\ny = bce(p, [1, 1])",
    "a NaN written over": "x = [nan, 1., 2]\ny = scatter(x, [0], [5])",
    "a power that is no root": "x = [[0., 0], [1, 2]]\ny = norm(x, 2.5, axis=1)",
    "lists that are printed": "import torch\nx = torch.tensor([1., 2], requires_grad=True)\ny = x * 3\n"
    "print(x.tolist(), (y * 2).tolist())\nz = y.sum()",
    "rows written into a transpose": "x = [[1., 2], [3, 4]]\nw = [[1., 2], [3, 5]]\nz = scatter(x.T, [0], [[9, 9]], axis=0)\n"
    "y = sum(z.T * w) + sum(w @ z)",
}


STATED = {**TORCH_STATED, **JAX_STATED, **HIPS_STATED, **KERAS_STATED}
"""Programs with a derivative of their own, which is written out for NumPy alone."""
TEXTS = (PROGRAMS, PYTORCH, TENSORFLOW, JAX, HIPS, MICROGRAD)

CORNERS = [(one, kink.where, Sample(*kink.sample[:1])) for one in CATALOGUE.values() for kink in one.kinks if kink.sample]
"""Ops, corners of theirs, and arguments that stand there."""


def plain() -> Iterator[tuple[Op | Macro, Sample, int]]:
    """For every argument of what can be typed the first sample that still fits with a plain number there."""
    found: set[tuple[str, int]] = set()
    for of, sample in [case for case in SLOPED if case[0].typed]:
        for place in range(len(sample.arguments)):
            given = Sample((*sample.arguments[:place], 1, *sample.arguments[place + 1 :]), sample.params)
            if (of.name, place) not in found and fits(of, given):
                found.add((of.name, place))
                yield of, given, place


def fits(of: Op | Macro, sample: Sample) -> bool:
    try:
        Run(of, sample.arguments, sample.params)
    except Refused:
        return False
    return True


PLAIN = list(plain())


def studies(library: str) -> list[Any]:
    """For `pytest.mark.parametrize`: what gives each study whose code is run, every op, corner, ready program and those above."""
    corners = [(one, sample) for one, where, sample in CORNERS if (one.name, where) not in LIBRARIES[library].otherwise]
    texts = {name: text for texts in TEXTS for name, text in texts.items() if library == "numpy" or name not in STATED}
    return [
        *(pytest.param(partial(of_sample, *case), id=f"op {case[0].name} {named(case[1])}") for case in SLOPED),
        *(pytest.param(partial(of_sample, *case), id=f"corner {case[0].name} {named(case[1])}") for case in corners),
        *(pytest.param(partial(of_sample, of, given, {place}), id=f"plain {of.name} {named(given)} {place}") for of, given, place in PLAIN),
        *(pytest.param(partial(of_item, item), id=f"gallery {item.id}") for item in items()),
        *(pytest.param(partial(of_text, text), id=name) for name, text in texts.items()),
    ]


def of_sample(of: Op | Macro, sample: Sample, plain: Container[int] = ()) -> Record:
    """One op as a study, its arguments the inputs a, b, c, ..., but for those in `plain`, which are numbers in its text."""
    run = Run(of, sample.arguments, sample.params, plain)
    program = run.program
    for place, (name, node) in enumerate(zip("abcdefghijk", run.operands, strict=False)):
        if place in plain:
            continue
        program.inputs.append(Given(name, node, "literal", False, None))
        program.names[node], program.versions[node] = name, 0
    upstream = weights(np.shape(run.value))
    with np.errstate(all="ignore"):
        needs = wanted(program, run.out)
        back = backward(program, run.forward.values, run.out, upstream, needs, run.forward.kept)
    return Record(program, run.forward.values, run.out, upstream, True, back, (), {}, 0, needs, run.forward.kept)


def of_item(item: Item) -> Record:
    return of_text(item.program, target=item.target, upstream=item.upstream)


def of_text(text: str, vars: Mapping[str, Any] | None = None, **asked: Any) -> Record:
    found = record(text, vars or {}, **asked)
    assert not found.problems, found.problems
    return found


def agrees(found: Record, library: str) -> None:
    """The code of `library` prints what the program prints, and then the target's value and every input's gradient, to 1e-9."""
    text = code(found, library)
    legible(text)
    told: list[list[Any]] = []
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shown = lambda *parts, sep=" ": told.append(between(parts, [*[sep] * (len(parts) - 1), ""]))  # noqa: E731
        exec(compile(text, library, "exec"), {"print": shown})
    assert found.target is not None and found.back is not None
    asked = [one.node for one in found.program.inputs if found.back.gradients[one.node] is not None]
    ends = len(told) - 1 - len(asked)
    for line, values, watch in zip(told[:ends], Study(found).prints, found.program.watches, strict=True):
        for one, expected in zip(line, between(["", *values], watch.around), strict=True):
            if isinstance(expected, str):
                assert one == expected
            else:
                close(one, expected)
    assert all(said.endswith(" = ") for said, _ in told[ends:])
    close(told[ends][1], found.values[found.target])
    for (_, gradient), node in zip(told[ends + 1 :], asked, strict=True):
        close(gradient, found.back.gradients[node])


def between(parts: Sequence[Any], signs: Sequence[str]) -> list[Any]:
    """Values, each with the sign after it; what is no number as Python writes it, words that follow each other as one."""
    found: list[Any] = []
    for part in [one for pair in zip(parts, signs, strict=True) for one in pair]:
        said = str(part) if type(part) in (bool, str, NoneType) else part
        if isinstance(said, str) and found and isinstance(found[-1], str):
            found[-1] += said
        elif not isinstance(said, str) or said:
            found.append(said)
    return found


def close(found: Any, expected: Any) -> None:
    array = np.asarray(found.detach() if hasattr(found, "detach") else found, dtype=np.float64)
    assert array.shape == np.shape(expected)
    np.testing.assert_allclose(array, expected, rtol=1e-9, atol=1e-11)


def legible(text: str) -> None:
    """What a file of source looks like."""
    assert text.endswith("\n") and not text.endswith("\n\n") and not text.startswith("\n")
    assert all(line == line.rstrip() for line in text.split("\n")) and "\n\n\n\n" not in text
    compile(text, "source", "exec")
