import { grouped } from './lists.js';

/**
 * The graph as ranks of elements: every card, and for every rank that a value only passes, one virtual element of no
 * size. Values, not edges, pass: all users of a value hang on the same chain of virtual elements, which is its trunk.
 *
 * Segments join neighbouring ranks: trunk segments first, then the last segment of every edge (edge e has segment bent + e).
 *
 * @typedef {{
 *   graph: import('./graph.js').Graph,
 *   count: number, depth: number, rank: Int32Array, first: Int32Array,
 *   value: Int32Array, bent: number, from: Int32Array, to: Int32Array, slot: Int32Array, shift: Float64Array,
 *   ins: import('./lists.js').Lists, outs: import('./lists.js').Lists, rows: import('./lists.js').Lists
 * }} Layers
 * Elements below graph.count are the cards. first[v] is the virtual element of v one rank on. value[x] is the card whose
 * value the element carries. depth is the number of ranks. rows lists the elements of every rank, unordered.
 */

/** Memory and time grow with the virtual elements; a drawing with more of them than this is black with wires. */
const MOST_ELEMENTS = 4e6;

/**
 * @param {import('./graph.js').Graph} graph
 * @param {Int32Array} ranks
 * @returns {Layers}
 */
export function layered(graph, ranks) {
  const cards = graph.count;
  const reach = ranks.slice();
  for (let e = 0; e < graph.from.length; e++) reach[graph.from[e]] = Math.max(reach[graph.from[e]], ranks[graph.to[e]] - 1);

  const first = new Int32Array(cards);
  let count = cards;
  let depth = 0;
  for (let v = 0; v < cards; v++) {
    first[v] = count;
    count += reach[v] - ranks[v];
    depth = Math.max(depth, ranks[v] + 1);
  }
  if (count > MOST_ELEMENTS) throw new RangeError(`layout: ${count - cards} wire crossings of ranks, more than ${MOST_ELEMENTS}`);

  const bent = count - cards;
  const edges = graph.from.length;
  const rank = new Int32Array(count);
  const value = new Int32Array(count);
  const from = new Int32Array(bent + edges);
  const to = new Int32Array(bent + edges);
  for (let v = 0; v < cards; v++) {
    rank[v] = ranks[v];
    value[v] = v;
    for (let r = ranks[v] + 1, x = first[v]; r <= reach[v]; r++, x++) {
      rank[x] = r;
      value[x] = v;
      from[x - cards] = x === first[v] ? v : x - 1;
      to[x - cards] = x;
    }
  }
  const slot = new Int32Array(bent + edges);
  const shift = new Float64Array(bent + edges);
  for (let e = 0; e < edges; e++) {
    const source = graph.from[e];
    const before = ranks[graph.to[e]] - 1;
    from[bent + e] = before === ranks[source] ? source : first[source] + before - ranks[source] - 1;
    to[bent + e] = graph.to[e];
    slot[bent + e] = graph.slot[e];
    shift[bent + e] = graph.shift[e];
  }
  const ins = grouped(count, to);
  for (let v = 0; v < cards; v++) ins.items.subarray(ins.start[v], ins.start[v + 1]).sort((a, b) => slot[a] - slot[b] || a - b);
  return { graph, count, depth, rank, first, value, bent, from, to, slot, shift, ins, outs: grouped(count, from), rows: grouped(depth, rank) };
}
