// What a program computes beside its target: a backward pass written out, a report.

import { lookup } from '../wire.js';
import { anatomy } from './anatomy.js';
import { around } from './around.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */

/**
 * The outermost groups in which nothing is computed that a target is made from.
 * @param {Trace} trace
 * @returns {ReadonlySet<string>}
 */
export function beside(trace) {
  const { nodes, edges } = lookup(trace);
  const { paths } = anatomy(trace);
  const within = new Set(trace.targets);
  /** @type {Set<string>} */
  const towards = new Set();
  for (const id of within) {
    for (const edge of nodes.get(id)?.edges_in ?? []) within.add(edges.get(edge)?.from ?? id);
    for (const group of around(trace, paths, id)) towards.add(group);
  }
  const apart = (/** @type {string | null} */ id) => id !== null && !towards.has(id);
  return new Set(trace.targets.length === 0 ? [] : trace.groups.filter(({ id, parent }) => apart(id) && !apart(parent)).map(({ id }) => id));
}
