"""The parts of a macro are planned once and laid at every call."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from chainrule.errors import Refused
from chainrule.limits import LIMITS
from chainrule.ops.catalogue import CATALOGUE
from chainrule.ops.macro import Macro
from chainrule.program import draft as drafts
from chainrule.program.graph import INPUT, Program
from chainrule.program.recorder import Recorder
from chainrule.trace.forward import Forward

ROWS = [[0.4, -1.2, 2.1], [1.7, 0.9, -0.3]]


def recorder(nodes: int = 1_000) -> Recorder:
    return Recorder(Program(), Forward(), nodes)


def macro(name: str) -> Macro:
    found = CATALOGUE[name]
    assert isinstance(found, Macro)
    return found


def given(build: Recorder, number: Any) -> int:
    array = np.asarray(number, dtype=np.float64)
    return build.give(INPUT, array.ravel().tolist(), array.shape, None)


def columns(program: Program) -> list[int]:
    return [len(getattr(program, name)) for name in ("kinds", "plans", "args", "shapes", "spans", "group_of")]


def test_every_call_has_parts_of_its_own() -> None:
    build = recorder()
    x, y = given(build, ROWS), given(build, [[5.0, 1.0, 2.0], [0.0, 3.0, 1.0]])
    first, second = build("layer_norm", x), build("layer_norm", y)
    program, values = build.program, build.evaluator.values  # type: ignore[attr-defined]
    one, other = program.groups
    assert (one.outputs, other.outputs) == ((first,), (second,)) and (one.args, other.args) == ({"x": x}, {"x": y})
    apart = [node for node, group in enumerate(program.group_of) if group == 1]
    assert apart == list(range(first + 1, second + 1))
    assert all(arg == y or arg in apart for node in apart for arg in program.args[node])
    np.testing.assert_allclose(values[second].mean(axis=1), 0.0, atol=1e-12)
    assert len(values) == len(program) and len(set(columns(program))) == 1


def test_one_node_in_two_places_is_no_other_macro() -> None:
    """q, k and v may be the same node or three: the parts are those of the places."""
    build = recorder()
    x, y = given(build, ROWS), given(build, [[1.0, 0.0, 2.0], [0.5, -1.0, 1.0]])
    build("scaled_dot_product_attention", x, x, x)
    apart = build("scaled_dot_product_attention", x, y, x)
    alone = recorder()
    twice = [given(alone, ROWS), given(alone, [[1.0, 0.0, 2.0], [0.5, -1.0, 1.0]])]
    with patch.object(drafts, "_KNOWN", {}):
        fresh = alone("scaled_dot_product_attention", twice[0], twice[1], twice[0])
    np.testing.assert_array_equal(build.evaluator.values[apart], alone.evaluator.values[fresh])  # type: ignore[attr-defined]


def test_macros_inside_macros_are_groups_inside_groups() -> None:
    build = recorder()
    x, weights = given(build, ROWS), [given(build, np.eye(3)) for _ in range(4)]
    build.enter("loop", "for", None)
    build("multi_head_attention", x, *weights, heads=3)
    loop, outer, inner = build.program.groups
    assert (loop.parent, outer.parent, inner.parent) == (None, 0, 1)
    assert inner.label == "scaled_dot_product_attention" and set(build.program.group_of) == {None, 1, 2}


def test_a_macro_past_the_ceiling_adds_nothing() -> None:
    most = LIMITS["nodes"].value
    build = recorder(most)
    x = given(build, ROWS)
    while len(build.program) < most - 2:
        build.constant(1.0)
    with pytest.raises(Refused) as refused:
        build("layer_norm", x)
    assert refused.value.code == LIMITS["nodes"].code
    assert columns(build.program) == [most - 2] * 6 and not build.program.groups
    assert len(build.evaluator.values) == most - 2  # type: ignore[attr-defined]


def test_a_part_that_refuses_its_numbers_adds_nothing() -> None:
    build = recorder()
    logits, labels = given(build, ROWS), given(build, [7.0, 0.0])
    with pytest.raises(Refused):
        build("nll", logits, labels)
    assert columns(build.program) == [2] * 6 and not build.program.groups
    assert len(build.evaluator.values) == 2  # type: ignore[attr-defined]


def test_a_draft_with_a_large_constant_is_not_kept() -> None:
    long = 1 + int(drafts.ENTRIES**0.5)
    known: dict[Any, drafts.Draft] = {}
    with patch.object(drafts, "_KNOWN", known):
        params = {**macro("scaled_dot_product_attention").defaults(), "causal": True}
        drafts.draft(macro("scaled_dot_product_attention"), ((long, 1),) * 3, params)
        assert not known
        drafts.draft(macro("scaled_dot_product_attention"), ((3, 1),) * 3, params)
        assert len(known) == 1
