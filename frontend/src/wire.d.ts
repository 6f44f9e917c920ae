// Written by `python -m chainrule.wire.typescript` from backend/chainrule/wire/models.py. Do not edit.

/**
 * The wire contract, version 1: what a trace looks like as JSON. `frontend/src/wire.d.ts` is generated from this file.
 *
 * A number is a JSON number, or "NaN", "Infinity", "-Infinity". Ids are `n0`, `e0`, `g0`, `c0` in program order.
 * Spans are `[start, end]` in UTF-16 offsets into the text as typed.
 */
export type Number = number
export type Span = readonly number[]
export type Value = string | number | boolean | readonly Value[] | null
export type IndexTerm = readonly [string, number]
export type Relation = Pointwise | Map | Axes | Contraction | Fibre | Block | Influence

/** What is said of a tensor too large to travel. `std` is the population one; `histogram` has equal bins from min to max. */
export interface Summary {
  readonly min: Number
  readonly max: Number
  readonly mean: Number
  readonly std: Number
  readonly zeros: number
  readonly nonfinite: number
  readonly histogram: readonly number[]
}

/** A corner of a large tensor: `offsets` of its first entry per axis, its `shape`, and its entries in row-major order. */
export interface Preview {
  readonly offsets: readonly number[]
  readonly shape: readonly number[]
  readonly data: readonly Number[]
}

/** `data` is flat, row-major; a scalar has shape []. Either `data`, or `summary` and `preview`. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data?: readonly Number[]
  readonly summary?: Summary
  readonly preview?: Preview
}

/**
 * A gap in a formula. `slot`: an argument (`a`), `out`, or a gradient (`d.a`, `d.out`). Whatever is put in gets brackets
 * when it binds weaker than `prec`: 1 sum, 2 product, 3 unary minus, 4 power, 5 atom. A negative number binds like unary minus,
 * a name like an atom.
 */
export interface Slot {
  readonly slot: string
  readonly prec: number
}

/** An index such as `2i + m - 1`: terms [["i", 2], ["m", 1]], offset -1. A page that knows i and m prints the number. */
export interface Index {
  readonly terms: readonly IndexTerm[]
  readonly offset: number
}

/** One MathML element: `tag` with `children`, or with `text` (mi, mn, mo). Or a `slot` with its `prec`. Or an `index`. */
export interface MathNode {
  readonly tag?: string
  readonly text?: string
  readonly children?: readonly MathNode[]
  readonly slot?: string
  readonly prec?: number
  readonly index?: Index
}

/** One formula in three notations, with the same slots in each. */
export interface Formula {
  readonly text: readonly (string | Slot)[]
  readonly latex: readonly (string | Slot)[]
  readonly mathml: MathNode
}

/**
 * How a gradient comes back to one argument. `local` is the slope alone (`b` for a * b); the other three are whole equations
 * `d.a = ...` in the readings that exist for this op: entry by entry, as matrices, with indices and the sum sign.
 */
export interface Rule {
  readonly local: Formula | null
  readonly pointwise: Formula | null
  readonly matrix: Formula | null
  readonly index: Formula | null
}

/**
 * Templates with {slots}: names {a} {b} {out} {to}; numbers {a.value} {out.value} {g} {local} {result}; {axes}, {shape:a}.
 * `forward` tells the step forward, `backward` per argument the narration of the step, `because` per argument the reason behind
 * it, `question` per argument a question the index form answers ("Why the transpose?") or null.
 */
export interface Sentences {
  readonly forward: string
  readonly backward: Readonly<Record<string, string>>
  readonly because: Readonly<Record<string, string>>
  readonly question: Readonly<Record<string, string | null>>
}

export interface Kink {
  readonly where: string
  readonly value: string
  readonly why: string
}

/** What is said of an op in one form (scalar, tensor, a signature, axes). Formulas and sentences travel once per card. */
export interface OpCard {
  readonly op: string
  readonly glyph: string
  readonly title: string
  readonly family: string
  readonly args: readonly string[]
  readonly forward: Formula
  readonly rules: Readonly<Record<string, Rule>>
  readonly sentences: Sentences
  readonly kinks: readonly Kink[]
  readonly sources: readonly string[]
}

/**
 * out[o] depends on arg[o'] with o' = o under broadcasting (axes aligned from the right; size 1 stretched).
 * `partial` has out's shape. contribution[i] = sum over the o that map to i of g[o] * partial[o].
 */
export interface Pointwise {
  readonly kind: 'pointwise'
  readonly broadcast: readonly number[]
}

/**
 * Each entry of out is a copy of one entry of arg, or of none. Flat positions, row-major.
 * `read`: out[o] = arg[offset + sum_k o_k * strides[k]], o_k the index of out on axis k.
 * `place`: arg[i] is added into out[offset + sum_k i_k * strides[k]], i_k the index of arg on axis k.
 * `indices`: out[o] = arg[indices[o]], -1 for none. `land`: arg[i] is added into out[indices[i]].
 * `keep`: out[o] = arg[o], but for the o in indices, which are made of none.
 * contribution[i] = sum of g[o] over the o that read i, or the one o that i is added into. No partial.
 */
export interface Map {
  readonly kind: 'map'
  readonly way: 'read' | 'place' | 'indices' | 'land' | 'keep'
  readonly offset: number
  readonly strides: readonly number[]
  readonly indices: readonly number[]
}

/**
 * out is reduced over `axes` of arg (kept with size 1 if `keepdims`). `partial` has arg's shape.
 * contribution[i] = g[i with the axes dropped] * partial[i].
 */
export interface Axes {
  readonly kind: 'axes'
  readonly axes: readonly number[]
  readonly keepdims: boolean
}

/**
 * einsum: one letter per axis. `inputs[k]` are the letters of operand k, `output` those of out; `operand` says which this
 * edge is; `companions` are the nodes of the others, in order, `companion_operands` their places.
 * contribution[letters of this operand] = sum over the other letters of g[output] * product of the companions. No partial.
 */
export interface Contraction {
  readonly kind: 'contraction'
  readonly inputs: readonly string[]
  readonly output: string
  readonly operand: number
  readonly companions: readonly string[]
  readonly companion_operands: readonly number[]
}

/**
 * out[..., o, ...] depends on arg[..., i, ...] along `axis` only. The local Jacobian of a fibre is
 * J[o, i] = diagonal[o] * (o == i) + left[o] * right[i]; a scalar factor (shape []) is the same everywhere. `reach` before: only
 * the pairs with i <= o. contribution[i] = sum over o of g[o] * J[o, i]. No partial.
 */
export interface Fibre {
  readonly kind: 'fibre'
  readonly axis: number
  readonly diagonal: Tensor
  readonly left: Tensor
  readonly right: Tensor
  readonly reach: 'all' | 'before'
}

/**
 * Every entry of out within a block depends on every entry of arg in the same block. A block spans `axes` of arg and `out_axes`
 * of out; the other axes are shared, the same in both and in order. `jacobian` has the shape of the shared axes + [entries of out in
 * a block, entries of arg in a block], each row-major; null where it is too large to travel. `reach` before: only the pairs with
 * i <= o. contribution[i] = sum over the o of its block of g[o] * jacobian[block, o, i]. No partial.
 */
export interface Block {
  readonly kind: 'block'
  readonly axes: readonly number[]
  readonly out_axes: readonly number[]
  readonly jacobian: Tensor | null
  readonly reach: 'all' | 'before'
}

/** No derivative: an index, a condition, class ids. No partial, no contribution, no backward step. */
export interface Influence {
  readonly kind: 'influence'
}

/** `axes` of out summed away on the way back to arg, with `copies[k]` copies along each; `kept[k]`: arg has that axis with size 1. */
export interface Unbroadcast {
  readonly axes: readonly number[]
  readonly copies: readonly number[]
  readonly kept: readonly boolean[]
}

export interface Edge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly arg: string
  readonly relation: Relation
  readonly partial: Tensor | null
  readonly contribution: Tensor | null
  readonly unbroadcast: Unbroadcast | null
  readonly flat: boolean
  readonly selects: boolean
}

/**
 * `name` as typed, null for an unnamed value; `label` what a sentence calls it (name, else its source text).
 * `version` 0, then 1 for x′. `connected`: a gradient can reach it. `grad` null: no path.
 */
export interface Node {
  readonly id: string
  readonly kind: 'input' | 'constant' | 'op'
  readonly op: string | null
  readonly card: string | null
  readonly name: string | null
  readonly aliases: readonly string[]
  readonly version: number
  readonly label: string
  readonly shape: readonly number[]
  readonly span: Span | null
  readonly group: string | null
  readonly edges_in: readonly string[]
  readonly params: Readonly<Record<string, Value>>
  readonly value: Tensor
  readonly grad: Tensor | null
  readonly connected: boolean
  readonly notices: readonly number[]
  readonly flops: number
}

/**
 * Nodes that belong together, drawn as one card while closed: a macro, a call of the program's own function, a loop, one of its
 * passes, a backward pass the program asked for. Only a macro has a `card`. `args`: the nodes outside that each argument is;
 * `outputs`: what a call gives back, and the other nodes used outside. `twin_of`: the first of its siblings that is alike but for its
 * numbers. Innermost group of a node is `Node.group`.
 */
export interface Group {
  readonly id: string
  readonly label: string
  readonly parent: string | null
  readonly kind: 'call' | 'loop' | 'iteration' | 'macro' | 'backward'
  readonly card: string | null
  readonly args: Readonly<Record<string, string>>
  readonly outputs: readonly string[]
  readonly params: Readonly<Record<string, Value>>
  readonly span: Span | null
  readonly twin_of: string | null
}

/**
 * given: everything given is there. forward/compute: `node` gets its value. seed: `node` (a target) gets the upstream gradient.
 * backward, per `edge` (whose `to` is `node`): local, then unbroadcast if there is one, then accumulate into the edge's `from`.
 */
export interface Step {
  readonly phase: 'given' | 'forward' | 'seed' | 'backward'
  readonly kind: 'compute' | 'seed' | 'local' | 'unbroadcast' | 'accumulate'
  readonly node: string | null
  readonly edge: string | null
}

/** `step`: a hundredth of the range; 1 in any other range is that of a whole number, such as a size, and stays 1 in every range. */
export interface Slider {
  readonly min: number
  readonly max: number
  readonly step: number
}

/**
 * `source`: literal (in the text), free (a name nobody assigned, given a default), random. `overridden`: its value came with vars.
 * `span`: where its literal stands.
 */
export interface Input {
  readonly name: string
  readonly node: string
  readonly shape: readonly number[]
  readonly value: Tensor
  readonly source: 'literal' | 'free' | 'random'
  readonly overridden: boolean
  readonly span: Span | null
  readonly slider: Slider | null
}

/** Something worth knowing that is no fault: a kink met, a NaN born. `text` is one sentence, `nodes` where. */
export interface Notice {
  readonly code: string
  readonly text: string
  readonly nodes: readonly string[]
}

export interface Problem {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly span: Span | null
  readonly hint: string | null
  readonly facts: Readonly<Record<string, Value>>
  readonly node: string | null
}

export interface Words {
  readonly text: string
}

/** One `print` that ran: the words and tensors of its line, one after another. */
export interface Watch {
  readonly span: Span
  readonly values: readonly (Tensor | Words)[]
}

/**
 * A gradient that the program itself asked for, of one node by another. `node` is its value; null where the backward pass from the
 * target is what was asked for: then it is the `grad` of `wrt`. `upstream`: the node of the upstream gradient, null for ones.
 */
export interface Derivative {
  readonly of: string
  readonly wrt: string
  readonly node: string | null
  readonly upstream: string | null
}

export interface Cost {
  readonly nodes: number
  readonly flops_forward: number
  readonly flops_backward: number
  readonly bytes: number
}

export interface Program {
  readonly text: string
  readonly vars: Readonly<Record<string, Value>>
  readonly seed: number
  readonly dialect: string
}

/** A complete study. Whoever holds it can step, explain and export without a server. */
export interface Trace {
  readonly version: 1
  readonly program: Program
  readonly targets: readonly string[]
  readonly upstream: Tensor
  readonly upstream_given: boolean
  readonly ad: 'reverse'
  readonly cards: Readonly<Record<string, OpCard>>
  readonly derivatives: readonly Derivative[]
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  readonly groups: readonly Group[]
  readonly steps: readonly Step[]
  readonly inputs: readonly Input[]
  readonly names: readonly string[]
  readonly watches: readonly Watch[]
  readonly notices: readonly Notice[]
  readonly problems: readonly Problem[]
  readonly cost: Cost
  readonly limits_hit: readonly string[]
}

/** A ready program. `goal` is one sentence; `source` says where it was first published. */
export interface GalleryItem {
  readonly id: string
  readonly title: string
  readonly goal: string
  readonly source: string
  readonly url: string
  readonly program: string
  readonly target: string | null
  readonly upstream: Value
  readonly topic: string
}

/**
 * One gradient entry beside its central difference. `entry` is a flat place, `name` what it is called; `error` is the estimated
 * error of the difference. kink, tie: it differs by a convention; rounding: the difference is too inexact to tell;
 * stated: it differs, and goes back by a derivative that the program states itself.
 */
export interface CheckEntry {
  readonly node: string
  readonly entry: number
  readonly name: string
  readonly gradient: Number
  readonly difference: Number
  readonly error: Number
  readonly verdict: 'agree' | 'kink' | 'tie' | 'rounding' | 'not finite' | 'stated' | 'differs'
}

/** The first `checked` of the `total` gradient entries asked about. */
export interface CheckAnswer {
  readonly entries: readonly CheckEntry[]
  readonly checked: number
  readonly total: number
}

/** A window of a value, a gradient or the slopes of an edge; `place` is the id of the node or edge. */
export interface SliceAnswer {
  readonly place: string
  readonly of: 'value' | 'grad' | 'partial'
  readonly window: Preview
}

/**
 * One way of a gradient, from the target on. `slopes`: the upstream gradient, then one slope per edge; [] and a product of NaN where
 * a value on the way has several entries.
 */
export interface PathEntry {
  readonly edges: readonly string[]
  readonly slopes: readonly Number[]
  readonly product: Number
}

/**
 * The first paths to a node. `count`: how many there are in all, rounded past 2**53; `reaching`: the inputs a gradient comes back
 * to; `gate`: the nodes on every path, target first; `scalar`: every value on the way is one number.
 */
export interface PathsAnswer {
  readonly node: string
  readonly reaching: readonly string[]
  readonly count: Number
  readonly gate: readonly string[]
  readonly scalar: boolean
  readonly paths: readonly PathEntry[]
}

/** A program in another form. `file`: a name to keep it under; `text`: what stands in the file. */
export interface ExportAnswer {
  readonly to: 'numpy' | 'pytorch' | 'jax' | 'tensorflow' | 'json'
  readonly file: string
  readonly media_type: string
  readonly text: string
}

/**
 * Arithmetic operations of the values that `of` needs, of one backward and one forward-mode pass between `by` and `of`; passes that
 * the whole Jacobian takes each way.
 */
export interface Counts {
  readonly values: number
  readonly reverse: number
  readonly forward: number
  readonly reverse_passes: number
  readonly forward_passes: number
}

/** A derivative of the node `of` by the nodes `by`. Not `connected`: there is no path, which is not the same as zeros in `tensor`. */
export interface DerivativeAnswer {
  readonly kind: 'jacobian' | 'row' | 'column' | 'hessian' | 'hvp' | 'tangent'
  readonly of: string
  readonly by: readonly string[]
  readonly connected: boolean
  readonly tensor: Tensor
  readonly counts: Counts
}

/** A trace that cannot be read: `path` says where, `nodes[3].value`. */
export class WireError extends Error {
  constructor(path: string, fact: string)
  readonly path: string
}

/** The body of a refusal: the faults of the text and the graph up to the first of them. */
export interface Refusal {
  readonly problems: readonly Problem[]
  readonly partial: Trace | null
}

/** The parts of a trace by id; `users`: the edges that leave a node, in program order. */
export interface Lookup {
  readonly nodes: ReadonlyMap<string, Node>
  readonly edges: ReadonlyMap<string, Edge>
  readonly groups: ReadonlyMap<string, Group>
  readonly users: ReadonlyMap<string, readonly Edge[]>
}

/** Checks version and shape, restores NaN and the infinities, freezes: the value given becomes the trace. */
export function read(value: unknown): Trace

/** Reads problem+json. Never throws: what cannot be read is left out. */
export function readRefusal(value: unknown): Refusal

/** The answer to a question about a program: restores NaN and the infinities, freezes. */
export function readAnswer(value: unknown): unknown

/** Made once per trace. */
export function lookup(trace: Trace): Lookup
