"""Exported code, run, beside what the engine computed. The code is our own; it is run as it would be from a file, without its prints."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from calls import Run, weights
from chainrule.code.libraries import code
from chainrule.gallery import Item
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from chainrule.program.graph import Given
from chainrule.trace.backward import backward, wanted
from chainrule.trace.study import Record, record

PROGRAMS: Mapping[str, str] = {
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
    "flat paths": "x = [0.5, 2]\ny = floor(x) * 2\nz = sum(y + (x > 1))",
}


CORNERS = [(one, Sample(*kink.sample[:1])) for one in CATALOGUE.values() for kink in one.kinks if kink.sample]
"""Arguments that stand on a corner of an op."""

SINGULAR = frozenset({"cholesky", "inv", "logdet"})
"""A matrix without a result is an error, or an infinity, in every library; here it is NaN."""
OTHERWISE: Mapping[str, frozenset[str]] = {
    "numpy": SINGULAR,
    "pytorch": SINGULAR | {"atan2", "cbrt"},  # at the origin 0 for NaN; composed of sign and a power, NaN for infinity
    "jax": SINGULAR,
}
"""Ops whose corner a library has otherwise, which no spelling mends."""


def of_sample(of: Op | Macro, sample: Sample) -> Record:
    """One op as a study, its arguments the inputs a, b, c, ..."""
    run = Run(of, sample.arguments, sample.params)
    program = run.program
    for name, node in zip("abcdefghijk", run.operands, strict=False):
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
    """The code of `library` gives the target's value and every input's gradient to 1e-9, in the order of its prints."""
    text = code(found, library)
    legible(text)
    told = re.findall(r"^print\(\"(\S+) =\", (\S+)\)$", text, re.MULTILINE)
    assert all(said == name for said, name in told)
    names: dict[str, Any] = {"print": lambda *_: None}
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, library, "exec"), names)
    assert found.target is not None and found.back is not None
    close(names[told[0][1]], found.values[found.target])
    asked = [one.node for one in found.program.inputs if found.back.gradients[one.node] is not None]
    assert len(told) == 1 + len(asked)
    for (name, _), node in zip(told[1:], asked, strict=True):
        close(names[name], found.back.gradients[node])


def close(found: Any, expected: Any) -> None:
    array = np.asarray(found.detach() if hasattr(found, "detach") else found, dtype=np.float64)
    assert array.shape == np.shape(expected)
    np.testing.assert_allclose(array, expected, rtol=1e-9, atol=1e-11)


def legible(text: str) -> None:
    """What a file of source looks like."""
    assert text.endswith("\n") and not text.endswith("\n\n") and not text.startswith("\n")
    assert all(line == line.rstrip() for line in text.split("\n")) and "\n\n\n\n" not in text
    compile(text, "source", "exec")
