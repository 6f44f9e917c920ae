"""Everything a change must pass, in one run: `make test`. Closes with one line that sums all of it: `N passed, N failed`.

Linters and type checkers count as one test each. The gates run beside each other, one for each processor. What they need and the
machine lacks is installed first: Chromium from Debian's packages for root, else Playwright's; Node from PyPI, into the environment this
runs in; what the page's tests need from npm.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
BIN = Path(sys.executable).parent
OLDEST_NODE = 20


@dataclass(frozen=True, slots=True)
class Count:
    passed: int
    failed: int

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed)


Gate = Callable[[], tuple[Count, str]]
"""What passed and failed, and what was said of it."""


def main() -> int:
    provide_node()
    provide_packages()
    provide_chromium()
    return closed(beside(GATES))


def beside(gates: Mapping[str, Gate]) -> Count:
    """All gates, one for each processor, begun in their order; what one says is printed when it is done."""

    def through(title: str) -> Count:
        count, said = gates[title]()
        failed = f"-- {title}: {count.failed} failed\n" if count.failed else ""
        print(f"\n== {title}\n{said}{failed}", end="", flush=True)
        return count

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return sum(pool.map(through, gates), Count(0, 0))


def closed(total: Count) -> int:
    """The last line, and the exit code."""
    print(f"\n{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


# -- what the tests need


def provide_node() -> None:
    os.environ["PATH"] = os.pathsep.join((str(BIN), os.environ.get("PATH", "")))
    if node_version() < OLDEST_NODE:
        pip("-e", ".[node]")
    if node_version() < OLDEST_NODE:
        sys.exit(f"The JavaScript tests need Node {OLDEST_NODE} or newer.")


def node_version() -> int:
    """0 when there is none."""
    if not (shutil.which("node") and shutil.which("npm")):
        return 0
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)", said)
    return int(found[1]) if found else 0


def provide_packages() -> None:
    if not run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], FRONTEND):
        sys.exit("What the page's tests need cannot be installed.")


def provide_chromium() -> None:
    if os.environ.get("CHROMIUM") or shutil.which("chromium"):
        return
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], cwd=ROOT, env=quiet)
        subprocess.run(["apt-get", "install", "-qq", "--no-install-recommends", "chromium"], cwd=ROOT, env=quiet, stdout=subprocess.DEVNULL)
    if not shutil.which("chromium"):
        run([sys.executable, "-m", "playwright", "install", "chromium"])


def pip(*arguments: str) -> None:
    run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments])


def run(command: Sequence[str], cwd: Path = ROOT) -> bool:
    return subprocess.run(command, cwd=cwd).returncode == 0


# -- the gates


def heard(command: Sequence[str], cwd: Path = ROOT) -> tuple[bool, str]:
    """Whether it went well, and what it said."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode == 0, done.stdout


def one(*command: str, cwd: Path = ROOT) -> Gate:
    """A gate that passes or fails as a whole."""

    def gate() -> tuple[Count, str]:
        fine, said = heard(command, cwd)
        return Count(int(fine), int(not fine)), said

    return gate


def pytest(*arguments: str, tell: Callable[[Path], str] = lambda _: "") -> Gate:
    """`tell`: what there is to say of the report."""

    def gate() -> tuple[Count, str]:
        with tempfile.TemporaryDirectory() as scratch:
            report = Path(scratch) / "report.xml"
            fine, said = heard([sys.executable, "-m", "pytest", "-q", *arguments, f"--junitxml={report}"])
            return judged(counted(report), fine), said + (tell(report) if report.is_file() else "")

    return gate


def counted(report: Path) -> Count:
    if not report.is_file():
        return Count(0, 0)
    suites = list(ElementTree.parse(report).iter("testsuite"))
    failed = sum(int(suite.get(kind, 0)) for suite in suites for kind in ("failures", "errors"))
    skipped = sum(int(suite.get("skipped", 0)) for suite in suites)
    return Count(sum(int(suite.get("tests", 0)) for suite in suites) - failed - skipped, failed)


def node() -> tuple[Count, str]:
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "frontend").rglob("*.test.js"))
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.tap"
        reporters = [("dot", "stdout"), ("tap", str(report))]
        options = [option for name, to in reporters for option in (f"--test-reporter={name}", f"--test-reporter-destination={to}")]
        fine, said = heard(["node", "--test", *options, *files])
        told = report.read_text(encoding="utf-8") if report.is_file() else ""
    sums = {name: int(count) for name, count in re.findall(r"^# (pass|fail|cancelled) (\d+)$", told, re.MULTILINE)}
    faults = re.findall(r"^.*not ok [\s\S]*?^\s+\.\.\.\n", told, re.MULTILINE)
    return judged(Count(sums.get("pass", 0), sums.get("fail", 0) + sums.get("cancelled", 0)), fine), said + "".join(faults)


def judged(count: Count, fine: bool) -> Count:
    """A run that broke down without a failed test is a failure as well; so is one without a test."""
    broke_down = (not fine or count.passed == 0) and count.failed == 0
    return count + Count(0, 1) if broke_down else count


GATES: dict[str, Gate] = {
    "browser": pytest("tests/browser"),
    "pytest": pytest("tests/backend"),
    "mypy": one(sys.executable, "-m", "mypy", "--no-error-summary", "backend/chainrule", "tests"),
    "JavaScript": node,
    "types of the page": one("npx", "--no-install", "tsc", "-p", ".", cwd=FRONTEND),
    "ruff": one(sys.executable, "-m", "ruff", "check", "--quiet", "."),
}
"""What takes longest begins first, so that no processor waits for it at the end."""


if __name__ == "__main__":
    sys.exit(main())
