"""A known program with other numbers: to the bit what a first run gives, or no answer at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from chainrule.gallery import items
from chainrule.trace.rerun import again, same
from chainrule.trace.study import Record, record


def first_and_again(text: str, before: dict[str, Any], after: dict[str, Any], **asked: Any) -> tuple[Record, Record | None]:
    known = record(text, before, **asked)
    assert not known.problems, known.problems
    return record(text, after, **asked), again(known, after)


def alike(fresh: Record, repeated: Record | None) -> None:
    assert repeated is not None
    assert fresh.back is not None and repeated.back is not None
    assert fresh.program.kinds == repeated.program.kinds
    for name in ("gradients", "partials", "contributions"):
        for one, other in zip(getattr(fresh.back, name), getattr(repeated.back, name), strict=True):
            assert (one is None) == (other is None)
            assert one is None or same(np.asarray(one), np.asarray(other))
    for one, other in zip(fresh.values, repeated.values, strict=True):
        assert same(one, other)


def test_numbers_that_only_flow_are_computed_anew() -> None:
    text = "h = tanh(x @ w)\nloss = cross_entropy(h, labels)"
    given = {"x": [[0.3, -1.2], [0.7, 0.4]], "w": [[0.5, -0.1, 0.2], [0.3, 0.8, -0.6]], "labels": [2, 0]}
    alike(*first_and_again(text, given, {**given, "w": [[1.5, 0.1, -0.2], [0.4, -0.8, 0.6]]}))
    alike(*first_and_again(text, given, {**given, "labels": [1, 1]}))
    alike(*first_and_again("y = x * x + 1/x", {"x": 0.0}, {"x": -0.0}))
    alike(*first_and_again("print(f'{x:.1f}')\ny = x * w", {"x": 2}, {"x": 3}))


@pytest.mark.parametrize(
    "text",
    [
        "y = x * x if x > 0 else -x",
        "y = x\nwhile y < 10:\n    y = y * 2",
        "y = 1\nfor i in range(x):\n    y = y * i * w",
        "w = [1, 2, 3, 4, 5]\ny = w[x] * 2",
        "w = [[1, 2], [3, 4]]\nk = x - 3\ny = sum(w ** 2, axis=k)",
        "def f(a):\n    return a * a if a > 6 else a + a\ny = f(x * x)",
        "import torch\nw = torch.tensor(2.0, requires_grad=True)\nl = w * x\nl.backward()\ny = w * 3 if w.grad > 2 else w + 1",
    ],
)
def test_numbers_that_decide_are_looked_at_by_a_first_run(text: str) -> None:
    known = record(text, {"x": 3.0})
    assert not known.problems, known.problems
    assert again(known, {"x": 2.0}) is None
    alike(known, again(known, {"x": 3.0}))


def test_numbers_that_do_not_reach_a_decision_may_change() -> None:
    text = "w = 1\nfor i in range(n):\n    w = w - 0.1 * grad((w * x) ** 2, w)\nloss = w * w"
    alike(*first_and_again(text, {"n": 3, "x": 2.0, "w": 1.5}, {"n": 3, "x": 1.25, "w": -0.5}))
    known = record(text, {"n": 3, "x": 2.0, "w": 1.5})
    assert again(known, {"n": 2, "x": 2.0, "w": 1.5}) is None


def test_other_inputs_shapes_and_refusals_are_for_a_first_run() -> None:
    known = record("y = sum(x * w)", {"x": [1, 2]})
    assert again(known, {"x": [1, 2], "w": 3}) is None
    assert again(known, {"x": [[1, 2]]}) is None
    assert again(known, {"x": [1, [2]]}) is None
    assert again(record("y = take(w, i) * x\nz = sum(y)", {"w": [1, 2], "i": [0, 1]}), {"w": [1, 2], "i": [0, 2]}) is None
    assert again(record("y = x +", {"x": 1}), {"x": 1}) is None


def test_most_of_the_gallery_can_be_run_again() -> None:
    for item in items():
        asked = {"target": item.target, "upstream": item.upstream}
        plain = record(item.program, {}, **asked)
        vars = {one.name: np.asarray(plain.values[one.node]).tolist() for one in plain.program.inputs}
        moved = {name: (np.asarray(value) * 1.01 + 0.003).tolist() for name, value in vars.items()}
        known, fresh = record(item.program, vars, **asked), record(item.program, moved, **asked)
        repeated = again(known, moved)
        print(item.id, repeated is not None, sorted(known.program.looked), fresh.problems[:1])
        if repeated is not None:
            alike(fresh, repeated)
