"""The table that the README shows, and the place where it stands."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from goals import ALONE, AUTOGRAD, HAND, MICROGRAD, MYGRAD, TORCH, US, goals
from tasks import Task
from timing import Times

README = Path(__file__).parents[2] / "README.md"
START, END = "<!-- bench -->", "<!-- /bench -->"
COLUMNS = (TORCH, AUTOGRAD, MYGRAD, MICROGRAD, HAND)


def cpu() -> str:
    """The processor's own name, where the machine tells it."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(encoding="utf-8"), re.MULTILINE) if info.is_file() else None
    return found[1].strip() if found else platform.processor() or platform.machine()


@dataclass(slots=True)
class Table:
    """Grows while the bench runs."""

    versions: dict[str, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    met: int = 0
    missed: int = 0

    def add(self, task: Task, times: Times) -> None:
        """One program: the engine's time over theirs; bold where it is past the goal."""
        most = {(one.who, one.other): one.most for one in goals(task)}
        pairs = [*((US, name) for name in COLUMNS), (ALONE, HAND)]
        cells = [self._cell(times, who, other, most.get((who, other))) for who, other in pairs]
        self.rows.append(f"| {task.name} | {' | '.join(cells)} |")

    def _cell(self, times: Times, who: str, other: str, most: float | None) -> str:
        if who not in times.rounds or other not in times.rounds:
            return "–"
        found = times.ratio(who, other).middle
        return f"**{found:.2f}**" if most is not None and found > most else f"{found:.2f}"

    def judge(self, what: str, found: str, most: float, met: bool, show: bool) -> None:
        self.met, self.missed = self.met + met, self.missed + (not met)
        if show:
            self.lines.append(f"| {what} | {found if met else f'**{found}**'} | {most:,g} |")

    def text(self) -> str:
        versions = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return "\n".join(
            (
                "chainrule's time divided by the other's: below 1 chainrule is faster. Bold is past the goal, a dash is a library",
                "without the ops. chainrule keeps every partial and every contribution; the last column is without that record.",
                "",
                f"| program | {' | '.join(COLUMNS)} | {HAND}, no record |",
                f"| --- |{' ---: |' * (len(COLUMNS) + 1)}",
                *self.rows,
                "",
                "| figure | found | goal, at most |",
                "| --- | ---: | ---: |",
                *self.lines,
                "",
                f"{cpu()}, one thread, float64, Python {platform.python_version()}, NumPy {np.__version__},",
                f"{versions}; {date.today():%d %B %Y}.",
                "Goals: half of PyTorch's time on the chains, less than every library on the rest, at most 1.5 times micrograd's",
                f"up to 1,000 ops, twice {HAND} with the whole record, 1.5 times without.",
            )
        )

    def write(self) -> None:
        """Between the markers of the README."""
        before, _, rest = README.read_text(encoding="utf-8").partition(START)
        _, _, after = rest.partition(END)
        assert after, f"{README.name} has no {START} and {END}"
        README.write_text(f"{before}{START}\n{self.text()}\n{END}{after}", encoding="utf-8")
