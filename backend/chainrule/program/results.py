"""What the names of a program stand for at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from chainrule.program.objects import parts
from chainrule.program.values import Dict, Items, Node, Number, Taken, Value

_MOST = 1_000
_LONGEST = 200
"""Characters of the name of a part: what holds itself has no longest one."""


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
            elif isinstance(one, Taken):
                yield path, current(Node(one.of)).index if one.shared else one.of
            elif isinstance(one, Number):
                yield path, float(one.value)
            elif isinstance(one, Items | Dict) and len(path) < _LONGEST:
                inner = [(f"{path}[{key!r}]", part) for key, part in islice(parts(one), _MOST - count)]
                # What lies deeper than the parts still wanted is not come to.
                stack = [*stack, *reversed(inner)][count - _MOST :]
