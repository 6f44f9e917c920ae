"""Every ceiling: the last that is allowed, the first that is not, and one far past it."""

from __future__ import annotations

from copy import copy

import numpy as np
import pytest

import chainrule
from chainrule.errors import CODES, ChainruleError, Refused
from chainrule.limits import LIMITS, Limit
from chainrule.program.graph import CONSTANT, INPUT, Cost, Program
from chainrule.program.recorder import Recorder
from chainrule.trace.forward import Forward
from chainrule.trace.study import record

ENFORCED = [limit for limit in LIMITS.values() if limit.code]


@pytest.mark.parametrize("limit", ENFORCED, ids=lambda limit: limit.name)
def test_a_limit_allows_its_value_and_refuses_the_next(limit: Limit) -> None:
    limit.check(limit.value)
    for actual in (limit.value + 1, 1000 * limit.value):
        with pytest.raises(Refused) as refused:
            limit.check(actual)
        assert refused.value.code == limit.code
        assert refused.value.facts == {"limit": limit.value, "actual": actual}


@pytest.mark.parametrize("limit", ENFORCED, ids=lambda limit: limit.name)
def test_a_limit_has_an_error_and_a_reason(limit: Limit) -> None:
    assert limit.code in CODES
    assert limit.reason.endswith(".")


def refused_with(text: str) -> str:
    """The code a program is refused with, or nothing."""
    try:
        chainrule.study(text)
    except ChainruleError as error:
        return error.problems[0].code
    return ""


def nested(depth: int) -> str:
    return "(" * depth + "x*x" + ")" * depth


def lined(count: int) -> str:
    return "x*x" + "\n" * (count - 2) + "\n#"


def value(name: str) -> int:
    return LIMITS[name].value


@pytest.mark.parametrize(
    ("fits", "over", "far", "code"),
    [
        pytest.param(
            "x*x #".ljust(value("text"), "a"),
            "x*x #".ljust(value("text") + 1, "a"),
            "x*x #".ljust(20 * value("text"), "a"),
            "text-too-long",
            id="text",
        ),
        pytest.param(lined(value("lines")), lined(value("lines") + 1), lined(60_000), "too-many-lines", id="lines"),
        pytest.param("x*x" + "+x" * 2_000, "x*x" + "+x" * 6_000, "x*x" + "+x" * 30_000, "too-much-syntax", id="syntax"),
        pytest.param(nested(100), nested(151), nested(10_000), "too-deep", id="nesting"),
        pytest.param("-" * 100 + "x", "-" * 151 + "x", "-" * 9_000 + "x", "too-deep", id="nesting of signs"),
        pytest.param("zeros(1000, 1000) + x", "zeros(1001, 1000) + x", "zeros(1000000, 1000) + x", "tensor-too-large", id="entries"),
        pytest.param(f"zeros({'1,' * 8}) + x", f"zeros({'1,' * 9}) + x", f"zeros({'1,' * 3000}) + x", "too-many-axes", id="axes"),
    ],
)
def test_a_program_is_held_to_a_limit(fits: str, over: str, far: str, code: str) -> None:
    assert refused_with(fits) == ""
    assert refused_with(over) == code
    assert refused_with(far) == code


@pytest.mark.parametrize("name", ["nodes", "library_nodes"])
def test_nodes_are_counted_as_they_come(name: str) -> None:
    recorder = Recorder(Program(), Forward(), value(name))
    for _ in range(value(name)):
        recorder.give(CONSTANT, [1.0], (), None)
    with pytest.raises(Refused) as refused:
        recorder.give(CONSTANT, [1.0], (), None)
    assert refused.value.code == "too-many-nodes"


def test_edges_are_counted_where_lists_are_joined_again_and_again() -> None:
    text = "l = []\nfor i in range({}):\n    l.append(x * i)\n    s = stack(l)"
    assert refused_with(text.format(250)) == ""
    found = record(text.format(500), {})
    assert found.problems[0].code == "too-many-nodes" and dict(found.problems[0].facts)["limit"] == value("edges")


def test_what_comes_back_along_edges_is_counted() -> None:
    text = "x = ones(9000)\ns = 0\nfor i in range({}):\n    s = s + x[i]"
    assert refused_with(text.format(1_000)) == ""
    assert refused_with(text.format(5_000)) == "too-much-memory"


def test_nodes_that_are_written_and_dropped_are_counted() -> None:
    recorder, spent = Recorder(Program(), Forward()), list[int]()
    recorder.spend = spent.append
    kept = [recorder.give(CONSTANT, [1.0], (), None) for _ in range(50)][-1]
    assert recorder.trim(0, [kept]) == [0] and sum(spent) >= 49


def test_ceilings_are_exact_although_most_nodes_are_only_weighed() -> None:
    recorder, few = Recorder(Program(), Forward()), 5
    left = value("memory") // 16 - few
    while left:
        size = min(left, value("entries"))
        recorder.give(CONSTANT, np.broadcast_to(np.float64(0.0), (size,)), (size,), None)
        left -= size
    for _ in range(few):
        recorder.give(CONSTANT, [1.0], (), None)
    with pytest.raises(Refused) as refused:
        recorder.give(CONSTANT, [1.0], (), None)
    assert refused.value.facts == {"limit": value("memory"), "actual": value("memory") + 16}


def test_what_is_dropped_counts_no_more() -> None:
    recorder = Recorder(Program(), Forward())
    x = recorder.give(INPUT, [3.0], (), None)
    y = recorder("mul", x, x)
    recorder("stack", x, y, y)
    before = copy(recorder.program.cost())
    recorder("exp", y)
    recorder.trim(x, [y])
    taken = recorder.program.cost()
    assert (before.nodes, before.edges, taken.nodes, taken.edges) == (3, 5, 2, 2)
    fresh = recorder.program.branch()
    fresh.counted = Cost()
    assert fresh.cost() == taken


def test_memory_is_counted_before_it_is_taken() -> None:
    line = "a{} = zeros(1000, 1000) + x"
    assert refused_with("\n".join(line.format(k) for k in range(30))) == "too-much-memory"


def test_work_is_counted_before_it_is_done() -> None:
    line = "b{} = a @ a"
    text = "a = ones(400, 400) * x\n" + "\n".join(line.format(k) for k in range(30))
    assert refused_with(text) == "too-much-work"


def test_hundreds_of_steps_of_training_are_allowed() -> None:
    step = "    opt.zero_grad()\n    l = (w * 2.0 - 3.0).pow(2).sum()\n    l.backward()\n    opt.step()\n"
    start = "import torch\nw = torch.tensor([1.0, 2.0], requires_grad=True)\nopt = torch.optim.SGD([w], lr=0.1)\n"
    assert not record(f"{start}for i in range(600):\n{step}", {}).problems
