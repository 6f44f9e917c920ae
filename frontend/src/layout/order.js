import { crossings } from './crossings.js';

/**
 * Order: which element of a rank comes first. Barycentre sweeps with transposition (Sugiyama, Tagawa and Toda 1981;
 * Gansner, Koutsofios, North and Vo 1993), started from a walk in operand order, which draws every expression tree
 * without a crossing and with its first operand on top. Only a strictly better order replaces it, so operand order
 * stays wherever it costs nothing.
 *
 * @typedef {import('./layers.js').Layers} Layers
 * @typedef {import('./crossings.js').Order} Order
 */

/** Above this many elements a transposition pass costs more time than the crossings it removes are worth. */
const MOST_TRANSPOSED = 4000;

/**
 * @param {Layers} layers
 * @returns {Generator<void, Order>}
 */
export function* order(layers) {
  const { start } = layers.rows;
  const items = walk(layers);
  const pos = new Int32Array(layers.count);
  const current = { start, items, pos };
  renumber(current);
  const along = fractions(layers);
  const sweeps = layers.count > 50000 ? 2 : layers.count > MOST_TRANSPOSED ? 6 : 16;

  let best = items.slice();
  let fewest = crossings(layers, current);
  for (let i = 0, stale = 0; i < sweeps && stale < 4 && fewest > 0; i++) {
    sweep(layers, current, along, i % 2 === 0);
    if (layers.count <= MOST_TRANSPOSED) transpose(layers, current, along);
    const count = crossings(layers, current);
    stale++;
    if (count < fewest) {
      fewest = count;
      best = items.slice();
      stale = 0;
    }
    yield;
  }
  items.set(best);
  renumber(current);
  return current;
}

/**
 * The elements of every rank in the order in which a walk from the results towards the operands leaves them.
 * @param {Layers} layers
 */
function walk({ count, from, ins, outs, rank, rows }) {
  const items = new Int32Array(count);
  const next = rows.start.slice();
  const seen = new Uint8Array(count);
  const cursor = ins.start.slice();
  for (let sink = 0; sink < count; sink++) {
    if (outs.start[sink] < outs.start[sink + 1]) continue;
    const stack = [sink];
    seen[sink] = 1;
    while (stack.length > 0) {
      const x = stack[stack.length - 1];
      if (cursor[x] < ins.start[x + 1]) {
        const before = from[ins.items[cursor[x]++]];
        if (!seen[before]) {
          seen[before] = 1;
          stack.push(before);
        }
      } else {
        items[next[rank[x]]++] = x;
        stack.pop();
      }
    }
  }
  return items;
}

/** @param {Order} order */
function renumber({ start, items, pos }) {
  for (let r = 0; r + 1 < start.length; r++) for (let i = start[r]; i < start[r + 1]; i++) pos[items[i]] = i - start[r];
}

/**
 * How far down its card a segment enters, from 0 to 1: operand order as a part of a position.
 * @param {Layers} layers
 */
function fractions({ from, count, ins }) {
  const along = new Float64Array(from.length);
  for (let x = 0; x < count; x++) {
    const ports = ins.start[x + 1] - ins.start[x];
    for (let j = 0; j < ports; j++) along[ins.items[ins.start[x] + j]] = (j + 1) / (ports + 1);
  }
  return along;
}

/**
 * Sorts every rank by the barycentre of the neighbours in the rank before it (forward) or after it; an element without
 * such neighbours keeps its place.
 * @param {Layers} layers
 * @param {Order} order
 * @param {Float64Array} along
 * @param {boolean} forward
 */
function sweep({ count, depth, from, to, ins, outs }, order, along, forward) {
  const { start, items, pos } = order;
  const key = new Float64Array(count);
  const lists = forward ? ins : outs;
  for (let step = 1; step < depth; step++) {
    const r = forward ? step : depth - 1 - step;
    const movable = [];
    for (let i = start[r]; i < start[r + 1]; i++) {
      const x = items[i];
      const [begin, end] = [lists.start[x], lists.start[x + 1]];
      if (begin === end) continue;
      let sum = 0;
      for (let j = begin; j < end; j++) {
        const s = lists.items[j];
        sum += forward ? pos[from[s]] : pos[to[s]] + along[s];
      }
      key[x] = sum / (end - begin);
      movable.push(x);
    }
    movable.sort((a, b) => key[a] - key[b] || pos[a] - pos[b]);
    let next = 0;
    for (let i = start[r]; i < start[r + 1]; i++) {
      const x = items[i];
      if (lists.start[x] < lists.start[x + 1]) items[i] = movable[next++];
    }
    for (let i = start[r]; i < start[r + 1]; i++) pos[items[i]] = i - start[r];
  }
}

/**
 * Exchanges neighbours in a rank while that removes crossings.
 * @param {Layers} layers
 * @param {Order} order
 * @param {Float64Array} along
 */
function transpose(layers, { start, items, pos }, along) {
  for (let pass = 0, better = true; better && pass < 8; pass++) {
    better = false;
    for (let r = 0; r < layers.depth; r++) {
      for (let i = start[r]; i + 1 < start[r + 1]; i++) {
        const [a, b] = [items[i], items[i + 1]];
        if (gain(layers, pos, along, a, b) <= 0) continue;
        items[i] = b;
        items[i + 1] = a;
        pos[a]++;
        pos[b]--;
        better = true;
      }
    }
  }
}

/**
 * How many crossings fewer there are with b before a than with a before b.
 * @param {Layers} layers
 * @param {Int32Array} pos
 * @param {Float64Array} along
 * @param {number} a
 * @param {number} b
 */
function gain({ from, to, ins, outs }, pos, along, a, b) {
  let fewer = 0;
  for (let i = ins.start[a]; i < ins.start[a + 1]; i++) {
    const p = pos[from[ins.items[i]]];
    for (let j = ins.start[b]; j < ins.start[b + 1]; j++) fewer += Math.sign(p - pos[from[ins.items[j]]]);
  }
  for (let i = outs.start[a]; i < outs.start[a + 1]; i++) {
    const p = pos[to[outs.items[i]]] + along[outs.items[i]];
    for (let j = outs.start[b]; j < outs.start[b + 1]; j++) fewer += Math.sign(p - pos[to[outs.items[j]]] - along[outs.items[j]]);
  }
  return fewer;
}
