"""What the names of a program stand for at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from chainrule.program.objects import parts
from chainrule.program.values import Dict, Items, Node, Number, Value

_MOST = 1_000


def results(values: Mapping[str, Value], current: Callable[[Node], Node]) -> Iterator[tuple[str, float | int]]:
    """Names and parts of names (`params['w']`, `sizes[0]`) with the node or number of each, at most a thousand parts of one name."""
    for name, value in values.items():
        stack: list[tuple[str, Value]] = [(name, value)]
        count = 0
        while stack and count < _MOST:
            path, one = stack.pop()
            count += 1
            if isinstance(one, Node):
                yield path, current(one).index
            elif isinstance(one, Number):
                yield path, float(one.value)
            elif isinstance(one, Items | Dict):
                stack += [(f"{path}[{key!r}]", part) for key, part in reversed(list(parts(one)))]
