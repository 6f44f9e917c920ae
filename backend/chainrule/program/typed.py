"""Lists of numbers that the text writes, and tensors that are such lists still."""

from __future__ import annotations

from chainrule.program.graph import Program
from chainrule.program.origins import origin


class Typed(set[int]):
    """The nodes of such lists."""

    def __init__(self) -> None:
        super().__init__()
        self._roots: dict[int, tuple[tuple[int, ...], int]] = {}
        """Of nodes looked through before: the arguments they had then, and the tensor they are entries or a changed state of. A list
        that changes in every pass of a loop is made of all its states before."""

    def has(self, program: Program, node: int) -> bool:
        """Whether a node is a list of the text, or a part of one, also after entries of it were changed."""
        if not program.shapes[node]:
            return False
        node = self._root(program, node)
        return node in self and (program.plans[node] is not None or not origin(program, node))

    def _root(self, program: Program, node: int) -> int:
        passed = []
        while node not in self and (plan := program.plans[node]) is not None and plan.op.name in ("put", "index"):
            args = program.args[node]
            known = self._roots.get(node)
            if known is not None and known[0] is args:
                node = known[1]
                break
            passed.append((node, args))
            node = args[0]
        for one, args in passed:
            self._roots[one] = args, node
        return node
