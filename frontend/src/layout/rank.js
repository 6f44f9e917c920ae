/**
 * Ranks: the column of every card (the row, for the direction down). Longest path, then a tightening in place of the
 * network simplex of Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs" (1993).
 *
 * The ink of a value is one trunk, from its card to its last user. So a card moves towards its users as long as its own
 * trunk shrinks and no operand's trunk grows:
 *
 *     dot = w0*x0 + w1*x1 + w2     w2 stands beside the first +, not beside w0
 *
 * @param {import('./graph.js').Graph} graph
 * @returns {Int32Array} rank per node, from 0, without empty ranks; every edge goes to a higher rank
 */
export function rank(graph) {
  const ranks = longestPath(graph);
  tighten(graph, ranks);
  return closeUp(ranks);
}

/**
 * The number of edges on the longest path that ends at each node.
 * @param {import('./graph.js').Graph} graph
 */
export function longestPath({ count, flow, to, outs }) {
  const ranks = new Int32Array(count);
  for (const v of flow) {
    for (let j = outs.start[v]; j < outs.start[v + 1]; j++) {
      const user = to[outs.items[j]];
      if (ranks[user] <= ranks[v]) ranks[user] = ranks[v] + 1;
    }
  }
  return ranks;
}

/**
 * @param {import('./graph.js').Graph} graph
 * @param {Int32Array} ranks changed in place
 */
function tighten({ count, flow, from, to, ins, outs }, ranks) {
  // The last user of each value, and the rank of the last one besides it.
  const last = new Int32Array(count).fill(-1);
  const reach = new Int32Array(count).fill(-1);
  /** @param {number} v @param {number} user */
  const note = (v, user) => {
    if (last[v] === user) return;
    if (last[v] < 0 || ranks[user] > ranks[last[v]]) {
      if (last[v] >= 0) reach[v] = ranks[last[v]];
      last[v] = user;
    } else if (ranks[user] > reach[v]) reach[v] = ranks[user];
  };
  for (let e = 0; e < from.length; e++) note(from[e], to[e]);

  // A node is free when everything it is made of serves it alone: then all of it moves along and no ink grows.
  const free = new Uint8Array(count);
  for (const v of flow) {
    free[v] = 1;
    for (let j = ins.start[v]; j < ins.start[v + 1]; j++) {
      const operand = from[ins.items[j]];
      if (!free[operand] || reach[operand] >= 0) free[v] = 0;
    }
  }

  for (let i = count - 1; i >= 0; i--) {
    const v = flow[i];
    let limit = Infinity;
    for (let j = outs.start[v]; j < outs.start[v + 1]; j++) limit = Math.min(limit, ranks[to[outs.items[j]]] - 1);
    if (limit === Infinity) continue;
    for (let j = ins.start[v]; !free[v] && j < ins.start[v + 1]; j++) {
      const operand = from[ins.items[j]];
      if (free[operand] && reach[operand] < 0) continue;
      limit = Math.min(limit, last[operand] === v ? reach[operand] : ranks[last[operand]]);
    }
    if (limit <= ranks[v]) continue;
    ranks[v] = limit;
    for (let j = ins.start[v]; j < ins.start[v + 1]; j++) note(from[ins.items[j]], v);
  }
}

/** @param {Int32Array} ranks @returns {Int32Array} the same order without empty ranks */
function closeUp(ranks) {
  let top = -1;
  for (const r of ranks) if (r > top) top = r;
  const used = new Int32Array(top + 1);
  for (const r of ranks) used[r] = 1;
  for (let r = 0, next = 0; r <= top; r++) used[r] = used[r] ? next++ : -1;
  return ranks.map((r) => used[r]);
}

/**
 * The same order with one card to a rank, those of one rank in program order.
 * @param {Int32Array} ranks
 * @returns {Int32Array}
 */
export function oneEach(ranks) {
  const turn = [...ranks.keys()].sort((a, b) => ranks[a] - ranks[b] || a - b);
  const out = new Int32Array(ranks.length);
  turn.forEach((v, r) => (out[v] = r));
  return out;
}
