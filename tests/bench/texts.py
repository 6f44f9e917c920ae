"""From text to the bytes of a trace: the whole way, beside the engine's own time for the same program.

A chain of 20,000 lines is past the ceilings of a text and, with a constant on every other line, past the service's count of nodes.
They are lifted here, for what is asked is how the time grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

from chainrule.gallery import items
from chainrule.language import ceilings
from chainrule.limits import LIMITS
from chainrule.trace.study import Record, record
from chainrule.wire.answer import answer
from chainrule.wire.document import document
from chainrule.wire.encode import dumps
from chainrule.wire.request import Request
from engine import NODES, replay
from tasks import NEAR_ONE, STEP, batches

_LIFTED = {name: replace(limit, value=10**9) for name, limit in LIMITS.items()}


@dataclass(frozen=True, slots=True)
class Text:
    name: str
    program: str
    vars: Mapping[str, Any] = field(default_factory=dict)
    wrt: tuple[str, ...] | None = None

    def study(self) -> Record:
        with patch.object(ceilings, "LIMITS", _LIFTED):
            found = record(self.program, self.vars, wrt=self.wrt, nodes=NODES)
        assert not found.problems, found.problems[0].detail
        return found

    def whole(self, _: object = None) -> bytes:
        return dumps(document(self.study()))

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
    given = {name: array.tolist() for name, array in batches()[0]._asdict().items()}
    program = "hidden = tanh(x @ w1 + b1)\nloss = cross_entropy(hidden @ w2 + b2, labels)\n"
    return Text("MLP", program, given, ("w1", "b1", "w2", "b2"))


def chain(ops: int) -> Text:
    lines = [f"x = {NEAR_ONE}", "v = x", *(line for _ in range(ops // 2) for line in ("v = v*x", f"v = v + {STEP}"))]
    return Text(f"chain of {ops:,} ops", "\n".join(lines))
