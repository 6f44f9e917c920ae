"""Derivatives that a program states itself: they are run as they are written, and never explained by ours."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.code.libraries import code
from chainrule.trace.check import check
from chainrule.trace.rerun import again
from chainrule.trace.study import record
from lessons_rules import KERAS_STATED

HEAD = "import torch\n"
CLASS = """class Own(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return {forward}
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        {backward}
"""
RUN = "x = torch.tensor([0.5, -2.0, 1.5], requires_grad=True)\ny = Own.apply(x)\nloss = (y * y).sum()\nloss.backward()\nprint(x.grad)\n"


def written(backward: str, forward: str = "x ** 2", run: str = RUN) -> str:
    return HEAD + CLASS.format(forward=forward, backward=backward) + run


def traced(text: str) -> Any:
    return chainrule.study(text).trace()


def edge_of_own(trace: Any) -> Any:
    (node,) = (one for one in trace["nodes"] if one["op"] == "authored")
    (edge,) = (one for one in trace["edges"] if one["to"] == node["id"] and one["contribution"] is not None)
    return edge


def test_the_lines_of_the_author_stand_in_the_backward_pass() -> None:
    text = written("return g * 2 * x")
    trace = traced(text)
    (group,) = (one for one in trace["groups"] if one["label"] == "backward of Own")
    within = [one for one in trace["nodes"] if one["group"] == group["id"] and one["op"]]
    assert [text[slice(*one["span"])] for one in within] == ["g * 2", "g * 2 * x"]
    x = np.array([0.5, -2.0, 1.5])
    np.testing.assert_allclose(within[-1]["value"]["data"], 2 * x**2 * 2 * x)


def test_entry_by_entry_the_slope_is_what_the_author_gives_for_a_gradient_of_one() -> None:
    edge = edge_of_own(traced(written("return g * 7 * x")))
    x = np.array([0.5, -2.0, 1.5])
    assert edge["relation"]["kind"] == "pointwise"
    np.testing.assert_allclose(edge["partial"]["data"], 7 * x)
    np.testing.assert_allclose(edge["contribution"]["data"], 2 * x**2 * 7 * x)


def test_where_entries_meet_the_block_is_written_out_by_the_lines_of_the_author() -> None:
    edge = edge_of_own(traced(written("return g.sum() * x")))
    x = np.array([0.5, -2.0, 1.5])
    assert edge["relation"]["kind"] == "block"
    jacobian = np.reshape(edge["relation"]["jacobian"]["data"], (3, 3))
    np.testing.assert_allclose(jacobian, np.tile(x, (3, 1)))
    np.testing.assert_allclose(edge["contribution"]["data"], (2 * x**2) @ jacobian)


def test_a_closed_call_shows_its_result_and_not_what_the_rule_keeps() -> None:
    trace = traced(KERAS_STATED["custom_gradient"])
    ops = {node["id"]: node["op"] for node in trace["nodes"]}
    (group,) = (one for one in trace["groups"] if one["label"] == "log1pexp(x)")
    assert [ops[one] for one in group["outputs"]] == ["authored", "exp"]


@pytest.mark.parametrize(("backward", "verdict"), [("return g * 2 * x", "agree"), ("return g * 3 * x", "stated")])
def test_a_central_difference_says_when_the_author_is_wrong(backward: str, verdict: str) -> None:
    found = record(written(backward), {})
    assert {one.verdict for one in check(found, [found.program.bindings["x"]], 3)} == {verdict}


def test_what_the_author_states_is_differentiated_again() -> None:
    asked = "g, = torch.autograd.grad(y, x, create_graph=True)\nh, = torch.autograd.grad(g, x)\nprint(g, h)\n"
    run = "x = torch.tensor(0.5, requires_grad=True)\ny = Own.apply(x)\n" + asked
    (line,) = chainrule.study(written("return g * 5 * x ** 3", run=run)).prints
    np.testing.assert_allclose(np.asarray([float(np.asarray(one)) for one in line if not isinstance(one, str)]), [5 * 0.5**3, 15 * 0.5**2])


def test_another_number_gives_what_a_first_run_gives() -> None:
    text = written("return torch.where(x > 0, g, g * 0.1)", "torch.where(x > 0, x, 0.1 * x)")
    first, moved = record(text, {"x": [0.5, -2.0, 1.5]}), {"x": [-0.5, 2.0, 1.5]}
    known, fresh = again(first, moved), record(text, moved)
    assert fresh.back is not None
    if known is not None:
        assert known.back is not None
        np.testing.assert_array_equal(known.back.gradients[0], fresh.back.gradients[0])
    y = np.array([-0.05, 2.0, 1.5])
    np.testing.assert_allclose(np.asarray(fresh.back.gradients[0]), 2 * y * np.array([0.1, 1.0, 1.0]))


def test_the_source_for_numpy_runs_the_lines_of_the_author() -> None:
    text = written("return g * 3 * x")
    names: dict[str, Any] = {"print": lambda *values: None}
    exec(code(record(text, {}), "numpy"), names)
    x = np.array([0.5, -2.0, 1.5])
    np.testing.assert_allclose(names["dx"], 2 * x**2 * 3 * x)


TWO = HEAD + """class Two(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        u = x * x
        ctx.save_for_backward(x)
        return u, x * 3
    @staticmethod
    def backward(ctx, g, h):
        x, = ctx.saved_tensors
        {lines}
x = torch.tensor([0.5, -2.0], requires_grad=True)
u, v = Two.apply(x)
(u * 2 + v).sum().backward()
print(x.grad)
"""
REFUSED = {
    written("return g.clamp(-1, 1) * x"): "not proportional",
    written("return g * x, g"): "2 gradients",
    written("return g.sum()"): "of the shape []",
    written("return g * x if g.sum() > 0 else g"): "looks at the numbers",
    "kept = []\n" + written("kept.append(g)\n        return g * x"): "keeps what it computes",
    written("x += 1\n        return g * x", run=RUN.replace("apply(x)", "apply(x * 1)")): "changes a tensor of the forward",
    TWO.format(lines="return g * h * x"): "not proportional",
    TWO.format(lines="return (g + 1 - h) * x"): "not proportional",
    TWO.format(lines="return g * u + h * x").replace("backward(x)", "backward(x, u)").replace("x, =", "x, u ="): "reads a result",
    written("return None"): "The backward of Own in line 12 (Own.apply(x)) gives None for what is made of x",
    "import jax\n@jax.custom_jvp\ndef f(x):\n    return x\n"
    "f.defjvp(lambda p, t: (f(*p), f(p[0] + 1) * t[0]))\nprint(jax.grad(f)(2.0))\n": "with another argument",
}


@pytest.mark.parametrize(("text", "said"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_cannot_be_stated_is_refused(text: str, said: str) -> None:
    first = record(text, {}).problems[0]
    assert said in first.detail and first.hint


def test_what_the_backward_prints_is_passed_over_and_said() -> None:
    study = chainrule.study(written("print(g)\n        return g * x"))
    assert len(study.prints) == 1
    assert any("prints is passed over" in one["text"] for one in study.trace()["notices"])


def test_what_is_not_known_of_the_lines_of_the_author_is_not_said_of_what_comes_later() -> None:
    run = "x = torch.ones(2, 2, requires_grad=True)\ny = Own.apply(x).clone()\na = y[0]\nb = y[1]\na.add_(1)\nb.add_(2)\nprint(y)\n"
    lines = "h = torch.einsum('ij->ji', g)\n        return torch.einsum('ij->ji', h) * x * 2"
    ((printed,),) = chainrule.study(written(lines, run=run + "loss = (y * y).sum()")).prints
    np.testing.assert_array_equal(printed, [[2, 2], [3, 3]])
