import { grouped } from './lists.js';

/** @typedef {ReturnType<typeof neighbours>} Neighbours */

/**
 * The order in which blocks lie from first to last across the flow: pairs of neighbours with the least distance of
 * their axes, and a topological order of all. It exists because straight segments never cross.
 * @param {import('./layers.js').Layers} layers
 * @param {import('./crossings.js').Order} order
 * @param {import('./blocks.js').Blocks} blocks
 * @param {(a: number, b: number) => number} gap between two neighbouring elements
 */
export function neighbours({ graph, depth }, { start, items }, { count, of, offset }, gap) {
  const pairs = Math.max(0, items.length - depth);
  const [upper, lower, distance] = [new Int32Array(pairs), new Int32Array(pairs), new Float64Array(pairs)];
  let n = 0;
  for (let r = 0; r < depth; r++) {
    for (let i = start[r] + 1; i < start[r + 1]; i++, n++) {
      const [a, b] = [items[i - 1], items[i]];
      const below = a < graph.count ? graph.below[a] : 0;
      const above = b < graph.count ? graph.above[b] : 0;
      [upper[n], lower[n]] = [of[a], of[b]];
      distance[n] = Math.ceil(offset[a] + below + gap(a, b) + above - offset[b]);
    }
  }
  const aboves = grouped(count, lower.subarray(0, n));
  const belows = grouped(count, upper.subarray(0, n));
  const flow = new Int32Array(count);
  const waiting = new Int32Array(count);
  let end = 0;
  for (let b = 0; b < count; b++) {
    waiting[b] = aboves.start[b + 1] - aboves.start[b];
    if (waiting[b] === 0) flow[end++] = b;
  }
  for (let i = 0; i < end; i++) {
    const b = flow[i];
    for (let j = belows.start[b]; j < belows.start[b + 1]; j++) if (--waiting[lower[belows.items[j]]] === 0) flow[end++] = lower[belows.items[j]];
  }
  return { upper, lower, distance, aboves, belows, flow };
}
