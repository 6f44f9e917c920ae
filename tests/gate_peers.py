"""The engine beside the libraries whose spellings it reads: `make test-peers`.

Says what ran and what was skipped, and closes with `N passed, N failed`.

A run in which no library was there fails. The files of tests run beside each other, one for each processor.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from gate import ROOT, Count, counted, judged

LIBRARIES = {"torch": "PyTorch", "jax": "JAX", "autograd": "HIPS autograd", "micrograd": "micrograd", "tensorflow": "TensorFlow"}
FOLDER = "tests/peers"


def main() -> int:
    skipped, files = [], []
    for module, title in LIBRARIES.items():
        if find_spec(module) is None:
            skipped.append(f"{title}: skipped, it is not installed")
            continue
        print(f"{title} {metadata.version(module)}", flush=True)
        files += sorted((ROOT / FOLDER).glob(f"test_{module}_*.py"))
    with ThreadPoolExecutor(os.cpu_count()) as beside:
        total = sum(beside.map(ran, files), Count(0, 0))
    for line in skipped:
        print(f"\n-- {line}")
    if total.passed + total.failed == 0:
        print("\nNothing ran.")
        total = Count(0, 1)
    print(f"\n{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


def ran(file: Path) -> Count:
    """One file of tests, in a process of its own; what it says is printed when it is done."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", str(file), f"--junitxml={report}", "-o", "junit_family=xunit1"]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        told = "\n".join(tell(report)) if report.is_file() else ""
        print(f"\n== {file.name}\n{done.stdout}{told}", flush=True)
        return judged(counted(report), done.returncode == 0)


def tell(report: Path) -> list[str]:
    """How often each test ran, what it says of itself, and what was skipped."""
    found: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        sentence = case.get("name", "").partition("[")[0].removeprefix("test_").replace("_", " ")
        outcome = "skipped: " if case.find("skipped") is not None else ""
        said = [f" ({one.get('value')})" for one in case.iter("property")]
        found[outcome + sentence + "".join(said)] += 1
    return [f"{count:5}  {sentence}" for sentence, count in found.items()]


if __name__ == "__main__":
    sys.exit(main())
