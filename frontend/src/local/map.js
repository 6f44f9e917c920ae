// Relation `map`: which entries of arg each entry of out is made of, and back. One table per edge, made on first use.

import { lattice, sizeOf } from './indexing.js';

/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../wire.d.ts').Map} MapRelation */

/**
 * Lists of positions, one after the other: those of entry k are `at[start[k]] ... at[start[k + 1] - 1]`, ascending.
 * @typedef {{start: Int32Array, at: Int32Array}} Lists
 */

/**
 * `users`: per entry of arg the entries of out it went to; `sources`: per entry of out the entries of arg it is made of.
 * @typedef {{users: Lists, sources: Lists}} Table
 */

/** @type {WeakMap<Edge, Table>} */
const tables = new WeakMap();

/**
 * @param {Edge} edge
 * @param {readonly number[]} argShape
 * @param {readonly number[]} outShape
 * @returns {Table}
 */
export function tableOf(edge, argShape, outShape) {
  const found = tables.get(edge);
  if (found) return found;
  const { from, to } = pairs(/** @type {MapRelation} */ (edge.relation), argShape, outShape);
  const made = { users: lists(from, to, sizeOf(argShape)), sources: lists(to, from, sizeOf(outShape)) };
  tables.set(edge, made);
  return made;
}

/**
 * @param {Lists} of
 * @param {number} k
 */
export function listOf({ start, at }, k) {
  const list = [];
  for (let place = start[k]; place < start[k + 1]; place++) list.push(at[place]);
  return list;
}

/**
 * Entry `from[p]` of arg goes to entry `to[p]` of out; -1: from nowhere.
 * @param {MapRelation} relation
 * @param {readonly number[]} argShape
 * @param {readonly number[]} outShape
 */
function pairs({ way, offset, strides, indices }, argShape, outShape) {
  if (way === 'keep') {
    const over = new Set(indices);
    const from = Array.from({ length: sizeOf(outShape) }, (_, k) => (over.has(k) ? -1 : k));
    return { from, to: from };
  }
  const given = way === 'indices' || way === 'land' ? indices : lattice(offset, way === 'read' ? outShape : argShape, strides);
  const counted = given.map((_, k) => k);
  return way === 'read' || way === 'indices' ? { from: given, to: counted } : { from: counted, to: given };
}

/**
 * @param {readonly number[]} keys
 * @param {readonly number[]} values ascending where keys are equal, as they are counted up
 * @param {number} size one more than the largest key there can be
 * @returns {Lists}
 */
function lists(keys, values, size) {
  const start = new Int32Array(size + 1);
  keys.forEach((key, p) => {
    if (key >= 0 && values[p] >= 0) start[key + 1]++;
  });
  for (let key = 0; key < size; key++) start[key + 1] += start[key];
  const at = new Int32Array(start[size]);
  const next = start.slice(0, size);
  keys.forEach((key, p) => {
    if (key >= 0 && values[p] >= 0) at[next[key]++] = values[p];
  });
  return { start, at };
}

/**
 * @param {Table} table
 * @returns {number} to how many places an entry of arg went, at most
 */
export const mostUsers = ({ users: { start } }) => start.reduce((most, at, k) => (k > 0 ? Math.max(most, at - start[k - 1]) : most), 0);
