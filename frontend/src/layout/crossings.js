/**
 * @typedef {{start: Int32Array, items: Int32Array, pos: Int32Array}} Order
 * The elements of every rank from first to last, as lists; pos is an element's place in its rank.
 */

/**
 * How many pairs of segments cross, over all ranks, with in-ports taken in operand order: for each gap the inversions of
 * the far ends, counted with an accumulator tree (Barth, Juenger and Mutzel, "Simple and Efficient Bilayer Cross
 * Counting", 2002).
 * @param {import('./layers.js').Layers} layers
 * @param {Order} order
 * @returns {number}
 */
export function crossings(layers, order) {
  const { ins, outs } = layers;
  const segments = layers.from.length;
  const port = new Int32Array(segments);
  const tree = new Int32Array(segments + 2);
  let total = 0;
  for (let r = 0; r + 1 < layers.depth; r++) {
    let ports = 0;
    for (let i = order.start[r + 1]; i < order.start[r + 2]; i++) {
      const x = order.items[i];
      for (let j = ins.start[x]; j < ins.start[x + 1]; j++) port[ins.items[j]] = ++ports;
    }
    tree.fill(0, 0, ports + 1);
    let seen = 0;
    for (let i = order.start[r]; i < order.start[r + 1]; i++) {
      const x = order.items[i];
      const [begin, end] = [outs.start[x], outs.start[x + 1]];
      for (let j = begin; j < end; j++) {
        let before = 0;
        for (let p = port[outs.items[j]]; p > 0; p -= p & -p) before += tree[p];
        total += seen - before;
      }
      for (let j = begin; j < end; j++) for (let p = port[outs.items[j]]; p <= ports; p += p & -p) tree[p]++;
      seen += end - begin;
    }
  }
  return total;
}
