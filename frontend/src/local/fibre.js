// Relation `fibre`, read with names: J[o, i] = diagonal[o] * (o == i) + left[o] * right[i], and whose numbers these are.
//
//     softmax: diagonal is z, left is -z, right is z    ->    z[o] * ((o == i) - z[i])

import { along } from './axes.js';
import { factor, nodeOf } from './factor.js';
import { entryAt } from './indexing.js';
import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../wire.d.ts').Fibre} Fibre */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('./factor.js').Factor} Factor */

/**
 * Numbers of a fibre: those of `node` (its value, times `sign`), or one number everywhere, or nobody's.
 * @typedef {{node: string | null, sign: 1 | -1, everywhere: number | null, tensor: Tensor}} Source
 */

/**
 * `common`: left is minus the diagonal, so J[o, i] = diagonal[o] * ((o == i) - right[i]).
 * @typedef {{diagonal: Source, left: Source, right: Source, common: boolean}} Reading
 */

/** @type {WeakMap<Edge, Reading>} */
const readings = new WeakMap();

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @returns {Reading | null} null for another relation
 */
export function readingOf(trace, edge) {
  if (edge.relation.kind !== 'fibre') return null;
  const found = readings.get(edge);
  if (found) return found;
  const { diagonal, left, right } = edge.relation;
  const [d, l, r] = [diagonal, left, right].map((tensor) => sourceOf(trace, edge, tensor));
  const common = same(left, diagonal, -1);
  const made = { diagonal: d, left: l, right: r, common };
  readings.set(edge, made);
  return made;
}

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {Tensor} tensor
 * @returns {Source}
 */
function sourceOf(trace, edge, tensor) {
  const first = tensor.data?.[0];
  const everywhere = first !== undefined && tensor.data?.every((each) => each === first) ? first : null;
  if (everywhere !== null) return { node: null, sign: 1, everywhere, tensor };
  for (const node of [edge.to, edge.from]) {
    for (const sign of /** @type {const} */ ([1, -1])) if (same(tensor, nodeOf(trace, node).value, sign)) return { node, sign, everywhere, tensor };
  }
  return { node: null, sign: 1, everywhere, tensor };
}

/**
 * @param {Tensor} one
 * @param {Tensor} other
 * @param {number} sign
 */
function same(one, other, sign) {
  const [a, b] = [one.data, other.data];
  return a !== undefined && b !== undefined && a.length === b.length && a.every((each, at) => each === sign * b[at]);
}

/**
 * @param {Source} source
 * @param {number} at
 */
export const numberAt = ({ tensor }, at) => entryAt(tensor, tensor.shape.length === 0 ? 0 : at);

/**
 * What an entry of arg does to the entries of its fibre, each slope with the entries it is made of.
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {number} i entry of arg
 * @returns {{entry: number, factors: Factor[]}[]}
 */
export function fibreColumn(trace, edge, i) {
  const { axis, reach } = /** @type {Fibre} */ (edge.relation);
  const { diagonal, left, right } = /** @type {Reading} */ (readingOf(trace, edge));
  const reached = along(nodeOf(trace, edge.to).shape, axis, i).filter((o) => reach === 'all' || o >= i);
  return reached.map((o) => {
    const [d, l, r] = [o === i ? numberAt(diagonal, o) : 0, numberAt(left, o), numberAt(right, i)];
    const slope = d === null || l === null || r === null ? null : d + l * r;
    const parts = [{ node: left.node ?? (o === i ? diagonal.node : null), entry: o }, { node: right.node, entry: i }];
    const named = parts.flatMap(({ node, entry }) => (node === null ? [] : [{ node, entry }]));
    return { entry: o, factors: [{ ...factor(edge.to, 'local', o, slope, edge.id), at: i, parts: named }] };
  });
}

/**
 * The edge of a slope that lies in a fibre.
 * @param {Trace} trace
 * @param {Factor} of
 * @returns {Edge | null}
 */
export function fibreOf(trace, { edge, at }) {
  return edge === undefined || at === undefined ? null : (lookup(trace).edges.get(edge) ?? null);
}
