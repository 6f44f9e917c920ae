"""One worker process: reads tasks, writes answers, knows nothing of HTTP. Started by `workers.py`, never by hand.

It may not outgrow its memory, and it dies with the web process: the end of its input is the end of it.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from typing import BinaryIO

from chainrule.errors import Problem
from chainrule.limits import LIMITS
from chainrule.service import frames
from chainrule.service.problems import document
from chainrule.service.reading import answer_to
from chainrule.wire.known import Known


def main() -> None:
    tasks, answers = _private_pipes()
    _bound_memory()
    gc.freeze()  # what was imported stays: no collection during a run need walk through it
    known = Known()
    answers.write(frames.pack_result(frames.Result(frames.READY, b"")))
    answers.flush()
    while (task := frames.read_task(tasks)) is not None:
        answers.write(frames.pack_result(_judge(task, known)))
        answers.flush()


def _judge(task: frames.Task, known: Known) -> frames.Result:
    try:
        return answer_to(task, known)
    except MemoryError:
        limit = LIMITS["worker_memory"]
        problem = Problem("too-much-memory", f"The run needs more than {limit.value:,} {limit.unit}.")
    except Exception:
        traceback.print_exc()
        problem = Problem("server-fault", "The program could not be judged, and the fault is ours.")
    return frames.Result(problem.record.status, document((problem,)))


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard output becomes standard error, so that a stray `print` of a library cannot break a frame."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS["worker_memory"].value, hard))


if __name__ == "__main__":
    main()
