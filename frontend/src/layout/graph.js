import { grouped } from './lists.js';

/**
 * The caller's graph by index instead of by name, and turned so that data always flows along `along`:
 * for the direction down, along is y and across is x.
 *
 * above and below are the extents of a card before and after its axis, across the flow.
 * shift is the offset of an edge's in-port from the axis of the card it enters.
 *
 * @typedef {{
 *   count: number, along: Float64Array, above: Float64Array, below: Float64Array, small: Uint8Array,
 *   from: Int32Array, to: Int32Array, slot: Int32Array, shift: Float64Array, room: Float64Array,
 *   ins: import('./lists.js').Lists, outs: import('./lists.js').Lists, flow: Int32Array
 * }} Graph
 */

/**
 * @param {import('./index.js').GraphInput} input
 * @param {'right' | 'down'} direction
 * @returns {Graph}
 */
export function indexed(input, direction) {
  const { nodes, edges } = input;
  const index = new Map(nodes.map((node, i) => [node.id, i]));
  if (index.size < nodes.length) throw new RangeError('layout: two nodes have the same id');
  const down = direction === 'down';
  const breadth = (/** @type {import('./index.js').NodeInput} */ node) => (down ? node.w : node.h);

  /** @param {string} id @param {string} edge */
  const find = (id, edge) => {
    const i = index.get(id);
    if (i === undefined) throw new RangeError(`layout: edge ${edge} names the unknown node ${id}`);
    return i;
  };
  const from = Int32Array.from(edges, (edge) => find(edge.from, edge.id));
  const to = Int32Array.from(edges, (edge) => find(edge.to, edge.id));
  const slot = Int32Array.from(edges, (edge) => edge.port);
  const shift = Float64Array.from(edges, (edge, e) => {
    const offset = nodes[to[e]].ports[edge.port];
    if (offset === undefined) throw new RangeError(`layout: edge ${edge.id} enters port ${edge.port}, which ${edge.to} does not have`);
    return offset;
  });

  const ins = grouped(nodes.length, to);
  for (let v = 0; v < nodes.length; v++) ins.items.subarray(ins.start[v], ins.start[v + 1]).sort((a, b) => slot[a] - slot[b] || a - b);
  const outs = grouped(nodes.length, from);
  return {
    count: nodes.length,
    along: Float64Array.from(nodes, (node) => (down ? node.h : node.w)),
    above: Float64Array.from(nodes, (node) => node.axis),
    below: Float64Array.from(nodes, (node) => breadth(node) - node.axis),
    small: Uint8Array.from(nodes, (node) => (node.small ? 1 : 0)),
    from, to, slot, shift, ins, outs,
    room: Float64Array.from(edges, (edge) => edge.room ?? 0),
    flow: topological(nodes, to, ins, outs),
  };
}

/**
 * Operands before users (Kahn 1962), ties in program order.
 * @param {readonly import('./index.js').NodeInput[]} nodes
 * @param {Int32Array} to
 * @param {import('./lists.js').Lists} ins
 * @param {import('./lists.js').Lists} outs
 */
function topological(nodes, to, ins, outs) {
  const flow = new Int32Array(nodes.length);
  const waiting = new Int32Array(nodes.length);
  let end = 0;
  for (let v = 0; v < nodes.length; v++) {
    waiting[v] = ins.start[v + 1] - ins.start[v];
    if (waiting[v] === 0) flow[end++] = v;
  }
  for (let i = 0; i < end; i++) {
    const v = flow[i];
    for (let j = outs.start[v]; j < outs.start[v + 1]; j++) {
      const user = to[outs.items[j]];
      if (--waiting[user] === 0) flow[end++] = user;
    }
  }
  if (end < nodes.length) {
    const stuck = nodes[waiting.findIndex((count) => count > 0)];
    throw new RangeError(`layout: ${stuck.id} depends on itself`);
  }
  return flow;
}
