"""Python's own lists, and its functions of them, in the spelling of a library: what they mean there they mean here."""

from __future__ import annotations

import pytest

from chainrule.trace.study import record
from prints import printed


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("print(sum(m))", "[4 6]"),
        ("print(sum(v), sum(v, 2.0))", "-1 1"),
        ("print(sum([v, v * 2]), sum((v, v * 2)))", "[1.5 -4.5] [1.5 -4.5]"),
        ("print(sum([v, v], 1))", "[2 -2]"),
        ("print(sum([1, 2, 3], 10), sum([1, 2, 3]))", "16 6"),
        ("print(np.sum(m), m.sum())", "10 10"),
    ],
)
def test_sum_adds_what_a_loop_would_give(line: str, says: str) -> None:
    text = f"import numpy as np\nv = np.array([0.5, -1.5])\nm = np.array([[1.0, 2.0], [3.0, 4.0]])\n{line}\ny = v * 1"
    assert printed(text) == says


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("losses = []\nfor i in range(3):\n    losses += [(v ** 2).sum().item()]\nprint(len(losses), losses)", "3 [2.5, 2.5, 2.5]"),
        ("h = []\nh = h + [1.0]\nprint(h)", "[1.0]"),
        ("sizes = [2] + [4] * 2 + [1]\nprint(sizes)", "[2, 4, 4, 1]"),
        ("n = [4] * 3\nfor i in n:\n    print(i)", "4\n4\n4"),
        ("a = [1, 2]\na += [3]\nprint(len(a), a)", "3 [1, 2, 3]"),
        ("a = [3, 4]\nb = [5, 6]\nprint(a + b, 2 * a)", "[3, 4, 5, 6] [3, 4, 3, 4]"),
        ("a = [v]\nb = a\na += [v * 2]\nprint(len(a), len(b))", "2 2"),
        ("print([1, 2] == [1, 2], [1, 2] < [1, 3], [1, 2] != [1, 2])", "True True False"),
        ("a = [1, 2]\nif a == [1, 2]:\n    print('same')", "same"),
        ("print(np.array([1.0] * 3))", "[1 1 1]"),
        ("k = 3\nprint([0] * k, (0,) * 2, [None] * 2)", "[0, 0, 0] (0, 0) [None, None]"),
        ("a = [1.0, 2.0]\na[0] = 5.0\nprint(a + a)", "[5.0, 2.0, 5.0, 2.0]"),
        ("print(v is v, v is not v)", "True False"),
        ("print([1, 2] + v, v * 2)", "[1.5 0.5] [1 -3]"),
    ],
)
def test_lists_are_joined_repeated_and_compared(lines: str, says: str) -> None:
    assert printed(f"import numpy as np\nv = np.array([0.5, -1.5])\n{lines}\ny = v * 1") == says


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("a = 1.0\nb = a\nb += 1\nl = (x * a).sum()\nl.backward()\nprint(l.item(), x.grad)", "3.0 [1 1]"),
        ("h = []\nt = 0.0\nfor i in range(3):\n    t += (x ** 2).sum().item()\n    h.append(t)\nprint(h)", "[5.0, 10.0, 15.0]"),
        ("i = 0\nj = i\nwhile i < 3:\n    i += 1\nprint(i, j)", "3 0"),
        ("a = [1, 2]\na[0], a[1] = a[1], a[0]\nprint(a)", "[2, 1]"),
        ("a = [1, 2, 3]\nfor v in a:\n    v += 1\nprint(a)", "[1, 2, 3]"),
        ("a = [1, 2]\nb = a[:]\nc = a\nb[0] = 9\nc[1] = 7\nprint(a, b)", "[1, 7] [9, 2]"),
        ("a = [1, 2, 3]\nprint(a[1:] + [4], a[:2] * 2)", "[2, 3, 4] [1, 2, 1, 2]"),
        ("a = x.tolist()\nprint(a + [3], a * 2, a == [1, 2])", "[1.0, 2.0, 3] [1.0, 2.0, 1.0, 2.0] True"),
        ("a = [1, 2]\nb = a\nb += [3]\nprint(a, b)", "[1, 2, 3] [1, 2, 3]"),
        ("m = x > 1\nm[0] = 0\nprint(x[m])", "[2]"),
        ("z = x * 3\nz[x > 1] = False\nprint(z)", "[3 0]"),
        ("z = x * 3\nu = z\nu += 1\nprint(z)", "[4 7]"),
        ("print(x[(x > 0) & (x < 2)], x[~(x > 1)], x[(x < 0) | (x > 1)])", "[1] [1] [2]"),
    ],
)
def test_numbers_and_lists_are_python_s_and_tensors_are_shared(lines: str, says: str) -> None:
    assert printed(f"import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n{lines}\ny = x * 1") == says


def test_a_list_of_losses_is_no_part_of_the_graph() -> None:
    text = "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\nlosses = []\nfor i in range(3):\n"
    text += "    l = (x ** 2).sum()\n    losses += [l.item()]\nl.backward()\nprint(losses)"
    found = record(text, {})
    assert not found.problems and found.target == found.program.bindings["l"]
    assert not any(shape == (3,) for shape in found.program.shapes)


def test_an_array_is_made_of_another_with_numbers_of_its_own() -> None:
    text = "import numpy as np\nw = np.array([1.0, 2.0])\nold = np.array(w)\nsame = np.asarray(w)\nw -= 1\nprint(old, same)\ny = w * 1"
    assert printed(text) == "[1 2] [0 1]"


@pytest.mark.parametrize("line", ["a[0] = a", "b = [a]\na[1] = b"])
def test_a_list_cannot_hold_itself(line: str) -> None:
    assert record(f"import torch\na = [torch.ones(1), 2]\n{line}", {}).problems[0].code == "bad-argument"


@pytest.mark.parametrize("line", ["y = x & x", "y = x > 0 & x < 1", "y = ~x", "y = 2 | x"])
def test_only_answers_are_joined(line: str) -> None:
    assert record(f"import numpy as np\nx = np.array([1.0, 2.0])\n{line}", {}).problems[0].code == "bad-condition"


def test_an_empty_list_grows_in_the_plain_language_too() -> None:
    assert printed("w = 1.0\nlosses = []\nfor i in range(2):\n    losses += [w * i]\nprint(losses)\ny = w * 2") == "[0, 1]"


@pytest.mark.parametrize(
    ("tree", "says"),
    [
        ("[jnp.array([1.0, 2.0]), jnp.array([3.0])]", "[[2 4], [6]]"),
        ("[[1.0, 2.0], (3.0, [4.0])]", "[[2.0, 4.0], (6.0, [8.0])]"),
        ("named", "[2, 4]"),
    ],
)
def test_lists_are_trees_in_jax(tree: str, says: str) -> None:
    text = f"import jax\nimport jax.numpy as jnp\nv = jnp.array([1.0])\nnamed = [1.0, 2.0]\nprint(jax.tree.map(lambda x: x * 2, {tree}))"
    assert printed(f"{text}\ny = v * 1") == says


def test_a_gradient_goes_through_a_joined_list() -> None:
    text = "import numpy as np\na = [3.0, 4.0]\nb = [5.0]\ny = np.sum(np.array(a + b) ** 2)"
    found = record(text, {})
    assert found.back is not None and not found.problems
    assert [found.back.gradients[one.node].tolist() for one in found.program.inputs] == [[6, 8], [10]]  # type: ignore[union-attr]


def test_the_plain_language_computes_with_lists() -> None:
    assert printed("a = [1, 2]\nprint(a + [3, 4], a * 2)\ny = sum(a)") == "[4 6] [2 4]"


def test_sum_of_rows_sends_every_row_its_gradient() -> None:
    text = "import torch\nw = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)\n(sum(w) ** 2).sum().backward()\nprint(w.grad)"
    assert printed(text) == "[8 12 8 12]"


def test_the_plain_language_adds_all_entries() -> None:
    assert printed("m = [[1, 2], [3, 4]]\nprint(sum(m))\ny = sum(m)") == "10"


def test_what_a_library_makes_adds_as_the_library_does() -> None:
    """Its losses that are kept as objects are functions of the tables, wherever they are called."""
    text = "import tensorflow as tf\nt = tf.constant([[0.0, 1.0]])\np = tf.constant([[0.5, 0.5]])\n"
    text += "print(tf.keras.losses.CategoricalCrossentropy(reduction='none')(t, p) / tf.math.log(2.0))\ny = p * 1"
    assert printed(text) == "[1]"


def test_what_is_drawn_is_ours() -> None:
    """Orders and choices: which they are is chance, what they are made of is not."""
    text = """
import random
import numpy as np
random.seed(0)
xs = list(range(5))
random.shuffle(xs)
print(sorted(xs), 0 <= random.choice(xs) < 5, 1 <= random.randint(1, 3) <= 3, random.randrange(2) < 2, len(random.sample(xs, 2)))
a = np.arange(4.0)
np.random.shuffle(a)
rng = np.random.default_rng(0)
print(np.sort(a), np.sort(np.random.permutation(3)), a[rng.permutation(4)].sum())
print(rng.integers(0, 3, size=4).shape, np.random.choice(6, 3, replace=False).shape, (np.random.choice(a, 9) < 4).all())
y = (a * a).sum()
"""
    assert printed(text) == "[0, 1, 2, 3, 4] True True True 2\\n[0 1 2 3] [0 1 2] 6\\n(4,) (3,) True".replace("\\n", "\n")


def test_places_in_a_drawn_order_pick_rows() -> None:
    text = "import torch\nX = torch.tensor([[1.0], [2.0], [4.0]])\nr = torch.randperm(3)\ny = X[r].sum()\nprint(r.sort()[0], y)"
    assert printed(text) == "[0 1 2] 7"
