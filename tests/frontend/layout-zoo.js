/**
 * Tiny named graphs for the layout tests. One word string per node in program order: `name operand operand ...`;
 * `#1` is a constant.
 *
 *     graph(['x', '#3', 'y #3 x'])  ->  y with operands #3 (port 0) and x (port 1)
 */

/** @typedef {import('../../frontend/src/layout/index.js').GraphInput} GraphInput */

/** Offsets of n in-ports from the axis. @param {number} n */
const ports = (n) => (n < 2 ? [0] : n === 2 ? [-12, 12] : Array.from({ length: n }, (_, i) => 16 * (i - (n - 1) / 2)));

/**
 * @param {string[]} lines
 * @param {Record<string, {w: number, h: number, axis: number}>} [sizes] of cards that are not scalar
 * @param {boolean} [compact] cards for the direction down
 * @returns {GraphInput}
 */
export function graph(lines, sizes = {}, compact = false) {
  /** @type {import('../../frontend/src/layout/index.js').EdgeInput[]} */
  const edges = [];
  const nodes = [];
  for (const line of lines) {
    const [id, ...operands] = line.split(' ');
    const n = operands.length;
    const grown = Math.max(0, n - 3) * 16;
    const card = compact ? { w: 80 + grown, h: 48, axis: 40 + grown / 2 } : { w: 80, h: 80 + grown, axis: 52 + grown / 2 };
    const constant = id.startsWith('#');
    const size = sizes[id] ?? (constant ? { w: 28, h: 24, axis: compact ? 14 : 12 } : card);
    nodes.push({ id, ...size, ports: ports(n), ...(constant ? { small: true } : {}) });
    operands.forEach((from, port) => edges.push({ id: `${from}>${id}:${port}`, from, to: id, port }));
  }
  return { nodes, edges };
}

const neuron = [
  'w0', 'x0', 'w1', 'x1', 'w2', 'p0 w0 x0', 'p1 w1 x1', 's p0 p1', 'dot s w2', 'neg dot', 'exp neg', '#1', 'one #1 exp', '#1b', 'f #1b one',
];

/** Mazur's 2-2-2 network, every weight a node of its own. */
const mazur = [
  'i1', 'i2', 'w1', 'w2', 'w3', 'w4', 'b1',
  'm1 w1 i1', 'm2 w2 i2', 'a1 m1 m2', 'n1 a1 b1', 'h1 n1', 'm3 w3 i1', 'm4 w4 i2', 'a2 m3 m4', 'n2 a2 b1', 'h2 n2',
  'w5', 'w6', 'w7', 'w8', 'b2',
  'm5 w5 h1', 'm6 w6 h2', 'a3 m5 m6', 'n3 a3 b2', 'o1 n3', 'm7 w7 h1', 'm8 w8 h2', 'a4 m7 m8', 'n4 a4 b2', 'o2 n4',
  't1', 't2', 'e1 t1 o1', '#2', 'q1 e1 #2', 'e2 t2 o2', '#2b', 'q2 e2 #2b', 'E q1 q2',
];

/** @type {Record<string, string[]>} */
export const zoo = {
  empty: [],
  single: ['x'],
  chain: ['a', 'b a', 'c b', 'd c', 'e d'],
  square: ['x', 'y x x'],
  sum: ['x', 'y', 'z', 'q x y', 'f q z'],
  diamond: ['x', 'a x', 'b x', 'y a b'],
  fork: ['x', 'a x', 'b x', 'c x', 'd x', 'y a b c d'],
  uses: ['x', 'p x x', '#3', 'q #3 x', 'y p q'],
  residual: ['x', 'h x', 'g h', 'f g', 'y x f', 'z y'],
  residualBelow: ['x', 'h x', 'g h', 'f g', 'y f x', 'z y'],
  exchanged: ['x', 'y', 'a y x', 'b x y', 'c a b', 'd b a', 'e c d'],
  circle: ['x', 'y', 'p x', 'q y', 'a q', 'b p', 'r a p', 's b q', 't r s'],
  neuron,
  apart: ['a', 'b a', 'x', 'y', 'z x y', 'alone'],
  unused: ['x', 'w', 'y x'],
  micrograd: [
    'a', 'b', 'c a b', 'ab a b', '#3', 'b3 b #3', 'd ab b3', '#1', 'c1 c #1', 'c2 c c1', '#1b', 'c3 #1b c2', 'na a', 'c4 c3 na',
    '#2', 'd2 d #2', 'ba b a', 'r1 ba', 'd3 d2 r1', 'c5 c4', 'e c4 d3', '#2b', 'f e #2b', '#2c', 'g f #2c', 'h c5 g',
  ],
  mazur,
  tanh: ['x', '#2', 'm #2 x', 'n m', 'e n', '#1', 'a #1 e', '#1b', 'b #1b e', 'y b a'],
  wide: ['x', ...Array.from({ length: 7 }, (_, i) => `w${i}`), ...Array.from({ length: 7 }, (_, i) => `p${i} w${i} x`), 'y p0 p1 p2 p3 p4 p5 p6'],
};

export const tensors = {
  x: { w: 200, h: 368, axis: 178 }, w: { w: 120, h: 224, axis: 114 },
  z: { w: 160, h: 288, axis: 146 }, p: { w: 144, h: 188, axis: 95 },
};

/** The convolution exercise, and the same followed by a loss. */
export const conv = graph(['x', 'w', 'z x w'], tensors);
export const convLoss = graph(['x', 'w', 'z x w', 'p z', '#2', 'q p #2', 'L q'], tensors);

/** Numbers from 0 to 1 by a seed (mulberry32). @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A random program: a tenth inputs, some constants, operations of one to three operands from the last `reach` nodes.
 * @param {number} count
 * @param {number} seed
 * @param {number} [reach]
 */
export function randomLines(count, seed, reach = count) {
  const next = random(seed);
  /** @type {string[]} */
  const names = [];
  return Array.from({ length: count }, (_, i) => {
    const dice = next();
    const constant = dice < 0.08;
    const name = constant ? `#${i}` : `n${i}`;
    const operands = [];
    if (i > 0 && dice >= 0.18) {
      for (let k = 1 + Math.floor(2.2 * next()); k > 0; k--) operands.push(names[Math.max(0, i - 1 - Math.floor(next() * Math.min(reach, i)))]);
    }
    names.push(name);
    return [name, ...operands].join(' ');
  });
}
