"""Notices: corners that were met, and where NaN and infinity were born."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest

from chainrule.explain.edges import edges
from chainrule.explain.label import Labels
from chainrule.explain.notices import Notice, notices
from chainrule.limits import LIMITS
from chainrule.trace.study import record
from chainrule.wire.document import document


def told(text: str, **vars: Any) -> list[Notice]:
    found = record(text, vars)
    assert not found.problems, found.problems
    return notices(found, edges(found)[0], Labels(found.program, found.values))


@pytest.mark.parametrize(
    ("text", "vars", "says"),
    [
        ("y = log(x)", {"x": -1.0}, "NaN was born at y: log(−1) has no finite value."),
        ("y = x / w", {"x": 1.0, "w": 0.0}, "∞ was born at y: 1 / 0 has no finite value."),
        ("x = [1, -4, 9]\ny = sqrt(x)", {}, "NaN was born at y[1]: sqrt(−4) has no finite value."),
        ("x = [1, inf]\ny = x - x", {}, "NaN was born at y[1]: ∞ - ∞ has no finite value."),
        ("y = sin(x)", {"x": math.inf}, "NaN was born at y: sin(∞) has no finite value."),
        ("y = 1 / x\nz = y - y", {"x": 0.0}, "∞ was born at y: 1 / 0 has no finite value."),
        ("y = 1 / x\nz = y - y", {"x": 0.0}, "NaN was born at z: ∞ - ∞ has no finite value."),
        ("y = log(x)\nz = y * x", {"x": [0.0, -1.0]}, "NaN was born at z[0]: −∞ * 0 has no finite value."),
        ("y = log(x)\nz = y * x", {"x": [0.0, -1.0]}, "−∞ was born at y[0]: log(0) has no finite value."),
        ("x = [inf, 1]\ny = x @ [0, 1]", {}, "NaN was born at y: what went in was infinite, but not NaN."),
        ("y = where(x > 0, sqrt(x), x)", {"x": 0.0}, "from sqrt(x) to x: 0 times the slope there, ∞, is no number."),
        ("y = sqrt(x - 1)", {"x": [1.0]}, "on its way from y to (x - 1)[0]: a slope there is ∞."),
        ("y = sqrt(x)", {"x": 0.0}, "The gradient became ∞ on its way from y to x: the slope there is ∞."),
        ("c = 1\ny = where(c, w, 1 / x)", {"x": 0.0, "w": 2.0}, "The gradient became NaN on its way from 1 / x to x"),
        ("y = relu(x)", {"x": 0.0}, "y meets a corner of relu, x = 0: here its slope is 0."),
        ("y = maximum(x, w)", {"x": 1.0, "w": 1.0}, "y meets a corner of maximum, x = w: here its slope is 1/2 for each of them."),
        ("x = [2, 2, 1]\ny = max(x)", {}, "split evenly"),
        ("x = ones(4, 4)\ny = max_pool2d(x, 2)", {}, "y meets a corner of max_pool2d"),
    ],
)
def test_a_notice_names_the_place_and_the_numbers(text: str, vars: dict[str, float], says: str) -> None:
    assert any(says in notice.text for notice in told(text, **vars)), [notice.text for notice in told(text, **vars)]


TORCH, TF = "import torch\nx = torch.tensor(0.0, requires_grad=True)\n", "import tensorflow as tf\nx = tf.Variable(1.0)\n"
JAX, HIPS = "import jax, jax.numpy as jnp\nx = jnp.array(0.0)\n", (
    "import autograd.numpy as np\nfrom autograd import grad\nx = np.array(1.0)\n"
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TF + "y = tf.maximum(x, 1.0)", "In TensorFlow: the first gets all."),
        (JAX + "y = jnp.abs(x)", "In JAX: 1."),
        (JAX + "y = jax.nn.leaky_relu(x)", "In JAX: 1."),
        (JAX + "y = jnp.clip(x, 0, 1)", "In JAX: 1/2."),
        (HIPS + "y = np.clip(x, 0, 1)", "In HIPS autograd: 0."),
        (TORCH + "y = torch.atan2(x, x * 0)", "In PyTorch: 0."),
        (TF + "y = tf.norm(x * tf.zeros([2]))", "In TensorFlow: NaN."),
    ],
)
def test_a_corner_that_a_library_takes_in_its_own_way_is_told_in_its_spelling(text: str, says: str) -> None:
    assert any(notice.text.endswith(says) for notice in told(text)), [notice.text for notice in told(text)]


@pytest.mark.parametrize("text", [TORCH + "y = torch.abs(x)", JAX + "y = jax.nn.relu(x)", TF + "y = tf.abs(x - 1)", "x = 0\ny = abs(x)"])
def test_a_library_that_agrees_is_not_named(text: str) -> None:
    (notice,) = (one for one in told(text) if one.code == "kink")
    assert " In " not in notice.text


def test_nan_is_blamed_on_its_birth_and_the_path_it_took_is_known() -> None:
    (first,) = [notice for notice in told("a = x - 3\ny = log(a)\nz = y * 2\nw = z + x", x=2.0) if notice.code == "born"]
    assert first.text.startswith("NaN was born at y") and len(first.nodes) == 3


def test_a_node_that_is_not_finite_belongs_to_its_first_birth_alone() -> None:
    births = [notice for notice in told("y = log(x)\nz = log(x)\nw = z * y\nv = 1 / x + 2", x=0.0) if notice.code == "born"]
    assert [len(notice.nodes) for notice in births] == [2, 1, 2]
    assert [len(one.nodes) for one in told("y = 1 / x\nz = y - y\nw = z + y", x=0.0) if one.code == "born"] == [1, 2]
    many = told("y = log(x)\nfor i in range(200):\n    y = y + log(x)", x=0.0)
    assert sum(len(notice.nodes) for notice in many if notice.code == "born") == 401


def test_more_notices_than_a_person_reads_are_counted_out() -> None:
    most = LIMITS["notices"].value
    many = told(f"y = log(x)\nfor i in range({most - 1}):\n    y = y + log(x)", x=0.0)
    assert Counter(notice.code for notice in many) == {"kink": most, "born": most, "gradient-born": most}
    more = told(f"y = log(x)\nfor i in range({most}):\n    y = y + log(x)", x=0.0)
    assert more[-1].code == "unlisted" and str(most) in more[-1].text and len(more) == len(many) + 1


@pytest.mark.parametrize("text", ["y = relu(x) + abs(x)", "y = max([1, 2, 3])", "y = max_pool2d([[1, 2], [3, 4]], 2)", "y = x ** 2"])
def test_nothing_is_said_where_nothing_was_met(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "says"), [("import torch\ny = x ^ 2", True), ("y = x ^ 2", False), ("import torch\ny = x * 2  # ^", False)]
)
def test_what_python_reads_for_the_sign_of_a_power_is_told_in_the_spelling_of_a_library(text: str, says: bool) -> None:
    assert any("exclusive or" in one["text"] for one in document(record(text, {}))["notices"]) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("θ = [1, 2]\nx = [3, 4]\ny = θ · x", "The point between θ and x multiplies entry by entry here. For the dot product write θ @ x."),
        ("x = [3, 4]\ny = (x + 1) ⋅ x", "The point between a and x"),
        ("x = [3, 4]\ny = 2 · x", None),
        ("x = [3, 4]\ny = x * x  # ·", None),
    ],
)
def test_a_point_between_two_vectors_is_told_to_be_no_dot_product(text: str, says: str | None) -> None:
    assert [one["text"][: len(says or "")] for one in document(record(text, {}))["notices"]] == [says] * (says is not None)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("y = torch.exp(x); y += 1; y.backward()", True),
        ("y = x.sigmoid(); y.mul_(2); y.backward()", True),
        ("y = x.relu(); y += 1; y.backward()", True),
        ("y = (x * torch.ones(2)).prod(); y.mul_(2); y.backward()", True),
        ("y = x.sin(); y.mul_(2); y.backward()", False),
        ("b = x * 2; c = b ** 2; b.mul_(3); c.backward()", True),
        ("b = x * 2; c = b * 3; b += 1; c.backward()", False),
        ("y = x * x; y += 1; y.backward()", False),
    ],
)
def test_a_change_in_place_of_what_the_backward_pass_needs_is_told_in_the_spelling_of_pytorch(lines: str, says: bool) -> None:
    assert any("changed in place" in one["text"] for one in document(record(TORCH + lines, {}))["notices"]) == says
