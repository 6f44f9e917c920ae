"""Generators of the program: their body runs as the loop asks for values, which is when Python runs it."""

from __future__ import annotations

import pytest

import chainrule
from prints import line_of, printed, refused, run

COUNT = "def count(n):\n    for i in range(n):\n        print('made', i)\n        yield i\n        print('after', i)\n"


@pytest.mark.parametrize(
    "lines",
    [
        "for i in count(2):\n    print('used', i)",
        "for i in count(3):\n    if i == 1:\n        break\n    print('used', i)",
        "for k, i in enumerate(count(2), 5):\n    print(k, i)",
        "print(list(count(2)), sum(count(3)))",
        "g = count(4)\nfor i in g:\n    if i == 1:\n        break\nfor i in g:\n    print('rest', i)",
        "def twice(g):\n    for i in g:\n        yield 2 * i\nfor i in twice(count(2)):\n    print(i)",
        "def up():\n    n = 0\n    while True:\n        yield n\n        n += 1\nfor i in up():\n    if i > 2: break\n    print(i)",
        "def some(n):\n    if n == 0: return\n    yield n, 'a'\nfor n, a in some(0):\n    print(n)\nfor n, a in some(4):\n    print(n, a)",
        "xs = []\ndef at(xs):\n    i = 0\n    while i < len(xs):\n        yield xs[i]\n        i += 1\nxs.append(1)\nfor x in at(xs):\n"
        "    if x < 4:\n        xs.append(x + 1)\n    print(x)",
        "def f(n):\n    for i in count(n):\n        if i == 1:\n            return i\nprint(f(3))",
    ],
)
def test_a_body_runs_as_python_runs_it(lines: str) -> None:
    text = f"import math\n{COUNT}{lines}\n"
    assert printed(text + "x = 2.0\ny = x * math.exp(x)") == run(text)


BATCHES = """
import random
import torch
def data_iter(batch_size, features, labels):
    indices = list(range(len(features)))
    random.shuffle(indices)
    for i in range(0, len(features), batch_size):
        j = torch.tensor(indices[i: min(i + batch_size, len(features))])
        yield features[j], labels[j]
features = torch.tensor([[1.0], [2.0], [3.0]])
labels = 2 * features
w = torch.normal(0, 0.01, size=(1, 1), requires_grad=True)
seen = 0.0
def sgd(params, lr):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad
            param.grad.zero_()
for epoch in range(8):
    for X, y in data_iter(2, features, labels):
        l = ((X @ w - y) ** 2).sum() / 2
        l.backward()
        sgd([w], 0.1)
print(f'{w.item():.1f}')
"""


def test_batches_of_a_course_train() -> None:
    assert printed(BATCHES) == "2.0"


DECORATED = """import torch
w = torch.tensor(1.0, requires_grad=True)
@torch.{context}()
def g():
    a = w * 3
    yield a
    yield w * 4
with torch.{around}():
    values = g()
for v in values:
    (v + w * 5).backward()
u = w * 2
u.backward()
print(w.grad)
"""


@pytest.mark.parametrize(("context", "around", "total"), [("no_grad", "enable_grad", 12), ("enable_grad", "no_grad", 19)])
def test_the_context_of_a_decorator_holds_in_the_body_and_not_in_the_loop(context: str, around: str, total: int) -> None:
    ((printed,),) = chainrule.study(DECORATED.format(context=context, around=around)).prints
    assert printed == total


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ("x = 2.0\nyield x", "syntax", 2),
        ("def g():\n    yield 1\nx = 2.0\ny = x * g()", "not-a-tensor", 4),
        ("import math\ndef g():\n    yield 1\ni = g()\nnext(i)\nx = 2.0\ny = x * next(i)", "bad-argument", 7),
        ("def g():\n    a = yield 1\nx = 2.0", "unsupported-syntax", 2),
        ("def g():\n    while True:\n        yield 1\nx = 2.0\nfor i in g():\n    x = x * 1.0", "too-many-iterations", 2),
    ],
)
def test_what_is_no_generator_of_python_s(lines: str, code: str, line: int) -> None:
    problem = refused(lines)
    assert problem.code == code and line_of(lines, problem) == line
