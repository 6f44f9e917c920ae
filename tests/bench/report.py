"""The tables of a run: times, ratios, and what was to be reached."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version

import numpy as np

import by_hand
import engine
import texts
from peers import PEERS
from tasks import Contestant, Run, Task, chain, mlp
from timing import Ratio, race

US, HAND = engine.NAME, by_hand.NAME
TORCH, MICROGRAD = "PyTorch eager", "micrograd"
GOALS: Mapping[str, Mapping[str, float]] = {
    "chain of 50 ops": {TORCH: 0.75, MICROGRAD: 3.0},
    "chain of 1,000 ops": {TORCH: 0.75, MICROGRAD: 3.0},
    "MLP 64x32-64-10": {TORCH: 0.75, HAND: 2.0},
}
GROWTH = 12.0
"""At most this many times as long for ten times as many ops."""
TOLERANCE = 1e-9
ROUNDS, LONG_ROUNDS = 41, 9


def report() -> None:
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, one thread, float64. Times are of the processor, not of the clock.")
    print("A ratio is the median of the rounds (lowest to highest round).")
    found = contestants()
    for task in (chain(50), chain(1_000), mlp()):
        contest(task, found)
    growth()
    whole()


def contestants() -> list[Contestant]:
    found = [engine.contestant(), by_hand.contestant()]
    for module, load in PEERS.items():
        try:
            found.append(load())
        except ImportError as missing:
            print(f"Skipped: {module} is not installed ({missing}).")
        else:
            print(f"{found[-1].name} {version(module)}")
    return found


def contest(task: Task, found: Sequence[Contestant]) -> None:
    runs = {one.name: run for one in found if (run := task.of(one)) is not None}
    agree(task, runs)
    times = race(runs, task.inputs, ROUNDS)
    heading(task.name, f"{US} takes, times theirs")
    for name in runs:
        row(name, times.seconds(name), "" if name == US else str(times.ratio(US, name)))
    for other, most in GOALS[task.name].items():
        if other in runs:
            goal(f"{US} / {other}", times.ratio(US, other), most)
        else:
            print(f"  goal: {US} / {other} at most {most:g}: skipped")


def agree(task: Task, runs: Mapping[str, Run]) -> None:
    """All gradients are the same, or their times mean nothing."""
    for numbers in task.inputs:
        wanted = runs[HAND](numbers)
        for name, run in runs.items():
            for found, right in zip(run(numbers), wanted, strict=True):
                error = np.max(np.abs(np.asarray(found) - right)) / np.max(np.abs(right))
                assert error <= TOLERANCE, f"{task.name}: {name} differs by {error:.1e}"


def growth() -> None:
    """The engine alone on a chain ten times as long."""
    short, long = chain(2_000), chain(20_000)
    us = engine.contestant()
    runs = {task.name: run for task in (short, long) if (run := task.of(us)) is not None}
    times = race(runs, short.inputs, LONG_ROUNDS)
    heading("Ten times the ops", "")
    for task in (short, long):
        row(task.name, times.seconds(task.name), "")
    goal("20,000 / 2,000 ops", times.ratio(long.name, short.name), GROWTH)


def whole() -> None:
    """From the text to the bytes of its trace, as a multiple of the engine's part."""
    short, long = texts.chain(2_000), texts.chain(20_000)
    heading("Text to trace bytes", "times the engine's own time")
    for group in ((texts.neuron(),), (texts.mlp(),), (short, long)):
        engines = {f"{text.name}, engine": text.engine() for text in group}
        times = race({**{text.name: text.whole for text in group}, **engines}, (None,), LONG_ROUNDS)
        for text in group:
            row(text.name, times.seconds(text.name), str(times.ratio(text.name, f"{text.name}, engine")))
    print(f"  20,000 / 2,000 ops: {times.ratio(long.name, short.name)}; linear is 10.")


def heading(title: str, ratio: str) -> None:
    print(f"\n{title:<28}{'microseconds':>14}   {ratio}")


def row(name: str, seconds: float, ratio: str) -> None:
    print(f"  {name:<26}{seconds * 1e6:>14,.1f}   {ratio}".rstrip())


def goal(what: str, ratio: Ratio, most: float) -> None:
    print(f"  goal: {what} at most {most:g}: {ratio.middle:.2f}, {'met' if ratio.middle <= most else 'NOT met'}")
