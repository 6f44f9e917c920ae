"""A known program with other numbers: to the bit what a first run gives, or no answer at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from calls import SLOPED, named
from chainrule.errors import Refused
from chainrule.gallery import Item, items
from chainrule.ops.macro import Macro
from chainrule.ops.record import Op, Sample
from chainrule.program import recorder
from chainrule.trace.rerun import again, same
from chainrule.trace.study import Record, record
from chainrule.wire.answer import answer
from chainrule.wire.document import template, written
from chainrule.wire.known import Known
from chainrule.wire.request import Request
from chainrule.wire.seen import seen_in
from sound import SLIGHT, repeated
from sources import of_sample

CORPUS = [
    json.loads(line)["program"]
    for path in sorted((Path(__file__).parents[1] / "corpus").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def first_and_again(text: str, before: dict[str, Any], after: dict[str, Any], **asked: Any) -> tuple[Record, Record | None]:
    known = record(text, before, **asked)
    assert not known.problems, known.problems
    return record(text, after, **asked), again(known, after)


def alike(fresh: Record, second: Record | None) -> None:
    assert second is not None
    assert fresh.back is not None and second.back is not None
    assert fresh.program.kinds == second.program.kinds
    for name in ("gradients", "partials", "contributions"):
        for one, other in zip(getattr(fresh.back, name), getattr(second.back, name), strict=True):
            assert (one is None) == (other is None)
            assert one is None or same(np.asarray(one), np.asarray(other))
    for one, other in zip(fresh.values, second.values, strict=True):
        assert same(one, other)


def test_numbers_that_only_flow_are_computed_anew() -> None:
    text = "h = tanh(x @ w)\nloss = cross_entropy(h, labels)"
    given = {"x": [[0.3, -1.2], [0.7, 0.4]], "w": [[0.5, -0.1, 0.2], [0.3, 0.8, -0.6]], "labels": [2, 0]}
    alike(*first_and_again(text, given, {**given, "w": [[1.5, 0.1, -0.2], [0.4, -0.8, 0.6]]}))
    alike(*first_and_again(text, given, {**given, "labels": [1, 1]}))
    alike(*first_and_again("y = x * x + 1/x", {"x": 0.0}, {"x": -0.0}))
    alike(*first_and_again("print('x is', x, f'and x squared {x * x:.1f}')\ny = x * w", {"x": 2}, {"x": 3}))
    assert repeated(record("x = 2.5\nprint(f'{x:.1f} is', x)\ny = x * x", {})) == 5


@pytest.mark.parametrize(
    "text",
    [
        "y = x * x if x > 0 else -x",
        "y = x\nwhile y < 10:\n    y = y * 2",
        "y = 1\nfor i in range(x):\n    y = y * i * w",
        "w = [1, 2, 3, 4, 5]\ny = w[x] * 2",
        "print(f'{x:d}')\ny = x * w",
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


def test_whoever_decides_by_a_number_asks_the_recorder_for_it() -> None:
    for path in sorted(Path(recorder.__file__).parent.glob("*.py")):
        asks = re.findall(r"evaluator\.(?:number|entries)\(", path.read_text(encoding="utf-8"))
        assert not asks or path == Path(recorder.__file__), path


def test_other_inputs_shapes_and_refusals_are_for_a_first_run() -> None:
    known = record("y = sum(x * w)", {"x": [1, 2]})
    assert again(known, {"x": [1, 2], "w": 3}) is None
    assert again(known, {"x": [[1, 2]]}) is None
    assert again(known, {"x": [1, [2]]}) is None
    assert again(record("y = take(w, i) * x\nz = sum(y)", {"w": [1, 2], "i": [0, 1]}), {"w": [1, 2], "i": [0, 2]}) is None
    assert again(record("y = x +", {"x": 1}), {"x": 1}) is None


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
def test_the_gallery_run_again_gives_the_bytes_of_a_first_run(item: Item) -> None:
    found = record(item.program, {}, target=item.target, upstream=item.upstream)
    asked: dict[str, Any] = {"target": item.target, "upstream": item.upstream}
    hits = repeated(found, **asked)
    # A library's integers are no floats: whether numbers are whole decides there.
    assert hits == 5 if item.id != "pytorch-loop" else hits >= 0


@pytest.mark.parametrize("text", CORPUS)
def test_worked_examples_and_programs_of_libraries_run_again_give_the_same_bytes(text: str) -> None:
    repeated(record(text, {}), SLIGHT)


@pytest.mark.parametrize(("of", "sample"), SLOPED, ids=named)
def test_every_op_run_again_gives_what_a_first_run_gives(of: Op | Macro, sample: Sample) -> None:
    """The document included: relations and corners are part of it."""
    known = given(of, sample)
    for change in CHANGES:
        moved = Sample(tuple(change(np.asarray(one, dtype=np.float64)).tolist() for one in sample.arguments), sample.params)
        try:
            fresh = given(of, moved)
        except Refused:
            assert again(known, {name: one for name, one in zip("abcdefghijk", moved.arguments, strict=False)}) is None
            continue
        with np.errstate(all="ignore"):
            seen = seen_in(known)
            form = template(seen)
            assert form.fill(seen) == written(known)
        second = again(known, fresh.vars)
        assert second is not None
        alike(fresh, second)
        if [one.nodes for one in seen.remarks] == [one.nodes for one in seen_in(fresh).remarks]:
            assert form.fill(seen_in(second)) == written(fresh)


CHANGES: list[Callable[[Any], Any]] = [lambda a: a * 1.01 + 0.003, lambda a: -a, np.zeros_like, np.flip]


def given(of: Op | Macro, sample: Sample) -> Record:
    """One op as a study, its arguments given as those of a request are."""
    found = of_sample(of, sample)
    found.program.inputs[:] = [replace(one, overridden=True) for one in found.program.inputs]
    return replace(found, vars={one.name: np.asarray(found.values[one.node]).tolist() for one in found.program.inputs})


def scalars(item: Item) -> list[str]:
    program = record(item.program, {}).program
    return [one.name for one in program.inputs if not program.shapes[one.node]]


def test_shuffled_requests_are_answered_as_alone() -> None:
    known = Known(room=300_000)
    requests = [
        Request(expr=item.program, vars={name: value}, target=item.target, upstream=item.upstream)
        for item in items()
        for name in scalars(item)
        for value in (0.5, 1, -2.0, 3.25)
    ]
    alone = [answer(request) for request in requests]
    order = list(range(len(requests))) * 2
    Random(7).shuffle(order)
    for place in order:
        assert known.answer(requests[place]) == alone[place]
    assert 0 < known.misses < len(order), "some are known, some were forgotten"


def test_the_newest_programs_stay_as_far_as_there_is_room() -> None:
    requests = [Request(expr=f"y = x * {number}") for number in range(3)]
    one = Known()
    one.answer(requests[0])
    known = Known(room=2 * one.size)
    for request in requests:
        known.answer(request)
    for request, misses in ((requests[2], 3), (requests[1], 3), (requests[0], 4)):
        known.answer(request)
        assert known.misses == misses and known.size <= 2 * one.size
    nothing = Known(room=one.size - 1)
    for misses in (1, 2):
        nothing.answer(requests[0])
        assert nothing.misses == misses and nothing.size == 0
