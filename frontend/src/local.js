// Resolves relations: the products behind an entry of a gradient, the entries behind an entry of a value.
//
//     z = x * y at (3, 4), upstream 1:  behind(trace, ['e0'], 0).terms -> [{factors: [dz = 1, local = 4], value: 4, sign: 1}]

import { factor, nodeOf } from './local/factor.js';
import { inside } from './local/group.js';
import { entryAt } from './local/indexing.js';
import { mostUsers, tableOf } from './local/map.js';
import { paths } from './local/path.js';
import { row } from './local/relation.js';
import { lookup } from './wire.js';

/** @typedef {import('./wire.d.ts').Trace} Trace */
/** @typedef {import('./wire.d.ts').Edge} Edge */
/** @typedef {import('./local/factor.js').Factor} Factor */

/** What lets nothing through where its slope is 0, whatever the gradient is. @typedef {'flat' | 'unselected'} Stop */

/**
 * One product. The first factor is the upstream entry, then the local ones from out to arg.
 * @typedef {object} Term
 * @property {readonly Factor[]} factors
 * @property {number} value
 * @property {number} sign -1, 0, 1; 0 for NaN too
 * @property {Stop | null} stopped why it is 0 although the numbers, infinity times 0, have no product
 */

/**
 * @typedef {object} Sum
 * @property {readonly Term[]} terms all, or the largest in magnitude; in the order of the upstream entries
 * @property {number} count of all terms
 * @property {number} total of all terms
 * @property {{count: number, total: number}} rest what is not listed
 * @property {boolean} complete false: a number is missing because its tensor is too large to travel
 */

/**
 * `closed`: the edges cross into this group, which is explained as one op. `limit`: how many terms are listed.
 * @typedef {{closed?: string, limit?: number}} Options
 */

/**
 * The sum behind one entry of what comes back over some edges (one, or all of a wire).
 * @param {Trace} trace
 * @param {readonly string[]} edgeIds
 * @param {number} entry of the value the edges carry
 * @param {Options} [options]
 * @returns {Sum}
 */
export function behind(trace, edgeIds, entry, { closed, limit = Infinity } = {}) {
  const all = paths(trace, edgeIds, entry, closed).map((path) => term(trace, path));
  const total = all.reduce((sum, each) => sum + each.value, 0);
  const listed = all.length > limit ? largest(all, limit) : all;
  const rest = { count: all.length - listed.length, total: 0 };
  if (rest.count > 0) {
    const shown = new Set(listed);
    for (const each of all) if (!shown.has(each)) rest.total += each.value;
  }
  const complete = all.every(({ factors }) => !factors.some((each) => each.missing));
  return { terms: listed, count: all.length, total, rest, complete };
}

/**
 * @param {readonly Term[]} all
 * @param {number} limit
 */
function largest(all, limit) {
  // NaN outweighs everything: it is what the reader looks for.
  const weight = (/** @type {Term} */ { value }) => (Number.isNaN(value) ? Infinity : Math.abs(value));
  const ranked = all.map((each, place) => ({ each, place })).sort((a, b) => weight(b.each) - weight(a.each) || a.place - b.place);
  return ranked
    .slice(0, limit)
    .sort((a, b) => a.place - b.place)
    .map(({ each }) => each);
}

/**
 * @param {Trace} trace
 * @param {import('./local/path.js').Path} path
 * @returns {Term}
 */
function term(trace, { node, entry, factors }) {
  const upstream = factor(node, 'grad', entry, entryAt(nodeOf(trace, node).grad, entry));
  let value = upstream.value;
  /** @type {Stop | null} */
  let stopped = null;
  for (const each of factors) {
    const stop = stopAt(trace, each);
    if (stop && !Number.isFinite(value)) stopped = stop;
    value = stop ? 0 : value * each.value;
  }
  return { factors: [upstream, ...factors], value, sign: Math.sign(value) || 0, stopped: value === 0 ? stopped : null };
}

/**
 * Nothing comes back over a flat edge, and nothing to what was not selected, whatever arrives there: 0 and not 0 × ∞.
 * @param {Trace} trace
 * @param {Pick<Factor, 'edge' | 'value'>} factor
 * @returns {Stop | null}
 */
function stopAt(trace, { edge: id, value }) {
  const edge = id === undefined ? undefined : lookup(trace).edges.get(id);
  return edge ? stopOf(edge, value) : null;
}

/**
 * @param {Edge} edge
 * @param {number} slope  a local one of this edge
 * @returns {Stop | null}
 */
export function stopOf({ flat, selects }, slope) {
  if (flat) return 'flat';
  return selects && slope === 0 ? 'unselected' : null;
}

/**
 * The entries an entry of a value was made from, outside the closed group if there is one.
 * @param {Trace} trace
 * @param {string} nodeId
 * @param {number} entry
 * @param {Options} [options]
 * @returns {{node: string, entry: number}[]} in the order of the operands
 */
export function valueSources(trace, nodeId, entry, { closed } = {}) {
  const { edges } = lookup(trace);
  const within = closed === undefined ? null : inside(trace, closed);
  /** @type {{node: string, entry: number}[]} */
  const found = [];
  const seen = new Set();
  const waiting = [{ node: nodeId, entry }];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const made = nodeOf(trace, at.node).edges_in.flatMap((id) => {
      const edge = /** @type {Edge} */ (edges.get(id));
      return row(trace, edge, /** @type {{entry: number}} */ (at).entry).map((from) => ({ node: edge.from, entry: from }));
    });
    const fresh = made.filter((each) => !seen.has(`${each.node} ${each.entry}`));
    for (const each of fresh) seen.add(`${each.node} ${each.entry}`);
    found.push(...fresh.filter((each) => !within?.has(each.node)));
    waiting.push(...fresh.filter((each) => within?.has(each.node)).reverse());
  }
  return found;
}

/**
 * To how many places an entry was copied, at most; 0 where an edge does not copy.
 * @param {Trace} trace
 * @param {string} edgeId
 */
export function mostCopies(trace, edgeId) {
  const edge = /** @type {Edge} */ (lookup(trace).edges.get(edgeId));
  return edge.relation.kind === 'map' ? mostUsers(tableOf(edge, nodeOf(trace, edge.from).shape, nodeOf(trace, edge.to).shape)) : 0;
}
