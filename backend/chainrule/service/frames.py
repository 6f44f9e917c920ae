"""What travels between the web process and a worker, over the worker's standard input and output.

    task     length u32 | form u8 | payload       form: "j" a JSON body, "q" a query string, "c" "s" "p" "d" "x" a question
    answer   length u32 | status u16 | body       status 0, empty body: the worker is ready for its first task
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct
from types import MappingProxyType
from typing import BinaryIO, Literal, cast

Form = Literal["j", "q", "c", "s", "p", "d", "x"]
QUESTIONS: Mapping[str, Form] = MappingProxyType({"check": "c", "slice": "s", "paths": "p", "derivative": "d", "export": "x"})

_LENGTH = Struct(">I")
_STATUS = Struct(">H")
READY = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Work as it came from outside, unread: reading it is work as well, and belongs to the worker."""

    form: Form
    payload: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """`lasting`: the same task would be answered with the same bytes again. A stopped run depends on the machine's load."""

    status: int
    body: bytes
    lasting: bool = True


def pack_task(task: Task) -> bytes:
    return _LENGTH.pack(1 + len(task.payload)) + task.form.encode() + task.payload


def read_task(stream: BinaryIO) -> Task | None:
    """The next task, or None when the web process is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        return None
    return Task(cast(Form, data[:1].decode()), data[1:])


def pack_result(result: Result) -> bytes:
    return _LENGTH.pack(_STATUS.size + len(result.body)) + _STATUS.pack(result.status) + result.body


async def read_result(stream: asyncio.StreamReader) -> Result:
    """Raises `asyncio.IncompleteReadError` when the worker dies on the way."""
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    data = await stream.readexactly(length)
    (status,) = _STATUS.unpack_from(data)
    return Result(status, data[_STATUS.size :], lasting=status < 500)
