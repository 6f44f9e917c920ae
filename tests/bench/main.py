"""The engine beside other libraries: `make bench`. One thread, float64. A time is never a test: the exit code is 0."""

from __future__ import annotations

import os
import sys
import threading

STACK = 512 * 1024 * 1024
DEPTH = 50_000
"""Bytes of stack and calls: some libraries walk a chain of 1,000 ops by recursion."""


def main() -> None:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    from report import report  # loads NumPy, which reads these

    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK)
    thread = threading.Thread(target=report)
    thread.start()
    thread.join()


if __name__ == "__main__":
    main()
