"""Calls that give several values: a tuple to unpack, to index, to hand on."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from chainrule.errors import ChainruleError
from chainrule.ops.catalogue import CATALOGUE, op
from chainrule.ops.macro import Macro
from chainrule.ops.record import Build, Params
from chainrule.program.graph import INPUT, Program
from chainrule.program.recorder import Recorder
from chainrule.trace.forward import Forward
from chainrule.trace.study import record
from chainrule.wire.document import document


def run(text: str) -> tuple[Any, dict[str, Any]]:
    """The value of the target and the gradients by name."""
    found = record(text, {})
    if found.problems or found.target is None or found.back is None:
        raise ChainruleError(found.problems)
    return found.values[found.target], {name: found.back.gradients[node] for name, node in found.program.bindings.items()}


@pytest.mark.parametrize(
    ("text", "value", "gradient"),
    [
        ("x = [1, 2, 3, 4]\na, b = split(x, 2)\ny = a * b", [3, 8], [3, 4, 1, 2]),
        ("x = [1, 2, 3, 4]\ny = split(x, 2)[0] * 5", [5, 10], [5, 5, 0, 0]),
        ("x = [1, 2, 3, 4]\ny = split(x, n=4)[-1] * 5", [20], [0, 0, 0, 5]),
        ("x = [1, 2, 3, 4]\nparts = split(x, 2)\ny = parts[0] @ parts[1]", 11, [3, 4, 1, 2]),
        ("x = [1, 2, 3, 4]\ny = concat(split(x, 2)) * 2", [2, 4, 6, 8], [2, 2, 2, 2]),
        ("x = [[1, 2], [3, 4]]\na, b = x.chunk(2, 1)\ny = a * b", [[2], [12]], [[2, 1], [4, 3]]),
        ("x = [1, 2]\n(a,) = split(x, 1)\ny = a * a", [1, 4], [2, 4]),
    ],
)
def test_the_parts_of_a_split_are_values_of_their_own(text: str, value: Any, gradient: Any) -> None:
    found, gradients = run(text)
    np.testing.assert_array_equal(found, value)
    np.testing.assert_array_equal(gradients["x"], gradient)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = [1, 2, 3]\na, b = split(x, 2)", "bad-shape"),
        ("x = [1, 2]\na, b, c = split(x, 2)", "wrong-arguments"),
        ("x = [1, 2]\ny = split(x, 2)[2] * 1", "bad-index"),
        ("x = [1, 2]\ny = split(x, 2) * 1", "not-a-tensor"),
        ("x = [1, 2]\ny = split(x, 2, part=1)", "unknown-argument"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, code: str) -> None:
    with pytest.raises(ChainruleError) as caught:
        run(text)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_each_part_is_a_node_with_a_card() -> None:
    trace = document(record("x = [1, 2, 3, 4]\na, b = split(x, 2)\ny = a * b", {}))
    assert [(node["op"], node["name"]) for node in trace["nodes"]] == [(None, "x"), ("split", "a"), ("split", "b"), ("mul", "y")]
    assert all(node["card"] for node in trace["nodes"][1:]) and not trace["groups"]


def test_a_macro_may_give_several_results() -> None:
    squares = CATALOGUE["mse"]
    assert isinstance(squares, Macro)

    def body(build: Build, arguments: tuple[Any, ...], params: Params) -> Any:
        return build("sin", arguments[0]), build("cos", arguments[0])

    both = Macro("both", "both", "Both", ("a",), body, squares.form, squares.words, squares.reference)
    program, forward = Program(), Forward()
    recorder = Recorder(program, forward)
    given = recorder.give(INPUT, [0.5], (), None)
    results = recorder.expand(both, (given,), MappingProxyType({}), None)
    assert results == program.groups[0].outputs == (1, 2)
    assert [forward.values[node] for node in results] == [np.sin(0.5), np.cos(0.5)]
    assert recorder.apply(op("add"), results) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("concat([a, b], 1)", [[1, 2, 1, 2], [3, 4, 3, 4]]),
        ("concat((a, b), axis=-1)", [[1, 2, 1, 2], [3, 4, 3, 4]]),
        ("concat(a, b)", [[1, 2], [3, 4], [1, 2], [3, 4]]),
        ("cat([a], 0)", [[1, 2], [3, 4]]),
        ("stack([a[0], b[1]], k)", [[1, 3], [2, 4]]),
        ("stack([1, 2], [3, 4])", [[1, 2], [3, 4]]),
        ("pad(a[0], (1, 2), value=9)", [9, 1, 2, 9, 9]),
        ("pad(a, (0, (k, 0)))", [[0, 1, 2], [0, 3, 4]]),
        ("a.repeat(2, axis=0)", [[1, 2], [1, 2], [3, 4], [3, 4]]),
        ("a.tile(1, 2)", [[1, 2, 1, 2], [3, 4, 3, 4]]),
        ("a.unsqueeze(0).squeeze()", [[1, 2], [3, 4]]),
        ("a.view(-1)", [1, 2, 3, 4]),
        ("take(a, [k, 0, k], axis=0)", [[3, 4], [1, 2], [3, 4]]),
    ],
)
def test_movements_are_called_as_people_know_them(text: str, expected: Any) -> None:
    found, _ = run(f"a = [[1, 2], [3, 4]]\nb = a\nk = 1\ny = {text} * 1")
    np.testing.assert_array_equal(found, expected)


def test_one_tensor_is_not_several() -> None:
    with pytest.raises(ChainruleError) as caught:
        run("a = [[1, 2], [3, 4]]\ny = concat(a)")
    assert caught.value.problems[0].code == "wrong-arguments"
