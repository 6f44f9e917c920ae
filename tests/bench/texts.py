"""From text to the bytes of a trace: the whole way, beside the engine's own time for the same program.

A chain of 20,000 lines is past the ceilings of a text and, with a constant on every other line, past the service's count of nodes.
They are lifted here, for what is asked is how the time grows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

import numpy as np

from chainrule.gallery import items
from chainrule.language import ceilings
from chainrule.limits import LIMITS
from chainrule.trace.study import Record, record
from chainrule.wire.answer import answer
from chainrule.wire.document import written
from chainrule.wire.request import Request
from engine import NODES, replay
from tasks import CLASSES, HIDDEN, INPUTS, MLP, NEAR_ONE, POOL, RNN, ROWS, SAMPLES, STEP, STEPS, batches

_LIFTED = {name: replace(limit, value=10**9) for name, limit in LIMITS.items()}


@dataclass(frozen=True, slots=True)
class Text:
    name: str
    program: str
    vars: Mapping[str, Any] = field(default_factory=dict)
    wrt: tuple[str, ...] | None = None
    dragged: str = "x"
    """The input of which one number is dragged."""

    def bodies(self) -> tuple[bytes, ...]:
        """Requests as the page sends them while the number is dragged."""
        return tuple(self._body(NEAR_ONE + 0.015 * place / POOL) for place in range(POOL))

    def _body(self, number: float) -> bytes:
        value = np.array(self.vars[self.dragged] if self.dragged in self.vars else 0.0)
        value.flat[0] = number
        asked: dict[str, Any] = {"expr": self.program, "vars": {**self.vars, self.dragged: value.tolist()}}
        return json.dumps(asked if self.wrt is None else {**asked, "wrt": self.wrt}).encode()

    def study(self) -> Record:
        with patch.object(ceilings, "LIMITS", _LIFTED):
            found = record(self.program, self.vars, wrt=self.wrt, nodes=NODES)
        assert not found.problems, found.problems[0].detail
        return found

    def whole(self, _: object = None) -> bytes:
        return written(self.study())

    def engine(self) -> Any:
        """The engine's part of it, ready to be timed."""
        found = self.study()
        assert found.target is not None
        program, values, target = found.program, found.values, found.target
        only = None if self.wrt is None else [program.bindings[name] for name in self.wrt]
        return lambda _: replay(program, values, target, only)


def neuron() -> Text:
    item = items()[0]
    text = Text("neuron", item.program)
    assert text.whole() == answer(Request(expr=item.program)).body, "timed is what the service sends"
    return text


def mlp() -> Text:
    """Its tensors are drawn, as on the page: a reader types no thousand numbers, and drags one of a few."""
    lines = (
        f"x = randn({SAMPLES}, {INPUTS})",
        f"labels = {[int(label) for label in batches()[0].labels]}",
        f"w1 = randn({INPUTS}, {HIDDEN}) * {INPUTS**-0.5}",
        f"b1 = zeros({HIDDEN})",
        f"w2 = randn({HIDDEN}, {CLASSES}) * {HIDDEN**-0.5}",
        f"b2 = zeros({CLASSES})",
        "hidden = tanh(x @ w1 + b1)",
        "loss = cross_entropy(hidden @ w2 + b2, labels)",
    )
    return Text(MLP, "\n".join(lines), {"b1": [0.0] * HIDDEN}, ("w1", "b1", "w2", "b2"), "b1")


def rnn() -> Text:
    lines = (
        f"x = randn({STEPS}, {ROWS}, {INPUTS})",
        f"w = randn({INPUTS}, {HIDDEN}) * {INPUTS**-0.5}",
        f"u = randn({HIDDEN}, {HIDDEN}) * {0.5 * HIDDEN**-0.5}",
        f"b = zeros({HIDDEN})",
        f"wanted = randn({ROWS}, {HIDDEN})",
        f"h = zeros({ROWS}, {HIDDEN})",
        f"for step in range({STEPS}):",
        "    h = tanh(x[step] @ w + h @ u + b)",
        "loss = mean(square(h - wanted))",
    )
    return Text(RNN, "\n".join(lines), {"b": [0.0] * HIDDEN}, ("w", "u", "b"), "b")


def chain(ops: int) -> Text:
    lines = [f"x = {NEAR_ONE}", "v = x", *(line for _ in range(ops // 2) for line in ("v = v*x", f"v = v + {STEP}"))]
    return Text(f"chain of {ops:,} ops", "\n".join(lines))
