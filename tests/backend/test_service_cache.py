"""One evaluation for all who ask the same."""

from __future__ import annotations

import asyncio

from chainrule.service.cache import Cache
from chainrule.service.frames import Result, Task


class Counting:
    """Answers with the payload, and remembers what it was asked."""

    def __init__(self, lasting: bool = True) -> None:
        self.asked: list[bytes] = []
        self.lasting = lasting

    async def run(self, task: Task) -> Result:
        self.asked.append(task.payload)
        await asyncio.sleep(0.01)
        return Result(200, task.payload, self.lasting)


def of(payload: bytes) -> Task:
    return Task("j", payload)


def test_a_class_that_asks_at_once_costs_one_run() -> None:
    runs = Counting()

    async def main() -> None:
        cache = Cache(runs.run, 1000)
        answers = await asyncio.gather(*(cache.get(of(b"x")) for _ in range(500)))
        assert {answer.body for answer in answers} == {b"x"}
        await cache.get(of(b"x"))

    asyncio.run(main())
    assert runs.asked == [b"x"]


def test_a_body_and_an_address_of_the_same_bytes_are_two_tasks() -> None:
    runs = Counting()

    async def main() -> None:
        cache = Cache(runs.run, 1000)
        await cache.get(Task("j", b"x"))
        await cache.get(Task("q", b"x"))

    asyncio.run(main())
    assert len(runs.asked) == 2


def test_the_oldest_result_makes_room() -> None:
    runs = Counting()

    async def main() -> None:
        cache = Cache(runs.run, 60)
        for payload in (b"a" * 10, b"b" * 10, b"c" * 10, b"a" * 10, b"d" * 10, b"a" * 10, b"b" * 10):
            await cache.get(of(payload))

    asyncio.run(main())
    assert [payload[:1] for payload in runs.asked] == [b"a", b"b", b"c", b"d", b"b"]


def test_a_result_that_hangs_on_the_load_is_not_kept() -> None:
    runs = Counting(lasting=False)

    async def main() -> None:
        cache = Cache(runs.run, 1000)
        await cache.get(of(b"x"))
        await cache.get(of(b"x"))

    asyncio.run(main())
    assert len(runs.asked) == 2


def test_one_who_leaves_does_not_take_the_result_from_the_others() -> None:
    runs = Counting()

    async def main() -> None:
        cache = Cache(runs.run, 1000)
        leaving = asyncio.create_task(cache.get(of(b"x")))
        staying = asyncio.create_task(cache.get(of(b"x")))
        await asyncio.sleep(0.001)
        leaving.cancel()
        assert (await staying).body == b"x"

    asyncio.run(main())
    assert runs.asked == [b"x"]
