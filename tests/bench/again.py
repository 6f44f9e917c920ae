"""A known program with new inputs, beside its first run; and the memory of a record."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from chainrule.ops.record import Value
from chainrule.trace.backward import backward, ones_like, wanted
from chainrule.trace.rerun import rerun
from engine import BODIES, Run, chained, gradients, recorded
from engine import chain as first_chain
from tasks import MLP, RNN, Task, chain, tensors

Timed = Callable[[Any], object]


def pairs() -> list[tuple[Task, Timed, Timed]]:
    """Task, first run, run again: with another x of a chain, or other weights of a net."""
    return [*map(_of_chain, (50, 1_000)), *(_of_tensors(task) for task in tensors() if task.name in (MLP, RNN))]


def _of_chain(ops: int) -> tuple[Task, Timed, Timed]:
    task = chain(ops)
    run, source, target = chained(task.inputs[0][0], ops)

    def first(numbers: Any) -> object:
        return first_chain(numbers[0], ops)

    return task, first, _again(run, target, None, lambda numbers: {source: np.float64(numbers[0])})


def _of_tensors(task: Task) -> tuple[Task, Timed, Timed]:
    body = BODIES[task.name]
    run, target, only = recorded(body, task.inputs[0])

    def first(numbers: Any) -> object:
        return gradients(body, True, *numbers)

    return task, first, _again(run, target, only, lambda numbers: {node: numbers[node] for node in only})


def _again(run: Run, target: int, only: Iterable[int] | None, changed: Callable[[Any], dict[int, Value]]) -> Callable[[Any], object]:
    """What depends on no input, such as which nodes need a gradient, is known as well."""
    program, known = run.program, run.forward.values
    needs = wanted(program, target, only)
    seed = ones_like(known[target])

    def again(numbers: Any) -> object:
        with np.errstate(all="ignore"):
            kept: dict[int, Any] = {}
            values = rerun(program, known, changed(numbers), target, kept)
            return backward(program, values, target, seed, needs, kept)

    return again


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
