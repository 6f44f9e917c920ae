// The numbers a product is made of.

import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Node} Node */

/**
 * A number in a product. `grad` and `value`: that entry of that node. `local`: a slope of the op that made `node`, `entry` its
 * place in the edge's partial (for a fibre: in out). `entry` null: no entry at all, such as the 0 of a padding.
 * @typedef {object} Factor
 * @property {string} node
 * @property {'value' | 'grad' | 'local'} of
 * @property {number | null} entry
 * @property {number} value NaN also where the trace is too large to carry the number; see `missing`
 * @property {string} [edge]
 * @property {boolean} [missing]
 * @property {number} [at] in a fibre: the entry of arg
 * @property {readonly {node: string, entry: number}[]} [parts] in a fibre: the entries of values whose numbers make the slope
 */

/**
 * @param {Trace} trace
 * @param {string} id
 */
export const nodeOf = (trace, id) => /** @type {Node} */ (lookup(trace).nodes.get(id));

/**
 * @param {string} node
 * @param {Factor['of']} of
 * @param {number} entry
 * @param {number | null} value
 * @param {string} [edge]
 * @returns {Factor}
 */
export function factor(node, of, entry, value, edge) {
  /** @type {Factor} */
  const made = { node, of, entry, value: value ?? NaN };
  if (edge !== undefined) made.edge = edge;
  if (value === null) made.missing = true;
  return made;
}
