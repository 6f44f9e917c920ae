"""The engine beside PyTorch and JAX: `make test-peers`. Says what ran and what was skipped, and closes with `N passed, N failed`.

A run in which neither library was there fails.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from gate import ROOT, Count, counted, judged, run

LIBRARIES = {"torch": "PyTorch", "jax": "JAX"}
FOLDER = "tests/peers"


def main() -> int:
    total = Count(0, 0)
    skipped = []
    for module, title in LIBRARIES.items():
        if find_spec(module) is None:
            skipped.append(f"{title}: skipped, it is not installed")
            continue
        print(f"\n== {title} {metadata.version(module)}", flush=True)
        total += beside(module)
    for line in skipped:
        print(f"\n-- {line}")
    if total.passed + total.failed == 0:
        print("\nNothing ran.")
        total = Count(0, 1)
    print(f"\n{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


def beside(module: str) -> Count:
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / FOLDER).glob(f"test_{module}_*.py"))
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        fine = run([sys.executable, "-m", "pytest", "-q", *files, f"--junitxml={report}", "-o", "junit_family=xunit1"])
        if report.is_file():
            tell(report)
        return judged(counted(report), fine)


def tell(report: Path) -> None:
    """How often each test ran, what it says of itself, and what was skipped."""
    ran: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        sentence = case.get("name", "").partition("[")[0].removeprefix("test_").replace("_", " ")
        outcome = "skipped: " if case.find("skipped") is not None else ""
        said = [f" ({one.get('value')})" for one in case.iter("property")]
        ran[outcome + sentence + "".join(said)] += 1
    for sentence, count in ran.items():
        print(f"{count:5}  {sentence}")


if __name__ == "__main__":
    sys.exit(main())
