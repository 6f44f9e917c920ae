"""What can be asked besides a trace: checks, windows, paths and derivatives, as they travel."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

import chainrule
from chainrule.code.libraries import LIBRARIES
from chainrule.errors import ChainruleError
from chainrule.explain.edges import edges
from chainrule.explain.paths import paths
from chainrule.limits import LIMITS
from chainrule.service.frames import QUESTIONS as FORMS
from chainrule.trace.study import record
from chainrule.wire import models
from chainrule.wire.answer import answer
from chainrule.wire.export import Format
from chainrule.wire.questions import QUESTIONS, ask
from chainrule.wire.request import read_members

ANSWERS: dict[str, TypeAdapter[Any]] = {
    "check": TypeAdapter(models.CheckAnswer),
    "slice": TypeAdapter(models.SliceAnswer),
    "paths": TypeAdapter(models.PathsAnswer),
    "derivative": TypeAdapter(models.DerivativeAnswer),
    "export": TypeAdapter(models.ExportAnswer),
}


def asked(question: str, text: str, **members: Any) -> Any:
    found = ask(question, {"expr": text, **members})
    body = json.loads(found.body, parse_constant=lambda word: pytest.fail(f"bare {word}"))
    assert found.status == 200, body
    ANSWERS[question].validate_python(body)
    return body


def refused(question: str, text: str, **members: Any) -> str:
    found = ask(question, {"expr": text, **members})
    assert found.status == 422
    code: str = json.loads(found.body)["code"]
    return code


def test_every_question_has_a_way_to_a_worker() -> None:
    assert set(QUESTIONS) == set(FORMS) == set(ANSWERS)


# -- check


def test_the_inputs_are_checked_entry_by_entry_under_their_names() -> None:
    found = asked("check", "x = [[1, 2], [3, 4]]\nf = sum(x * x) * y", vars={"y": 0.5})
    assert (found["checked"], found["total"]) == (5, 5)
    assert [one["name"] for one in found["entries"]] == ["x[0, 0]", "x[0, 1]", "x[1, 0]", "x[1, 1]", "y"]
    assert {one["verdict"] for one in found["entries"]} == {"agree"}


def test_one_entry_of_one_value_is_checked() -> None:
    found = asked("check", "x = [1, 0, 2]\ny = relu(x)\nf = sum(y)", node="x", entry=1)
    assert [(one["node"], one["entry"], one["verdict"]) for one in found["entries"]] == [("n0", 1, "kink")]
    assert found["total"] == 3


def test_a_value_between_is_moved_by_itself() -> None:
    found = asked("check", "a = x * x\nf = a * 3", vars={"x": 2}, node="a")
    assert [(one["node"], one["gradient"], one["verdict"]) for one in found["entries"]] == [("n1", 3.0, "agree")]


def test_what_has_no_gradient_has_nothing_to_check() -> None:
    found = asked("check", "x = 2\ny = 3\nf = x * 2", node="y")
    assert found == {"entries": [], "checked": 0, "total": 0}
    assert asked("check", "x = 2\ny = 3\nf = x * 2", node="y", entry=0)["entries"] == []


def test_a_difference_that_is_not_finite_is_legal_json() -> None:
    (one,) = asked("check", "sqrt(x)", vars={"x": 0})["entries"]
    assert (one["gradient"], one["difference"], one["verdict"]) == ("Infinity", "NaN", "not finite")


def test_only_as_many_entries_are_checked_as_time_allows() -> None:
    text = "\n".join(["x = ones(200)", "y = x", *["y = y * 1.0001"] * 900, "f = sum(y)"])
    assert asked("check", text, most=4)["checked"] == 4
    found = asked("check", text, most=200)
    assert 4 < found["checked"] < found["total"] == 200


def test_checks_are_counted_at_the_limit_and_refused_past_it() -> None:
    most = LIMITS["checks"].value
    found = asked("check", "x = ones(2000)\nsum(x)", most=most)
    assert (found["checked"], found["total"]) == (most, 2_000)
    assert refused("check", "x * x", most=most + 1) == "too-much-work"


# -- slice


WIDE = "x = reshape(arange(0, 10000), (100, 100))\nf = sum(x * x)"


def test_a_window_of_a_value_and_of_its_gradient() -> None:
    value = asked("slice", WIDE, node="x", offsets=[2, 50], shape=[2, 3])
    assert value["window"] == {"offsets": [2, 50], "shape": [2, 3], "data": [250.0, 251.0, 252.0, 350.0, 351.0, 352.0]}
    gradient = asked("slice", WIDE, node="x", of="grad", offsets=[99, 98], shape=[9, 9])
    assert gradient["window"] == {"offsets": [99, 98], "shape": [1, 2], "data": [2 * 9998.0, 2 * 9999.0]}


def test_a_window_of_the_slopes_of_an_edge_lies_where_the_trace_has_them() -> None:
    product = "x = linspace(-1, 1, 5000)\ny = sigmoid(x) * x\nm = max(y)"
    trace = json.loads(answer(read_members({"expr": product})).body)
    assert {edge["arg"] for edge in trace["edges"]} == {"a", "b"}
    for edge in trace["edges"]:
        got = asked("slice", product, edge=edge["id"], of="partial", offsets=[2], shape=[3])
        assert got["window"]["data"] == edge["partial"]["preview"]["data"][2:5], edge
        assert got["place"] == edge["id"]
    assert asked("slice", "x = ones(9)\ny = x + 2", edge="e0", of="partial", offsets=[1], shape=[2])["window"]["data"] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"edge": "e99", "of": "partial"}, "unknown-node"),
        ({"edge": "x", "of": "partial"}, "unknown-node"),
        ({"edge": "e0", "of": "partial"}, "no-gradient"),
    ],
)
def test_slopes_that_do_not_exist_are_refused(members: dict[str, Any], code: str) -> None:
    assert refused("slice", "x = [1, 2]\nx @ [3, 4]", offsets=[0], shape=[1], **members) == code


@pytest.mark.parametrize("members", [{}, {"edge": "e0"}, {"node": "x", "of": "partial"}, {"node": "x", "edge": "e0", "of": "partial"}])
def test_a_window_is_of_one_thing(members: dict[str, Any]) -> None:
    with pytest.raises(ChainruleError, match="partial of an edge"):
        ask("slice", {"expr": "x * x", "offsets": [], "shape": [], **members})


def test_a_number_is_a_window_of_itself() -> None:
    assert asked("slice", "x * x", vars={"x": 3}, node="n1", offsets=[], shape=[])["window"]["data"] == [9.0]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"node": "n99", "offsets": [0, 0], "shape": [1, 1]}, "unknown-node"),
        ({"node": "nobody", "offsets": [0, 0], "shape": [1, 1]}, "unknown-node"),
        ({"node": "x", "offsets": [0], "shape": [1]}, "bad-index"),
        ({"node": "x", "offsets": [0, 100], "shape": [1, 1]}, "bad-index"),
        ({"node": "x", "offsets": [-1, 0], "shape": [1, 1]}, "bad-index"),
        ({"node": "x", "offsets": [0, 0], "shape": [1, 0]}, "bad-index"),
        ({"node": "y", "of": "grad", "offsets": [], "shape": []}, "no-gradient"),
    ],
)
def test_a_window_that_does_not_exist_is_refused(members: dict[str, Any], code: str) -> None:
    assert refused("slice", "y = 2\n" + WIDE, **members) == code


def test_a_window_is_cut_at_the_limit_and_refused_past_it() -> None:
    most = LIMITS["window"].value
    text = f"x = ones({most + 1})\nsum(x)"
    assert len(asked("slice", text, node="x", offsets=[0], shape=[most])["window"]["data"]) == most
    assert refused("slice", text, node="x", offsets=[0], shape=[most + 1]) == "tensor-too-large"


# -- paths


def test_the_paths_to_a_node_with_the_product_along_each() -> None:
    found = asked("paths", "a = 2\nb = 1\nc = a + b\nd = b + 1\ne = c * d", node="b")
    assert (found["count"], found["scalar"], found["reaching"]) == (2, True, ["n0", "n1"])
    assert sorted(one["product"] for one in found["paths"]) == [2.0, 3.0]
    assert (found["gate"][0], found["gate"][-1]) == ("n5", "n1")


def test_paths_through_tensors_are_listed_without_numbers() -> None:
    found = asked("paths", "x = [1, 2]\ny = sum(x * x)", node="x")
    assert not found["scalar"] and [one["product"] for one in found["paths"]] == ["NaN", "NaN"]


def test_paths_without_end_are_infinite_and_few_are_listed() -> None:
    found = asked("paths", "\n".join(["y = x"] + ["y = y + y"] * 1_100), node="x", most=3)
    assert found["count"] == "Infinity" and len(found["paths"]) == 3
    assert asked("paths", "\n".join(["y = x"] + ["y = y + y"] * 60), node="x")["count"] == 2.0**60


def test_paths_are_listed_at_the_limit_and_refused_past_it() -> None:
    most = LIMITS["paths"].value
    text = "\n".join(["y = x"] + ["y = y + y"] * 10)
    assert len(asked("paths", text, node="x", most=most)["paths"]) == most
    assert refused("paths", text, node="x", most=most + 1) == "too-much-work"


@pytest.mark.parametrize(("more", "listed"), [(0, 256), (1, 255)])
def test_no_more_edges_are_listed_than_the_limit(more: int, listed: int) -> None:
    found = record("\n".join(["y = x"] + ["y = y + y"] * 8 + ["y = sin(y)"] * 12), {})
    limit = 256 * 20 - more
    assert len(paths(found, edges(found)[0], 0, 256, limit).paths) == listed


# -- derivative


QUADRATIC = "x = [1, -2]\nA = [[3, 1], [1, 2]]\ny = A @ x\nf = dot(x, y) / 2"


@pytest.mark.parametrize(
    ("members", "shape", "data"),
    [
        ({"kind": "jacobian", "of": "y", "by": "x"}, [2, 2], [3, 1, 1, 2]),
        ({"kind": "row", "of": "y", "by": "x", "entry": 1}, [2], [1, 2]),
        ({"kind": "column", "of": "y", "by": "x", "entry": 0}, [2], [3, 1]),
        ({"kind": "column", "of": "A", "by": "x", "entry": 0}, [2, 2], [0, 0, 0, 0]),
        ({"kind": "hessian", "by": "x"}, [2, 2], [3, 1, 1, 2]),
        ({"kind": "hvp", "direction": {"x": [1, 1]}}, [2], [4, 3]),
        ({"kind": "tangent", "of": "y", "direction": {"x": [1, 0]}}, [2], [3, 1]),
        ({"kind": "tangent", "direction": {"x": [1, 0], "A": [[0, 0], [0, 0]]}}, [], [1]),
    ],
)
def test_every_kind_of_derivative(members: dict[str, Any], shape: list[int], data: list[float]) -> None:
    found = asked("derivative", QUADRATIC, **members)
    assert found["tensor"]["shape"] == shape
    assert found["tensor"]["data"] == pytest.approx(data)


def test_an_answer_says_whether_there_is_a_path() -> None:
    assert asked("derivative", QUADRATIC, kind="row", of="y", by="x", entry=0)["connected"] is True
    assert asked("derivative", QUADRATIC, kind="column", of="A", by="x", entry=0)["connected"] is False


def test_the_passes_of_both_modes_stand_beside_each_other() -> None:
    counts = asked("derivative", "x = ones(100)\nf = sum(x * x)", kind="tangent", direction={"x": [1] * 100})["counts"]
    assert (counts["reverse_passes"], counts["forward_passes"]) == (1, 100)
    assert counts["values"] > 0 and counts["reverse"] > 0 and counts["forward"] > 0


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"kind": "hessian", "of": "y", "by": "x"}, "bad-target"),
        ({"kind": "tangent", "direction": {"x": [1, 2, 3]}}, "bad-vars"),
        ({"kind": "tangent", "direction": {"q": 1}}, "unknown-node"),
        ({"kind": "row", "by": "x", "entry": 9}, "bad-index"),
    ],
)
def test_a_derivative_that_does_not_exist_is_refused(members: dict[str, Any], code: str) -> None:
    assert refused("derivative", QUADRATIC, **members) == code


@pytest.mark.parametrize(
    "members",
    [
        {"kind": "hessian"},
        {"kind": "row", "by": "x"},
        {"kind": "hvp", "direction": {"x": [1, 0], "y": [1, 0]}},
        {"kind": "tangent"},
    ],
)
def test_a_derivative_with_a_member_missing_is_a_bad_request(members: dict[str, Any]) -> None:
    found = ask("derivative", {"expr": QUADRATIC, **members})
    assert found.status == 400 and json.loads(found.body)["code"] == "bad-request"


def test_a_jacobian_is_worked_at_the_limit_and_refused_past_it() -> None:
    assert LIMITS["entries"].value == 1000 * 1000
    found = asked("derivative", "x = ones(1000)\ny = x * 2", kind="jacobian", by="x")
    assert found["tensor"]["summary"]["zeros"] == 1000 * 999
    assert refused("derivative", "x = ones(1001)\ny = x * 2", kind="jacobian", by="x") == "tensor-too-large"
    assert refused("derivative", "x = ones(1001)\nf = sum(x * x)", kind="hessian", by="x") == "tensor-too-large"


# -- all of them


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("check", {"most": 0}),
        ("check", {"most": True}),
        ("slice", {"node": "x"}),
        ("slice", {"node": "x", "of": "both", "offsets": [], "shape": []}),
        ("paths", {}),
        ("derivative", {"kind": "third"}),
        ("derivative", {"kind": "tangent", "direction": {"x": "1"}}),
        ("derivative", {"kind": "tangent", "directions": {}}),
    ],
)
def test_members_that_are_no_request_are_refused(question: str, members: dict[str, Any]) -> None:
    with pytest.raises(ChainruleError) as error:
        ask(question, {"expr": "x * x", **members})
    assert error.value.problems[0].code == "bad-request"


@pytest.mark.parametrize(("question", "members"), [("check", {}), ("paths", {"node": "x"}), ("derivative", {"kind": "hessian", "by": "x"})])
def test_a_fault_of_the_program_is_told_with_its_place(question: str, members: dict[str, Any]) -> None:
    found = ask(question, {"expr": "y = sogmoid(x)", **members})
    assert found.status == 422
    body = json.loads(found.body)
    assert body["span"] == [4, 11] and "trace" not in body


# -- export


def test_a_program_is_exported_as_source_of_every_library() -> None:
    for to in LIBRARIES:
        found = asked("export", "x = randn(2)\ny = x * x", seed=3, upstream=[1, -1], to=to)
        study = chainrule.study("x = randn(2)\ny = x * x", seed=3, upstream=[1, -1])
        assert found == {"to": to, "file": f"program_{to}.py", "media_type": "text/x-python", "text": study.export(to)}


def test_the_trace_is_a_format_like_the_others() -> None:
    found = asked("export", "x * x", vars={"x": 3}, to="json")
    assert json.loads(found["text"])["program"]["vars"] == {"x": 3}
    assert set(get_args(Format)) == {*LIBRARIES, "json"}


def test_a_program_with_a_fault_and_an_unknown_format_are_refused() -> None:
    assert refused("export", "y = [1, 2] + [1, 2, 3]", to="jax") == "shape-mismatch"
    with pytest.raises(ChainruleError) as wrong:
        ask("export", {"expr": "x", "to": "fortran"})
    assert wrong.value.problems[0].code == "bad-request"
