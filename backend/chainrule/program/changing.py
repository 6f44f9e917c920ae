"""Tensors that are changed in place, and those that have their numbers in common with others: x.detach(), x[0], x.T."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from chainrule.dialects.row import Dialect
from chainrule.errors import Refused
from chainrule.ops.catalogue import op
from chainrule.ops.indexing import Cut
from chainrule.ops.record import Op, Plan
from chainrule.program.binding import Scope
from chainrule.program.differentiate import makes
from chainrule.program.frame import Frame
from chainrule.program.objects import parts
from chainrule.program.origins import origin
from chainrule.program.recorder import Recorder
from chainrule.program.values import COPIES, Dict, Instance, Items, Node, Value

DETACH = op("detach")
_NONE: Mapping[str, Any] = MappingProxyType({})
_REFORMED = frozenset({"reshape", "flatten", "squeeze", "expand_dims"})
"""Ops that leave the entries where they lie."""
_VIEWS = _REFORMED | {"index", "transpose", "swapaxes", "moveaxis", "split"}


class Changing:
    """What tensors are now that were something else before."""

    def __init__(self, recorder: Recorder, scope: Scope) -> None:
        self.recorder, self.scope = recorder, scope
        self.frame: Frame | None = None
        self.dialects: list[Dialect] = []
        """Libraries in whose spelling the text is, the first of them first."""
        self.now: dict[int, int] = {}
        """Tensors that were changed in place: the node each was, and the node it is."""
        self.earlier: dict[int, list[int]] = {}
        """Of tensors as they are now: the nodes they were, in order."""
        self.shared: dict[int, tuple[int, Plan | None]] = {}
        """Tensors that have their numbers in common with another: what that was when they were read, and how; None: all of it."""
        self.cut_at: int | None = None
        """The depth of calls at which results are cut off, as under torch.no_grad()."""

    def changes(self, of: Node) -> bool:
        """Whether += changes the tensor itself, as in its library, or else in that of the text. A number of NumPy is no array."""
        first = next((one for one in self.dialects if one.title), None)
        if len(self.dialects) > 1:
            own = origin(self.recorder.program, of.index)
            first = next((one for one in self.dialects if one.name == own), first)
        return first is not None and (first.changes == "always" or (first.changes == "arrays" and bool(self.recorder.shape(of.index))))

    def shares(self, record: Op, of: int, params: Mapping[str, Any] = _NONE) -> Node:
        """An op on one tensor, whose result may have its numbers in common with it."""
        made = Node(self.recorder.apply(record, (of,), params))
        if (record is DETACH or record.name in _VIEWS) and self.changes(made) and self._in_place(record, of, params):
            while record is DETACH and of in self.shared and self.shared[of][1] is None:
                of = self.shared[of][0]
            self.shared[made.index] = of, None if record is DETACH else self.recorder.program.plans[made.index]
        return made

    def _in_place(self, record: Op, of: int, params: Mapping[str, Any]) -> bool:
        """Whether a library takes these entries where they lie, and copies none."""
        if record.name == "index":
            return all(item is None or item is Ellipsis or isinstance(item, int | Cut) for item in params["key"])
        if record.name in ("reshape", "flatten"):
            while of in self.shared:
                of, plan = self.shared[of]
                if plan is not None and not _lies_in_line(plan):
                    return False
        return True

    def _followed(self, index: int) -> int:
        if index not in self.now:
            return index
        seen = []
        while index in self.now:
            seen.append(index)
            index = self.now[index]
        for one in seen:
            self.now[one] = index
        return index

    def current(self, node: Node) -> Node:
        """The node a tensor is now, after it, or one that it has its numbers from, was changed in place."""
        index = self._followed(node.index)
        chain, one = [], index
        while one in self.shared:
            chain.append(one)
            one = self._followed(self.shared[one][0])
        if chain:
            self.recorder.spend(len(chain) // COPIES)
            for one in reversed(chain):
                before, plan = self.shared[one]
                if (of := self._followed(before)) != before:
                    self._read_again(one, of, plan)
            index = self._followed(index)
        return node if index == node.index else Node(index)

    def _read_again(self, index: int, of: int, plan: Plan | None) -> None:
        """A tensor whose numbers are those of another, which was changed."""
        recorder = self.recorder
        span, recorder.span = recorder.span, recorder.program.spans[index]
        made = self._renumbered(index, of) if plan is None else recorder.apply(plan.op, (of,), plan.params)
        self.shared[made] = of, plan
        self._move(index, made)
        recorder.span = span

    def _renumbered(self, old: int, new: int) -> int:
        """A tensor that is given other numbers unrecorded: what it was made of stays, so its gradient goes on to that as before."""
        recorder, marks = self.recorder, self.recorder.program.marks
        numbers = recorder.apply(DETACH, (new,))
        if marks.get(old) == "requires_grad" or not any(
            marks.get(self._followed(node)) == "requires_grad" for node in makes(recorder.program, old, 0, spend=recorder.spend)
        ):
            return numbers
        # No op has the numbers of one tensor and the slope of another; a difference that is zero has that slope.
        return recorder.apply(op("add"), (numbers, recorder.apply(op("sub"), (old, recorder.apply(DETACH, (old,))))))

    def alter(self, old: Node, new: int) -> Node:
        """x += 1, x.add_(1): a tensor that the program changes in place. Raises leaf-changed where PyTorch does."""
        program, old = self.recorder.program, self.current(old)
        if program.marks.get(old.index) == "requires_grad" and self.cut_at is None:
            called = program.names.get(old.index, "x")
            fact = f"{called} asks for a gradient and is made by no op, so PyTorch does not let it be changed in place while it records."
            raise Refused("leaf-changed", fact, f"Put the line under with torch.no_grad():, or make a new tensor: {called} = {called} + 1.")
        return self.become(old, new, self.cut_at is not None)

    def become(self, old: Node, new: int, cut: bool) -> Node:
        """Change a tensor in place: every name of it stands for other numbers from here on. `cut`: that is no recorded step. Raises
        view-changed where that would change a part of another tensor."""
        first = self.current(old).index
        chain = [first]
        while chain[-1] in self.shared:
            of, plan = self.shared[chain[-1]]
            if plan is not None:
                if (whole := self._held(of)) is not None:
                    raise self._partial(first, whole)
                break
            chain.append(of)
        changed = self._renumbered(first, new) if cut else new
        if changed in self.shared and self._followed(self.shared[changed][0]) == first:
            del self.shared[changed]  # what was read of the tensor is the tensor now: it follows nothing
        above: int | None = None
        for one in reversed(chain):
            made = changed if one == first else self._renumbered(one, new)
            if above is not None:
                self.shared[made] = above, None
            self._move(one, made)
            above = made
        return Node(changed)

    def part(self, of: Node) -> None:
        """x.data = ...: a tensor gets numbers of its own, and those it had stay with what had them in common with it."""
        whole = self.current(of).index
        self.recorder.spend(len(self.shared) // COPIES)
        for one in [one for one, (base, _) in self.shared.items() if one not in self.now and self._followed(base) == whole]:
            self.shared.pop(self.current(Node(one)).index, None)
        self.shared.pop(whole, None)

    def _partial(self, part: int, whole: int) -> Refused:
        names = self.recorder.program.names
        of, called = names.get(whole, "another tensor"), names.get(part)
        library = "PyTorch" if any(one.name == "pytorch" for one in self.dialects) else "NumPy"
        fact = f"In {library} this has its numbers in common with {of}, which would change, too; here every tensor has its own."
        anew = f"Make a new tensor, {called} = {called} * 2, c" if called else "C"
        hint = f"{anew}hange a copy, .{'clone' if library == 'PyTorch' else 'copy'}(), or compute {of} anew, as with where(...)."
        return Refused("view-changed", fact, hint)

    def _held(self, index: int) -> int | None:
        """The tensor, or one it has its numbers from, that is reached without its views: by a name, as a gradient, as a parameter."""
        program, frame = self.recorder.program, self.frame
        stack: list[Value] = [*self.scope.values.values(), *(Node(one) for one in program.collected.values() if isinstance(one, int))]
        while frame is not None:
            stack += frame.values.values()
            frame = frame.caller
        reached: set[int] = set()
        seen: set[int] = set()
        while stack:
            one = stack.pop()
            if isinstance(one, Node):
                reached.add(self._followed(one.index))
            elif isinstance(one, Items | Dict | Instance) and id(one) not in seen:
                seen.add(id(one))
                stack += [inner for _, inner in parts(one)]
        self.recorder.spend((len(reached) + len(seen)) // COPIES)
        while index not in reached and program.marks.get(index) != "requires_grad":
            if index not in self.shared:
                return None
            index = self.shared[index][0]
        return index

    def _move(self, old: int, new: int) -> None:
        """The node `new` stands where `old` did."""
        program = self.recorder.program
        if self._followed(new) != old:
            if old in program.marks:
                program.marks[new] = program.marks.pop(old)
            if old in program.origins:
                program.origins[new] = program.origins[old]
            self.now[old] = new
            before = self.earlier.pop(old, [])
            before.append(old)
            self.earlier[new] = [*self.earlier[new], *before] if new in self.earlier else before
            if old in program.collected:
                program.collected[new] = program.collected.pop(old)
        names = [name for name, node in program.bindings.items() if node == old]
        self.recorder.spend(len(program.bindings) // COPIES**2 + 2 * len(names[1:]))
        for name in names:
            if isinstance(self.scope.values.get(name), Node):
                self.scope.bind(name, Node(new), self.recorder.span or (0, 0), True)


def _lies_in_line(plan: Plan) -> bool:
    """Whether what an op takes of a tensor has its entries side by side, so that another shape needs no copy."""
    if plan.op.name == "index":
        return all(isinstance(item, int) for item in plan.params["key"])
    return plan.op.name in _REFORMED
