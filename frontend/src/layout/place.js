import { KIND, blocks } from './blocks.js';
import { bodies, drift } from './bodies.js';
import { neighbours } from './neighbours.js';
import { settle } from './settle.js';
import { wish, wishes } from './wishes.js';

/**
 * Place: the axis of every element across the flow. Elements that share an axis form a block (blocks.js, after Brandes
 * and Koepf, "Fast and Simple Horizontal Coordinate Assignment", 2001). Every block has a wish, the mean of what it
 * orients itself by (wishes.js); the wishes are made to hold their distances, turn by turn (settle.js), and what hangs
 * together only by itself moves near its users (bodies.js).
 *
 * @typedef {{rows: number, wires: number, beside: number, small: number}} Gaps
 */

/** In the last round trunks look forward; before, they would push about what they orient themselves by. */
const ROUNDS = 4;

/**
 * @param {import('./layers.js').Layers} layers
 * @param {import('./crossings.js').Order} order
 * @param {Gaps} gaps least distances: card and card, wire and wire, wire and card, constant and anything
 * @returns {Generator<void, Float64Array>} axis per element
 */
export function* place(layers, order, gaps) {
  const { graph, count } = layers;
  const kind = (/** @type {number} */ x) => (x >= graph.count ? 'wire' : graph.small[x] ? 'small' : 'card');
  const all = blocks(layers, order);
  const near = neighbours(layers, order, all, (a, b) => {
    const [first, second] = [kind(a), kind(b)];
    if (first === 'small' || second === 'small') return gaps.small;
    if (first === 'wire' && second === 'wire') return gaps.wires;
    return first === 'wire' || second === 'wire' ? gaps.beside : gaps.rows;
  });
  const speaking = wishes(layers, all);
  const groups = bodies(layers, all, speaking.looked);

  const at = new Float64Array(all.count);
  for (const b of near.flow) {
    for (let j = near.aboves.start[b]; j < near.aboves.start[b + 1]; j++) {
      const pair = near.aboves.items[j];
      at[b] = Math.max(at[b], at[near.upper[pair]] + near.distance[pair]);
    }
  }
  const turn = turnsOf(layers, all, speaking.anchor);
  const turns = [...new Set(turn)].sort((a, b) => a - b);
  const wished = new Float64Array(all.count);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const t of turns) {
      for (let b = 0; b < all.count; b++) if (turn[b] === t) wished[b] = wish(layers, all, speaking, at, b, round === ROUNDS);
      settle(near, turn, at, wished, t);
      yield;
    }
    if (round < ROUNDS) drift(layers, all, near, groups, at);
  }
  return Float64Array.from({ length: count }, (_, x) => Math.round(at[all.of[x]]) + all.offset[x]);
}

/**
 * When each block has its turn. Whatever others look back at comes before them, rank by rank, and does not give way
 * to them any more: if it did, they would follow it and push it on. Long drawings take several ranks in one turn,
 * since every turn looks at all blocks.
 * @param {import('./layers.js').Layers} layers
 * @param {import('./blocks.js').Blocks} all
 * @param {Uint8Array} anchor
 */
function turnsOf({ count, depth, rank }, { count: blockCount, head, kind }, anchor) {
  const waves = Math.max(1, Math.min(depth, 64, Math.floor(1e6 / count)));
  return Int32Array.from({ length: blockCount }, (_, b) => {
    const wave = 2 * Math.floor((rank[head[b]] * waves) / depth);
    if (kind[b] === KIND.operation) return wave;
    return anchor[b] ? wave + 1 : 2 * waves + kind[b] - KIND.trunk;
  });
}
