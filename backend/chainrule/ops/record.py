"""What an op is: one record from which the engine, the explanation, the catalogue page and the tests are made.

    Op    what holds at any shape: name, formulas, sentences, kinks, samples
    Plan  the op at given shapes and parameters: everything that does not depend on the numbers, judged before anything is allocated
    Pull  how the gradient of `out` comes back to one argument
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from chainrule.formula.tree import Formula
from chainrule.limits import NODE_BYTES, NODE_FLOPS
from chainrule.ops.relation import Relation
from chainrule.ops.unbroadcast import Unbroadcast

Array = NDArray[np.float64]
Value = Array | np.float64
"""A tensor; a scalar is `np.float64`, never a 0-d array (570 ns an op against 71)."""
Shape = tuple[int, ...]
Static = Any
"""A parameter that has no gradient: an axis, a shape, a stride. Hashable."""
Params = Mapping[str, Static]


@dataclass(frozen=True, slots=True)
class Kink:
    """A corner of the op and the convention chosen there. `met(values, out, params)`: do these numbers exercise it?"""

    where: str
    value: str
    why: str
    met: Callable[[Sequence[Value], Value, Params], bool] | None = None
    sample: tuple[tuple[Any, ...], int, float] | None = None
    """Arguments at the corner, an argument's place, and the slope declared there."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A static parameter of the call. `default` None means it may be left out."""

    name: str
    kind: str
    default: Static = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """Arguments (numbers or nested lists) and static parameters of one call that works."""

    arguments: tuple[Any, ...]
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadSample:
    """A call that must be refused with `code`."""

    arguments: tuple[Any, ...]
    code: str
    params: Params = field(default_factory=dict)


class Build(Protocol):
    """Applies ops to values it holds references to. The body of a macro and the derivative of an op are written against it, so that
    the same lines make nodes of a graph or work on numbers at once."""

    def __call__(self, op: str, *arguments: Any, **params: Any) -> Any: ...

    def constant(self, value: Any) -> Any:
        """A number or nested list without a gradient."""

    def shape(self, of: Any) -> Shape: ...


class Pull:
    """The derivative of an op by one argument, at known shapes.

    `partial(*values, out)` gives the local numbers the relation needs (None: it needs none).
    `vjp(g, partial, values, out)` gives the gradient before broadcasting is undone, in out's shape for pointwise ops and
    in the argument's shape for all others; `jvp(t, partial, values, out)` pushes a tangent of the argument forward.
    `build(build, g, args, out)` writes the same gradient as new nodes, before broadcasting is undone: it is what makes a derivative
    of a derivative. `constant` is the slope when it is the same number everywhere; `pointwise`: the vjp is the product with the partial.
    `flat`: the slope is 0 almost everywhere, and nothing comes back; `selects`: the slope says what was chosen, and what was not gets
    exactly 0; `steps`: the slope is the same until the op jumps or turns. `unbroadcast`: axes of out to sum, with what they had in the argument.
    Where the forward keeps something (`Plan.keeping`), `recall(kept)` gives the partial from it, `regain(g, kept)` the gradient itself.
    `bare`: the vjp is all there is to it, so a backward pass need not ask for the rest.
    """

    __slots__ = ("bare", "build", "constant", "flat", "jvp", "partial", "pointwise", "recall", "regain", "relation", "selects", "steps", "unbroadcast", "vjp")

    def __init__(
        self,
        relation: Callable[[Sequence[Value], Value], Relation],
        vjp: Callable[[Any, Any, Sequence[Any], Any], Any],
        jvp: Callable[[Any, Any, Sequence[Any], Any], Any],
        build: Callable[[Build, Any, Sequence[Any], Any], Any],
        partial: Callable[..., Any] | None = None,
        constant: float | None = None,
        unbroadcast: Unbroadcast | None = None,
        pointwise: bool = False,
        flat: bool = False,
        selects: bool = False,
        steps: bool = False,
        recall: Callable[[Any], Any] | None = None,
    ) -> None:
        self.relation, self.vjp, self.jvp, self.build, self.partial = relation, vjp, jvp, build, partial
        self.constant, self.unbroadcast, self.recall = constant, unbroadcast, recall
        self.pointwise, self.flat, self.selects, self.steps = pointwise, flat, selects, steps
        self.regain: Callable[[Any, Any], Any] | None = None
        self.bare = partial is None and constant is None and unbroadcast is None

    def regains(self, regain: Callable[[Any, Any], Any]) -> None:
        """Have the gradient made of what the forward kept."""
        self.regain, self.bare = regain, False


@dataclass(frozen=True, slots=True)
class Rule:
    """The readings of one argument's gradient: slope alone, entry by entry, as matrices, with indices."""

    local: Formula | None = None
    pointwise: Formula | None = None
    matrix: Formula | None = None
    index: Formula | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    forward: str
    backward: Mapping[str, str]
    because: Mapping[str, str]
    question: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of an op in one form."""

    forward: Formula
    rules: Mapping[str, Rule]
    sentences: Sentences


@dataclass(slots=True)
class Plan:
    """An op at given shapes and parameters. `form` names what is said the same way (scalar, tensor, a signature, axes)."""

    op: Op
    shapes: tuple[Shape, ...]
    params: Params
    shape: Shape
    flops: int
    forward: Callable[..., Any]
    pulls: tuple[Pull | None, ...]
    form: str
    keeping: Callable[..., tuple[Any, Any]] | None = None
    """The forward together with what its slopes can use again, where computing that twice would cost as much as the forward."""
    kept: int = 0
    """Entries of that, where they are as many as those of a tensor."""
    memory: int = field(init=False)
    """Bytes of the value and its gradient, of what comes back along each edge with the slopes it is multiplied by, and of what is kept."""
    weight: int = field(init=False)
    """How many nodes it stands for where they are held to the ceilings."""
    paths: tuple[tuple[int, Pull], ...] = field(init=False)
    """The pulls there are, each with the place of its argument."""
    stops: bool = False
    """Gradients stop here on purpose, although the value follows its arguments."""
    _cut: Plan | None = field(init=False, default=None)
    _unsigned: Plan | None = field(init=False, default=None)
    judged: bool = False
    """Its result has been found to fit the ceiling of one tensor."""

    def __post_init__(self) -> None:
        self.paths = tuple((place, pull) for place, pull in enumerate(self.pulls) if pull is not None)
        entries = 2 * size(self.shape) + self.kept
        for place, pull in self.paths:
            # A slope of 1 hands the gradient on as it is.
            if not (pull.constant == 1.0 and pull.unbroadcast is None):
                entries += size(self.shapes[place]) + (size(self.shape) if pull.partial is not None else 0)
        self.memory = 8 * entries
        self.weight = weight(self.memory, self.flops, len(self.shapes))

    @property
    def jumps(self) -> bool:
        """It follows its arguments in jumps alone."""
        return all(pull is None or pull.flat for pull in self.pulls)

    def cut(self) -> Plan:
        """The same op where no gradient is recorded."""
        if self._cut is None:
            self._cut = replace(self, pulls=(None,) * len(self.pulls), stops=True)
        return self._cut

    def unsigned(self) -> Plan:
        """The same op of whole numbers, which have no minus zero."""
        if self._unsigned is None:
            forward = self.forward
            self._unsigned = replace(self, forward=lambda *given: forward(*given) + 0.0)
        return self._unsigned


@dataclass(frozen=True, slots=True, eq=False)
class Op:
    """One operation. `glyph` stands on its card; `args` name its tensors in order (`variadic`: the last repeats).

    `plan(shapes, params)` judges shapes and raises `Refused`; `words(plan)` says what is shown; `reference` is a slow second
    forward that shares no code with the first.
    """

    name: str
    glyph: str
    title: str
    family: str
    args: tuple[str, ...]
    make: Callable[[Op, tuple[Shape, ...], Params], Plan]
    words: Callable[[Plan], Words]
    reference: Callable[..., Any]
    params: tuple[Parameter, ...] = ()
    variadic: bool = False
    kinks: tuple[Kink, ...] = ()
    samples: tuple[Sample, ...] = ()
    bad: tuple[BadSample, ...] = ()
    sources: tuple[str, ...] = ()
    doc: str = ""
    typed: bool = True
    """Can be written as a call; else it has a sign or syntax of its own, or is only a part of a macro."""
    results: Callable[[Shape, Params], int] | None = None
    """How many results a call has, by the shape of its first argument, where it has several: the op is applied once for each, told
    which one by the parameter `part`."""
    plans: dict[Any, Plan] = field(default_factory=dict)
    standard: Params = field(init=False)
    """Every parameter as it is when nobody gives it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "standard", MappingProxyType(self.defaults()))

    def plan(self, shapes: tuple[Shape, ...], params: Params) -> Plan:
        """The op at these shapes; made once and kept. `params` left out are as nobody gives them. Raises `Refused` when they do not
        fit."""
        key = (shapes, *params.items()) if params else shapes
        found = self.plans.get(key)
        if found is None:
            if len(self.plans) >= 512:
                self.plans.clear()
            found = self.plans[key] = self.make(self, shapes, MappingProxyType({**self.standard, **params}))
        return found

    def defaults(self) -> dict[str, Static]:
        return {parameter.name: parameter.default for parameter in self.params}


def weight(memory: int, flops: int = 0, edges: int = 0) -> int:
    """How many nodes this stands for: as many as there may be, with two edges each, never pass another ceiling."""
    return 1 + max(memory // NODE_BYTES, flops // NODE_FLOPS, (edges - 1) // 2)


def size(shape: Shape) -> int:
    """Number of entries, as a whole number of any size."""
    count = 1
    for extent in shape:
        count *= extent
    return count


def value(of: Any) -> Value:
    """A number, nested list or array as a float64 tensor; a scalar becomes `np.float64`."""
    array = np.asarray(of, dtype=np.float64)
    return np.float64(array) if array.ndim == 0 else array


def says(shape: Shape) -> str:
    """A shape as a sentence has it: 2 × 3."""
    if not shape:
        return "a scalar"
    return f"{shape[0]} numbers" if len(shape) == 1 else " × ".join(map(str, shape))


def names(plan: Plan) -> tuple[str, ...]:
    """The names of the arguments: a, or a0, a1, ... where any number may be given."""
    return tuple(f"a{place}" for place in range(len(plan.shapes))) if plan.op.variadic else plan.op.args


def telling(template: str, shape: Shape) -> str:
    """A forward sentence for a result of this shape: a single number is told by its value."""
    return template if shape else template.replace("{out} has shape {shape:out}", "{out} is {out.value}")
