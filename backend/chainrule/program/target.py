"""What a program is about, where it asks for no derivative itself: its last result, unless that is one of a backward pass by hand.

    loss = np.sum((x @ w - y) ** 2)
    dw = 2 * x.T @ (x @ w - y)              a gradient by hand
    w -= 0.1 * dw                           a step with it
"""

from __future__ import annotations

from chainrule.ops.record import size
from chainrule.program.differentiate import makes
from chainrule.program.graph import INPUT, OP, Program

_LOSSES = frozenset({"loss", "cost", "error", "J", "L"})
_ENDINGS = ("_loss", "_cost", "_error")
_BEFORE, _BEHIND = ("d", "grad_", "d_"), ("_grad", "_delta")
_AGAIN = ("_num", "_numeric", "_numerical", "_approx")


def chosen(program: Program, last: int) -> int:
    """The last result. Where that is a gradient by hand, a step or a count, or no number: the loss, else the number that was printed,
    else the result before."""
    return _Choice(program).target(last)


class _Choice:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.known = set(program.names.values())
        self.inputs = {one.name for one in program.inputs}

    def target(self, last: int) -> int:
        program, name = self.program, self.program.names.get(last)
        by_hand, idle = _is_gradient(name, self.known), not self.moved(last)
        step = program.versions.get(last, 0) > 0 and name in self.inputs
        counter = step and self.counts(last)
        if not (by_hand or idle or step or (name is not None and size(program.shapes[last]) != 1)):
            return last
        found = self.loss(last)
        if found is None and not by_hand and (not step or counter or any(_is_gradient(one, self.inputs) for one in self.known)):
            found = self.printed()
        if found is None and (by_hand or idle or counter):
            found = self.before(last)
        return last if found is None else found

    def loss(self, last: int) -> int | None:
        """The newest number that is called a loss; a loss itself before the parts of one."""
        called = {node: name for node, name in self.program.names.items() if node < last and self.is_number(node)}
        for words in (_LOSSES.__contains__, lambda name: name.endswith(_ENDINGS)):
            for node in sorted(called, reverse=True):
                if words(called[node]) and self.moved(node):
                    return node
        return None

    def printed(self) -> int | None:
        """The number that was printed last."""
        nodes = [one.of for watch in self.program.watches for one in watch.shown if isinstance(one.of, int)]
        return next((node for node in reversed(nodes) if self.is_number(node) and self.is_result(node)), None)

    def before(self, last: int) -> int | None:
        """The result before: one that the program still has, sooner than one inside a function."""
        results = [node for node in sorted(self.program.names, reverse=True) if node < last and self.is_result(node)]
        top = set(self.program.bindings.values())
        return next((node for node in results if node in top), next(iter(results), None))

    def is_number(self, node: int) -> bool:
        return self.program.kinds[node] == OP and size(self.program.shapes[node]) == 1

    def is_result(self, node: int) -> bool:
        """Whether a node is computed, and neither a gradient by hand nor another version of an input."""
        name = self.program.names.get(node)
        if self.program.kinds[node] != OP or name in self.inputs or _is_gradient(name, self.known):
            return False
        return self.moved(node)

    def moved(self, node: int) -> bool:
        """Whether a slope leads from a node to an input, or to another name."""
        program = self.program
        return any(one != node and (program.kinds[one] == INPUT or one in program.names) for one in makes(program, node, 0))

    def counts(self, node: int) -> bool:
        """Whether an input is counted on: n += 1."""
        names = {self.program.names.get(one) for one in makes(self.program, node, 0)}
        return not self.program.shapes[node] and names <= {self.program.names[node], None}


def _is_gradient(name: str | None, known: set[str]) -> bool:
    """Whether a name is that of a gradient by a name that is known: dx, grad_w, l2_delta, and dx_num, which is to be the same."""
    if name is None:
        return False
    name = next((name.removesuffix(word) for word in _AGAIN if name.endswith(word)), name)
    before = (name.removeprefix(word) for word in _BEFORE if name.startswith(word))
    behind = (name.removesuffix(word) for word in _BEHIND if name.endswith(word))
    return any(one in known for one in (*before, *behind))
