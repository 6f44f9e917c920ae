// What has arrived at a gradient: contributions of wires, and their sum so far.

import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('./scene.js').Card} Card */
/** @typedef {import('./scene.js').Wire} Wire */
/** @typedef {import('./pose.js').CardPose} CardPose */

/** @type {WeakMap<Tensor, Float64Array>} */
const arrays = new WeakMap();

/**
 * @param {Trace} trace
 * @param {Card} card
 * @param {CardPose['grad']} grad
 * @param {readonly Wire[]} arrived
 * @param {boolean} seeded
 */
export function total(trace, card, grad, arrived, seeded) {
  if (card.stack > 0) return null;
  const tensor = lookup(trace).nodes.get(card.node)?.grad ?? null;
  if (grad === 'known') return tensor && array(tensor);
  if (grad !== 'partial') return null;
  const parts = arrived.map((wire) => wireData(trace, wire));
  return sum(seeded ? [array(trace.upstream), ...parts] : parts);
}

/**
 * What comes back over a wire: over the border of a closed group the sum of its edges.
 * @param {Trace} trace
 * @param {Wire} wire
 * @returns {Float64Array | null}
 */
export function wireData(trace, wire) {
  const { edges } = lookup(trace);
  const contributions = wire.edges.flatMap((id) => edges.get(id)?.contribution ?? []);
  return contributions.length === 1 ? array(contributions[0]) : sum(contributions.map(array));
}

/**
 * @param {Tensor} tensor
 * @returns {Float64Array | null}
 */
function array(tensor) {
  const found = arrays.get(tensor);
  if (found || !tensor.data) return found ?? null;
  const made = Float64Array.from(tensor.data);
  arrays.set(tensor, made);
  return made;
}

/**
 * @param {readonly (Float64Array | null)[]} parts
 * @returns {Float64Array | null}
 */
export function sum(parts) {
  const [first, ...rest] = parts;
  if (!first || rest.includes(null)) return null;
  const out = Float64Array.from(first);
  for (const part of rest) {
    for (let i = 0; i < out.length; i++) out[i] += /** @type {Float64Array} */ (part)[i];
  }
  return out;
}
