// The order in which a macro is shown going back: for one argument after the other, in the order of the arguments, as when it is
// closed. Whatever order the trace has them in, opening a macro then adds steps between and moves none.

import { lookup } from '../wire.js';
import { gathered } from './gather.js';
import { around } from './around.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../wire.d.ts').Step} Step */
/** @typedef {import('./anatomy.js').Operand} Operand */

/**
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 * @param {ReadonlyMap<string, readonly Operand[]>} borders
 * @returns {readonly Step[]}
 */
export function ordered(trace, paths, borders) {
  const several = (/** @type {string} */ id) => (borders.get(id) ?? []).filter((each) => each.live).length > 1;
  const macros = trace.groups.filter(({ id, kind }) => kind === 'macro' && several(id)).map(({ id }) => id);
  if (macros.length === 0) return gathered(trace, paths);
  const steps = [...gathered(trace, paths)];
  const depths = new Map(macros.map((id) => [id, paths.get(id)?.length ?? 0]));
  // The outer ones first, for they move the inner ones.
  for (const depth of [...new Set(depths.values())].sort((a, b) => a - b)) {
    const times = timesOf(trace, steps, paths, new Set(macros.filter((id) => depths.get(id) === depth)));
    for (const [group, own] of times) {
      // What stands between them may wait for one of them.
      if (own[own.length - 1] - own[0] !== own.length - 1) continue;
      const inside = (/** @type {string} */ node) => around(trace, paths, node).includes(group);
      byArgument(trace, inside, own.map((time) => steps[time]), borders.get(group) ?? []).forEach((step, k) => (steps[own[k]] = step));
    }
  }
  return steps;
}

/**
 * When each of the macros is at work going back.
 * @param {Trace} trace
 * @param {readonly Step[]} steps
 * @param {ReadonlyMap<string, readonly string[]>} paths
 * @param {ReadonlySet<string>} macros
 */
function timesOf(trace, steps, paths, macros) {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  steps.forEach((step, time) => {
    if (step.phase !== 'backward') return;
    for (const group of around(trace, paths, step.node)) {
      if (!macros.has(group)) continue;
      const found = times.get(group);
      if (found) found.push(time);
      else times.set(group, [time]);
    }
  });
  return times;
}

/**
 * @param {Trace} trace
 * @param {(node: string) => boolean} inside
 * @param {readonly Step[]} steps  back through the group
 * @param {readonly Operand[]} operands
 * @returns {Step[]} before a gradient goes on, everything that pays into it has come
 */
function byArgument(trace, inside, steps, operands) {
  const { users } = lookup(trace);
  /** @type {Map<string, Step[]>} per edge, in the order of the trace */
  const waiting = new Map();
  for (const step of steps) waiting.set(step.edge ?? '', [...(waiting.get(step.edge ?? '') ?? []), step]);
  const place = new Map([...waiting.keys()].map((edge, k) => [edge, k]));
  const inTurn = (/** @type {readonly Edge[]} */ edges) =>
    edges.filter(({ id }) => waiting.has(id)).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  /** @type {Step[]} */
  const out = [];
  /** @param {Edge} edge */
  const goBack = (edge) => {
    const own = waiting.get(edge.id);
    if (!own) return;
    waiting.delete(edge.id);
    inTurn((users.get(edge.to) ?? []).filter((each) => inside(each.to))).forEach(goBack);
    out.push(...own);
  };
  for (const operand of operands) inTurn(operand.edges).forEach(goBack);
  return [...out, ...[...waiting.values()].flat()];
}
