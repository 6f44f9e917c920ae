"""A run of all contests: times, ratios, and whether what was to be reached was."""

from __future__ import annotations

import gc
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version

import numpy as np

import again
import by_hand
import engine
import texts
from goals import AGAIN, ALONE, GROWTH, HAND, NODE_BYTES, US, goals
from peers import PEERS
from readme import Table, cpu
from tasks import Contestant, Run, Task, chain, tensors
from timing import Times, race

TOLERANCE = 1e-9
ROUNDS, LONG_ROUNDS = 21, 9
LONG = 20_000


def report(table: Table) -> None:
    print(f"{cpu()}, Python {platform.python_version()}, NumPy {np.__version__}, one thread, float64.")
    print("Times are of the processor, not of the clock. A ratio is the median of the rounds (lowest to highest round).")
    growth(table)
    found = contestants(table)
    gc.collect()
    gc.freeze()  # what is loaded is no garbage: no turn begins with, or pays for, a walk through all of PyTorch
    for task in (chain(50), chain(1_000), chain(LONG), *tensors()):
        contest(task, found, table)
    repeated(table)
    whole(table)
    memory(table)
    print(f"\n{table.met} goals met, {table.missed} not met.")


def contestants(table: Table) -> list[Contestant]:
    found = [engine.contestant(), engine.without_record(), by_hand.contestant()]
    for module, load in PEERS.items():
        try:
            found.append(load())
        except ImportError as missing:
            print(f"Skipped: {module} is not installed ({missing}).")
        else:
            table.versions[found[-1].name] = version(module)
            print(f"{found[-1].name} {version(module)}")
    return found


def contest(task: Task, found: Sequence[Contestant], table: Table) -> None:
    runs = {one.name: run for one in found if (run := task.of(one)) is not None}
    agree(task, runs)
    times = race(runs, task.inputs, LONG_ROUNDS if task.ops == LONG else ROUNDS)
    heading(task.name, f"{US} takes, times theirs")
    for name in runs:
        row(name, times.seconds(name), "" if name == US else str(times.ratio(US, name)))
    unable = [one.name for one in found if one.name not in (*runs, ALONE)]
    if unable:
        print(f"  not able: {', '.join(unable)}")
    table.add(task, times)
    for one in goals(task):
        if one.other in runs:
            goal(table, f"{one.who} / {one.other}", times.ratio(one.who, one.other).middle, one.most)
        else:
            print(f"  goal: {one.who} / {one.other} at most {one.most:g}: skipped")


def agree(task: Task, runs: Mapping[str, Run]) -> None:
    """All gradients are the same, or their times mean nothing."""
    for numbers in task.inputs[: 2 if task.ops == LONG else None]:
        wanted = runs[HAND](numbers)
        for name, run in runs.items():
            for found, right in zip(run(numbers), wanted, strict=True):
                error = np.max(np.abs(np.asarray(found) - right)) / np.max(np.abs(right))
                assert error <= TOLERANCE, f"{task.name}: {name} differs by {error:.1e}"


def repeated(table: Table) -> None:
    """A number dragged on the page: what it waits for, as a part of what it would wait for a program never seen."""
    for text, first, second in again.pairs():
        times = race({"first run": first, "known program": second}, text.bodies(), ROUNDS)
        heading(f"Request to trace bytes: {text.name}", "")
        for name in times.rounds:
            row(name, times.seconds(name), "")
        found = times.ratio("known program", "first run").middle
        goal(table, f"request to trace bytes, a number dragged / first run, {text.name}", found, AGAIN, show=True)


def growth(table: Table) -> None:
    """The engine alone on a chain ten times as long, as in a service: before memory is strewn with other libraries."""
    short, long = chain(2_000), chain(LONG)
    us = engine.contestant()
    runs = {task.name: run for task in (short, long) if (run := task.of(us)) is not None}
    times = race(runs, short.inputs, LONG_ROUNDS)
    heading("Ten times the ops", "")
    for task in (short, long):
        row(task.name, times.seconds(task.name), "")
    goal(table, "time of 20,000 / 2,000 ops", times.ratio(long.name, short.name).middle, GROWTH, show=True)


def whole(table: Table) -> None:
    """From the text to the bytes of its trace, as a multiple of the engine's part."""
    short, long = texts.chain(2_000), texts.chain(LONG)
    heading("Text to trace bytes", "times the engine's own time")
    times = Times({})
    for group in ((texts.neuron(),), (texts.mlp(),), (short, long)):
        engines = {f"{text.name}, engine": text.engine() for text in group}
        times = race({**{text.name: text.whole for text in group}, **engines}, (None,), LONG_ROUNDS)
        for text in group:
            row(text.name, times.seconds(text.name), str(times.ratio(text.name, f"{text.name}, engine")))
    goal(table, "text to bytes, 20,000 / 2,000 ops", times.ratio(long.name, short.name).middle, GROWTH, show=True)


def memory(table: Table) -> None:
    heading("Memory", "", "")
    goal(table, f"bytes of a node, chain of {LONG:,} ops", again.bytes_per_node(LONG), NODE_BYTES, show=True)


def heading(title: str, ratio: str, unit: str = "microseconds") -> None:
    print(f"\n{title:<28}{unit:>14}   {ratio}")


def row(name: str, seconds: float, ratio: str) -> None:
    print(f"  {name:<26}{seconds * 1e6:>14,.1f}   {ratio}".rstrip())


def goal(table: Table, what: str, found: float, most: float, show: bool = False) -> None:
    met = found <= most
    said = f"{found:,.2f}" if most < 100 else f"{found:,.0f}"
    print(f"  goal: {what} at most {most:g}: {said}, {'met' if met else 'NOT met'}")
    table.judge(what, said, most, met, show)
