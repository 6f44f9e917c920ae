"""The traced program as columns, one entry per node, in program order. It grows while the text runs and never changes after.

node   = input | constant | op(args, params)
args   point to earlier nodes only, so reverse order is an order for the backward pass
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chainrule.errors import Span
from chainrule.ops.macro import Macro
from chainrule.ops.record import Plan, Shape

INPUT, CONSTANT, OP = "input", "constant", "op"


@dataclass(frozen=True, slots=True)
class Given:
    """An input: where its number comes from. `source`: literal, free (nobody assigned it) or random; `overridden`: it came with
    the request."""

    name: str
    node: int
    source: str
    overridden: bool
    span: Span | None


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
class Reading:
    """A number that was read from the scalar `node` (or the gradient by one): written as `spec` says at a place of a text."""

    node: int | Slope
    spec: str = ""
    start: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """One `print` that ran: nodes, numbers, yes or no, and texts in order; None as it is. `around`: what is written before, between and
    after them."""

    span: Span
    values: tuple[int | float | bool | str | Slope | None, ...]
    nodes: tuple[bool, ...]
    """Which of them are nodes, or the gradient by one."""
    around: tuple[str, ...]
    read: tuple[tuple[Reading, ...], ...]
    """By value what was read in it, where it is no node itself."""

    @property
    def seen(self) -> list[int | Slope]:
        """Nodes, and gradients by nodes, that are printed, one as often as it is."""
        own = [one for one, node in zip(self.values, self.nodes, strict=True) if node and isinstance(one, int | Slope)]
        return [*own, *(one.node for found in self.read for one in found)]

    def moved(self, to: Callable[[int | Slope], int | Slope]) -> Watch:
        """The same with nodes as they are called now."""
        pairs = zip(self.values, self.nodes, strict=True)
        values = tuple([to(one) if node and isinstance(one, int | Slope) else one for one, node in pairs])
        read = tuple([tuple([replace(one, node=to(one.node)) for one in found]) for found in self.read])
        return replace(self, values=values, read=read)


@dataclass(frozen=True, slots=True)
class Remark:
    """What was passed over while the program ran."""

    code: str
    text: str


@dataclass(slots=True)
class Program:
    """Columns over nodes; `plans[i]` is None for inputs and constants."""

    text: str = ""
    kinds: list[str] = field(default_factory=list)
    plans: list[Plan | None] = field(default_factory=list)
    args: list[tuple[int, ...]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    spans: list[Span | None] = field(default_factory=list)
    group_of: list[int | None] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    aliases: dict[int, list[str]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    inputs: list[Given] = field(default_factory=list)
    bindings: dict[str, int] = field(default_factory=dict)
    """The node every name stands for at the end."""
    marks: dict[int, str] = field(default_factory=dict)
    """What a library says of a tensor: requires_grad (it collects a gradient), variable (a tape watches it), constant (a tensor of one
    of these libraries that does neither), watched (a tape was told to), array (a library that derives functions)."""
    dialect: str = "chainrule"
    """The library whose spelling the text is in."""
    results: dict[str, float | int | Slope] = field(default_factory=dict)
    """What every name of the top is at the end: a node (int), a gradient, a number; of a dict or tuple its parts: params['w']."""
    passes: list[Pass] = field(default_factory=list)
    slopes: dict[int, int] = field(default_factory=dict)
    """Of the nodes of passes, those that are a gradient: the node they are the gradient by."""
    collected: dict[int, int | Slope] = field(default_factory=dict)
    """What a tensor has in its .grad at the end."""
    watches: list[Watch] = field(default_factory=list)
    looked: set[int] = field(default_factory=set)
    """Nodes whose numbers decided what was recorded: with the same numbers there, the same text gives the same columns."""
    remarks: list[Remark] = field(default_factory=list)
    flops: int = 0
    memory: int = 0
    edges: int = 0

    def __len__(self) -> int:
        return len(self.kinds)
