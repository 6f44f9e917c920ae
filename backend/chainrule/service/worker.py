"""One worker process: reads tasks, writes answers, knows nothing of HTTP. Started by `workers.py`, never by hand.

It may not outgrow its memory, and it dies with the web process: the end of its input is the end of it. What earlier programs left
behind must not cost a later one its memory: where that runs out, only a worker that has answered nothing yet says so; any other ends,
and the task goes to a fresh one. Short before that everything takes twice its time, so a worker that was once half full ends as well.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from contextlib import suppress
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
    result: frames.Result | None = frames.Result(frames.READY, b"")
    fresh = True
    while result is not None:
        answers.write(frames.pack_result(result))
        answers.flush()
        if worn() or (task := frames.read_task(tasks)) is None:
            return
        result, fresh = judge(task, known, fresh), False


def judge(task: frames.Task, known: Known, fresh: bool) -> frames.Result | None:
    """None where the memory runs out and a fresh worker may have enough."""
    try:
        return answer_to(task, known)
    except Exception as fault:
        if not isinstance(fault, MemoryError):
            traceback.print_exc()
            return _refusal(Problem("server-fault", "The program could not be judged, and the fault is ours."))
    except BaseException:  # what is written in Rust panics where it finds no memory
        traceback.print_exc()
    limit = LIMITS["worker_memory"]
    return _refusal(Problem("too-much-memory", f"The run needs more than {limit.value:,} {limit.unit}.")) if fresh else None


def worn() -> bool:
    """Whether this process has once held half of the memory it may use; known where the system says so of a process alone."""
    with suppress(OSError), open("/proc/self/status", encoding="ascii", errors="replace") as told:
        most = next((int(line.split()[1]) for line in told if line.startswith("VmHWM:")), 0)
        return 2 * 1024 * most > LIMITS["worker_memory"].value
    return False


def _refusal(problem: Problem) -> frames.Result:
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
