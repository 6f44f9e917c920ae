import { KIND } from './blocks.js';
import { grouped } from './lists.js';

/**
 * Wishes: where a block would stand if it were alone, as the mean over the segments that speak for it.
 *
 * A block that begins with an operation looks back at its heavy operands. An input or constant that no user looks back
 * at looks forward at its users, one that is looked back at stays where it is: two blocks that looked at each other
 * could walk away together for ever. A trunk looks back at its value, at last forward at its users, to arrive straight.
 *
 * @typedef {{segments: Int32Array, lists: import('./lists.js').Lists}} Side segments listed per block
 * @typedef {{back: Side, forward: Side, looked: Uint8Array, anchor: Uint8Array}} Wishes
 * looked: segments along which a user looks back. anchor: blocks somebody looks back at.
 */

/**
 * @param {import('./layers.js').Layers} layers
 * @param {import('./blocks.js').Blocks} all
 * @returns {Wishes}
 */
export function wishes({ graph, from, ins, outs }, { count, of, head, tail, kind, heavy }) {
  const looked = new Uint8Array(from.length);
  const anchor = new Uint8Array(count);
  /** @type {[number, number][]} block, segment */
  const back = [];
  for (let b = 0; b < count; b++) {
    const x = head[b];
    for (let j = ins.start[x]; j < ins.start[x + 1]; j++) {
      const s = ins.items[j];
      if (x < graph.count && !heavy[s]) continue;
      back.push([b, s]);
      if (x >= graph.count) continue;
      looked[s] = 1;
      anchor[of[from[s]]] = 1;
    }
  }
  /** @type {[number, number][]} */
  const forward = [];
  for (let b = 0; b < count; b++) {
    if (kind[b] === KIND.operation || anchor[b]) continue;
    for (let j = outs.start[tail[b]]; j < outs.start[tail[b] + 1]; j++) forward.push([b, outs.items[j]]);
  }
  return { back: side(count, back), forward: side(count, forward), looked, anchor };
}

/** @param {number} count @param {[number, number][]} pairs @returns {Side} */
function side(count, pairs) {
  return { segments: Int32Array.from(pairs, ([, s]) => s), lists: grouped(count, Int32Array.from(pairs, ([b]) => b)) };
}

/**
 * @param {import('./layers.js').Layers} layers
 * @param {import('./blocks.js').Blocks} all
 * @param {Wishes} wishes
 * @param {Float64Array} at axis per block
 * @param {number} b
 * @param {boolean} arriving whether trunks look forward
 * @returns {number} the wish of block b
 */
export function wish({ graph, from, to, shift }, { of, offset, kind }, { back, forward }, at, b, arriving) {
  const ahead = forward.lists.start[b + 1] > forward.lists.start[b] && (arriving || kind[b] !== KIND.trunk);
  const { segments, lists } = ahead ? forward : back;
  const [begin, end] = [lists.start[b], lists.start[b + 1]];
  if (begin === end) return at[b];
  let sum = 0;
  for (let j = begin; j < end; j++) {
    const s = segments[lists.items[j]];
    const [a, c] = [from[s], to[s]];
    if (ahead) sum += at[of[c]] + offset[c] + shift[s] - offset[a];
    else sum += at[of[a]] + offset[a] - offset[c] - (a >= graph.count && end - begin === 1 ? shift[s] : 0);
  }
  return sum / (end - begin);
}
