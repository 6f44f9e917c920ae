"""Texts judged one after the other in processes that may use no more memory than a worker of the service; as there, a text gets a fresh
process where earlier ones have left too little.

    python tests/fuzz/measured.py        reads texts, each a line of JSON; says of each how many seconds of work its answer took
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIRED = 3
"""The exit code of a process whose memory ran out, or is half used up."""
sys.path[:0] = [str(ROOT / "backend"), str(ROOT / "tests" / "backend")]

from chainrule.limits import LIMITS  # noqa: E402
from chainrule.service.worker import worn  # noqa: E402
from chainrule.trace.collector import uncollected  # noqa: E402
from sound import answered, holds  # noqa: E402


def measured(texts: Sequence[str]) -> list[float]:
    """The seconds of work of each answer. Raises AssertionError with the first text that is not judged well."""
    took: list[float] = []
    while len(took) < len(texts):
        lines = "".join(json.dumps(text) + "\n" for text in texts[len(took) :])
        done = subprocess.run([sys.executable, __file__], input=lines, capture_output=True, text=True)
        found = [float(line) for line in done.stdout.split()]
        took += found
        assert not done.returncode or (done.returncode == TIRED and found), f"{done.stderr[-2000:]}\n{texts[len(took)]}"
    return took


def main() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    for line in sys.stdin:
        resource.setrlimit(resource.RLIMIT_AS, (LIMITS["worker_memory"].value, hard))
        with uncollected():
            began = time.process_time()
            try:
                found, sent = answered(json.loads(line))
            except BaseException as fault:
                if isinstance(fault, Exception) and not isinstance(fault, MemoryError):
                    raise
                sys.exit(TIRED)  # what is written in Rust panics where it finds no memory
            took = time.process_time() - began
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        holds(found, sent)
        print(took, flush=True)
        if worn():
            sys.exit(TIRED)


if __name__ == "__main__":
    main()
