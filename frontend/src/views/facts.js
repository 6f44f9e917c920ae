/** Facts about a step that several views tell in their own way: who is called what, what came along a wire, what is still to come. */

import { behind } from '../local.js';
import { sources } from '../local/group.js';
import { entryAt } from '../local/indexing.js';
import { number, placeText, primed } from '../store/format.js';
import { shown } from '../store/state.js';
import { sum } from '../store/total.js';
import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Node} TraceNode */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('../store/scene.js').Scene} Scene */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/pose.js').Pose} Pose */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** A snapshot with everything there. @typedef {{trace: Trace, scene: Scene, pose: Pose}} Study */

/**
 * @param {Trace} trace
 * @param {string} id
 */
export const nodeOf = (trace, id) => /** @type {TraceNode} */ (lookup(trace).nodes.get(id));

/**
 * @param {Snapshot} snapshot
 * @returns {Study | null}
 */
export function studyOf({ state, scene, pose }) {
  const trace = shown(state);
  return trace && scene && pose ? { trace, scene, pose } : null;
}

/**
 * @param {Scene} scene
 * @param {string | null} id
 */
export const cardOf = (scene, id) => (id === null ? null : (scene.cardById.get(id) ?? null));

/**
 * @param {Scene} scene
 * @param {string | null} id
 */
export const wireOf = (scene, id) => (id === null ? null : (scene.wireById.get(id) ?? null));

/**
 * @param {Trace} trace
 * @param {string} id
 * @returns {string} as typed: the name with its primes, else the source text of the value
 */
export function nameOf(trace, id) {
  const node = nodeOf(trace, id);
  return node.name === null ? node.label : primed(node.name, node.version);
}

/**
 * @param {Trace} trace
 * @param {Card} card
 * @returns {string} a card by the name of its value; a stack has many, and a name of its own
 */
export const calledOf = (trace, card) => (card.stack > 0 ? card.title : nameOf(trace, card.node));

/** Outputs of a group that are named where all of them bring a gradient. */
const OUTPUTS = 3;

/**
 * Whose gradient a wire brings back: that of a card, of a closed group those of its outputs that the wire leads to.
 * @param {Study} study
 * @param {Wire} wire
 * @returns {readonly string[]} names
 */
export function bringing({ trace, scene }, wire) {
  const known = brings.get(wire);
  if (known) return known;
  const card = /** @type {Card} */ (cardOf(scene, wire.to));
  const found = card.group === null || card.stack > 0 ? [] : sources(trace, card.group, wire.edges);
  const names = found.slice(0, OUTPUTS).map((node) => nameOf(trace, node));
  if (found.length > OUTPUTS) names.push('…');
  const made = found.length === 0 ? [calledOf(trace, card)] : names;
  brings.set(wire, made);
  return made;
}

/** A group may hold thousands of nodes. @type {WeakMap<Wire, readonly string[]>} */
const brings = new WeakMap();

/**
 * @param {Trace} trace
 * @param {string} id
 * @returns {number | null} the line of the text that made this value
 */
export function lineOf(trace, id) {
  const span = nodeOf(trace, id).span;
  return span ? trace.program.text.slice(0, span[0]).split('\n').length : null;
}

/** @param {Tensor} tensor */
export const isScalar = (tensor) => tensor.shape.length === 0;

/**
 * Which node each argument of a card is; `out` is the card's own.
 * @param {Trace} trace
 * @param {Card} card
 * @returns {Record<string, string>}
 */
export function argumentsOf(trace, card) {
  const { groups, edges } = lookup(trace);
  if (card.group !== null) return { .../** @type {import('../wire.d.ts').Group} */ (groups.get(card.group)).args, out: card.node };
  /** @type {Record<string, string>} */
  const found = { out: card.node };
  for (const id of nodeOf(trace, card.node).edges_in) {
    const edge = edges.get(id);
    if (edge) found[edge.arg] = edge.from;
  }
  return found;
}

/**
 * @param {Trace} trace
 * @param {Card} card
 * @param {string} name
 * @returns {string | null} a parameter of its op, as the program writes it; null where it has none by this name
 */
export function givenTo(trace, card, name) {
  const value = card.group === null ? nodeOf(trace, card.node).params[name] : undefined;
  return value === undefined ? null : placeText(value);
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @returns {Float64Array | null} what the wire brings back, all its edges together
 */
export function arriving({ trace }, wire) {
  const { edges } = lookup(trace);
  const parts = wire.edges.flatMap((id) => edges.get(id)?.contribution ?? []);
  if (parts.length === 0 || parts.some((part) => !part.data)) return null;
  const total = new Float64Array(parts[0].data?.length ?? 0);
  for (const part of parts) part.data?.forEach((value, at) => (total[at] += value));
  return total;
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @returns {Tensor | null} what the wire brings back as it travelled; null where that are several tensors
 */
export function brought({ trace }, wire) {
  return wire.edges.length === 1 ? lookup(trace).edges.get(wire.edges[0])?.contribution ?? null : null;
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @param {number} entry
 */
export function productsOf({ trace, scene }, wire, entry) {
  return behind(trace, wire.edges, entry, scene.cardById.get(wire.to)?.group ? { closed: wire.to } : {}).terms;
}

/**
 * @param {Study} study
 * @param {Wire} wire  between scalars
 * @returns {number} what the upstream gradient is multiplied with
 */
export function slopeOf(study, wire) {
  const each = productsOf(study, wire, 0).map((term) => term.factors.slice(1).reduce((product, factor) => product * factor.value, 1));
  return each.reduce((sum, value) => sum + value, 0);
}

/**
 * @typedef {{wire: Wire, from: readonly string[], data: Float64Array | null, state: 'arrived' | 'coming'}} LedgerRow
 * @typedef {{rows: LedgerRow[], total: Float64Array | null, waiting: number, expected: number}} Ledger
 */

/**
 * @param {Study} study
 * @param {string} id  card
 * @param {string} [node]  of a closed group an output other than the one it shows
 * @returns {Ledger | null} what has arrived at a card so far, one by one; null while nothing can come
 */
export function ledgerOf(study, id, node) {
  const card = cardOf(study.scene, id);
  const known = study.pose.cards.get(id);
  if (!card || !known || !study.pose.seeded) return null;
  const pose = node === undefined || node === card.node || card.stack > 0 ? known : apart(study, id, node);
  const coming = pose.incoming ? [pose.incoming.wire] : [];
  const rows = [...pose.arrived, ...coming].flatMap((wireId, place) => {
    const wire = wireOf(study.scene, wireId);
    if (!wire) return [];
    const state = /** @type {'arrived' | 'coming'} */ (place < pose.arrived.length ? 'arrived' : 'coming');
    return [{ wire, from: bringing(study, wire), data: arriving(study, wire), state }];
  });
  return { rows, total: pose.total, waiting: pose.expected - pose.arrived.length, expected: pose.expected };
}

/**
 * What has arrived at an output of a closed group whose card shows another one.
 * @param {Study} study
 * @param {string} id
 * @param {string} node
 * @returns {Pick<import('../store/pose.js').CardPose, 'arrived' | 'expected' | 'total'> & {incoming: {wire: string} | null}}
 */
function apart(study, id, node) {
  const wires = study.scene.wires.filter((wire) => wire.live && wire.from === id && wire.node === node);
  const at = (/** @type {string} */ state) => wires.filter((wire) => study.pose.wires.get(wire.id)?.state === state);
  const [arrived, [next]] = [at('returned'), at('backward')];
  return { arrived: arrived.map((wire) => wire.id), expected: wires.length, total: sum(arrived.map((wire) => arriving(study, wire))), incoming: next ? { wire: next.id } : null };
}

/**
 * What a name means later on, where a gradient reaches that: a weight after its first step.
 * @param {Trace} trace
 * @param {string} id
 */
export function laterOf(trace, id) {
  const { name, version } = nodeOf(trace, id);
  return name === null ? undefined : trace.nodes.find((node) => node.name === name && node.version > version && node.grad !== null);
}

/** So many are named; what a long program leaves aside beyond that is in the table. */
const NAMED = 3;

/**
 * The inputs that no gradient reaches, as soon as that shows; of one value, whether it is such a value.
 * @param {Study} study
 * @param {string | null} [only]
 * @returns {readonly string[]} ids
 */
export function unreached({ trace, scene, pose }, only) {
  const none = (/** @type {string} */ id) => pose.cards.get(scene.cardOf.get(id) ?? '')?.grad === 'none' && nodeOf(trace, id).grad === null;
  if (only !== undefined) return only !== null && none(only) ? [only] : [];
  // A weight that was changed in place is reached as it is now: as it was before, nobody asks for it. Nor for the gradient of a size.
  return trace.inputs.filter((input) => none(input.node) && !laterOf(trace, input.node) && !onlySize(trace, input)).map((input) => input.node).slice(0, NAMED);
}

/** A slider of whole steps that reaches so far has a hundred of them by chance. */
const FINE = 50;

/**
 * @param {Trace} trace
 * @param {Trace['inputs'][number]} input
 * @returns {boolean} whether the program only counts by it: nothing is computed with it
 */
function onlySize(trace, { node, slider }) {
  return slider?.step === 1 && slider.max !== FINE && !trace.edges.some((edge) => edge.from === node);
}

/**
 * @param {import('../wire.d.ts').Tensor | null} tensor
 * @param {number} entry
 * @returns {string} an ellipsis for what did not travel
 */
export function entryText(tensor, entry) {
  const value = entryAt(tensor, entry);
  return value === null ? '…' : number(value);
}
