// What a node and an operand have to do with steps: the groups around the one, the ways back to the other.

import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */

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
