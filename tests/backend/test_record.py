"""What a backward pass may leave out, and what a known program need not do again."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.ops.catalogue import op
from chainrule.trace.backward import backward, ones_like, wanted
from chainrule.trace.rerun import rerun
from chainrule.trace.study import record

NET = "hidden = tanh(x @ w)\nloss = cross_entropy(hidden, labels)\n"
GIVEN = {"x": [[0.3, -1.2], [0.7, 0.4]], "w": [[0.5, -0.1, 0.2], [0.3, 0.8, -0.6]], "labels": [2, 0]}


def test_gradients_alone_are_those_of_the_whole_record_as_far_as_they_came() -> None:
    study = record(NET, GIVEN)
    assert study.target is not None and study.back is not None
    needs = wanted(study.program, study.target)
    seed = ones_like(study.values[study.target])
    with np.errstate(all="ignore"):
        alone = backward(study.program, study.values, study.target, seed, needs, record=False)
    inputs = [study.program.bindings[name] for name in ("x", "w")]
    assert [node for node, found in enumerate(alone.gradients) if found is not None] == sorted(inputs)
    for node in inputs:
        np.testing.assert_array_equal(alone.gradients[node], study.back.gradients[node])
    assert not alone.edge_to and not alone.edge_place and not alone.partials and not alone.contributions
    assert study.back.contributions


def test_a_known_program_with_new_numbers_gives_what_a_first_run_gives() -> None:
    known = record(NET, GIVEN)
    moved = {**GIVEN, "w": [[1.5, 0.1, -0.2], [0.4, -0.8, 0.6]]}
    fresh = record(NET, moved)
    assert known.target is not None and known.back is not None and fresh.back is not None
    kept: dict[int, Any] = {}
    with np.errstate(all="ignore"):
        values = rerun(known.program, known.values, {known.program.bindings["w"]: np.array(moved["w"])}, known.target, kept)
        needs = wanted(known.program, known.target)
        again = backward(known.program, values, known.target, ones_like(values[known.target]), needs, kept)
    assert list(kept) == [known.target], "the loss keeps what its slope is made of"
    for found, right in zip(again.gradients, fresh.back.gradients, strict=True):
        np.testing.assert_array_equal(found, right)


def test_three_uses_add_up_and_leave_every_contribution_as_it_was() -> None:
    study = record("y = w*a + w*b\nz = sum(y + w*c)", {"w": [1.0, 2.0], "a": [3.0, 4.0], "b": [5.0, 6.0], "c": [7.0, 8.0]})
    back, program = study.back, study.program
    assert back is not None
    w = program.bindings["w"]
    own = [back.contributions[k] for k in range(len(back.edge_to)) if program.args[back.edge_to[k]][back.edge_place[k]] == w]
    np.testing.assert_array_equal(own, [[7.0, 8.0], [5.0, 6.0], [3.0, 4.0]])
    np.testing.assert_array_equal(back.gradients[w], [15.0, 18.0])


def test_an_op_has_all_its_parameters_whoever_leaves_them_out() -> None:
    stack = op("stack")
    for given in ({}, {"axis": 0}):
        stack.plans.clear()
        assert dict(stack.plan(((2,), (2,)), given).params) == {"axis": 0}
