"""The traced program as columns, one entry per node, in program order. It grows while the text runs and never changes after.

node   = input | constant | op(args, params)
args   point to earlier nodes only, so reverse order is an order for the backward pass
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from chainrule.errors import Span
from chainrule.ops.macro import Macro
from chainrule.ops.record import Plan, Shape, size

INPUT, CONSTANT, OP = "input", "constant", "op"
T = TypeVar("T")
COLUMNS = ("kinds", "plans", "args", "shapes", "spans", "group_of")


@dataclass(frozen=True, slots=True)
class Given:
    """An input: where its number comes from. `source`: literal, free (nobody assigned it) or random; `overridden`: it came with
    the request; `whole`: the program uses it as a whole number, such as an axis or a size."""

    name: str
    node: int
    source: str
    overridden: bool
    span: Span | None
    whole: bool = False


@dataclass(slots=True)
class Group:
    """Nodes that belong together: those of one macro, of one call of the program's own function, of a loop, of one of its passes.
    `kind`: macro, call, loop, iteration, backward; only a macro has a `macro`. `args`: the nodes outside; `outputs`: the nodes users see,
    first the one that stands for the group while it is closed."""

    label: str
    parent: int | None
    kind: str
    macro: Macro | None
    args: Mapping[str, int]
    params: Mapping[str, Any]
    shapes: tuple[Shape, ...]
    span: Span | None
    outputs: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    """What a call hands back, in the order of its `return`."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Stands for the gradient by the node `wrt` in the backward pass from the target."""

    wrt: int


@dataclass(slots=True)
class Pass:
    """A derivative that the program asked for, written as the nodes `block`: of the node `of` by those of `wrt`, with the upstream gradient
    node `upstream` (None: ones). `gradients`: a node each, None where there is no path, a `Slope` where the backward pass from the
    target is this one, so that it needs no nodes. `recorded`: nodes outside count as constants."""

    of: int
    upstream: int | None
    wrt: tuple[int, ...]
    gradients: list[int | Slope | None]
    block: range
    recorded: range | None = None
    functional: bool = False
    """Asked for as a function's derivative, not of values that are there already."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A printed node, or the gradient by one. `form`: its one number as `format(number, form)` writes it; None: it is shown as a tensor.
    `dtype`: it is written as Python writes a number or list of this dtype."""

    of: int | Slope
    form: str | None = None
    dtype: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A text with numbers of nodes in it."""

    parts: tuple[str | Shown, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """One `print` that ran: what it was given, None as it is. `around`: what is written before, between and after the values."""

    span: Span
    values: tuple[int | float | bool | str | Told | Shown | None, ...]
    around: tuple[str, ...]

    @property
    def shown(self) -> list[Shown]:
        """The nodes that are printed, in what form each, in their order."""
        return [one for value in self.values for one in (value.parts if isinstance(value, Told) else (value,)) if isinstance(one, Shown)]

    def renamed(self, name: Callable[[Any], Any]) -> Watch:
        """The same with other names for its nodes."""

        def part(one: Any) -> Any:
            match one:
                case Shown():
                    return replace(one, of=name(one.of))
                case Told(parts):
                    return Told(tuple(map(part, parts)))
                case _:
                    return one

        return replace(self, values=tuple(map(part, self.values)))


class Mark(str):
    """What a library says of a tensor to which it gives a name, too."""

    called: str

    def __new__(cls, word: str, called: str) -> Mark:
        made = super().__new__(cls, word)
        made.called = called
        return made


@dataclass(frozen=True, slots=True)
class Remark:
    """What was passed over while the program ran."""

    code: str
    text: str


@dataclass(slots=True)
class Cost:
    """Of nodes together: `memory` in bytes, `flops` of the values alone."""

    nodes: int = 0
    edges: int = 0
    memory: int = 0
    flops: int = 0

    def count(self, program: Program, node: int, sign: int) -> None:
        """Add one node, or take it away."""
        plan = program.plans[node]
        self.nodes += sign
        self.edges += sign * len(program.args[node])
        self.memory += sign * (16 * size(program.shapes[node]) if plan is None else plan.memory)
        self.flops += 0 if plan is None else sign * plan.flops


class Later:
    """A field that is made when it is first asked for. A small program takes as long to run as all its fields to make, of which most
    programs have few."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        made = self.make()
        setattr(instance, self.name, made)  # which is found before this
        return made


def later(make: Callable[[], T]) -> T:
    """Typed as what it makes."""
    return cast(T, Later(make))


class Program:
    """Columns over nodes; `plans[i]` is None for inputs and constants."""

    text: str
    kinds: list[str]
    plans: list[Plan | None]
    args: list[tuple[int, ...]]
    shapes: list[Shape]
    spans: list[Span | None]
    group_of: list[int | None]
    names: dict[int, str] = later(dict)
    versions: dict[int, int] = later(dict)
    aliases: dict[int, list[str]] = later(dict)
    groups: list[Group] = later(list)
    inputs: list[Given] = later(list)
    bindings: dict[str, int] = later(dict)
    """The node every name stands for at the end."""
    marks: dict[int, str] = later(dict)
    """What a library says of a tensor: requires_grad (it collects a gradient), frozen (it did, or could), variable (a tape watches it),
    constant (a tensor of one of these libraries that does neither), integer (one of whole numbers, by which none differentiates), array
    (a library that derives functions)."""
    origins: dict[int, str] = later(dict)
    """The library whose array a tensor is, where one made it: see `program/origins.py`."""
    dtypes: dict[int, str] = later(dict)
    """What libraries have in a tensor, where it is known: bool, int or float: see `program/dtype.py`."""
    strides: dict[int, tuple[int, ...]] = later(dict)
    """Of tensors whose entries may not lie in line: see `program/layouts.py`, which has read the first `laid` nodes."""
    laid: int
    dialect: str
    """The library whose spelling the text is in."""
    results: dict[str, float | int | Slope] = later(dict)
    """What every name of the top is at the end: a node (int), a gradient, a number; of a dict or tuple its parts: params['w']."""
    passes: list[Pass] = later(list)
    slopes: dict[int, int] = later(dict)
    """Of the nodes of passes, those that are a gradient: the node they are the gradient by."""
    collected: dict[int, int | Slope] = later(dict)
    """What a tensor has in its .grad at the end."""
    watches: list[Watch] = later(list)
    looked: set[int] = later(set)
    """Nodes whose numbers decided what was recorded: with the same numbers there, the same text gives the same columns."""
    remarks: list[Remark] = later(list)
    counted: Cost = later(Cost)

    def __init__(self, text: str = "") -> None:
        self.text, self.dialect, self.laid = text, "chainrule", 0
        self.kinds, self.plans, self.args, self.shapes, self.spans, self.group_of = [], [], [], [], [], []

    def branch(self) -> Program:
        """The same nodes in columns of their own, so that new ones leave this program as it is."""
        other = copy(self)
        for name in ("groups", *COLUMNS):
            setattr(other, name, list(getattr(self, name)))
        other.counted = copy(self.counted)
        return other

    def cost(self) -> Cost:
        """What the nodes take together; those that are new since it was last asked are counted."""
        cost = self.counted
        for node in range(cost.nodes, len(self.kinds)):
            cost.count(self, node, 1)
        return cost

    def __len__(self) -> int:
        return len(self.kinds)
