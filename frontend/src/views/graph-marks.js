/** What is said of each card beside its pose: chosen, hovered, faulty, a corner met, a NaN born. */

import { scale } from '../draw/heat.js';
import { anatomy } from '../store/anatomy.js';
import { lookup } from '../wire.js';
import { cardOf, nodeOf } from './facts.js';
import { spoken } from './graph-say.js';
import { factOf } from './graph-stop.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/pose.js').CardPose} CardPose */
/** @typedef {import('./graph-card.js').Marks} Marks */
/** @typedef {import('./graph-stage.js').Stage} Stage */

/** What a trace says of its cards once and for all. @typedef {Pick<Marks, 'target' | 'error' | 'born' | 'kink' | 'inside' | 'around'>} Lasting */

/** @type {WeakMap<Stage, Map<string, Lasting>>} */
const known = new WeakMap();

/** @type {WeakMap<Tensor, number>} */
const magnitudes = new WeakMap();

/** @param {Tensor | null} tensor */
function magnitude(tensor) {
  if (tensor === null) return 0;
  const found = magnitudes.get(tensor) ?? scale(tensor.data ?? (tensor.summary ? [tensor.summary.min, tensor.summary.max] : []));
  magnitudes.set(tensor, found);
  return found;
}

/**
 * How large the operands of a value are, and the gradients that came back to it.
 * @param {Trace} trace
 * @param {string} id
 * @returns {Marks['around']}
 */
export function around(trace, id) {
  const { edges, users } = lookup(trace);
  const most = (/** @type {readonly (Tensor | null)[]} */ tensors) => Math.max(0, ...tensors.map(magnitude));
  return {
    value: most(nodeOf(trace, id).edges_in.map((edge) => nodeOf(trace, edges.get(edge)?.from ?? id).value)),
    grad: most((users.get(id) ?? []).filter((edge) => edge.contribution !== null).map((edge) => nodeOf(trace, edge.to).grad)),
  };
}

/**
 * @param {Stage} stage
 * @returns {Map<string, Lasting>}
 */
export function lasting(stage) {
  const found = known.get(stage);
  if (found) return found;
  const { trace, scene } = stage;
  const of = (/** @type {string} */ code) => new Set(trace.notices.filter((each) => each.code === code).flatMap((each) => each.nodes));
  const [birth, kink] = [of('born'), of('kink')];
  const targets = new Set(trace.targets);
  const stops = new Map(trace.problems.filter((each) => each.node !== null).map((each) => [/** @type {string} */ (each.node), factOf(each.facts)]));
  const made = new Map(scene.cards.map((card) => [card.id, {
    target: targets.has(card.node),
    error: stops.get(card.node) ?? null,
    born: birth.has(card.node),
    kink: kink.has(card.node),
    around: around(trace, card.node),
    inside: card.group === null ? 0 : (anatomy(trace).sizes.get(card.group) ?? 0),
  }]));
  known.set(stage, made);
  return made;
}

/**
 * @param {Study} study
 * @param {State} state
 */
export function pointed({ scene }, state) {
  const card = (/** @type {import('../store/state.js').Selection | null} */ at) => (at && scene.cardOf.get(at.node)) ?? null;
  return { selected: card(state.select), hovered: card(state.hover) };
}

/**
 * @param {Study} study
 * @param {string} id
 * @param {CardPose} pose
 * @param {Lasting} facts
 * @param {typeof import('../words/en.js').words.graph} words
 */
export function spokenOf(study, id, pose, facts, words) {
  const card = /** @type {Card} */ (cardOf(study.scene, id));
  return spoken(card, nodeOf(study.trace, card.node), pose, facts.inside, words);
}
