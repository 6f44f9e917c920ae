"""The trace as it travels: legal JSON, the same bytes each time, what the contract promises."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from chainrule.errors import ChainruleError
from chainrule.trace.study import record
from chainrule.wire.answer import answer
from chainrule.wire.document import document
from chainrule.wire.encode import number
from chainrule.wire.models import Trace
from chainrule.wire.request import read_json, read_members
from chainrule.wire.tensors import summaries
from goldens import traces


def trace(text: str, **members: Any) -> Any:
    found = answer(read_members({"expr": text, **members}))
    assert found.status == 200, found.body
    return json.loads(found.body, parse_constant=_illegal)


def _illegal(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")


@pytest.mark.parametrize(("name", "found"), traces().items())
def test_every_trace_is_of_the_model(name: str, found: Any) -> None:
    adapter = TypeAdapter(Trace)
    assert adapter.validate_python(found)["version"] == 1


def test_the_same_request_gives_the_same_bytes() -> None:
    request = read_members({"expr": "x = randn(3, 4)\ny = softmax(x @ randn(4, 2))\ncross_entropy(y, [0, 1, 1])"})
    assert answer(request).body == answer(request).body


def test_nan_and_infinity_are_data() -> None:
    found = trace("x = 0\ny = log(x)\nz = y * x")
    assert [node["value"]["data"] for node in found["nodes"]] == [[0.0], ["-Infinity"], ["NaN"]]
    assert {notice["code"] for notice in found["notices"]} >= {"born"}
    assert trace("y = x * 2", vars={"x": "NaN"})["nodes"][0]["value"]["data"] == ["NaN"]
    assert number(-0.0) == 0.0 and json.dumps(number(-0.0)) == "-0.0"


def test_steps_run_given_forward_seed_backward() -> None:
    found = trace("x*x + 3*x", vars={"x": 2})
    assert [step["phase"] for step in found["steps"]] == ["given"] + ["forward"] * 3 + ["seed"] + ["backward"] * 10
    edges = {edge["id"]: edge for edge in found["edges"]}
    come = [edges[step["edge"]] for step in found["steps"] if step["kind"] == "accumulate"]
    assert [edge["contribution"]["data"][0] for edge in come if edge["from"] == "n0"] == [3.0, 2.0, 2.0]


def test_the_first_example_has_its_four_contributions_in_operand_order() -> None:
    found = trace("(x + y) * z", vars={"x": -2, "y": 5, "z": -4})
    names = {node["id"]: node["label"] for node in found["nodes"]}
    edges = {edge["id"]: edge for edge in found["edges"]}
    come = [edges[step["edge"]] for step in found["steps"] if step["kind"] == "accumulate"]
    assert [(names[edge["from"]], edge["contribution"]["data"][0]) for edge in come] == [
        ("x + y", -4.0),
        ("z", 3.0),
        ("x", -4.0),
        ("y", -4.0),
    ]


def test_a_broadcast_is_undone_in_a_step_of_its_own() -> None:
    found = trace("x = [[1, 2], [3, 4], [5, 6]]\nb = [1, 2]\ny = x * b")
    kinds = [step["kind"] for step in found["steps"] if step["phase"] == "backward"]
    assert kinds == ["local", "accumulate", "local", "unbroadcast", "accumulate"]
    edge = found["edges"][1]
    assert edge["unbroadcast"] == {"axes": [0], "copies": [3], "kept": [False]}
    assert edge["partial"]["shape"] == [3, 2] and edge["contribution"]["data"] == [9.0, 12.0]


def test_a_macro_is_a_group_with_a_card_of_its_own() -> None:
    found = trace("x = ones(4, 4)\nw = ones(2, 2)\nz = conv2d(x, w, padding=1)")
    (group,) = found["groups"]
    assert group["args"] == {"x": "n0", "w": "n1"} and group["outputs"] == [found["targets"][0]]
    assert found["cards"][group["card"]]["op"] == "conv2d"
    assert [node["op"] for node in found["nodes"] if node["group"]] == ["pad", "windows", "slide"]


def test_large_tensors_travel_as_summary_and_preview() -> None:
    found = trace("x = randn(100, 100)\ny = sum(x * x)")
    value = found["nodes"][0]["value"]
    assert "data" not in value and value["preview"]["shape"] == [8, 8] and sum(value["summary"]["histogram"]) == 10_000
    assert found["limits_hit"] == ["trace_on_wire"]


@pytest.mark.parametrize(
    ("entries", "bins"),
    [
        ([0.0, 1.0, 2.0, 16.0], {0: 1, 1: 1, 2: 1, 15: 1}),
        ([3.0] * 4, {8: 4}),
        ([1.0, 1.0, 1.0 + 2e-16, 1.0], {0: 3, 15: 1}),
        ([0.0, 5e-324], {0: 1, 15: 1}),
        ([1e308, -1e308], {}),
        ([float("nan"), float("inf")], {}),
    ],
)
def test_a_summary_bins_any_numbers(entries: list[float], bins: dict[int, int]) -> None:
    (told,) = summaries([np.array(entries)])
    assert {place: count for place, count in enumerate(told["summary"]["histogram"]) if count} == bins


@pytest.mark.parametrize("shape", [(0,), (3, 0), (1,), (7,), (300, 300), (2, 3, 50), (100_000,)])
def test_a_summary_does_not_depend_on_what_is_summed_up_beside_it(shape: tuple[int, ...]) -> None:
    draw = np.random.default_rng(7)
    arrays = [draw.normal(size=shape) * 10.0**power for power in range(-3, 4)]
    arrays += [np.zeros(shape), np.where(arrays[0] > 0, np.nan, arrays[0]), np.full(shape, np.inf), np.where(arrays[0] > 0, 0.0, 1.0)]
    assert repr(summaries(arrays)) == repr([summaries([array])[0] for array in arrays])
    for array, told in zip(arrays, summaries(arrays), strict=True):
        finite, figures = array[np.isfinite(array)], told["summary"]
        assert figures["nonfinite"] == array.size - finite.size and figures["zeros"] == (array == 0).sum()
        assert sum(figures["histogram"]) == finite.size
        if finite.size:
            assert [figures["min"], figures["max"]] == [finite.min(), finite.max()]
            assert [figures["mean"], figures["std"]] == pytest.approx([finite.mean(), finite.std()], rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("said", ['{"\0":0}', "\0", "\0" + "0\0", '"\0":0'])
def test_no_text_is_taken_for_a_blank(said: str) -> None:
    found: Any = document(record(f"print('{said}')\ny = x * x # {said}", {}))
    assert found["watches"][0]["values"] == [{"text": said}] and found["program"]["text"].endswith(said)


def test_no_name_is_taken_for_a_blank() -> None:
    found: Any = document(record("y = x * x", {"\0": 2}))
    assert found["program"]["vars"] == {"\0": 2}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("n = 4\nm = 2.5\nx = zeros(n, 3) * m", ["n"]),
        ("k = 4\nh = 2\nx = ones(3, k // h) * 2", ["k", "h"]),
        ("n = 2\nx = [1, 2, 3]\ny = x[n] * 2", ["n"]),
        ("n = 3\ny = 0\nfor i in range(n):\n    y = y + x", ["n"]),
        ("import torch\nd = 4\ny = torch.nn.Linear(d, 1)(torch.ones(2, d)) * w", ["d"]),
        ("a = 4\nx = [1, -1]\ny = leaky_relu(x, a) ** a", []),
        ("y = [1, 2, 3]\nt = 2\nz = y[argmax(y * t)] * t", []),
        ("n = 4.1\nx = zeros(n, 3) * m", ["n"]),
    ],
)
def test_an_input_that_is_used_as_a_whole_number_moves_by_whole_steps(text: str, whole: list[str]) -> None:
    sliders = {one["name"]: one["slider"] for one in document(record(text, {}))["inputs"]}
    assert [name for name, one in sliders.items() if one and one["step"] != one["max"] / 50] == whole
    assert all(sliders[name]["step"] == 1 for name in whole)  # type: ignore[index]


def test_a_size_that_is_not_whole_is_named_with_its_number() -> None:
    for line in ("torch.randn(3, n)", "torch.nn.Linear(n, 2)", "range(n)", "[1, 2, 3, 4, 5, 6][n]"):
        (first,) = record(f"import torch\nn = 4.1\ny = {line}", {}).problems
        assert first.detail.startswith("n is 4.1, and ") and "whole number" in first.detail, line


def test_a_number_with_a_name_may_be_a_parameter() -> None:
    assert record("a = 0.25\nx = [1, -2]\ny = leaky_relu(x, a)", {}).values[-1].tolist() == [1, -0.5]


def test_inputs_know_their_place_and_have_a_slider_around_their_number() -> None:
    found = trace("w0, x0 = 2, -1\nf = w0 * x0 + 70")
    assert [(one["name"], one["span"], one["slider"]["max"]) for one in found["inputs"]] == [("w0", [9, 10], 5.0), ("x0", [12, 14], 5.0)]


def test_labels_are_names_or_the_text_as_typed() -> None:
    found = trace("y = exp(-(x + 1))\ny = y * y")
    assert [node["label"] for node in found["nodes"]] == ["x", "1", "x + 1", "-(x + 1)", "y", "y′"]


def test_a_refused_program_has_its_problems_and_the_part_before() -> None:
    found = answer(read_members({"expr": "x = [1, 2]\ny = x * 2\nz = y + [1, 2, 3]"}))
    body = json.loads(found.body)
    assert found.status == 422
    assert body["code"] == "shape-mismatch" and body["facts"]["shapes"] == [[2], [3]] and body["type"].endswith("#shape-mismatch")
    assert body["hint"] and body["span"] == [25, 38]
    assert [node["label"] for node in body["trace"]["nodes"]][:3] == ["x", "2", "y"]
    assert body["trace"]["targets"] == []


LOSS = "x = torch.tensor(3., requires_grad=True)\nloss = x * x * x\n"


@pytest.mark.parametrize("text", ["a = x\nwhile True:\n    a = a * 1.0001", "y = sum(x * i for i in range(9999))"])
def test_a_long_refusal_leaves_out_the_graph_and_says_so(text: str) -> None:
    found = answer(read_members({"expr": text}))
    body = json.loads(found.body)
    assert found.status == 422 and body["trace"] is None and len(found.body) < 2_000
    assert body["detail"] == body["problems"][0]["detail"] and body["detail"].endswith("nodes before it are not shown: at most 4,000 are.")


def test_a_refusal_of_as_many_nodes_as_travel_has_the_graph() -> None:
    found = answer(read_members({"expr": "x = randn(16)\na = []\nfor i in range(1999): a.append(x * i)\ny = a[1999]"}))
    body = json.loads(found.body)
    assert len(body["trace"]["nodes"]) == 3_999 and len(found.body) < 5_000_000


@pytest.mark.parametrize(
    "text",
    [
        "x = 3\nloss = x * x * x\nd = grad(loss, x)\n",
        f"import torch\n{LOSS}loss.backward()\nprint(x.grad)\n",
        f"import torch\n{LOSS}loss.backward(torch.tensor(1.))\n",
    ],
)
def test_what_was_differentiated_before_a_fault_is_the_backward_pass(text: str) -> None:
    part = json.loads(answer(read_members({"expr": text + "y = nothing(x)"})).body)["trace"]
    whole = trace(text)
    assert part["groups"] == [] and part["targets"] == whole["targets"] != []
    assert [node["grad"] for node in part["nodes"]] == [node["grad"] for node in whole["nodes"]]
    assert part["steps"] == whole["steps"] and part["watches"] == whole["watches"]


def test_a_pass_that_is_read_before_a_fault_stays_in_the_graph() -> None:
    text = "x = 3\nd = grad(x * x * x, x)\ny = d * 2\nz = nothing(x)"
    part = json.loads(answer(read_members({"expr": text})).body)["trace"]
    assert [group["kind"] for group in part["groups"]] == ["backward"] and part["targets"] == []


def test_a_change_of_one_entry_says_no_more_than_which() -> None:
    text = "\n".join(["x = zeros(4000)", *(f"x[{k}] = {k}" for k in range(100)), "y = sum(x)"])
    whole = answer(read_members({"expr": text}))
    assert len(whole.body) < 400_000
    assert len(answer(read_members({"expr": text + "\nz = nothing(x)"})).body) < len(whole.body)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"[", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"expr": NaN}', "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"{}", "expr"),
        (b'{"expr": "x", "frobnicate": 1}', "frobnicate"),
        (b'{"expr": "x*x", "vars": {"x": true}}', "vars"),
        (b'{"expr": "x*x", "vars": {"x": "2"}}', "vars"),
        (b'{"expr": "x*x", "seed": -1}', "seed"),
        (b"[" * 100_000, "not JSON"),
        (b'{"expr": 5}', "expr"),
    ],
)
def test_a_bad_request_says_which_member_is_wrong(body: bytes, says: str) -> None:
    with pytest.raises(ChainruleError) as caught:
        read_json(body)
    problem = caught.value.problems[0]
    assert problem.code == "bad-request" and says in problem.detail


def test_a_request_may_call_its_text_program() -> None:
    assert read_members({"program": "x"}).expr == "x"


def test_the_model_notices_what_is_no_trace() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Trace).validate_python({"version": 2})


@pytest.mark.parametrize(
    ("text", "status"),
    [("clip(x, nan, 1)", 200), ("clip(x, -inf, 1)", 200), ("dropout(x, nan)", 422), ("dropout(x, 1e400)", 422)],
)
def test_a_parameter_may_be_no_number(text: str, status: int) -> None:
    assert answer(read_members({"expr": f"x = [1.]\ny = {text}"})).status == status


def test_a_block_of_numbers_that_overflow_is_written_without_a_warning() -> None:
    found = trace("x = [inf, 0, 1e200, 1e200]\ny = sum(cumprod(x))")
    assert any(one["relation"]["kind"] == "block" for one in found["edges"])


def test_what_is_printed_travels_before_the_values_and_gradients_of_a_large_program() -> None:
    # Far more than travels, before the one that is printed.
    text = "x = randn(50, 50)\n" + "x = x * 1.01\n" * 40 + "small = x[0, :10]\nprint(small)\nsum(x) + sum(small)"
    found = trace(text)
    (shown,) = [value for value in found["watches"][0]["values"] if "shape" in value]
    assert found["limits_hit"] == ["trace_on_wire"] and len(shown["data"]) == 10
