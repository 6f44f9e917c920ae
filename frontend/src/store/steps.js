// The steps a player goes through, and the positions between them: position k stands after step k, position 0 before all.

import { anatomy } from './anatomy.js';
import { returns } from './numbers.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Step} Step */
/** @typedef {import('./scene.js').Card} Card */
/** @typedef {import('./scene.js').Wire} Wire */
/** @typedef {import('./scene.js').Scene} Scene */

/**
 * @typedef {object} PlayerStep
 * @property {string} number `8`, or `8.2` inside an opened group
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
  const { steps: shown, computed, due, numbers, closed } = anatomy(trace);
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
      steps.push(playerStep(numbers[time], step, id, wire, step.node, time));
    } else if (step.phase === 'forward' && computed.get(card.group) === time) {
      steps.push(playerStep(closed.get(card.group)?.forward ?? '', step, id, null, card.node, time));
    } else if (step.phase === 'backward') {
      const times = due.get(card.group) ?? [];
      const numbered = closed.get(card.group)?.backward ?? [];
      const back = (stage.wiresInto.get(card.id) ?? []).flatMap((wire) => returns(wire).map((kind) => ({ wire, kind })));
      let next = told.get(card.group) ?? 0;
      for (; next < back.length && times[next] <= time; next++) {
        const { wire, kind } = back[next];
        steps.push(playerStep(numbered[next], { ...step, kind }, id, wire, card.node, time));
      }
      told.set(card.group, next);
    }
  });
  return steps;
}

/**
 * @param {string} number
 * @param {Step} step
 * @param {string | null} card
 * @param {Wire | null} wire
 * @param {string | null} node
 * @param {number} time
 * @returns {PlayerStep}
 */
function playerStep(number, { phase, kind }, card, wire, node, time) {
  return Object.freeze({
    number,
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
 * The position asked for: a number, the number of a part, or `end`. A part of a group that is closed stands at the group.
 * @example position(scene, '8.2')
 * @param {Scene} scene
 * @param {string} wanted
 * @returns {number | null} null: no such step
 */
export function position({ steps }, wanted) {
  if (wanted === 'end') return steps.length;
  if (wanted === '0') return 0;
  for (let number = wanted; number !== ''; number = number.slice(0, Math.max(0, number.lastIndexOf('.')))) {
    const index = steps.findIndex((step) => step.number === number);
    if (index >= 0) return index + 1;
  }
  // A group that is open has no step of its own number: stand where its first part is.
  const part = steps.findIndex((step) => step.number.startsWith(`${wanted}.`));
  return part >= 0 ? part + 1 : null;
}

/**
 * Steps count with all groups closed: an open one adds parts, not steps.
 * @param {Pick<Scene, 'steps'>} scene
 */
export const stepCount = ({ steps }) => Number.parseInt(steps.at(-1)?.number ?? '0', 10);

/**
 * How an address writes a position.
 * @param {Scene} scene
 * @param {number} k
 * @returns {string}
 */
export function numberAt({ steps }, k) {
  if (k <= 0) return '0';
  return k >= steps.length ? 'end' : steps[k - 1].number;
}

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
