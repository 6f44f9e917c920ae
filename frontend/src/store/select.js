// A selection as an address writes it: `w`, `w[0,1]`, `grad(w)`, `grad(w)[0,1]`.

import { lookup } from '../wire.js';
import { primed, ravel, unravel } from './format.js';

/** @typedef {import('./state.js').Selection} Selection */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Node} Node */

const [GRADIENT, ENTRY] = [/^grad\((.+)\)(\[[\d,\s]+\])?$/, /^(.+)\[([\d,\s]+)\]$/];

/** Where a selection is explained: an entry has a tab of its own. @param {Selection | null} select @returns {import('./state.js').Tab} */
export const tabOf = (select) => (select !== null && select.entry !== null ? 'entries' : 'explain');

/**
 * A name means its last version; an unnamed node is meant by its id, `n7`.
 * @param {Trace} trace
 * @param {string} text
 * @returns {Selection | null}
 */
export function selectionOf(trace, text) {
  const gradient = GRADIENT.exec(text.trim());
  const said = gradient ? gradient[1].trim() + (gradient[2] ?? '') : text.trim();
  const of = gradient ? 'grad' : 'value';
  // train[0] may be a name of its own.
  const whole = named(trace, said);
  if (whole) return Object.freeze({ node: whole.id, of, entry: null });
  const match = ENTRY.exec(said);
  const node = match && named(trace, match[1].trim());
  if (!node) return null;
  const index = match[2].split(',').map(Number);
  const inside = index.length === node.shape.length && index.every((i, k) => Number.isInteger(i) && i < node.shape[k]);
  return inside ? Object.freeze({ node: node.id, of, entry: ravel(index, node.shape) }) : null;
}

/**
 * @param {Trace} trace
 * @param {string} name
 * @returns {Node | undefined}
 */
function named(trace, name) {
  const called = trace.nodes.filter((node) => node.name === name || node.aliases.includes(name));
  const primes = trace.nodes.find((node) => node.name !== null && primed(node.name, node.version) === name);
  return called[called.length - 1] ?? primes ?? lookup(trace).nodes.get(name);
}

/**
 * @param {Trace} trace
 * @param {Selection} selection
 * @returns {string}
 */
export function selectionText(trace, { node: id, of, entry }) {
  const node = /** @type {Node} */ (lookup(trace).nodes.get(id));
  const name = nameOf(trace, node);
  const whole = of === 'grad' ? `grad(${name})` : name;
  return entry === null || node.shape.length === 0 ? whole : `${whole}[${unravel(entry, node.shape).join(',')}]`;
}

/**
 * @param {Trace} trace
 * @param {Node} node
 */
function nameOf(trace, node) {
  if (node.name === null) return node.id;
  if (named(trace, node.name) === node) return node.name;
  const primes = primed(node.name, node.version);
  return named(trace, primes) === node ? primes : node.id;
}
