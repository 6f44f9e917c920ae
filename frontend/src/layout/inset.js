/**
 * Insets: a constant whose line would cross another one stands directly before its port instead, beyond all tracks:
 *
 *     x*x + 3*x      x feeds both products from above; the 3 stands between the trunk of x and the lower product
 *
 * Such constants leave the graph before it is placed, their user asks for the room, and they come back at the end.
 */

/** Wire between an inset constant and its port; least distance to the line of another operand. */
const LEAD = 16;
const CLEAR = 6;

/** In larger drawings single constants are not seen. */
const MOST_ELEMENTS = 4000;

/**
 * @param {import('./index.js').GraphInput} input
 * @param {import('./layers.js').Layers} layers
 * @param {import('./crossings.js').Order} order
 * @param {'right' | 'down'} direction
 */
export function inset(input, layers, order, direction) {
  const down = direction === 'down';
  if (layers.count > MOST_ELEMENTS) return null;
  /** @type {Map<string, import('./index.js').EdgeInput>} */
  const removed = new Map();
  input.nodes.forEach((node, v) => {
    const { outs } = layers.graph;
    if (node.small && fits(layers.graph, v) && crosses(layers, order, v)) removed.set(node.id, input.edges[outs.items[outs.start[v]]]);
  });
  if (removed.size === 0) return null;
  const byId = new Map(input.nodes.map((node) => [node.id, node]));
  const size = (/** @type {string} */ id) => /** @type {import('./index.js').NodeInput} */ (byId.get(id));

  const users = new Map([...removed.values()].map((edge) => [edge.to, size(edge.from)]));
  const edges = input.edges.filter((edge) => !removed.has(edge.from)).map((edge) => {
    const constant = users.get(edge.to);
    return constant ? { ...edge, room: Math.max(edge.room ?? 0, (down ? constant.h : constant.w) + LEAD) } : edge;
  });

  /** @param {import('./index.js').Layout} layout @returns {import('./index.js').Layout} */
  const insert = (layout) => {
    const nodes = new Map(layout.nodes);
    const lines = new Map(layout.edges);
    for (const [id, edge] of removed) {
      const { w, h, axis } = size(id);
      const user = size(edge.to);
      const box = /** @type {import('./index.js').Box} */ (nodes.get(edge.to));
      const port = user.axis + user.ports[edge.port];
      if (down) {
        nodes.set(id, { x: box.x + port - axis, y: box.y - LEAD - h, w, h });
        lines.set(edge.id, { points: [[box.x + port, box.y - LEAD], [box.x + port, box.y]], trunk: 0 });
      } else {
        nodes.set(id, { x: box.x - LEAD - w, y: box.y + port - axis, w, h });
        lines.set(edge.id, { points: [[box.x - LEAD, box.y + port], [box.x, box.y + port]], trunk: 0 });
      }
    }
    return { ...layout, nodes: inOrder(input.nodes, nodes), edges: inOrder(input.edges, lines) };
  };
  return { rest: { nodes: input.nodes.filter((node) => !removed.has(node.id)), edges }, insert };
}

/**
 * The map with its entries in program order.
 * @template T
 * @param {readonly {id: string}[]} items
 * @param {Map<string, T>} map
 * @returns {Map<string, T>}
 */
function inOrder(items, map) {
  return new Map(items.map(({ id }) => [id, /** @type {T} */ (map.get(id))]));
}

/**
 * Whether constant v has one user, which also has an operand that is no constant, and room for v before its port.
 * @param {import('./graph.js').Graph} graph
 * @param {number} v
 */
function fits({ small, above, below, from, to, shift, ins, outs }, v) {
  if (outs.start[v + 1] - outs.start[v] !== 1) return false;
  const e = outs.items[outs.start[v]];
  const user = to[e];
  let company = false;
  for (let j = ins.start[user]; j < ins.start[user + 1]; j++) {
    const other = ins.items[j];
    if (other === e) continue;
    if (!small[from[other]]) company = true;
    const away = shift[other] - shift[e];
    if (away > -above[v] - CLEAR && away < below[v] + CLEAR) return false;
  }
  return company && shift[e] - above[v] >= -above[user] && shift[e] + below[v] <= below[user];
}

/**
 * @param {import('./layers.js').Layers} layers
 * @param {import('./crossings.js').Order} order
 * @param {number} v
 */
function crosses({ rank, to, slot, outs }, { start, items, pos }, v) {
  const own = outs.items[outs.start[v]];
  for (let i = start[rank[v]]; i < start[rank[v] + 1]; i++) {
    const x = items[i];
    for (let j = outs.start[x]; j < outs.start[x + 1]; j++) {
      const s = outs.items[j];
      const side = pos[to[s]] - pos[to[own]] || slot[s] - slot[own];
      if (side * (pos[x] - pos[v]) < 0) return true;
    }
  }
  return false;
}
