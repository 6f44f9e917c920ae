"""The engine beside other libraries: `make bench`. One thread, float64. A time is never a test: the exit code is 0.

`--readme` writes the table into the README as well.
"""

from __future__ import annotations

import os
import sys
import threading

STACK = 1024 * 1024 * 1024
DEPTH = 100_000
"""Bytes of stack and calls: some libraries walk a chain of 20,000 ops by recursion."""


def main() -> None:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    from readme import Table  # loads NumPy, which reads these
    from report import report

    table = Table()
    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK)
    thread = threading.Thread(target=report, args=(table,))
    thread.start()
    thread.join()
    if "--readme" in sys.argv[1:] and table.lines:
        table.write()


if __name__ == "__main__":
    main()
