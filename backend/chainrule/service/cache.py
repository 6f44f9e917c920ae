"""Results are content: a class that opens the same lecture page at once costs one evaluation.

The newest results stay, up to a number of bytes. Whoever asks for what is being computed waits for it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from chainrule.service.frames import Result, Task


class Cache:
    def __init__(self, run: Callable[[Task], Awaitable[Result]], capacity: int) -> None:
        self._run = run
        self._capacity = capacity
        self._size = 0
        self._kept: OrderedDict[Task, Result] = OrderedDict()
        self._under_way: dict[Task, asyncio.Task[Result]] = {}

    async def get(self, task: Task) -> Result:
        if task in self._kept:
            self._kept.move_to_end(task)
            return self._kept[task]
        if task not in self._under_way:
            self._under_way[task] = asyncio.create_task(self._compute(task))
        # Shielded: one student who closes the page must not take the result from all others.
        return await asyncio.shield(self._under_way[task])

    async def _compute(self, task: Task) -> Result:
        try:
            result = await self._run(task)
        finally:
            del self._under_way[task]
        if result.lasting:
            self._keep(task, result)
        return result

    def _keep(self, task: Task, result: Result) -> None:
        self._kept[task] = result
        self._size += _bytes(task, result)
        while self._size > self._capacity:
            self._size -= _bytes(*self._kept.popitem(last=False))


def _bytes(task: Task, result: Result) -> int:
    return len(task.payload) + len(result.body)
