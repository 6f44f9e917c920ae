"""The pool of worker processes: a bounded queue before it, a wall limit that really stops the work, two more tries after a sudden
death, the last of them in a fresh process.

A thread cannot be stopped, so work runs in processes of its own; a worker past its time is killed and replaced. The event
loop only ever waits, so `/healthz` answers whatever the workers do.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from chainrule.errors import Problem
from chainrule.service import frames
from chainrule.service.frames import Result, Task
from chainrule.service.problems import document
from chainrule.service.settings import Settings

START_SECONDS = 30.0
"""Importing takes well under a second; a machine that needs longer than this cannot serve."""


WORKER = (sys.executable, "-P", "-m", "chainrule.service.worker")


class Died(Exception):
    """The worker ended without an answer."""


class Worker:
    """One process, started when first needed and again after each stop."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: Process | None = None
        self._starting: asyncio.Task[Process] | None = None

    async def ready(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        # A start that is left half-way would leave a process that nobody knows: it goes on though its asker may be gone.
        self._starting = asyncio.get_running_loop().create_task(self._start())
        return await asyncio.shield(self._starting)

    async def _start(self) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl+C in a terminal is for the web process, which then ends its workers
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._read(self._process)
        except TimeoutError:
            raise Died from None
        return self._process

    async def ask(self, process: Process, task: Task) -> Result:
        assert process.stdin is not None
        try:
            process.stdin.write(frames.pack_task(task))
            await process.stdin.drain()
        except ConnectionError:
            raise Died from None
        return await self._read(process)

    async def stop(self) -> None:
        if self._process is not None:
            _kill(self._process)
        if self._starting is not None:
            await asyncio.gather(self._starting, return_exceptions=True)
        process = self._process
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        _kill(process)
        process.stdin.close()
        await process.stdout.read()  # a reader paused with a full buffer would never let `wait` return
        await process.wait()
        self._process = self._starting = None

    @staticmethod
    async def _read(process: Process) -> Result:
        assert process.stdout is not None
        try:
            return await frames.read_result(process.stdout)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Died from None


class Pool:
    """`run` never raises for a fault of a program or of a worker: each is an answer."""

    def __init__(self, settings: Settings, command: Sequence[str] = WORKER) -> None:
        self._settings = settings
        self._workers = tuple(Worker(command) for _ in range(settings.workers))
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._waiting = 0
        self._mending: set[asyncio.Task[None]] = set()
        self._ending = False

    async def start(self) -> None:
        for worker in self._workers:
            self._mend(worker)

    async def stop(self) -> None:
        self._ending = True
        await asyncio.gather(*self._mending, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def run(self, task: Task) -> Result:
        for tried in range(3):
            worker = await self._next()
            if worker is None:
                return _refusal("busy", "Every worker is occupied and the queue is full.")
            try:
                if tried == 2:
                    await worker.stop()  # a fresh one has all of its memory
                process = await worker.ready()
                async with asyncio.timeout(self._settings.wall_seconds):
                    result = await worker.ask(process, task)
            except Died:
                self._mend(worker)
            except TimeoutError:
                self._mend(worker)
                return _refusal("too-slow", f"Stopped after {self._settings.wall_seconds:g} seconds.")
            except BaseException:
                self._mend(worker)
                raise
            else:
                self._idle.put_nowait(worker)
                return result
        return _refusal("busy", "The worker ended without an answer, three times.")

    async def _next(self) -> Worker | None:
        if self._idle.empty() and self._waiting >= self._settings.queue:
            return None
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.queue_seconds):
                return await self._idle.get()
        except TimeoutError:
            return None
        finally:
            self._waiting -= 1

    def _mend(self, worker: Worker) -> None:
        """Replace the process behind `worker` in the background, then offer it again."""

        async def mend() -> None:
            await worker.stop()
            if self._ending:
                return
            with suppress(Died):
                await worker.ready()
            self._idle.put_nowait(worker)

        task = asyncio.get_running_loop().create_task(mend())
        self._mending.add(task)
        task.add_done_callback(self._mending.discard)


def _kill(process: Process) -> None:
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.kill(process.pid, signal.SIGKILL)  # `Process.kill` of Python 3.11 may reap the child before asyncio does


def _refusal(code: str, detail: str) -> Result:
    problem = Problem(code, detail)
    return Result(problem.record.status, document((problem,)), lasting=False)


def _environment() -> dict[str, str]:
    """Ours, with this package importable and one thread per worker (workers are how we use several cores)."""
    package = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
