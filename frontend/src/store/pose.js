// What is known and at work at position k: a pure function of trace, scene and k. Jumping to k is k single steps.

import { lookup } from '../wire.js';
import { timingOf } from './timing.js';
import { total, wireData } from './total.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Card} Card */
/** @typedef {import('./scene.js').Wire} Wire */
/** @typedef {import('./steps.js').PlayerStep} PlayerStep */
/** @typedef {import('./timing.js').Timing} Timing */

/**
 * @typedef {object} CardPose
 * @property {boolean} value known
 * @property {null | 'forward' | 'backward'} working
 * @property {'blank' | 'partial' | 'known' | 'none'} grad none: the backward pass has begun and no path leads here
 * @property {Float64Array | null} total what has arrived so far, the seed included; null: nothing, or too large to travel
 * @property {readonly string[]} arrived wires whose contribution is in the total, in order
 * @property {number} expected how many wires bring one
 * @property {{readonly wire: string, readonly data: Float64Array | null} | null} incoming computed and on its way
 */

/**
 * @typedef {object} WirePose
 * @property {'idle' | 'delivered' | 'forward' | 'backward' | 'returned' | 'nopath'} state
 * @property {boolean} flat
 */

/**
 * @typedef {object} Pose
 * @property {number} index
 * @property {PlayerStep | null} step the one at work; null at position 0
 * @property {ReadonlyMap<string, CardPose>} cards
 * @property {ReadonlyMap<string, WirePose>} wires
 * @property {boolean} seeded the backward pass has begun
 */

/** @type {WeakMap<Scene, Map<string, CardPose>>} */
const cardPoses = new WeakMap();
/** @type {WeakMap<Scene, Pose>} */
const latest = new WeakMap();

/**
 * A card or a wire whose pose did not change keeps the identical object, so a view may compare with `===`.
 * @param {Trace} trace
 * @param {Scene} scene
 * @param {number} k
 * @returns {Pose}
 */
export function pose(trace, scene, k) {
  const index = Math.max(0, Math.min(k, scene.steps.length));
  const before = latest.get(scene);
  if (before?.index === index) return before;
  const timing = timingOf(scene);
  const step = index > 0 ? scene.steps[index - 1] : null;
  // One step further or back, only what the two steps touch is looked at anew; with 20,000 nodes that is most of the time.
  const near = before && Math.abs(before.index - index) === 1 ? touched(scene, before.step, step) : null;
  const cards = new Map(near ? before?.cards : null);
  const wires = new Map(near ? before?.wires : null);
  for (const card of near?.cards ?? scene.cards) cards.set(card.id, cardPose(trace, scene, timing, card, index, step));
  for (const wire of near?.wires ?? scene.wires) wires.set(wire.id, wirePose(trace, timing, wire, index, step));
  const made = Object.freeze({ index, step, cards, wires, seeded: index >= timing.seeded });
  latest.set(scene, made);
  return made;
}

/**
 * The cards and wires whose pose may differ between two neighbouring positions.
 * @param {Scene} scene
 * @param {PlayerStep | null} one
 * @param {PlayerStep | null} other
 * @returns {{cards: Card[], wires: Wire[]} | null} null: all
 */
function touched({ cardById, wireById, wiresInto }, one, other) {
  /** @type {Set<string>} */
  const cards = new Set();
  /** @type {Set<Wire>} */
  const wires = new Set();
  for (const step of [one, other]) {
    // The first step and the seeds change what is said of every card.
    if (step === null || step.phase === 'given' || step.phase === 'seed') return null;
    if (step.card !== null) cards.add(step.card);
    const at = step.wire === null ? (wiresInto.get(step.card ?? '') ?? []) : [/** @type {Wire} */ (wireById.get(step.wire))];
    for (const wire of at) {
      wires.add(wire);
      cards.add(wire.from);
    }
  }
  return { cards: [...cards].map((id) => /** @type {Card} */ (cardById.get(id))), wires: [...wires] };
}

/**
 * @param {Trace} trace
 * @param {Scene} scene
 * @param {Timing} timing
 * @param {Card} card
 * @param {number} index
 * @param {PlayerStep | null} step
 * @returns {CardPose}
 */
function cardPose(trace, scene, timing, card, index, step) {
  const arrivals = timing.arrivals.get(card.id) ?? [];
  const count = countUpTo(arrivals, timing.accumulated, index);
  const next = arrivals[count];
  const incoming = next && index >= (timing.local.get(next.id) ?? Infinity) ? next : null;
  const value = index >= (timing.computed.get(card.id) ?? timing.given);
  const seeded = index >= (timing.seeds.get(card.id) ?? Infinity);
  const working = step?.card === card.id ? (step.phase === 'forward' ? 'forward' : 'backward') : null;
  const begun = index >= timing.seeded;
  const key = `${card.id} ${count} ${incoming?.id} ${value} ${seeded} ${working} ${begun}`;
  const poses = cardPoses.get(scene) ?? new Map();
  cardPoses.set(scene, poses);
  const found = poses.get(key);
  if (found) return found;
  const grad = gradient(trace, card, arrivals.length, count, seeded, timing.seeds.has(card.id), begun);
  const made = Object.freeze({
    value,
    working,
    grad,
    total: total(trace, card, grad, arrivals.slice(0, count), seeded),
    arrived: Object.freeze(arrivals.slice(0, count).map((wire) => wire.id)),
    expected: arrivals.length,
    incoming: incoming && Object.freeze({ wire: incoming.id, data: wireData(trace, incoming) }),
  });
  poses.set(key, made);
  return made;
}

/**
 * How many of the wires have arrived: they are in the order of their arrival.
 * @param {readonly Wire[]} arrivals
 * @param {ReadonlyMap<string, number>} accumulated
 * @param {number} index
 */
function countUpTo(arrivals, accumulated, index) {
  let low = 0;
  let high = arrivals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (accumulated.get(arrivals[middle].id)) <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {Trace} trace
 * @param {Card} card
 * @param {number} expected
 * @param {number} count
 * @param {boolean} seeded
 * @param {boolean} target
 * @param {boolean} begun
 * @returns {CardPose['grad']}
 */
function gradient(trace, card, expected, count, seeded, target, begun) {
  if (!begun || card.kind === 'constant') return 'blank';
  if (/** @type {Node} */ (lookup(trace).nodes.get(card.node)).grad === null) return 'none';
  if (count === expected && seeded === target) return 'known';
  return count > 0 || seeded ? 'partial' : 'blank';
}

/** @type {WirePose['state'][]} */
const STATES = ['idle', 'delivered', 'forward', 'backward', 'returned', 'nopath'];

const WIRE_POSES = Object.fromEntries(
  STATES.flatMap((state) => [true, false].map((flat) => [`${state} ${flat}`, Object.freeze({ state, flat })])),
);

/**
 * @param {Trace} trace
 * @param {Timing} timing
 * @param {Wire} wire
 * @param {number} index
 * @param {PlayerStep | null} step
 * @returns {WirePose}
 */
function wirePose(trace, timing, wire, index, step) {
  return WIRE_POSES[`${wireState(trace, timing, wire, index, step)} ${wire.flat}`];
}

/**
 * @param {Trace} trace
 * @param {Timing} timing
 * @param {Wire} wire
 * @param {number} index
 * @param {PlayerStep | null} step
 * @returns {WirePose['state']}
 */
function wireState(trace, timing, wire, index, step) {
  if (step?.phase === 'forward' && step.card === wire.to) return 'forward';
  if (index >= (timing.accumulated.get(wire.id) ?? Infinity)) return 'returned';
  if (index >= (timing.local.get(wire.id) ?? Infinity)) return 'backward';
  // A constant has no gradient to miss.
  if (index >= timing.seeded && !wire.live) {
    return lookup(trace).nodes.get(wire.node)?.kind === 'constant' ? 'delivered' : 'nopath';
  }
  return index >= (timing.computed.get(wire.to) ?? timing.given) ? 'delivered' : 'idle';
}
