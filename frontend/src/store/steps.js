// The steps a player goes through, and the positions between them: position k stands after step k, position 0 before all.

import { anatomy } from './anatomy.js';
import { returns } from './around.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Step} Step */
/** @typedef {import('./scene.js').Card} Card */
/** @typedef {import('./scene.js').Wire} Wire */
/** @typedef {import('./scene.js').Scene} Scene */

/**
 * @typedef {object} PlayerStep
 * @property {Step['phase']} phase
 * @property {Step['kind']} kind
 * @property {string | null} card the one at work; backward the one the gradient comes from
 * @property {string | null} wire
 * @property {string | null} node forward and seed: it gets its value or seed; backward: the user of the value
 * @property {readonly string[]} edges
 * @property {boolean} seed
 * @property {number} time index of the shown step of the trace it ends with
 */

/** @typedef {Pick<Scene, 'cardOf' | 'cardById' | 'wireById' | 'wiresInto'>} Stage */

/**
 * @param {Trace} trace
 * @param {Stage} stage
 * @returns {PlayerStep[]}
 */
export function playerSteps(trace, stage) {
  const { steps: shown, computed, due } = anatomy(trace);
  /** @type {Map<string, number>} */
  const told = new Map();
  /** @type {PlayerStep[]} */
  const steps = [];
  shown.forEach((step, time) => {
    const id = step.node === null ? null : /** @type {string} */ (stage.cardOf.get(step.node));
    const card = id === null ? null : /** @type {Card} */ (stage.cardById.get(id));
    if (card === null || card.group === null || step.phase === 'seed') {
      // The wires of a card that is a node are called like their edges.
      const wire = step.edge === null ? null : (stage.wireById.get(step.edge) ?? null);
      steps.push(playerStep(step, id, wire, step.node, time));
    } else if (step.phase === 'forward' && computed.get(card.group) === time) {
      steps.push(playerStep(step, id, null, card.node, time));
    } else if (step.phase === 'backward') {
      const times = due.get(card.group) ?? [];
      const back = (stage.wiresInto.get(card.id) ?? []).flatMap((wire) => returns(wire).map((kind) => ({ wire, kind })));
      let next = told.get(card.group) ?? 0;
      for (; next < back.length && times[next] <= time; next++) {
        const { wire, kind } = back[next];
        steps.push(playerStep({ ...step, kind }, id, wire, card.node, time));
      }
      told.set(card.group, next);
    }
  });
  return steps;
}

/**
 * @param {Step} step
 * @param {string | null} card
 * @param {Wire | null} wire
 * @param {string | null} node
 * @param {number} time
 * @returns {PlayerStep}
 */
function playerStep({ phase, kind }, card, wire, node, time) {
  return Object.freeze({
    phase,
    kind,
    card,
    wire: wire?.id ?? null,
    node,
    edges: wire?.edges ?? NO_EDGES,
    seed: phase === 'seed',
    time,
  });
}

/** @type {readonly string[]} */
const NO_EDGES = Object.freeze([]);

/**
 * The position an address asks for.
 * @param {Scene} scene
 * @param {string} wanted a number or `end`
 * @returns {number | null} null: no such step
 */
export function position({ steps }, wanted) {
  if (wanted === 'end') return steps.length;
  return Number(wanted) <= steps.length ? Number(wanted) : null;
}

/**
 * How an address writes a position.
 * @param {Scene} scene
 * @param {number} k
 */
export const written = ({ steps }, k) => (k > 0 && k >= steps.length ? 'end' : String(k));

/**
 * The same moment in another scene of the same trace: nothing is shown there that was not yet known here.
 * @param {Scene} before
 * @param {number} k
 * @param {Scene} after
 */
export function moved(before, k, after) {
  if (k <= 0) return 0;
  if (k >= before.steps.length) return after.steps.length;
  const { time } = before.steps[k - 1];
  const later = after.steps.findIndex((step) => step.time > time);
  return later < 0 ? after.steps.length : later;
}

/**
 * All steps of one card in one direction count as one place.
 * @param {Scene} scene
 * @param {number} k
 * @returns {number} the last position of the next place
 */
export function placeAfter({ steps }, k) {
  let to = Math.min(k + 1, steps.length);
  while (to < steps.length && samePlace(steps[to], steps[to - 1])) to++;
  return to;
}

/**
 * @param {Scene} scene
 * @param {number} k
 * @returns {number} the last position of the place before
 */
export function placeBefore({ steps }, k) {
  let to = Math.max(k - 1, 0);
  while (to > 0 && samePlace(steps[to], steps[to - 1])) to--;
  return to;
}

/** @param {PlayerStep} a @param {PlayerStep} b */
const samePlace = (a, b) => a.card === b.card && a.phase === b.phase;
