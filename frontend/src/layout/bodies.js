import { KIND } from './blocks.js';
import { grouped } from './lists.js';

/**
 * Bodies: blocks joined by looking back at each other, such as a product with both of its inputs. A body keeps its shape
 * and moves as a whole, as far as its surroundings leave room: towards the users that do not look back at it; if there
 * are none, towards its operands; if it stands alone, towards the middle of the drawing.
 *
 * @typedef {{
 *   count: number, of: Int32Array, members: import('./lists.js').Lists,
 *   leaving: import('./lists.js').Lists, entering: import('./lists.js').Lists
 * }} Bodies
 * of: the body of a block. leaving, entering: the graph's edges from and to other bodies.
 */

/**
 * @param {import('./layers.js').Layers} layers
 * @param {import('./blocks.js').Blocks} all
 * @param {Uint8Array} looked
 * @returns {Bodies}
 */
export function bodies({ graph, from, to }, all, looked) {
  const parent = Int32Array.from({ length: all.count }, (_, b) => b);
  const root = (/** @type {number} */ b) => {
    while (parent[b] !== b) b = parent[b] = parent[parent[b]];
    return b;
  };
  for (let s = 0; s < from.length; s++) if (looked[s]) parent[root(all.of[from[s]])] = root(all.of[to[s]]);
  const { count } = all;
  const of = Int32Array.from({ length: count }, (_, b) => root(b));
  const source = graph.from.map((v) => of[all.of[v]]);
  const target = graph.to.map((v) => of[all.of[v]]);
  // One list beyond the last body takes the edges inside of bodies.
  const leaving = grouped(count + 1, source.map((body, e) => (body === target[e] ? count : body)));
  const entering = grouped(count + 1, target.map((body, e) => (body === source[e] ? count : body)));
  return { count, of, members: grouped(count, of), leaving, entering };
}

/**
 * Moves every body twice: the last ones first, since the others orient themselves by them, and the other way round, so
 * that one which made room is followed.
 * @param {import('./layers.js').Layers} layers
 * @param {import('./blocks.js').Blocks} all
 * @param {import('./neighbours.js').Neighbours} near
 * @param {Bodies} bodies
 * @param {Float64Array} at changed in place
 */
export function drift({ graph }, { of: block, offset, kind }, near, bodies, at) {
  const middle = at.reduce((sum, y) => sum + y, 0) / at.length;
  /** How far edge e is from straight, seen from its source. @param {number} e */
  const bend = (e) => {
    const [a, c] = [graph.from[e], graph.to[e]];
    return at[block[c]] + offset[c] + graph.shift[e] - at[block[a]] - offset[a];
  };
  for (let i = 0; i < 2 * bodies.count; i++) {
    const body = i < bodies.count ? bodies.count - 1 - i : i - bodies.count;
    const members = bodies.members.items.subarray(bodies.members.start[body], bodies.members.start[body + 1]);
    if (members.length === 0 || kind[members[0]] === KIND.trunk) continue;
    const leaving = bodies.leaving.items.subarray(bodies.leaving.start[body], bodies.leaving.start[body + 1]);
    const entering = bodies.entering.items.subarray(bodies.entering.start[body], bodies.entering.start[body + 1]);
    let wanted = 0;
    if (leaving.length > 0) for (const e of leaving) wanted += bend(e) / leaving.length;
    else if (entering.length > 0) for (const e of entering) wanted -= bend(e) / entering.length;
    else for (const b of members) wanted += (middle - at[b]) / members.length;
    const by = within(near, bodies, members, at, wanted);
    for (const b of members) at[b] += by;
  }
}

/**
 * The part of a movement that the neighbours of a body leave room for.
 * @param {import('./neighbours.js').Neighbours} near
 * @param {Bodies} bodies
 * @param {Int32Array} members
 * @param {Float64Array} at
 * @param {number} wanted
 */
function within({ upper, lower, distance, aboves, belows }, { of }, members, at, wanted) {
  let [least, most] = [-Infinity, Infinity];
  for (const b of members) {
    for (let j = aboves.start[b]; j < aboves.start[b + 1]; j++) {
      const pair = aboves.items[j];
      if (of[upper[pair]] !== of[b]) least = Math.max(least, at[upper[pair]] + distance[pair] - at[b]);
    }
    for (let j = belows.start[b]; j < belows.start[b + 1]; j++) {
      const pair = belows.items[j];
      if (of[lower[pair]] !== of[b]) most = Math.min(most, at[lower[pair]] - distance[pair] - at[b]);
    }
  }
  return Math.max(least, Math.min(most, wanted));
}
