"""A number dragged on the page, from the request to the bytes of the trace, beside a first run; and the memory of a record."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable

import numpy as np

import texts
from chainrule.wire.answer import answer
from chainrule.wire.known import Known
from chainrule.wire.request import read_json
from engine import chained
from tasks import chain
from texts import Text

Timed = Callable[[bytes], bytes]


def pairs() -> list[tuple[Text, Timed, Timed]]:
    """Text, first run, run again as a worker does it that knows the program."""
    return [(text, first, _again(text)) for text in (texts.chain(50), texts.chain(1_000), texts.mlp(), texts.rnn())]


def first(body: bytes) -> bytes:
    return answer(read_json(body)).body


def _again(text: Text) -> Timed:
    known, bodies = Known(), text.bodies()
    for body in bodies[:3]:
        assert known.answer(read_json(body)).body == first(body), f"{text.name}: again differs from a first run"
    assert known.misses == 1, f"{text.name} is not known"
    return lambda body: known.answer(read_json(body)).body


def bytes_per_node(ops: int) -> float:
    """What a chain with its whole record holds at most, divided by its nodes."""
    x = chain(ops).inputs[0][0]
    chained(x, 50)
    gc.collect()
    tracemalloc.start()
    run, _, target = chained(x, ops)
    with np.errstate(all="ignore"):
        back = run.back(target)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(back.contributions)
    return most / len(run.program)
