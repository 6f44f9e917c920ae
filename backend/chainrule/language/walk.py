"""Readers of syntax, run without the stack of calls."""

from __future__ import annotations

from collections.abc import Generator
from types import GeneratorType
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(reader: Generator[Any, Any, Result]) -> Result:
    """What a reader and all that it yields make."""
    stack: list[Generator[Any, Any, Any]] = [reader]
    result: Any = None
    while stack:
        try:
            part = stack[-1].send(result)
        except StopIteration as done:
            stack.pop()
            result = done.value
        else:
            if isinstance(part, GeneratorType):
                stack.append(part)
                result = None
            else:
                result = part
    final: Result = result
    return final
