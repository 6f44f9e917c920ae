import { longestPath } from './rank.js';

/**
 * Blocks: elements that share one axis (the vertical alignment of Brandes and Koepf, "Fast and Simple Horizontal
 * Coordinate Assignment", 2001). There, both elements of a segment are medians of each other; here, the source is the
 * target's main operand and the target is the source's main user:
 *
 *     dot = (w0*x0 + w1*x1) + w2      the first +, the second + and all that follows them are one block, w2 stands aside
 *     a + b                           two equal operands: no main one, the + stands half-way between them
 *
 * @typedef {{
 *   count: number, of: Int32Array, offset: Float64Array, head: Int32Array, tail: Int32Array, kind: Uint8Array, heavy: Uint8Array
 * }} Blocks
 * of: the block of an element. offset: its axis from the axis of the block. kind: one of KIND.
 * heavy: segments from one of the operands a card orients itself by.
 */

/** What a block consists of: at least one operation, virtual elements only, or a single input or constant. */
export const KIND = { operation: 0, trunk: 1, input: 2, constant: 3 };

/** Worth of a straight segment when two of them exclude each other: long trunks before chains before the rest. */
const STRAIGHT = { trunk: 8, chain: 4, other: 2 };

/**
 * @param {import('./layers.js').Layers} layers
 * @param {import('./crossings.js').Order} order
 * @returns {Blocks}
 */
export function blocks(layers, order) {
  const { count, from, shift, ins } = layers;
  const cards = layers.graph.count;
  const { main, heavy } = mainOperands(layers);
  const users = mainUsers(layers, main);
  const straight = compatible(layers, order, users);

  const of = new Int32Array(count);
  const offset = new Float64Array(count);
  /** @type {{head: number, tail: number, cards: number, operations: number}[]} */
  const found = [];
  for (const x of order.items) {
    const s = main[x];
    let b;
    if (s >= 0 && straight[s]) {
      b = of[from[s]];
      offset[x] = offset[from[s]] - (from[s] >= cards && x < cards ? shift[s] : 0);
    } else {
      b = found.length;
      found.push({ head: x, tail: x, cards: 0, operations: 0 });
    }
    of[x] = b;
    found[b].tail = x;
    if (x < cards) found[b].cards++;
    if (x < cards && ins.start[x] < ins.start[x + 1]) found[b].operations++;
  }
  const kind = Uint8Array.from(found, (block) => {
    if (block.operations > 0) return KIND.operation;
    if (block.cards === 0) return KIND.trunk;
    return layers.graph.small[block.head] ? KIND.constant : KIND.input;
  });
  const head = Int32Array.from(found, (block) => block.head);
  const tail = Int32Array.from(found, (block) => block.tail);
  return { count: found.length, of, offset, head, tail, kind, heavy };
}

/**
 * The segment from the main operand of every element, or -1 where two operands have equal claims.
 * Constants weigh less than inputs, these less than a passing trunk, this less than an operation; of two operations the
 * one with the longer history weighs more.
 * @param {import('./layers.js').Layers} layers
 */
function mainOperands({ graph, count, from, ins }) {
  const past = longestPath(graph);
  const weight = (/** @type {number} */ x) => {
    if (x >= graph.count) return 2;
    if (past[x] > 0) return 3 + past[x] / (graph.count + 1);
    return graph.small[x] ? 0 : 1;
  };
  const main = new Int32Array(count).fill(-1);
  const heavy = new Uint8Array(from.length);
  for (let x = 0; x < count; x++) {
    let most = -1;
    for (let j = ins.start[x]; j < ins.start[x + 1]; j++) {
      const s = ins.items[j];
      const w = weight(from[s]);
      if (w > most) {
        most = w;
        main[x] = s;
      } else if (w === most && main[x] >= 0 && from[main[x]] !== from[s]) main[x] = -1;
    }
    for (let j = ins.start[x]; j < ins.start[x + 1]; j++) if (weight(from[ins.items[j]]) >= Math.floor(most)) heavy[ins.items[j]] = 1;
  }
  return { main, heavy };
}

/**
 * The one segment of every element that goes on straight, or -1: of the targets whose main operand it is, a card before
 * a virtual element, and of two cards the one with more still to come. Two cards with equal claims stand around it.
 * @param {import('./layers.js').Layers} layers
 * @param {Int32Array} main
 */
function mainUsers({ graph, count, to, outs }, main) {
  const future = new Int32Array(graph.count);
  for (let i = graph.count - 1; i >= 0; i--) {
    const v = graph.flow[i];
    for (let j = graph.outs.start[v]; j < graph.outs.start[v + 1]; j++) future[v] = Math.max(future[v], future[graph.to[graph.outs.items[j]]] + 1);
  }
  const users = new Int32Array(count).fill(-1);
  for (let x = 0; x < count; x++) {
    let most = -2;
    for (let j = outs.start[x]; j < outs.start[x + 1]; j++) {
      const s = outs.items[j];
      if (main[to[s]] !== s) continue;
      const claim = to[s] < graph.count ? future[to[s]] : -1;
      if (claim > most) {
        most = claim;
        users[x] = s;
      } else if (claim === most) users[x] = -1;
    }
  }
  return users;
}

/**
 * Of the segments that want to be straight those that may: no two of them cross. In every gap the heaviest increasing
 * sequence, by a Fenwick tree of best sums.
 * @param {import('./layers.js').Layers} layers
 * @param {import('./crossings.js').Order} order
 * @param {Int32Array} users
 */
function compatible({ graph, count, depth, from, to }, { start, items, pos }, users) {
  const straight = new Uint8Array(from.length);
  const sum = new Float64Array(count + 1);
  const before = new Int32Array(from.length).fill(-1);
  const tree = new Int32Array(count + 2);
  for (let r = 0; r + 1 < depth; r++) {
    const width = start[r + 2] - start[r + 1];
    tree.fill(-1, 0, width + 1);
    let best = -1;
    for (let i = start[r]; i < start[r + 1]; i++) {
      const s = users[items[i]];
      if (s < 0) continue;
      let last = -1;
      for (let p = pos[to[s]]; p > 0; p -= p & -p) if (tree[p] >= 0 && (last < 0 || sum[pos[to[tree[p]]]] > sum[pos[to[last]]])) last = tree[p];
      const place = pos[to[s]];
      before[s] = last;
      sum[place] = (last < 0 ? 0 : sum[pos[to[last]]]) + worth(graph, from[s], to[s]);
      for (let p = place + 1; p <= width; p += p & -p) if (tree[p] < 0 || sum[place] > sum[pos[to[tree[p]]]]) tree[p] = s;
      if (best < 0 || sum[place] > sum[pos[to[best]]]) best = s;
    }
    for (let s = best; s >= 0; s = before[s]) straight[s] = 1;
  }
  return straight;
}

/** @param {import('./graph.js').Graph} graph @param {number} from @param {number} to */
function worth(graph, from, to) {
  if (from >= graph.count && to >= graph.count) return STRAIGHT.trunk;
  const chain = from < graph.count && to < graph.count && graph.ins.start[from] < graph.ins.start[from + 1];
  return chain ? STRAIGHT.chain : STRAIGHT.other;
}
