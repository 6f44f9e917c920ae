// Paths from an entry of an argument forward to the gradients that pay into it, through a closed group where there is one.

import { factor, nodeOf } from './factor.js';
import { inside, leaves, origin } from './group.js';
import { entryAt } from './indexing.js';
import { column } from './relation.js';
import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('./factor.js').Factor} Factor */

/**
 * Composing through a group stops at this many products; what is left then counts the gradient inside as upstream. More than an entry of
 * the largest tensor that travels has, and still found within a click.
 */
const MOST = 5_000;

/**
 * From an entry of the argument forward to `entry` of `node`; `factors` from out to arg.
 * @typedef {{node: string, entry: number, factors: readonly Factor[]}} Path
 */

/**
 * @param {Trace} trace
 * @param {readonly string[]} edgeIds
 * @param {number} entry
 * @param {string | undefined} closed
 * @returns {Path[]}
 */
export function paths(trace, edgeIds, entry, closed) {
  const { edges } = lookup(trace);
  const first = edgeIds.flatMap((id) => onward(trace, /** @type {Edge} */ (edges.get(id)), entry, []));
  if (closed === undefined) return first;
  const found = throughGroup(trace, closed, first);
  const place = new Map(trace.nodes.map((node, k) => [node.id, k]));
  const order = (/** @type {Path} */ path) => /** @type {number} */ (place.get(path.node));
  return found.map(withoutOnes).sort((a, b) => order(a) - order(b) || a.entry - b.entry);
}

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {number} entry
 * @param {readonly Factor[]} factors
 * @returns {Path[]}
 */
function onward(trace, edge, entry, factors) {
  if (edge.contribution === null) return [];
  return column(trace, edge, entry).map((link) => ({ node: edge.to, entry: link.entry, factors: [...link.factors, ...factors] }));
}

/**
 * Every path goes on until it leaves the group: its upstream entry is then a gradient that the closed card shows.
 * @param {Trace} trace
 * @param {string} closed
 * @param {readonly Path[]} first
 */
function throughGroup(trace, closed, first) {
  const { users } = lookup(trace);
  const within = inside(trace, closed);
  /** @type {Path[]} */
  const done = [];
  const waiting = [...first].reverse();
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const { node, entry, factors } = path;
    if (leaves(trace, closed, node) || done.length + waiting.length > MOST) done.push(path);
    else for (const edge of users.get(node) ?? []) waiting.push(...onward(trace, edge, entry, factors).reverse());
  }
  return done.map((path) => ({ ...path, factors: path.factors.map((each) => outside(trace, within, each)) }));
}

/**
 * A companion inside the group is a copy of an entry outside, wherever maps lead back to one.
 * @param {Trace} trace
 * @param {ReadonlySet<string>} within
 * @param {Factor} inner
 * @returns {Factor}
 */
function outside(trace, within, inner) {
  if (inner.of !== 'value' || inner.entry === null || !within.has(inner.node)) return inner;
  const found = origin(trace, within, inner.node, inner.entry);
  // Filled in, not copied: the zeros of a padding belong to nobody outside.
  if (found === null) return { ...inner, entry: null };
  return found.node === inner.node
    ? inner
    : factor(found.node, 'value', found.entry, entryAt(nodeOf(trace, found.node).value, found.entry));
}

/**
 * A slope of 1 inside a closed group (an added bias) says nothing beside other factors.
 * @param {Path} path
 * @returns {Path}
 */
function withoutOnes(path) {
  const factors = path.factors.filter((each) => each.of !== 'local' || each.value !== 1);
  return factors.length === path.factors.length ? path : { ...path, factors: factors.length > 0 ? factors : path.factors.slice(0, 1) };
}
