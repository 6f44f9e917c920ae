"""Copies as Python's module copy makes them: of a list or model one of its own, of a tensor what its library gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chainrule.errors import Refused, Span
from chainrule.ops.catalogue import op
from chainrule.program.converting import asks
from chainrule.program.lists import is_list
from chainrule.program.objects import parts, put_part
from chainrule.program.origins import origin
from chainrule.program.sets import Set
from chainrule.program.values import COPIES, Dict, Flag, Instance, Items, Made, Node, Taken, Value

if TYPE_CHECKING:
    from chainrule.program.loops import Loops

_DETACH = op("detach")
_SAME = frozenset({"jax", "tensorflow"})
"""Libraries whose tensors cannot be changed: a copy is the tensor itself."""
_CUT = frozenset({"pytorch", "micrograd"})
"""Libraries to which a deep copy is a tensor of its own, to which no path leads back."""


def copied(here: Loops, values: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value:
    """copied(x, deep): copy.deepcopy(x), or copy.copy(x)."""
    value, deep = values[0], values[1] == Flag(True)
    here.recorder.span = span
    if not deep and isinstance(value, Node) and len(here.recorder.shape(value.index)) > 1 and is_list(here, value):
        return Items(here.entries(value, span), True, span, grown=True)
    if isinstance(value, Node | Taken | Made):
        return _tensor(here, value, deep, span)
    if not isinstance(value, Instance | Items | Dict | Set):
        return value
    made = _empty(here, value)
    done: dict[int, Value] = {id(value): made}
    pending: list[tuple[Instance | Items | Dict | Set, Value]] = [(value, made)]
    for of, copy in pending if deep else []:
        inner = of.entries.items() if isinstance(of, Set) else parts(of)
        for name, one in list(inner):
            if id(one) not in done:
                done[id(one)] = one
                if isinstance(one, Instance | Items | Dict | Set):
                    done[id(one)] = _empty(here, one)
                    pending.append((one, done[id(one)]))
                elif isinstance(one, Node | Taken | Made):
                    done[id(one)] = _tensor(here, one, True, span)
            if isinstance(copy, Instance | Items | Dict):
                put_part(copy, name, done[id(one)])  # type: ignore[arg-type]
    return made


def _empty(here: Loops, of: Instance | Items | Dict | Set) -> Value:
    """A value of its own with the same parts."""
    match of:
        case Instance():
            here.spend(len(of.attributes) // COPIES)
            inner = {name: replace(one) if name == "layers" and isinstance(one, Items) else one for name, one in of.attributes.items()}
            return Instance(of.of, inner)
        case Items():
            here.spend(len(of.items) // COPIES)
            return replace(of, items=list(of.items))
        case Dict():
            here.spend(len(of.entries) // COPIES)
            return Dict(dict(of.entries))
        case Set():
            here.spend(len(of.entries) // COPIES)
            return Set(dict(of.entries))


def _tensor(here: Loops, value: Node | Taken | Made, deep: bool, span: Span) -> Value:
    """Raises no-gradient where PyTorch refuses."""
    if isinstance(value, Made) and value.node is None:
        return replace(value)
    program, node = here.recorder.program, here.tensor(value, span)
    if is_list(here, Node(node)):
        made = here.copy(node, "entrywise")
        here.scope.lists.add(made)
        return Node(made)
    library, mark = origin(program, node), program.marks.get(node, "")
    if library in _SAME and mark != "variable":
        return Node(node)
    if library == "pytorch" and not deep:
        fact = "A second tensor that shares the numbers of the first, as copy.copy(x) makes it, is not available."
        raise Refused("bad-argument", fact, "Write x.clone(), or x.detach().clone().")
    if library == "pytorch" and mark != "requires_grad" and asks(here, [Node(node)], {}, span) == Flag(True):
        fact = "PyTorch copies no tensor that a gradient leads through: this one was computed."
        raise Refused("no-gradient", fact, "Write x.clone() to keep the path, or x.detach().clone() to cut it off.")
    cut = library in _CUT or any(one.name == "hips-autograd" for one in here.dialects)
    if not cut and mark != "variable":
        return Node(here.copy(node, "entrywise"))
    made = here.recorder.apply(_DETACH, (node,))
    here.layouts.copied(made, node, "entrywise")
    if library:
        program.origins[made] = library
    if mark:
        program.marks[made] = mark
    return Node(made)
