"""The wire contract, version 1: what a trace looks like as JSON. `frontend/src/wire.d.ts` is generated from this file.

A number is a JSON number, or "NaN", "Infinity", "-Infinity". Ids are `n0`, `e0`, `g0`, `c0` in program order.
Spans are `[start, end]` in UTF-16 offsets into the text as typed.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypeAliasType, TypedDict

Number = float | Literal["NaN", "Infinity", "-Infinity"]
Span = list[int]
Value = TypeAliasType("Value", "str | int | float | bool | list[Value] | None")


class Summary(TypedDict):
    """What is said of a tensor too large to travel. `std` is the population one; `histogram` has equal bins from min to max."""

    min: Number
    max: Number
    mean: Number
    std: Number
    zeros: int
    nonfinite: int
    histogram: list[int]


class Preview(TypedDict):
    """A corner of a large tensor: `offsets` of its first entry per axis, its `shape`, and its entries in row-major order."""

    offsets: list[int]
    shape: list[int]
    data: list[Number]


class Tensor(TypedDict):
    """`data` is flat, row-major; a scalar has shape []. Either `data`, or `summary` and `preview`."""

    shape: list[int]
    data: NotRequired[list[Number]]
    summary: NotRequired[Summary]
    preview: NotRequired[Preview]


class Slot(TypedDict):
    """A gap in a formula. `slot`: an argument (`a`), `out`, or a gradient (`d.a`, `d.out`). Whatever is put in gets brackets
    when it binds weaker than `prec`: 1 sum, 2 product, 3 unary minus, 4 power, 5 atom. A negative number binds like unary minus,
    a name like an atom."""

    slot: str
    prec: int


IndexTerm = tuple[str, int]


class Index(TypedDict):
    """An index such as `2i + m - 1`: terms [["i", 2], ["m", 1]], offset -1. A page that knows i and m prints the number."""

    terms: list[IndexTerm]
    offset: int


class MathNode(TypedDict):
    """One MathML element: `tag` with `children`, or with `text` (mi, mn, mo). Or a `slot` with its `prec`. Or an `index`."""

    tag: NotRequired[str]
    text: NotRequired[str]
    children: NotRequired[list[MathNode]]
    slot: NotRequired[str]
    prec: NotRequired[int]
    index: NotRequired[Index]


class Formula(TypedDict):
    """One formula in three notations, with the same slots in each."""

    text: list[str | Slot]
    latex: list[str | Slot]
    mathml: MathNode


class Rule(TypedDict):
    """How a gradient comes back to one argument. `local` is the slope alone (`b` for a * b); the other three are whole equations
    `d.a = ...` in the readings that exist for this op: entry by entry, as matrices, with indices and the sum sign."""

    local: Formula | None
    pointwise: Formula | None
    matrix: Formula | None
    index: Formula | None


class Sentences(TypedDict):
    """Templates with {slots}: names {a} {b} {out} {to}; numbers {a.value} {out.value} {g} {local} {result}; {axes}, {shape:a}.
    `forward` tells the step forward, `backward` per argument the narration of the step, `because` per argument the reason behind
    it, `question` per argument a question the index form answers ("Why the transpose?") or null."""

    forward: str
    backward: dict[str, str]
    because: dict[str, str]
    question: dict[str, str | None]


class Kink(TypedDict):
    where: str
    value: str
    why: str


class OpCard(TypedDict):
    """What is said of an op in one form (scalar, tensor, a signature, axes). Formulas and sentences travel once per card."""

    op: str
    glyph: str
    title: str
    family: str
    args: list[str]
    forward: Formula
    rules: dict[str, Rule]
    sentences: Sentences
    kinks: list[Kink]
    sources: list[str]


class Pointwise(TypedDict):
    """out[o] depends on arg[o'] with o' = o under broadcasting (axes aligned from the right; size 1 stretched).
    `partial` has out's shape. contribution[i] = sum over the o that map to i of g[o] * partial[o]."""

    kind: Literal["pointwise"]
    broadcast: list[int]


class Map(TypedDict):
    """Each entry of out is a copy of one entry of arg, or of none. Flat positions, row-major.
    `read`: out[o] = arg[offset + sum_k o_k * strides[k]], o_k the index of out on axis k.
    `place`: arg[i] is added into out[offset + sum_k i_k * strides[k]], i_k the index of arg on axis k.
    `indices`: out[o] = arg[indices[o]], -1 for none. `land`: arg[i] is added into out[indices[i]].
    `keep`: out[o] = arg[o], but for the o in indices, which are made of none.
    contribution[i] = sum of g[o] over the o that read i, or the one o that i is added into. No partial."""

    kind: Literal["map"]
    way: Literal["read", "place", "indices", "land", "keep"]
    offset: int
    strides: list[int]
    indices: list[int]


class Axes(TypedDict):
    """out is reduced over `axes` of arg (kept with size 1 if `keepdims`). `partial` has arg's shape.
    contribution[i] = g[i with the axes dropped] * partial[i]."""

    kind: Literal["axes"]
    axes: list[int]
    keepdims: bool


class Contraction(TypedDict):
    """einsum: one letter per axis. `inputs[k]` are the letters of operand k, `output` those of out; `operand` says which this
    edge is; `companions` are the nodes of the others, in order, `companion_operands` their places.
    contribution[letters of this operand] = sum over the other letters of g[output] * product of the companions. No partial."""

    kind: Literal["contraction"]
    inputs: list[str]
    output: str
    operand: int
    companions: list[str]
    companion_operands: list[int]


class Fibre(TypedDict):
    """out[..., o, ...] depends on arg[..., i, ...] along `axis` only. The local Jacobian of a fibre is
    J[o, i] = diagonal[o] * (o == i) + left[o] * right[i]; a scalar factor (shape []) is the same everywhere. `reach` before: only
    the pairs with i <= o. contribution[i] = sum over o of g[o] * J[o, i]. No partial."""

    kind: Literal["fibre"]
    axis: int
    diagonal: Tensor
    left: Tensor
    right: Tensor
    reach: Literal["all", "before"]


class Block(TypedDict):
    """Every entry of out within a block depends on every entry of arg in the same block. A block spans `axes` of arg and `out_axes`
    of out; the other axes are shared, the same in both and in order. `jacobian` has the shape of the shared axes + [entries of out in
    a block, entries of arg in a block], each row-major; null where it is too large to travel. `reach` before: only the pairs with
    i <= o. contribution[i] = sum over the o of its block of g[o] * jacobian[block, o, i]. No partial."""

    kind: Literal["block"]
    axes: list[int]
    out_axes: list[int]
    jacobian: Tensor | None
    reach: Literal["all", "before"]


class Influence(TypedDict):
    """No derivative: an index, a condition, class ids. No partial, no contribution, no backward step."""

    kind: Literal["influence"]


Relation = Pointwise | Map | Axes | Contraction | Fibre | Block | Influence


class Unbroadcast(TypedDict):
    """`axes` of out summed away on the way back to arg, with `copies[k]` copies along each; `kept[k]`: arg has that axis with size 1."""

    axes: list[int]
    copies: list[int]
    kept: list[bool]


Edge = TypedDict(
    "Edge",
    {
        "id": str,
        "from": str,
        "to": str,
        "arg": str,
        "relation": Relation,
        "partial": Tensor | None,
        "contribution": Tensor | None,  # after the un-broadcast; null: to a constant, or no path from `to` to a target
        "unbroadcast": Unbroadcast | None,
        "flat": bool,  # slope 0 almost everywhere (sign, floor, comparisons): nothing comes back, whatever the gradient is
        "selects": bool,  # where the slope is 0, arg was not selected (relu, where, max): 0 comes back, whatever the gradient is
    },
)


class Node(TypedDict):
    """`name` as typed, null for an unnamed value; `label` what a sentence calls it (name, else its source text).
    `version` 0, then 1 for x′. `connected`: a gradient can reach it. `grad` null: no path."""

    id: str
    kind: Literal["input", "constant", "op"]
    op: str | None
    card: str | None
    name: str | None
    aliases: list[str]
    version: int
    label: str
    shape: list[int]
    span: Span | None
    group: str | None
    edges_in: list[str]
    params: dict[str, Value]
    value: Tensor
    grad: Tensor | None
    connected: bool
    notices: list[int]
    flops: int


class Group(TypedDict):
    """Nodes that belong together, drawn as one card while closed: a macro, a call of the program's own function, a loop, one of its
    passes, a backward pass the program asked for. Only a macro has a `card`. `args`: the nodes outside that each argument is;
    `outputs`: what a call gives back, and the other nodes used outside. `twin_of`: the first of its siblings that is alike but for its
    numbers. Innermost group of a node is `Node.group`."""

    id: str
    label: str
    parent: str | None
    kind: Literal["call", "loop", "iteration", "macro", "backward"]
    card: str | None
    args: dict[str, str]
    outputs: list[str]
    params: dict[str, Value]
    span: Span | None
    twin_of: str | None


class Step(TypedDict):
    """given: everything given is there. forward/compute: `node` gets its value. seed: `node` (a target) gets the upstream gradient.
    backward, per `edge` (whose `to` is `node`): local, then unbroadcast if there is one, then accumulate into the edge's `from`."""

    phase: Literal["given", "forward", "seed", "backward"]
    kind: Literal["compute", "seed", "local", "unbroadcast", "accumulate"]
    node: str | None
    edge: str | None


class Slider(TypedDict):
    """`step`: a hundredth of the range; 1 in any other range is that of a whole number, such as a size, and stays 1 in every range."""

    min: float
    max: float
    step: float


class Input(TypedDict):
    """`source`: literal (in the text), free (a name nobody assigned, given a default), random. `overridden`: its value came with vars.
    `span`: where its literal stands."""

    name: str
    node: str
    shape: list[int]
    value: Tensor
    source: Literal["literal", "free", "random"]
    overridden: bool
    span: Span | None
    slider: Slider | None


class Notice(TypedDict):
    """Something worth knowing that is no fault: a kink met, a NaN born. `text` is one sentence, `nodes` where."""

    code: str
    text: str
    nodes: list[str]


class Problem(TypedDict):
    code: str
    title: str
    detail: str
    span: Span | None
    hint: str | None
    facts: dict[str, Value]
    node: str | None


class Words(TypedDict):
    text: str


class Watch(TypedDict):
    """One `print` that ran: the words and tensors of its line, one after another."""

    span: Span
    values: list[Tensor | Words]


class Derivative(TypedDict):
    """A gradient that the program itself asked for, of one node by another. `node` is its value; null where the backward pass from the
    target is what was asked for: then it is the `grad` of `wrt`. `upstream`: the node of the upstream gradient, null for ones."""

    of: str
    wrt: str
    node: str | None
    upstream: str | None


class Cost(TypedDict):
    nodes: int
    flops_forward: int
    flops_backward: int
    bytes: int


class Program(TypedDict):
    text: str
    vars: dict[str, Value]
    seed: int
    dialect: str


class Trace(TypedDict):
    """A complete study. Whoever holds it can step, explain and export without a server."""

    version: Literal[1]
    program: Program
    targets: list[str]
    upstream: Tensor
    upstream_given: bool
    ad: Literal["reverse"]
    cards: dict[str, OpCard]
    derivatives: list[Derivative]
    nodes: list[Node]
    edges: list[Edge]
    groups: list[Group]
    steps: list[Step]
    inputs: list[Input]
    names: list[str]
    """Every name that can be a target, in the order of the text."""
    watches: list[Watch]
    notices: list[Notice]
    problems: list[Problem]
    cost: Cost
    limits_hit: list[str]


class GalleryItem(TypedDict):
    """A ready program. `goal` is one sentence; `source` says where it was first published."""

    id: str
    title: str
    goal: str
    source: str
    url: str
    program: str
    target: str | None
    upstream: Value
    topic: str


class CheckEntry(TypedDict):
    """One gradient entry beside its central difference. `entry` is a flat place, `name` what it is called; `error` is the estimated
    error of the difference. kink, tie: it differs by a convention; rounding: the difference is too inexact to tell;
    stated: it differs, and goes back by a derivative that the program states itself."""

    node: str
    entry: int
    name: str
    gradient: Number
    difference: Number
    error: Number
    verdict: Literal["agree", "kink", "tie", "rounding", "not finite", "stated", "differs"]


class CheckAnswer(TypedDict):
    """The first `checked` of the `total` gradient entries asked about."""

    entries: list[CheckEntry]
    checked: int
    total: int


class SliceAnswer(TypedDict):
    """A window of a value, a gradient or the slopes of an edge; `place` is the id of the node or edge."""

    place: str
    of: Literal["value", "grad", "partial"]
    window: Preview


class PathEntry(TypedDict):
    """One way of a gradient, from the target on. `slopes`: the upstream gradient, then one slope per edge; [] and a product of NaN where
    a value on the way has several entries."""

    edges: list[str]
    slopes: list[Number]
    product: Number


class PathsAnswer(TypedDict):
    """The first paths to a node. `count`: how many there are in all, rounded past 2**53; `reaching`: the inputs a gradient comes back
    to; `gate`: the nodes on every path, target first; `scalar`: every value on the way is one number."""

    node: str
    reaching: list[str]
    count: Number
    gate: list[str]
    scalar: bool
    paths: list[PathEntry]


class ExportAnswer(TypedDict):
    """A program in another form. `file`: a name to keep it under; `text`: what stands in the file."""

    to: Literal["numpy", "pytorch", "jax", "tensorflow", "json"]
    file: str
    media_type: str
    text: str


class Counts(TypedDict):
    """Arithmetic operations of the values that `of` needs, of one backward and one forward-mode pass between `by` and `of`; passes that
    the whole Jacobian takes each way."""

    values: int
    reverse: int
    forward: int
    reverse_passes: int
    forward_passes: int


class DerivativeAnswer(TypedDict):
    """A derivative of the node `of` by the nodes `by`. Not `connected`: there is no path, which is not the same as zeros in `tensor`."""

    kind: Literal["jacobian", "row", "column", "hessian", "hvp", "tangent"]
    of: str
    by: list[str]
    connected: bool
    tensor: Tensor
    counts: Counts
