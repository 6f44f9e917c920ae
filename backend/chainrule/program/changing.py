"""Tensors that are changed in place, and those that have their numbers in common with others: x.detach(), x[0], x.T."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from chainrule.dialects.numpy import NUMPY
from chainrule.dialects.pytorch import PYTORCH
from chainrule.dialects.row import Dialect
from chainrule.errors import Refused
from chainrule.ops.catalogue import op
from chainrule.ops.record import Op, Plan
from chainrule.program.binding import Scope
from chainrule.program.differentiate import makes
from chainrule.program.dtypes import fits
from chainrule.program.frame import Frame
from chainrule.program.layouts import VIEWS
from chainrule.program.origins import origin
from chainrule.program.recorder import Recorder
from chainrule.program.sharing import Sharing
from chainrule.program.values import COPIES, Node, Taken, Value
from chainrule.program.within import Within

DETACH = op("detach")
STAY = "Stay in the library of the tensor there: what is NumPy's passes no gradient."
_NONE: Mapping[str, Any] = MappingProxyType({})
_CHANGED = 72
"""Parts of an expression that are evaluated in the time it takes to put a changed tensor in the place of what it was."""
_MAY_SHARE = VIEWS | {"einsum"}


class Changing(Sharing):
    """What tensors are now that were something else before."""

    def __init__(self, recorder: Recorder, scope: Scope) -> None:
        super().__init__(recorder)
        self.scope = scope
        scope.now = self._followed
        self.frame: Frame | None = None
        self.dialects: list[Dialect] = []
        """Libraries in whose spelling the text is, the first of them first."""
        self.earlier: dict[int, list[int]] = {}
        """Of tensors as they are now: the nodes they were, in order."""
        self.instead: dict[int, str] = {}
        """What to write where a result was cut off by other words than detach."""
        self.cut_at: int | None = None
        """The depth of calls at which results are cut off, as under torch.no_grad()."""
        self.depth = 0
        self.cut_by = ""
        """The words of the text that ask for it."""
        self.unrecorded: dict[int, str] = {}
        """Results that were cut off, as under torch.no_grad(), with the words that asked for it."""

    def within(self, kind: str, written: str = "torch.no_grad()") -> int | None:
        """Begin a context: no_grad, enable_grad, or one without effect. Gives the `cut_at` to go back to."""
        before, self.cut_at = self.cut_at, self.cutting(kind, self.depth)
        if kind in ("no_grad", "enable_grad"):
            self.cut_by = written
        return before

    def cutting(self, kind: str, depth: int) -> int | None:
        """The `cut_at` within a context at a depth of calls."""
        return {"no_grad": depth, "enable_grad": None}.get(kind, self.cut_at)

    def cut(self, value: Value) -> Value:
        """A result, cut off from what it was made of where that is asked for."""
        if self.cut_at != self.depth or not isinstance(value, Node):
            return value
        program = self.recorder.program
        plan = program.plans[value.index]
        # What asks for a gradient is a tensor of the program, under one name more.
        if plan is None or plan.op is DETACH or program.marks.get(value.index) == "requires_grad":
            return value
        cut = self.recorder.apply(DETACH, (value.index,))
        self.unrecorded[cut] = self.cut_by
        if value.index in self.shared:
            self.shared[cut] = value.index, None
        return Node(cut)

    @property
    def dialect(self) -> Dialect | None:
        """The library whose spelling the text is in."""
        return next((one for one in self.dialects if one.title), None)

    def dialect_of(self, node: int) -> Dialect | None:
        """The library whose array this is, or else that in whose spelling the text is."""
        own = origin(self.recorder.program, node) if len(self.dialects) > 1 else ""
        return next((one for one in self.dialects if one.name == own), self.dialect)

    def changes(self, of: Node) -> bool:
        """Whether += changes the tensor itself."""
        return self.dialect is not None and self._changeable(of)

    def _changeable(self, of: Node) -> bool:
        """Whether there is a tensor to be changed. A number of NumPy is no array, unless it was made one or is a view of one."""
        custom, node = self._custom(of.index), of.index
        array = bool(self.recorder.shape(node)) or node in self.shared or self.recorder.program.marks.get(node) == "array"
        return custom == "always" or (custom == "arrays" and array)

    def _custom(self, node: int) -> str:
        """What is changed by += in the library of a tensor, or else that of the text: see `Dialect.changes`. A text in no library's
        spelling has NumPy's entries. Numbers and lists of Python's own are no arrays: += gives their name another."""
        if self.dialect is not None and not origin(self.recorder.program, node):
            return "never"
        library = self.dialect_of(node)
        return "arrays" if library is None else library.changes

    def shares(self, record: Op, of: int, params: Mapping[str, Any] = _NONE) -> Node:
        """An op on one tensor, whose result may have its numbers in common with it."""
        made = Node(self.recorder.apply(record, (of,), params))
        plan = self.recorder.program.plans[made.index]
        assert plan is not None
        if self._is_row(made, params):
            self.shared[made.index] = of, plan
        elif (record is DETACH or record.name in _MAY_SHARE) and self._changeable(Node(of)):
            if record is DETACH:
                while of in self.shared and self.shared[of][1] is None and of not in self.doubtful:
                    of = self.shared[of][0]
                self.shared[made.index] = of, None
            elif (here := self.in_place(plan, of, self._custom(of) == "arrays")) is None:
                self.doubt(made.index, of)
            elif here:
                self.shared[made.index] = of, plan
        return made

    def _is_row(self, made: Node, params: Mapping[str, Any]) -> bool:
        """Whether this is a list of numbers within a list of the text, which is one thing wherever it is held."""
        program, key = self.recorder.program, params.get("key", ())
        rows = self.dialect is not None and key != () and all(isinstance(item, int) for item in key)
        return rows and self.scope.lists.has(program, made.index)

    def apart_from(self, value: Taken) -> int:
        """What is taken of a tensor as a node of its own, cut off."""
        recorder = self.recorder
        if value.node is None:
            recorder.span = value.span
            of = self.current(Node(value.of)).index if value.shared else value.of
            value.node = self.shares(DETACH, of).index if value.shared else recorder.apply(DETACH, (of,))
            recorder.program.origins[value.node] = NUMPY.name
            self.instead[value.node] = STAY
        return self.current(Node(value.node)).index

    def seen(self, value: Value) -> Value:
        """A value for whoever looks at its numbers alone: what is taken of a tensor needs no node of its own for that."""
        if not isinstance(value, Taken):
            return value
        changed = value.of in self.now and not value.shared
        return Node(self.apart_from(value)) if changed or value.node is not None else self.current(Node(value.of))

    def current(self, node: Node) -> Node:
        """The node a tensor is now, after it, or one that it has its numbers from, was changed in place."""
        index = self._followed(node.index)
        chain, one = [], index
        while one in self.shared:
            chain.append(one)
            one = self._followed(self.shared[one][0])
        if self.spoilt and not self.spoilt.isdisjoint((one, *chain)):
            raise self.unknown(index)
        if chain:
            self.recorder.spend(len(chain) // COPIES)
            for one in reversed(chain):
                before, plan = self.shared[one]
                if (of := self._followed(before)) != before:
                    if one in self.doubtful:
                        raise self.unknown(one)
                    self._read_again(one, of, plan)
            index = self._followed(index)
        return node if index == node.index else Node(index)

    def _read_again(self, index: int, of: int, plan: Plan | None) -> None:
        """A tensor whose numbers are those of another, which was changed."""
        recorder = self.recorder
        span, recorder.span = recorder.span, recorder.program.spans[index]
        made = self._renumbered(index, of) if plan is None else recorder.apply(plan.op, (of,), plan.params)
        self.shared[made] = of, plan
        if index in self.fixed:
            self.fixed.add(made)
        self._move(index, made)
        recorder.span = span

    def _renumbered(self, old: int, new: int) -> int:
        """A tensor that is given other numbers unrecorded: what it was made of stays, so its gradient goes on to that as before."""
        recorder = self.recorder
        numbers = recorder.apply(DETACH, (new,))
        if recorder.program.marks.get(old) == "requires_grad" or not self._asks(old):
            return numbers
        # No op has the numbers of one tensor and the slope of another; a difference that is zero has that slope.
        return recorder.apply(op("add"), (numbers, recorder.apply(op("sub"), (old, recorder.apply(DETACH, (old,))))))

    def alter(self, old: Node, new: int) -> Node:
        """x += 1, x[0] = 1, x.add_(1): a tensor that the program changes in place. Raises leaf-changed where PyTorch does."""
        program, old = self.recorder.program, self.current(old)
        self.recorder.spend(_CHANGED)
        fits(program, old.index, new)
        whole = old.index
        plan = program.plans[new]
        if plan is not None and plan.op.name not in ("put", "where") and self.dialect_of(whole) is PYTORCH:
            for arg in program.args[new]:
                self.judge_read(whole, arg)
        while self.cut_at is None:
            if program.marks.get(whole) == "requires_grad":
                raise self._leaf(program.names.get(whole, "x"))
            if whole not in self.shared or self.shared[whole][1] is None or whole in self.doubtful:
                break
            whole = self._followed(self.shared[whole][0])
        if self.cut_at is None and self.dialect_of(whole) is PYTORCH and self._overwrites(old.index, new):
            new = self.recorder("put", old.index, new, key=(Ellipsis,))
        return self.become(old, new, self.cut_at is not None)

    def _overwrites(self, old: int, new: int) -> bool:
        """Whether nothing is left of a tensor that a gradient goes back to: it gets one of zeros then."""
        made = makes(self.recorder.program, new, old, spend=self.recorder.spend)
        return old not in made and self._asks(old)

    def _asks(self, node: int) -> bool:
        """Whether a tensor is made of one that asks for a gradient."""
        program, spend = self.recorder.program, self.recorder.spend
        return any(program.marks.get(self._followed(one)) == "requires_grad" for one in makes(program, node, 0, spend=spend))

    def _leaf(self, called: str) -> Refused:
        fact = f"{called} asks for a gradient and is made by no op, so PyTorch does not let it be changed in place while it records."
        hint = f"Put the line under with torch.no_grad():, make a new tensor, {called} = {called} + 1, or change a copy, {called}.clone()."
        return Refused("leaf-changed", fact, hint)

    def become(self, old: Node, new: int, cut: bool) -> Node:
        """Change a tensor in place: every name of it stands for other numbers from here on, and so do those it is a part of. `cut`: that
        is no recorded step."""
        first = self.current(old).index
        chain = [(first, new, cut)]
        while (one := chain[-1][0]) in self.shared:
            of, plan = self.shared[one]
            _, numbers, unrecorded = chain[-1]
            of = self._followed(of)
            if one in self.doubtful:
                self._leave(one)
                break
            self.judge_write(one, plan)
            chain.append((of, numbers, True) if plan is None else (of, Within(self.recorder, of).undo(plan, numbers), unrecorded))
        above: int | None = None
        for one, numbers, unrecorded in reversed(chain):
            if above is not None and self.shared[one][1] is not None:
                if one != first:
                    above = self.current(Node(one)).index
                continue
            made = self._renumbered(one, numbers) if unrecorded else numbers
            if made != one:
                self.shared.pop(made, None)  # what was read of a tensor is this tensor now: it follows nothing
            if above is not None:
                self.shared[made] = above, None
            self._move(one, made)
            above = made
        return Node(self._followed(first))

    def _leave(self, one: int) -> None:
        """A tensor that may be another is changed: from here on nobody knows the numbers of that one."""
        self.doubtful.remove(one)
        of, _ = self.shared.pop(one)
        self.spoilt.add(of := self._followed(of))
        while of in self.shared:
            self.spoilt.add(of := self._followed(self.shared[of][0]))

    def part(self, of: Node) -> None:
        """x.data = ...: a tensor gets numbers of its own, and those it had stay with what had them in common with it."""
        whole = self.current(of).index
        self.recorder.spend(len(self.shared) // COPIES)
        for one in [one for one, (base, _) in self.shared.items() if one not in self.now and self._followed(base) == whole]:
            self.shared.pop(self.current(Node(one)).index, None)
        self.shared.pop(whole, None)

    def _move(self, old: int, new: int) -> None:
        """The node `new` stands where `old` did."""
        program = self.recorder.program
        if self._followed(new) != old:
            if self.recorder.shape(new) == self.recorder.shape(old) and (lies := self.layouts.of(old)) != self.layouts.of(new):
                program.strides[new] = lies
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
        frame = self.frame
        while frame is not None:
            self.recorder.spend(len(frame.values) // COPIES**2)
            for name in [name for name, one in frame.values.items() if isinstance(one, Node) and one.index == old]:
                self.scope.bind_local(frame, name, Node(new))
            frame = frame.caller
