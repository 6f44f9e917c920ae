"""The pool, with workers that misbehave on request."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path

import pytest

from chainrule.service import worker
from chainrule.service.frames import READY, Result, Task, pack_task
from chainrule.service.settings import Settings
from chainrule.service.workers import WORKER, Pool, _environment
from chainrule.wire.known import Known

MISBEHAVING = """
import os, sys, time
from pathlib import Path
from chainrule.service.frames import READY, Result, pack_result, read_task

def send(result):
    sys.stdout.buffer.write(pack_result(result))
    sys.stdout.buffer.flush()

send(Result(READY, b""))
answered = 0
while (task := read_task(sys.stdin.buffer)) is not None:
    word, _, rest = task.payload.decode().partition(" ")
    if word == "sleep":
        time.sleep(float(rest))
    if word == "die":
        os._exit(9)
    if word == "tired" and answered:
        os._exit(9)
    if word == "die-once" and not Path(rest).exists():
        Path(rest).touch()
        os._exit(9)
    if word == "large":
        send(Result(200, bytes(int(rest))))
    elif word == "who":
        send(Result(200, str(os.getpid()).encode()))
    elif word == "half":
        sys.stdout.buffer.write(pack_result(Result(200, bytes(5_000_000)))[:-1])
        sys.stdout.buffer.flush()
        time.sleep(60)
    else:
        send(Result(200, task.payload))
    answered += 1
"""

Use = Callable[[Pool], Awaitable[None]]


@pytest.fixture
def pool(tmp_path: Path) -> Callable[[Settings, Use], None]:
    """Run a coroutine over a pool of misbehaving workers."""
    script = tmp_path / "worker.py"
    script.write_text(MISBEHAVING)

    def run(settings: Settings, use: Use) -> None:
        async def main() -> None:
            found = Pool(settings, (sys.executable, str(script)))
            await found.start()
            try:
                await use(found)
            finally:
                await found.stop()

        asyncio.run(main())

    return run


def ask(found: Pool, payload: str) -> Awaitable[Result]:
    return found.run(Task("j", payload.encode()))


def code(result: Result) -> object:
    return json.loads(result.body)["code"]


def test_one_after_another_they_go_to_the_same_worker(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        await asyncio.gather(ask(found, "sleep 0.3"), ask(found, "sleep 0.3"))
        assert len({(await ask(found, "who")).body for _ in range(5)}) == 1

    pool(Settings(workers=2), use)


def test_answers_go_to_those_who_asked(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        answers = await asyncio.gather(*(ask(found, f"echo {k}") for k in range(50)))
        assert [answer.body for answer in answers] == [f"echo {k}".encode() for k in range(50)]

    pool(Settings(workers=2), use)


def test_a_run_past_its_time_is_stopped_and_the_next_one_is_answered(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        await ask(found, "echo")
        began = time.monotonic()
        stopped = await ask(found, "sleep 60")
        assert (stopped.status, code(stopped)) == (422, "too-slow")
        assert time.monotonic() - began < 30  # not the 60 s it asked for
        assert (await ask(found, "echo again")).status == 200

    pool(Settings(workers=1, wall_seconds=0.3), use)


def test_an_answer_that_breaks_off_is_stopped_too(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        assert code(await ask(found, "half")) == "too-slow"
        assert (await ask(found, "echo")).status == 200

    pool(Settings(workers=1, wall_seconds=0.5), use)


def test_a_worker_that_dies_once_is_replaced_and_nobody_notices(pool: Callable[[Settings, Use], None], tmp_path: Path) -> None:
    async def use(found: Pool) -> None:
        assert (await ask(found, f"die-once {tmp_path / 'mark'}")).status == 200

    pool(Settings(workers=1), use)


def test_a_program_that_kills_three_workers_is_told_to_come_back(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        answer = await ask(found, "die")
        assert (answer.status, code(answer)) == (503, "busy")
        assert (await ask(found, "echo")).status == 200

    pool(Settings(workers=2), use)


def test_what_only_a_fresh_worker_can_answer_gets_one(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        for _ in range(2):
            await asyncio.gather(*(ask(found, "sleep 0.1") for _ in range(3)))
            assert (await ask(found, "tired")).status == 200

    pool(Settings(workers=3), use)


def test_a_full_queue_refuses_at_once(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        answers = await asyncio.gather(*(ask(found, "sleep 0.3") for _ in range(6)))
        assert sorted(answer.status for answer in answers) == [200, 200, 200, 503, 503, 503]

    pool(Settings(workers=1, queue=3), use)


def test_whoever_waits_too_long_is_told_so(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        first, second = await asyncio.gather(ask(found, "sleep 1"), ask(found, "echo"))
        assert (first.status, second.status) == (200, 503)

    pool(Settings(workers=1, queue_seconds=0.5), use)


def test_the_loop_stays_free_while_workers_are_stuck(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        await ask(found, "echo")
        stuck = asyncio.gather(*(ask(found, "sleep 60") for _ in range(4)))
        turns = 0
        while not stuck.done():
            await asyncio.sleep(0.005)
            turns += 1
        assert turns > 10  # a loop that waits for a worker gets one turn

    pool(Settings(workers=2, wall_seconds=0.4), use)


def test_a_large_answer_arrives_whole(pool: Callable[[Settings, Use], None]) -> None:
    async def use(found: Pool) -> None:
        assert len((await ask(found, "large 20000000")).body) == 20_000_000

    pool(Settings(workers=1), use)


def test_a_fault_of_ours_is_told_as_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(task: Task, known: Known) -> Result:
        raise RuntimeError

    monkeypatch.setattr(worker, "answer_to", broken)
    told = worker.judge(Task("j", b""), Known(), fresh=True)
    assert told is not None and told.status == 500 and json.loads(told.body)["problems"][0]["code"] == "server-fault"


class Panic(BaseException):
    """As what is written in Rust raises where it finds no memory."""


@pytest.mark.parametrize("fault", [MemoryError, Panic])
def test_only_a_fresh_worker_says_that_the_memory_is_too_small(fault: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def large(task: Task, known: Known) -> Result:
        raise fault

    monkeypatch.setattr(worker, "answer_to", large)
    told = worker.judge(Task("j", b""), Known(), fresh=True)
    assert told is not None and told.status == 422 and json.loads(told.body)["problems"][0]["code"] == "too-much-memory"
    assert worker.judge(Task("j", b""), Known(), fresh=False) is None


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no process is told its memory there")
@pytest.mark.parametrize(
    ("text", "ends"), [("y = x * x", False), ("l = []\nfor i in range(900):\n    l.append(x * i)\n    s = stack(l)", True)]
)
def test_a_worker_that_was_half_full_ends_after_its_answer(text: str, ends: bool) -> None:
    task = pack_task(Task("j", json.dumps({"program": text}).encode()))
    found = subprocess.run(WORKER, input=task * 2, capture_output=True, env=_environment())
    stream, statuses = BytesIO(found.stdout), list[int]()
    while head := stream.read(4):
        statuses.append(int.from_bytes(stream.read(int.from_bytes(head, "big"))[:2], "big"))
    assert statuses == ([READY, 422] if ends else [READY, 200, 200]) and found.returncode == 0
