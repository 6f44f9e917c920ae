// Numbers of steps. They count with all groups closed; step 2 inside the group of step 8 is `8.2`.

import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Step} Step */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */
/** @typedef {import('./anatomy.js').Operand} Operand */

/** @type {readonly string[]} */
const OUTSIDE = [];

/**
 * The kinds of the steps backward to one operand.
 * @param {{readonly live: boolean, readonly unbroadcast: Unbroadcast | null}} operand
 * @returns {('local' | 'unbroadcast' | 'accumulate')[]}
 */
export function returns({ live, unbroadcast }) {
  if (!live) return [];
  return unbroadcast ? ['local', 'unbroadcast', 'accumulate'] : ['local', 'accumulate'];
}

/**
 * The groups around a node, outermost first.
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 * @param {string | null} node
 */
export function around(trace, paths, node) {
  const group = node === null ? null : lookup(trace).nodes.get(node)?.group;
  return (group && paths.get(group)) || OUTSIDE;
}

/**
 * The groups a step belongs to, outermost first. A seed comes from outside even when its target lies in a group.
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 * @param {Step} step
 */
const aroundStep = (trace, paths, step) => around(trace, paths, step.phase === 'seed' ? null : step.node);

/** @typedef {{forward: number, backward: number}} First number of the first step of a closed group, among its siblings */

/**
 * @typedef {object} Structure
 * @property {ReadonlyMap<string, readonly string[]>} paths
 * @property {ReadonlyMap<string, readonly Operand[]>} borders
 * @property {ReadonlyMap<string, number>} computed
 * @property {ReadonlyMap<string, number>} returned
 */

/**
 * @param {Trace} trace
 * @param {Structure} structure
 */
export function numbering(trace, structure) {
  const { own, first } = counted(trace, structure);
  const closed = spelled(structure, first);
  const numbers = trace.steps.map((step, time) => {
    const group = closed.get(aroundStep(trace, structure.paths, step).at(-1) ?? '');
    if (!group) return String(own[time]);
    return `${step.phase === 'backward' ? group.backward[0] : group.forward}.${own[time]}`;
  });
  return { numbers, closed };
}

/**
 * A group whose gradients all end inside still needs a number for them to be counted under.
 * @param {Structure} structure
 * @param {string} group
 */
const stepsBack = ({ borders }, group) => Math.max(1, (borders.get(group) ?? []).flatMap(returns).length);

/**
 * Each group counts its own steps, and a group inside as the steps it has when closed; forward and backward each from 1.
 * @param {Trace} trace
 * @param {Structure} structure
 */
function counted(trace, structure) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @param {string | undefined} container @param {string} phase @param {number} by */
  const count = (container, phase, by) => {
    const key = container === undefined ? '' : `${container} ${phase}`;
    const before = counts.get(key) ?? 0;
    counts.set(key, before + by);
    return before + 1;
  };
  /** @type {Map<string, First>} */
  const first = new Map(trace.groups.map((group) => [group.id, { forward: 0, backward: 0 }]));
  const own = trace.steps.map((step, time) => {
    const phase = step.phase === 'backward' ? 'backward' : 'forward';
    const path = aroundStep(trace, structure.paths, step);
    const last = phase === 'forward' ? structure.computed : structure.returned;
    path.forEach((group, level) => {
      if (last.get(group) !== time) return;
      const slot = /** @type {First} */ (first.get(group));
      slot[phase] = count(path[level - 1], phase, phase === 'forward' ? 1 : stepsBack(structure, group));
    });
    return count(path.at(-1), phase, 1);
  });
  return { own, first };
}

/**
 * The numbers of the steps a group has while it is closed.
 * @param {Structure} structure
 * @param {ReadonlyMap<string, First>} first
 */
function spelled(structure, first) {
  /** @type {Map<string, {forward: string, backward: readonly string[]}>} */
  const closed = new Map();
  const outermostFirst = [...structure.paths].sort(([, a], [, b]) => a.length - b.length);
  for (const [group, path] of outermostFirst) {
    const parent = closed.get(path.at(-2) ?? '');
    const slot = /** @type {First} */ (first.get(group));
    const before = parent ? { forward: `${parent.forward}.`, backward: `${parent.backward[0]}.` } : { forward: '', backward: '' };
    closed.set(group, {
      forward: before.forward + slot.forward,
      backward: Array.from({ length: stepsBack(structure, group) }, (_, j) => before.backward + (slot.backward + j)),
    });
  }
  return closed;
}
