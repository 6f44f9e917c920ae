/** What is said of each card beside its pose: chosen, hovered, faulty, a corner met, a NaN born. */

import { cardOf, nodeOf } from './facts.js';
import { insideOf } from './graph-frames.js';
import { spoken } from './graph-say.js';
import { factOf } from './graph-stop.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/pose.js').CardPose} CardPose */
/** @typedef {import('./graph-card.js').Marks} Marks */
/** @typedef {import('./graph-stage.js').Stage} Stage */

/** What a trace says of its cards once and for all. @typedef {Pick<Marks, 'target' | 'error' | 'born' | 'kink' | 'inside'>} Lasting */

/** @type {WeakMap<Stage, Map<string, Lasting>>} */
const known = new WeakMap();

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
    inside: card.group === null ? 0 : (insideOf(trace).get(card.group) ?? 0),
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
