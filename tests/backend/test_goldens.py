"""The golden traces are what the engine makes today: structure exactly, numbers to 1e-12 (last bits differ between processors)."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from goldens import FOLDER, OPS, op_traces, traces
from wired import array, of_trace

TRACES = traces()


def same(found: Any, expected: Any, path: str = "") -> None:
    stack = [(found, expected, path)]
    while stack:
        one, other, where = stack.pop()
        assert type(one) is type(other) or {type(one), type(other)} == {int, float}, where
        if isinstance(one, dict):
            assert list(one) == list(other), where
            stack += [(one[key], other[key], f"{where}.{key}") for key in one]
        elif isinstance(one, list):
            assert len(one) == len(other), where
            stack += [(a, b, f"{where}[{k}]") for k, (a, b) in enumerate(zip(one, other, strict=True))]
        elif isinstance(one, float):
            assert math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12), where
        else:
            assert one == other, where


def test_there_is_one_golden_for_every_gallery_program() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(TRACES)


@pytest.mark.parametrize("name", TRACES)
def test_the_golden_is_current(name: str) -> None:
    same(TRACES[name], json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", TRACES)
def test_each_gradient_is_the_sum_of_its_edges_contributions(name: str) -> None:
    trace = TRACES[name]
    edges = {edge["id"]: edge for edge in trace["edges"]}
    totals = {trace["targets"][0]: array(trace["upstream"])}
    for step in trace["steps"]:
        if step["kind"] == "accumulate":
            edge = edges[step["edge"]]
            come = array(edge["contribution"])
            totals[edge["from"]] = totals[edge["from"]] + come if edge["from"] in totals else come
    for node in trace["nodes"]:
        if node["grad"] is None:
            assert node["id"] not in totals
        else:
            assert (array(node["grad"]) == totals[node["id"]]).all()


@pytest.mark.parametrize("name", TRACES)
def test_every_contribution_is_rebuilt_from_the_wire_alone(name: str) -> None:
    count = 0
    for found, expected, magnitude in of_trace(TRACES[name]):
        assert (abs(found - expected) <= 1e-12 * magnitude).all()
        count += 1
    assert count


def test_the_traces_of_single_ops_are_current() -> None:
    lines = [json.loads(line) for line in OPS.read_text(encoding="utf-8").splitlines()]
    made = op_traces()
    assert [line["name"] for line in lines] == list(made), "other ops or samples: run python tests/goldens.py"
    for line in lines:
        same(made[line["name"]], line["trace"], line["name"])
