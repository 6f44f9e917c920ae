"""Texts judged one after the other in a process that may use no more memory than a worker of the service.

    python tests/fuzz/measured.py        reads texts, each a line of JSON; says of each how many seconds of work its answer took
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "backend"), str(ROOT / "tests" / "backend")]

from chainrule.limits import LIMITS  # noqa: E402
from chainrule.wire.answer import answer  # noqa: E402
from chainrule.wire.request import read_members  # noqa: E402
from sound import judge  # noqa: E402


def measured(texts: Sequence[str]) -> Iterator[float]:
    """The seconds of work of each answer. Raises `CalledProcessError` at a text that is not judged well, or wants too much memory."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([sys.executable, __file__], input=lines, capture_output=True, text=True)
    yield from map(float, done.stdout.split())
    done.check_returncode()


def main() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS["worker_memory"].value, hard))
    for line in sys.stdin:
        text = json.loads(line)
        began = time.process_time()
        answer(read_members({"expr": text}))
        print(time.process_time() - began, flush=True)
        judge(text)


if __name__ == "__main__":
    main()
