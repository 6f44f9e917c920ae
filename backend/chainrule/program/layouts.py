"""Where the entries of tensors lie in memory: what decides whether another shape of one is a view of it or a copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from chainrule.dialects.pytorch import PYTORCH
from chainrule.ops.lying import seen
from chainrule.ops.record import Plan, Shape
from chainrule.program.graph import Program
from chainrule.program.origins import origin

Strides = tuple[int, ...]
"""How many entries further on the next one along each axis lies."""
Order = Literal["line", "entrywise", "sorted"]
"""How a copy lies: as a new tensor does, as what is computed entry by entry does, or with its axes sorted by their strides, as NumPy copies
arrays."""
UNKNOWN: Strides = ()
"""Of a tensor with axes: where its entries lie is the library's own affair."""
REFORMED = frozenset({"reshape", "flatten", "squeeze", "expand_dims"})
"""Ops that leave the entries where they lie, if the new shape allows that."""
VIEWS = REFORMED | {"index", "transpose", "swapaxes", "moveaxis", "split", "broadcast_to", "flip", "diag"}
"""Ops whose result may be a view. Where a library copies all the same, its table says `apart`."""
_SAME = frozenset({"detach", "put", "unindex"})
"""Ops whose result lies as their first argument does."""
_TURNED = frozenset({*(VIEWS - REFORMED), "einsum", "inv", "cholesky", "solve"})
"""Ops whose result may lie otherwise than in line where all their arguments lie in line."""


def line(shape: Shape) -> Strides:
    """Row by row, nothing between: as a new tensor lies."""
    return _in_order(shape, range(len(shape) - 1, -1, -1))


def in_line(shape: Shape, strides: Strides) -> bool:
    """Whether the entries lie in line; how an axis of size 1 is walked along says nothing."""
    if not shape or 0 in shape:
        return True
    return strides != UNKNOWN and all(extent == 1 or one == two for extent, one, two in zip(shape, strides, line(shape), strict=True))


def restrided(shape: Shape, strides: Strides, wanted: Shape) -> Strides | None:
    """The strides of a view of another shape with as many entries; None where only a copy has that shape."""
    if not shape or 0 in shape:
        return line(wanted)
    made, place = [0] * len(wanted), len(wanted) - 1
    step, many, there = strides[-1], 1, 1
    for axis in range(len(shape) - 1, -1, -1):
        many *= shape[axis]
        if axis and (shape[axis - 1] == 1 or strides[axis - 1] == many * step):
            continue  # the next axis goes on where this one ends
        while place >= 0 and (there < many or wanted[place] == 1):
            made[place] = there * step
            there *= wanted[place]
            place -= 1
        if there != many:
            return None
        step, many, there = strides[axis - 1], 1, 1
    return tuple(made)


def ordered(shape: Shape, given: Sequence[Strides], torch: bool) -> Strides:
    """The strides of what a library computes entry by entry: its axes lie in the order in which those of its arguments do. Both libraries
    sort them by insertion, the innermost first."""
    order = list(reversed(range(len(shape))))
    for start in range(1, len(order)):
        place, axis = start, order[start]
        for other in range(start - 1, -1, -1):
            outside = _outside(shape, given, order[other], axis, torch)
            if outside is False:
                break
            if outside:
                if torch:
                    order[other], order[place] = order[place], order[other]
                place = other
        if not torch:
            order.insert(place, order.pop(start))
    return _in_order(shape, order)


def _in_order(shape: Shape, order: Sequence[int]) -> Strides:
    """The strides of a tensor without gaps whose axes lie in this order, the innermost first."""
    strides, step = [0] * len(shape), 1
    for axis in order:
        strides[axis] = step
        step *= max(shape[axis], 1)
    return tuple(strides)


def _outside(shape: Shape, given: Sequence[Strides], inner: int, outer: int, torch: bool) -> bool | None:
    """Whether the axis that lies further in is to lie outside of the other. None: no argument says so."""
    said: bool | None = None
    for strides in given:
        one, other = abs(strides[inner]), abs(strides[outer])
        if not one or not other:
            continue
        if not torch:
            # Where arguments differ, NumPy keeps the axes in their order.
            said = one > other and said is not False
        elif one != other:
            return one > other
        elif shape[inner] > shape[outer]:
            return True
    return said


class Layouts:
    """The strides of the tensors of a program, read when they are asked for."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def of(self, node: int) -> Strides:
        program = self.program
        strides, plans, arguments = program.strides, program.plans, program.args
        for one in range(program.laid, node + 1):
            plan = plans[one]
            if plan is None or one in strides:
                continue
            if plan.op.name in _TURNED or (strides and not strides.keys().isdisjoint(arguments[one])):
                found = self._found(one, plan, arguments[one])
                if not in_line(plan.shape, found):
                    strides[one] = found
        program.laid = max(program.laid, node + 1)
        found_there = strides.get(node)
        return line(program.shapes[node]) if found_there is None else found_there

    def in_line(self, node: int) -> bool:
        return in_line(self.program.shapes[node], self.of(node))

    def is_known(self, node: int) -> bool:
        return not self.program.shapes[node] or self.of(node) != UNKNOWN

    def copied(self, node: int, of: int, order: Order) -> None:
        """`node` is a copy of `of`."""
        shape, there = self.program.shapes[node], self.of(of)
        if order == "line" or not shape:
            found = line(shape)
        elif there == UNKNOWN:
            found = UNKNOWN
        elif order == "entrywise":
            found = ordered(shape, (there,), self._torch(node))
        else:
            found = _in_order(shape, sorted(range(len(shape)), key=lambda axis: -abs(there[axis]))[::-1])
        self.program.strides[node] = found

    def _torch(self, node: int) -> bool:
        return (origin(self.program, node) or self.program.dialect) == PYTORCH.name

    def _found(self, node: int, plan: Plan, args: tuple[int, ...]) -> Strides:
        program, name = self.program, plan.op.name
        given = [program.strides.get(arg) for arg in args]
        lines = all(one is None or in_line(shape, one) for one, shape in zip(given, plan.shapes, strict=True))
        group = program.group_of[node]
        if group is not None and program.groups[group].kind == "macro":
            # The libraries make its result in one go, and not of such parts.
            return line(plan.shape) if lines else UNKNOWN
        strides = [line(shape) if one is None else one for one, shape in zip(given, plan.shapes, strict=True)]
        known = all(one != UNKNOWN or not shape for one, shape in zip(strides, plan.shapes, strict=True))
        if name in REFORMED:
            found = restrided(plan.shapes[0], strides[0], plan.shape) if known else UNKNOWN
            return line(plan.shape) if found is None else found
        if name == "index" and any(isinstance(item, tuple) for item in plan.params["key"]):
            first = isinstance(plan.params["key"][0], tuple)
            return line(plan.shape) if lines and (first or self._torch(node)) else UNKNOWN
        if name in VIEWS and not (name == "diag" and len(plan.shapes[0]) == 1):
            return (seen(plan, strides[0]) if plan.shape else ()) if known else UNKNOWN
        if name in _SAME and program.shapes[args[0]] == plan.shape:
            return strides[0]
        if plan.op.family == "pointwise" and known:
            return ordered(plan.shape, [_spread(*one, plan.shape) for one in zip(plan.shapes, strides, strict=True)], self._torch(node))
        if name == "matmul" and all(len(shape) < 3 for shape in plan.shapes):
            return line(plan.shape)
        turned = name == "einsum" or (plan.op.family == "matrix" and self._torch(node))
        return line(plan.shape) if lines and not turned else UNKNOWN


def _spread(shape: Shape, strides: Strides, wanted: Shape) -> Strides:
    """The strides of a tensor that is repeated to a shape."""
    own = tuple(0 if extent == 1 else one for extent, one in zip(shape, strides, strict=True))
    return (0,) * (len(wanted) - len(shape)) + own
