"""Tensors that have their numbers in common with others, and what is not known of that."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from chainrule.errors import Refused, Span
from chainrule.ops.catalogue import op
from chainrule.ops.indexing import Cut
from chainrule.ops.lying import places, shifted
from chainrule.ops.record import Plan, size
from chainrule.program.layouts import REFORMED, Layouts, Order, restrided
from chainrule.program.recorder import Recorder
from chainrule.program.values import COPIES

INDEX = op("index")


class Sharing:
    """Which tensors are views of which."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.now: dict[int, int] = {}
        """Tensors that were changed in place: the node each was, and the node it is."""
        self.shared: dict[int, tuple[int, Plan | None]] = {}
        """Tensors that have their numbers in common with another: what that was when they were read, and how; None: all of it."""
        self.layouts = Layouts(recorder.program)
        self.doubtful: set[int] = set()
        """Those of which it is not known whether they do."""
        self.spoilt: set[int] = set()
        """Tensors that may have been changed by way of such a one."""
        self.fixed: set[int] = set()
        """Views that may only be read."""

    def doubt(self, node: int, of: int) -> None:
        """Note a tensor that has its numbers in common with another, or is a copy: this depends on what is not known here."""
        self.shared[node] = of, self.recorder.program.plans[node]
        self.doubtful.add(node)

    def copy(self, of: int, order: Order) -> int:
        """A tensor of its own with the same numbers."""
        made = self.recorder.apply(op("reshape"), (of,), MappingProxyType({"shape": self.recorder.shape(of)}))
        self.layouts.copied(made, of, order)
        return made

    def is_fresh(self, node: int, span: Span) -> bool:
        """Whether nobody but the call at the span knows a tensor: it was made there, and has its numbers in common with none."""
        program = self.recorder.program
        made = program.spans[node] or (0, 0)
        return node not in program.names and node not in self.shared and span[0] <= made[0] and made[1] <= span[1]

    def in_place(self, plan: Plan, of: int, numbers: bool) -> bool | None:
        """Whether a library takes these entries where they lie, and copies none. None: it is not known. `numbers`: one entry that is
        picked out is a number and no array."""
        name, (shape,) = plan.op.name, plan.shapes
        if name == "index":
            key = plan.params["key"]
            if numbers and not plan.shape and Ellipsis not in key:
                return False
            return all(item is None or item is Ellipsis or isinstance(item, int | Cut) for item in key)
        if name == "einsum":
            given, _, made = plan.params["signature"].replace(" ", "").partition("->")
            return None if set(given) == set(made) else False
        if name in REFORMED:
            return restrided(shape, self.layouts.of(of), plan.shape) is not None if self.layouts.is_known(of) else None
        return name != "diag" or len(shape) == 2

    def judge_write(self, view: int, plan: Plan | None) -> None:
        """Raises bad-argument where the libraries do not write into a view, or one number stands at several of its places."""
        if view in self.fixed:
            fact = "NumPy lets nobody write into this view: it may only be read."
            raise Refused("bad-argument", fact, "Change the array it was made of, or a copy of it: x.copy().")
        if plan is not None and plan.op.name == "broadcast_to" and size(plan.shape) != size(plan.shapes[0]):
            fact = "Here one number stands at several places of a tensor, and writing to one of them would change the others."
            raise Refused("bad-argument", fact, "Change the tensor it was made of, or a copy of it: x.clone(), in NumPy x.copy().")

    def judge_read(self, old: int, read: int, key: tuple[Any, ...] | None = None) -> None:
        """Raises bad-argument where PyTorch reads places of a tensor while it writes others over them: what comes of that depends on the
        order it goes in. `key`: the entries of `old` that are written."""
        if read not in self.shared and old not in self.shared and read != old:
            return
        (root, written), (other, taken) = self._spots(old), self._spots(read)
        if key is not None:
            written = INDEX.plan((written.shape,), {"key": key}).forward(written)
        if root != other or not shifted(written, taken):
            return
        fact = "This reads entries of a tensor while it writes over them: what PyTorch makes of it depends on the order it goes in."
        raise Refused("bad-argument", fact, "Read a copy: x[0].clone().")

    def _spots(self, node: int) -> tuple[int, Any]:
        """The tensor that has its own numbers, and which of its entries a view of it has."""
        views: list[Plan] = []
        while node in self.shared:
            node, plan = self.shared[node]
            node = self._followed(node)
            views += [] if plan is None else [plan]
        shape = self.recorder.shape(node)
        self.recorder.spend(size(shape) // COPIES)
        return node, places(shape, views[::-1])

    def unknown(self, node: int) -> Refused:
        called = self.recorder.program.names.get(node, "This tensor")
        fact = f"{called} may have its numbers in common with a tensor that was changed in place, or be a copy: that is not known here."
        return Refused("bad-argument", fact, "Write a copy out where the second was made of the first: x.clone(), in NumPy x.copy().")

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
