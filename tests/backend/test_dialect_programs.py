"""Programs as courses write them, in the spelling of each library, and what is refused in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

import chainrule
from chainrule.program.graph import Shown, Told
from chainrule.trace.study import Record, record
from chainrule.wire.document import document

DRAWN = "Random numbers are drawn here, from the distribution the library draws from: its own numbers are others."
SNIPPETS = [json.loads(line) for line in (Path(__file__).parents[1] / "corpus" / "dialects.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda one: one["id"])
def test_a_snippet_gives_the_numbers_of_its_library(snippet: dict[str, Any]) -> None:
    study = chainrule.study(snippet["program"])
    assert study.trace()["program"]["dialect"] == snippet["dialect"]
    close = {"rtol": snippet["rtol"], "atol": snippet["atol"]}
    for name, value in snippet["values"].items():
        found = [study[f"{name}[{key!r}]"] for key in value] if isinstance(value, dict) else study[name]
        np.testing.assert_allclose(flat(found), flat(value), **close)
    for name, value in snippet["grads"].items():
        asked = study[snippet["grad_exprs"][name]] if "grad_exprs" in snippet else study.derivatives[name]
        np.testing.assert_allclose(asked, value, **close)
        assert np.shape(asked) == np.shape(value)
    for printed, expected in zip(study.prints, snippet["prints"], strict=True):
        told = [one for one in printed if not isinstance(one, str)]
        np.testing.assert_allclose(flat(told), flat(expected), **close)
    if snippet["target"] and study.trace()["derivatives"]:
        assert study.target == snippet["target"]


def flat(value: Any) -> list[float]:
    """Every number of nested lists, dicts and arrays, in order."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in flat(part)]
    if isinstance(value, list | tuple):
        return [one for part in value for one in flat(part)]
    return [float(one) for one in np.ravel(value)]


def ran(text: str) -> Record:
    found = record(text, {})
    assert not found.problems, found.problems
    return found


def value(found: Record, name: str) -> Any:
    return found.values[found.program.bindings[name]]


# program: the name asked for and its value
PROGRAMS: dict[str, tuple[str, Any]] = {
    "p = {'w': 2, 'b': 3}\nx = 5\ny = p['w'] * x + p['b']": ("y", 13),
    "p = dict(w=2.0)\np['w'] -= 0.5\np['v'] = 1\ny = sum(p[k] for k in p) + len(p) + ('w' in p) * x": ("y", 6.5),
    "q = {k: v * 2 for k, v in {'a': 1, 'b': 2}.items()}\ny = sum(q.values()) * q.get('c', 10) * x": ("y", 120),
    "def f(*xs, k=1, **more):\n    return sum(xs) * k + more['c']\na = [1, 2]\ny = f(*a, 3, k=2, **{'c': 4})": ("y", 16),
    "n = 0\ndef f():\n    global n\n    n = n + 2\nf()\nf()\ny = n * 1": ("y", 4),
    "xs = [1, 2, 3]\ny = sum(map(lambda t: t * t, xs))": ("y", 14),
    "class F:\n  def __init__(self, w): self.w = w\n  def __call__(self, x): return self.w * x\nf = F(3)\nf.w = 4\ny = f(x)": ("y", 8),
    "import jax.numpy as jnp\np = {'w': jnp.array(0.5), 'b': [jnp.zeros(2)]}\ny = p['w'] * x + sum(p['b'])": ("y", [1, 1]),
    "from micrograd.engine import Value\nws = [Value(1.0), Value(2.0)]\nfor w in ws:\n    w.data -= 0.5\ny = sum(ws) * ws[1]": ("y", 3),
    "import numpy as np\na = np.ones(2)\nb = a\na += 1\ny = b * 1": ("y", [2, 2]),
    "import jax.numpy as jnp\na = jnp.ones(2)\nb = a\na += 1\ny = b * 1": ("y", [1, 1]),
    "import torch\nw = torch.tensor([1., 2.])\nps = [w]\nwith torch.no_grad():\n    for p in ps: p -= p / 2\ny = w * 1": ("y", [0.5, 1]),
    "import torch\nw = torch.ones(2)\nw.data -= 0.5\nw.mul_(4)\nw.grad = None\ny = w * 1": ("y", [2, 2]),
    "import torch\nw = torch.ones(2)\nv = w.clone()\nw += 1\ny = v * 1": ("y", [1, 1]),
    "import tensorflow as tf\nw = tf.Variable([1., 2.])\nw.assign_sub([0.5, 1.])\nw.assign_add([1., 1.])\ny = w * 1": ("y", [1.5, 2]),
    "import tensorflow as tf\nwith tf.GradientTape() as tape:\n    tape.watch(x)\n    y = x * 3": ("y", 6),
    "from jax import jit, vmap\n@jit\ndef f(a): return a * 2\ny = vmap(f)([1, 2])": ("y", [2, 4]),
    "@torch.no_grad()\ndef f(x): return x * 2\ny = f(3) + 0 * x": ("y", 6),
    "from micrograd.engine import Value\na = Value(2.0, label='a')\ny = (a * -3).relu() + a.tanh()": ("y", np.tanh(2)),
    "import math, random\nrandom.seed(1)\ny = math.sqrt(16) * x + 0 * random.uniform(0, 1)": ("y", 8),
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax[0].plot(x, x**2, label='a')\nplt.show()\ny = x * 2": ("y", 4),
    "print('%d' % 3, 'a' + str(x), 'x={}'.format(x), 'a\\n')\ny = x^2 · 3 − √x": ("y", 12 - 2**0.5),
    "from micrograd.nn import MLP\nn = MLP(2, [3, 1])\ny = n([1.0, 2.0]) * 0 + len(n.parameters()) * x": ("y", 26),
    "import torch\nsizes = [2] + [3, 4]\ny = sum(sizes) * x": ("y", 18),
    "y = σ(x) * 0 + 1": ("y", 1),
}


@pytest.mark.parametrize(("text", "name", "expected"), [(text, *row) for text, row in PROGRAMS.items()], ids=range(len(PROGRAMS)))
def test_a_program_has_its_value(text: str, name: str, expected: Any) -> None:
    np.testing.assert_allclose(value(ran(text), name), expected, atol=1e-12)


# program: code, the text it points at, a phrase of the hint
REFUSED = {
    "x = [1, 2]\nx.a = 3": ("unsupported-syntax", "x.a", "plain name"),
    "with x:\n    y = 2": ("unsupported-syntax", "x", "no_grad"),
    "@x\ndef f(a): return a": ("not-callable", "x", "Leave the line out"),
    "class A(2): pass": ("unsupported-syntax", "2", "nn.Module"),
    "class A: pass\nclass B: pass\nclass C(A, B): pass": ("unsupported-syntax", "B", "a class above"),
    "class A:\n  @property\n  def p(self): return 1\na = A()\na.p = 2": ("unsupported-syntax", "a.p", "made of"),
    "class A:\n  def f(self): return super().g()\ny = A().f()": ("unknown-attribute", "g", ""),
    "x = 2\ny = x * x\ny.backward()": ("unknown-attribute", "backward", "Write grad(y, x), or begin with import torch"),
    "w = 2\ny = w * w\nz = w.grad": ("unknown-attribute", "grad", "Write grad(y, w), or begin with import torch"),
    "super().__init__()": ("wrong-arguments", "super()", "Write it in one"),
    "def f():\n  nonlocal q\n  q = 2": ("unknown-name", "def f():\n  nonlocal q\n  q = 2", "global q"),
    "x = 2\ny = x.__init__": ("unknown-attribute", "__init__", ""),
    "class A: pass\ny = A()(2)": ("not-callable", "A()(2)", "forward"),
    "class A: pass\ny = A(1)": ("wrong-arguments", "A(1)", "leave"),
    "class A: pass\na = A()\ny = a.b": ("unknown-attribute", "b", "self.b = ..."),
    "import torch.optim as optim\no = optim.SGD([1], lr=0.1)": ("bad-argument", "optim.SGD([1], lr=0.1)", "model.parameters()"),
    "import tensorflow as tf\nm = tf.keras.layers.Conv1D(2, 3)": ("unsupported-syntax", "tf.keras.layers.Conv1D(2, 3)", "x @ W + b"),
    "from keras.layers import LSTM\nm = LSTM(2, activation='relu')": ("bad-argument", "LSTM(2, activation='relu')", "Leave activation"),
    "from keras.layers import BatchNormalization as B\nm = B(axis=1)": ("bad-argument", "B(axis=1)", "transpose"),
    "import numpy as np\ny = np.ones((2, 2))[[0, 1], [0, 5]] * x": ("bad-index", "np.ones((2, 2))[[0, 1], [0, 5]]", "0 to 1"),
    "p = {'w': 1}\ny = p['v'] * 2": ("bad-index", "p['v']", "'w'"),
    "y = f(**x)": ("unknown-function", "f", ""),
    "def f(x): return x\ny = f(**x)": ("bad-argument", "f(**x)", "name=value"),
    "import torch\ny = torch.sum(x, axes=1)": ("unknown-argument", "torch.sum(x, axes=1)", "dim="),
    "import torch\ny = x * 2\ny.backward()": ("no-gradient", "y.backward()", "requires_grad=True"),
    "import matplotlib.pyplot as plt\ny = plt.plot(x) * x": ("not-a-tensor", "plt.plot(x)", ""),
    "import torch.nn as nn\nl = nn.Linear(4, 2)\ny = l(ones(4, 3))": ("bad-argument", "l(ones(4, 3))", "rows of 4 numbers"),
    "import torch.nn as nn\nl = nn.Conv2d(4, 2, 1)\ny = l(ones(1, 2, 3, 3))": ("bad-argument", "l(ones(1, 2, 3, 3))", "4 channels"),
    "from keras.layers import Dense\nl = Dense(2, input_dim=3)\ny = l(ones(2, 4))": ("bad-argument", "l(ones(2, 4))", "rows of 3 numbers"),
    "import torch\nw = torch.ones(2)\nw.copy_([1, 2, 3])": ("shape-mismatch", "w.copy_([1, 2, 3])", ""),
    "import torch\nw = torch.tensor(2.0, requires_grad=true)": ("unknown-name", "true", "Did you mean True?"),
    "import torch\ny = torch.ones(2).sum\ny.backward()": ("unknown-attribute", "backward", "brackets behind it to call it: sum()"),
    "import torch\ny = torch.ones(2).item\nz = y * 2": ("not-a-tensor", "y", "brackets behind it to call it: item()"),
    "import torch.nn as nn\nf = nn.MSELoss\ny = f(x, t)": ("wrong-arguments", "f(x, t)", "MSELoss()(input, target)"),
    "import torch.nn as nn\nl = nn.Linear(2, 1)\ny = l * 2": ("not-a-tensor", "l", "Linear(...)(input)"),
    "import torch.nn as nn\ny = nn.CrossEntropyLoss(x)\ny.backward()": (
        "unknown-attribute",
        "backward",
        "CrossEntropyLoss()(input, target)",
    ),
    "class A:\n    def f(x): return x\na = A()\ny = a.f(2)": ("wrong-arguments", "a.f(2)", "Write self in front: def f(self, x)."),
    "class A:\n    def f(self): return 2\na = A()\ny = a.f(2)": ("wrong-arguments", "a.f(2)", "f(self)"),
    "import torch\ny = torch.ones(2).Sum()": ("unknown-attribute", "Sum", "Did you mean sum?"),
    "import torch\ny = torch.ones(2).zero_grad()": ("unknown-attribute", "zero_grad", "Names like it: zero_, grad, retain_grad."),
    "import numpy as np\ny = np.ones(2).sum()\ny.backward()": ("unknown-attribute", "backward", "those of NumPy have not"),
    "import torch\ny = torch.ones(2).qqq()": ("unknown-attribute", "qqq", "A tensor has T, shape, sum"),
    "y = np.random.uniformly(2)": ("unknown-attribute", "np.random.uniformly", "Names like it: uniform"),
}


@pytest.mark.parametrize(("text", "code", "marked", "hint"), [(text, *row) for text, row in REFUSED.items()], ids=range(len(REFUSED)))
def test_misuse_is_told_at_its_place(text: str, code: str, marked: str, hint: str) -> None:
    first = record(text, {}).problems[0]
    assert first.span is not None
    assert (first.code, text[slice(*first.span)]) == (code, marked)
    assert hint in (first.hint or "")


NO_GRADIENT = {
    "for i in range(2):\n    loss = (w * 2).sum()\n    loss.backward()\n    w = w - 0.1 * w.grad": (
        "w was made by an op in line 6 (w - 0.1 * w.grad)",
        "with torch.no_grad(): w -= 0.1 * w.grad",
    ),
    "y = w * 2\ny.sum().backward()\nz = y.grad * 2": ("made by an op in line 3 (w * 2)", "y.retain_grad()"),
    "z = w.grad * 2": ("no backward pass has reached w", "backward()"),
    "v = w.detach().requires_grad_()\nz = v.grad * 2": ("no backward pass has reached v", "backward()"),
    "c = torch.ones(2)\nz = c.grad * 2": ("c does not ask", "requires_grad=True"),
    "w.argmax().backward()": ("argmax in line 3 (w.argmax()) has no slope", "with a slope"),
    "w.detach().sum().backward()": ("detach in line 3 (w.detach()) is cut off from w, which asks for a gradient", "Leave out"),
    "loss = (w * w).sum().item()\nloss.backward()": ("read in line 3 ((w * w).sum().item()): it is cut off from w", "Leave out .item()"),
    "x = torch.ones(2)\ny = (x * float(w[0])).sum()\ny.backward()": ("read in line 4 (float(w[0])): it is cut off from w", "float()"),
    "with torch.no_grad():\n    y = (w * w).sum()\ny.backward()": ("under torch.no_grad() in line 4 ((w * w).sum()) is cut", "outside of"),
}


@pytest.mark.parametrize(("text", "fact", "hint"), [(text, *row) for text, row in NO_GRADIENT.items()], ids=range(len(NO_GRADIENT)))
def test_why_there_is_no_gradient_is_told_with_the_line_that_cut_it_off(text: str, fact: str, hint: str) -> None:
    (first,) = record(f"import torch\nw = torch.ones(2, requires_grad=True)\n{text}", {}).problems
    assert first.code == "no-gradient"
    assert fact in first.detail and hint in (first.hint or "")


def test_what_a_tape_did_not_record_is_told_in_the_words_of_the_text() -> None:
    text = "import tensorflow as tf\nx = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n"
    text += "    with t.stop_recording():\n        z = x * 2\n    w = z * 3\ng = t.gradient(w, x) + 1"
    (first,) = record(text, {}).problems
    assert "under t.stop_recording() in line 5 (x * 2) is cut off from x" in first.detail and "t.stop_recording():" in (first.hint or "")


TOLD = {
    "y.grad": ("y.grad is None: y was made by an op in line 5 (w * x)", "y.retain_grad()"),
    "print(x.grad)": ("x.grad is None: x does not ask for one.", "requires_grad=True"),
    "print(f'{x.grad}', [x.grad, 1])": ("x.grad is None: x does not ask for one.", "requires_grad=True"),
    "x.requires_grad_()\nprint(x.grad)": ("x.grad is None: no backward pass has reached x yet.", "backward()"),
    "v = torch.ones(2, requires_grad=True)\nz.backward()\nprint(v.grad)": ("v.grad is None: z is not made of v.", "v has a part in"),
    "z.backward()\nw.grad = None\nprint(w.grad)": ("w.grad is None: it was emptied after the backward pass.", "Read it before."),
    "print(torch.autograd.grad(z, v, allow_unused=True)[0])": ("The gradient by v is None: z is not made of v.", "v has a part in"),
}


@pytest.mark.parametrize(("line", "fact", "hint"), [(line, *row) for line, row in TOLD.items()], ids=range(len(TOLD)))
def test_beside_a_none_that_is_shown_stands_why_it_is_one(line: str, fact: str, hint: str) -> None:
    text = "import torch\nw = torch.ones(2, requires_grad=True)\nx = torch.ones(2)\nv = torch.ones(2)\ny = w * x\nz = y.sum()\n"
    (told,) = document(ran(text + line))["notices"]
    assert told["text"].startswith(fact) and hint in told["text"]


WATCHED = {
    "c = tf.constant(3.0)\nwith tf.GradientTape() as t:\n    y = c * c\nprint(t.gradient(y, c))": ("c is no tf.Variable", "tape.watch(c)"),
    "c = tf.Variable(3)\nwith tf.GradientTape() as t:\n    y = c * c\nprint(t.gradient(y, c))": ("whole numbers", "such as 3.0"),
    "with tf.GradientTape() as t:\n    z = v * 1\nprint(t.gradient(u, v))": ("u was not computed in the block", "line that makes u"),
    "w = v + 1\nwith tf.GradientTape() as t:\n    y = w * w\nprint(t.gradient(y, w))": ("made by an op in line 4 (v + 1)", "tape.watch(w)"),
    "with tf.GradientTape() as t:\n    y = u * v\nprint(t.gradient(y, x))": ("y is not made of x", "x has a part in"),
    "with tf.GradientTape() as t:\n    y = tf.stop_gradient(v * v)\nprint(t.gradient(y, v))": ("detach in line 5", "Leave out"),
    "with tf.GradientTape(watch_accessed_variables=False) as t:\n    y = v * v\nprint(t.gradient(y, v))": ("watches no", "watch(v)"),
}


@pytest.mark.parametrize(("lines", "fact", "hint"), [(lines, *row) for lines, row in WATCHED.items()], ids=range(len(WATCHED)))
def test_why_a_tape_has_no_gradient_is_told_beside_the_none(lines: str, fact: str, hint: str) -> None:
    text = "import tensorflow as tf\nv, x = tf.Variable(2.0), tf.Variable(3.0)\nu = v * 2\n"
    (told,) = document(ran(text + lines))["notices"]
    assert told["text"].startswith("The gradient by ") and fact in told["text"] and hint in told["text"]


@pytest.mark.parametrize("line", ["g = x.grad", "if x.grad is None:\n    y = w * 1", "print(w.grad is None)", "print(None)"])
def test_a_none_that_nobody_sees_is_not_explained(line: str) -> None:
    text = "import torch\nw = torch.ones(2, requires_grad=True)\nx = torch.ones(2)\ny = w * x\n"
    assert document(ran(text + line))["notices"] == []


NET = """import torch
import torch.nn as nn
class Net(nn.Module):
    def __init__(self, hidden=3):
        super().__init__()
        self.fc1 = nn.Linear(2, hidden)
        self.body = nn.Sequential(nn.ReLU(), nn.Linear(hidden, 2))
    def forward(self, x):
        return self.body(self.fc1(x))
model = Net()
x = torch.tensor([[1.0, -1.0], [0.5, 2.0]])
y = torch.tensor([0, 1])
loss = nn.CrossEntropyLoss()(model(x), y)
"""


def test_the_weights_of_a_model_are_inputs_with_their_paths() -> None:
    found = ran(NET)
    names = [one.name for one in found.program.inputs]
    assert names == ["model.fc1.weight", "model.fc1.bias", "model.body.1.weight", "model.body.1.bias", "x", "y"]
    assert {found.program.marks[one.node] for one in found.program.inputs[:4]} == {"requires_grad"}
    weight, bias = value(found, "model.fc1.weight"), value(found, "model.fc1.bias")
    assert np.all(np.abs(weight) <= 2**-0.5)
    hidden = np.maximum(np.array([[1.0, -1.0], [0.5, 2.0]]) @ weight.T + bias, 0)
    logits = hidden @ value(found, "model.body.1.weight").T + value(found, "model.body.1.bias")
    by_row = np.log(np.exp(logits).sum(1)) - logits[[0, 1], [0, 1]]
    np.testing.assert_allclose(value(found, "loss"), by_row.mean())
    assert [one["text"] for one in document(found)["notices"]] == [DRAWN]


def test_the_parameters_of_a_module_itself_come_before_those_of_the_modules_in_it() -> None:
    text = """import torch, torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc, self.scale = nn.Linear(2, 1), nn.Parameter(torch.ones(3))
model = Net()
print([name for name, _ in model.named_parameters()], len(list(model.parameters())[0]))
y = model.fc(torch.ones(2)) * model.scale"""
    assert ["".join(map(str, one)) for one in chainrule.study(text).prints] == ["'scale''fc.weight''fc.bias'3"]


@pytest.mark.parametrize(
    "text",
    [
        "from micrograd.nn import MLP\nmodel = MLP(2, [3, 1])\ny = model([1.0, -2.0])",
        "import random\nfrom micrograd.engine import Value\nw = [Value(random.uniform(-1, 1)) for _ in range(2)]\ny = w[0] * w[1]",
        "import torch\ny = torch.randn(3) * 2",
        "import numpy as np\ny = np.random.randn(3) * 2",
    ],
)
def test_that_random_numbers_are_ours_is_said_once(text: str) -> None:
    assert [one["text"] for one in document(ran(text))["notices"]] == [DRAWN]


def test_where_a_layer_draws_from_another_distribution_that_is_said_too() -> None:
    text = "import tensorflow as tf\nlayer = tf.keras.layers.LSTM(2)\ny = layer(tf.ones((1, 3, 2)))"
    told = [one["text"] for one in document(ran(text))["notices"] if one["code"] == "ignored"]
    assert len(told) == 2 and DRAWN in told and "orthogonal" in "".join(told)


def test_in_our_own_language_random_numbers_are_as_expected() -> None:
    assert document(ran("y = randn(3) * 2"))["notices"] == []


def test_a_tensor_is_an_input_marked_with_what_its_library_says() -> None:
    found = ran("import torch\na = torch.tensor(3.0, requires_grad=True)\nb = torch.tensor([1, 2])\nc = a * b")
    assert [(one.name, found.program.marks[one.node]) for one in found.program.inputs] == [("a", "requires_grad"), ("b", "constant")]
    assert document(found)["program"]["dialect"] == "pytorch"


def test_no_name_of_the_program_changes_what_a_spelling_means() -> None:
    text = "import torch\nimport torch.nn.functional as F\nrelu = 5\nsum = 3\nx = torch.ones(2)\ny = F.relu(x).sum() * relu"
    assert value(ran(text), "y") == 10


@pytest.mark.parametrize("name", ["tensor", "mark", "become", "context", "weights", "fields", "at"])
def test_what_serves_the_tables_alone_cannot_be_called(name: str) -> None:
    assert record(f"y = {name}(x)", {}).problems[0].code == "unknown-function"


def test_a_call_of_one_op_has_no_group_and_one_of_several_has() -> None:
    found = ran("import torch.nn.functional as F\nx = [[1, 2]]\nw = [[3, 4]]\na = F.relu(x)\nb = F.linear(x, w)")
    assert [(group.kind, group.label) for group in found.program.groups] == [("call", "F.linear(x, w)")]


def test_a_lambda_that_a_library_runs_is_called_by_what_it_is_given() -> None:
    found = ran("import jax\nx = jax.numpy.array([2.0, 3.0])\ny = jax.tree.map(lambda v: v * v + v, [x])")
    assert [group.label for group in found.program.groups] == ["lambda(v)"]


def test_what_is_printed_stands_in_the_order_of_the_text() -> None:
    text = "import torch\nx = torch.ones(2)\nfor i in range(2):\n    print(f'step {i}: loss {x.sum().item():.4f}', x.shape)\ny = x * 2"
    found = ran(text)
    assert [one.values for one in found.program.watches] == [(Told((f"step {k}: loss ", Shown(k + 1, ".4f"))), 2) for k in range(2)]
    assert chainrule.Study(found).prints == [[f"step {k}: loss 2.0000", 2] for k in range(2)]
    assert found.program.watches[0].around == ("", " (", ",)")


def test_a_number_read_from_a_tensor_is_printed_as_the_library_has_it() -> None:
    text = """import torch
x, n = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3, 4])
y = (x * x).sum()
total = 0.0
total += y.item()
print(y.item(), total / 5, f'{y.item():>4}', 'y ' + str(y.item()), '%.1f' % y, n[0].item(), (x > 1).sum().item(), x.argmax().item())
y.backward()
print(x.grad[1].item(), f'{x.grad[1]:.2f} {x.grad.sum().item():.1e}')"""
    assert chainrule.study(text).prints == [[5.0, 1.0, " 5.0", "y 5.0", "5.0", 3, 1, 1], [4.0, "4.00 6.0e+00"]]
    told: list[Any] = list(chainrule.study(text).trace()["watches"][0]["values"])
    assert told == [{"text": "5.0 1.0  5.0 y 5.0 5.0 3 1 1"}]


def test_the_one_number_of_a_tensor_of_one_is_a_float_too() -> None:
    text = "import torch\nw = torch.tensor([2.], requires_grad=True)\ny = w*w\n"
    text += "print(w.item(), -y.item(), f'{y.item()}', torch.ones(1).item())"
    assert chainrule.study(text).prints == [[2.0, -4.0, "4.0", 1.0]]
    said = [one["text"] for one in cast(Any, chainrule.study(text).trace()["watches"][0]["values"])]
    assert said == ["2.0 -4.0 4.0 1.0"]


def test_an_f_string_says_names_and_breaks_lines() -> None:
    found = ran("x = 2\nprint(f'first\\n{x=} {{}}', fr'a\\n{x}')\ny = x * 2")
    x = Shown(found.program.bindings["x"])
    assert found.program.watches[0].values == ("first\nx=", x, " {}", "a\\n", x)


@pytest.mark.parametrize(("again", "told"), [("y.backward()", True), ("y = a * b\ny.backward()", False), ("(y * b).backward()", True)])
def test_a_second_pass_of_micrograd_through_the_same_results_is_told(again: str, told: bool) -> None:
    found = ran(f"from micrograd.engine import Value\na, b = Value(2.0), Value(3.0)\ny = a * b\ny.backward()\n{again}")
    assert any("micrograd sends on" in notice["text"] for notice in document(found)["notices"]) == told


def test_nothing_below_a_fault_is_printed() -> None:
    found = record("x = 2\nprint(x)\ny = x.foo\nprint(x)", {})
    assert [watch.span[0] for watch in found.program.watches] == [6]


@pytest.mark.parametrize("line", ["z = nn.Linear(4, 1)(w)", "z = nn.functional.linear(w, torch.ones(2, 2))", "z = y.item()\nz.backward()"])
def test_what_a_refused_call_of_a_library_began_is_no_part_of_the_graph(line: str) -> None:
    text = "import torch\nimport torch.nn as nn\nw = torch.ones(2, 3, requires_grad=True)\ny = (w * w).sum()\n"
    found = record(text + line, {})
    assert found.problems and found.program.kinds == ["input", "op", "op"] and not found.program.groups
    assert len(found.values) == 3


def test_what_a_library_calls_back_is_kept_up_to_the_fault() -> None:
    found = record("import jax\ndef f(x):\n    y = x * x\n    return y.foo\nz = jax.vmap(f)(jax.numpy.ones(2))", {})
    assert "op" in found.program.kinds and found.problems


def test_a_gradient_that_a_line_above_could_not_give_is_no_fault_of_its_own() -> None:
    text = "import torch\nx = torch.tensor(2.0, requires_grad=True\ny = x ** 2\ny.backward()"
    assert [one.code for one in record(text, {}).problems] == ["unclosed-bracket"]


def test_a_context_is_left_where_a_fault_is_met_in_it() -> None:
    text = "import torch\nw = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    y = w.foo\nz = (w * w).sum()\nz.backward()"
    assert [one.code for one in record(text, {}).problems] == ["unknown-attribute"]


def test_what_a_layer_does_is_called_by_what_it_is_made_of() -> None:
    text = """import torch.nn as nn
m = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
x = [[1., 2]]
y = m(x).sum()"""
    trace = chainrule.study(text).trace()
    assert [(group["kind"], group["label"]) for group in trace["groups"]] == [("call", "m(x)"), ("call", "Linear"), ("call", "Linear")]
    labels = [node["label"] for node in trace["nodes"] if node["group"] is not None]
    assert labels == ["m.0.weightᵀ", "x @ …", "… + m.0.bias", "tanh(…)", "m.2.weightᵀ", "… @ …", "m(x)"]


def test_a_loop_of_the_program_over_its_layers_says_which_layer_it_is_at() -> None:
    text = """import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(2, 2), nn.ReLU()])
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
y = Net()([1., 2])"""
    labels = [(group["kind"], group["label"]) for group in chainrule.study(text).trace()["groups"]]
    assert ("loop", "for layer in self.layers") in labels and ("iteration", "layer = Linear") in labels
