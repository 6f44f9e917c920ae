"""The engine beside the libraries whose spellings it reads: `make test-peers`.

Says what ran and what was skipped, and closes with `N passed, N failed`.

A run in which no library was there fails. The files of tests run beside each other, one for each processor.
"""

from __future__ import annotations

import sys
from collections import Counter
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from gate import ROOT, Count, beside, closed, pytest

LIBRARIES = {"jax": "JAX", "torch": "PyTorch", "autograd": "HIPS autograd", "micrograd": "micrograd", "tensorflow": "TensorFlow"}
"""What takes longest begins first: JAX compiles every call."""
FOLDER = "tests/peers"


def main() -> int:
    skipped, files = [], []
    for module, title in LIBRARIES.items():
        if find_spec(module) is None:
            skipped.append(f"{title}: skipped, it is not installed")
            continue
        print(f"{title} {metadata.version(module)}", flush=True)
        files += sorted((ROOT / FOLDER).glob(f"test_{module}_*.py"))
    total = beside({file.name: pytest(str(file), "-o", "junit_family=xunit1", tell=tell) for file in files})
    for line in skipped:
        print(f"\n-- {line}")
    if total.passed + total.failed == 0:
        print("\nNothing ran.")
        total = Count(0, 1)
    return closed(total)


def tell(report: Path) -> str:
    """How often each test ran, what it says of itself, and what was skipped."""
    found: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        sentence = case.get("name", "").partition("[")[0].removeprefix("test_").replace("_", " ")
        outcome = "skipped: " if case.find("skipped") is not None else ""
        said = [f" ({one.get('value')})" for one in case.iter("property")]
        found[outcome + sentence + "".join(said)] += 1
    return "".join(f"{count:5}  {sentence}\n" for sentence, count in found.items())


if __name__ == "__main__":
    sys.exit(main())
