import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout, layoutSlices } from '../../frontend/src/layout/index.js';
import { at, check } from './layout-checks.js';
import { conv, convLoss, graph, random, randomLines, zoo } from './layout-zoo.js';

/** @param {string} name @param {'right' | 'down'} [direction] */
const laid = (name, direction = 'right') => layout(graph(zoo[name], {}, direction === 'down'), { direction });

/** Height of the axis of a card. @param {string} name @param {string[]} ids */
const axes = (name, ids) => {
  const { nodes } = graph(zoo[name]);
  const drawing = laid(name);
  return ids.map((id) => at(drawing.nodes, id).y + (nodes.find((node) => node.id === id)?.axis ?? NaN));
};

for (const name of Object.keys(zoo)) {
  test(`${name} keeps every promise to the right and down`, () => {
    check(graph(zoo[name]), laid(name));
    check(graph(zoo[name], {}, true), laid(name, 'down'), true);
  });
}

test('tensor cards of all sizes keep every promise', () => {
  check(conv, layout(conv));
  check(convLoss, layout(convLoss));
});

test('random programs keep every promise', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const lines = randomLines(4 + (seed % 30), seed, seed % 3 ? 8 : 40);
    check(graph(lines), layout(graph(lines)));
    check(graph(lines, {}, true), layout(graph(lines, {}, true), { direction: 'down' }), true);
  }
});

test('random cards of random sizes keep every promise', () => {
  for (let seed = 100; seed < 120; seed++) {
    const next = random(seed);
    const lines = randomLines(25, seed, 10);
    const sizes = Object.fromEntries(lines.filter((line) => !line.startsWith('#')).map((line) => {
      const h = 80 + 4 * Math.floor(next() * 60);
      return [line.split(' ')[0], { w: 80 + 16 * Math.floor(next() * 12), h, axis: h / 2 }];
    }));
    check(graph(lines, sizes), layout(graph(lines, sizes)));
  }
});

test('the empty graph is empty', () => {
  assert.deepEqual(laid('empty'), { width: 0, height: 0, nodes: new Map(), edges: new Map() });
});

test('a single card fills the drawing', () => {
  assert.deepEqual(laid('single'), { width: 80, height: 80, nodes: new Map([['x', { x: 0, y: 0, w: 80, h: 80 }]]), edges: new Map() });
});

test('a chain stands on one axis, 26 apart, joined by straight lines', () => {
  const { nodes, edges } = laid('chain');
  assert.deepEqual([...nodes.values()].map(({ x, y }) => [x, y]), [[0, 0], [106, 0], [212, 0], [318, 0], [424, 0]]);
  assert.deepEqual(at(edges, 'a>b:0').points, [[80, 52], [106, 52]]);
});

test('the chain of the neuron shares one axis, half-way between the two products', () => {
  const [p0, p1, ...chain] = axes('neuron', ['p0', 'p1', 's', 'dot', 'neg', 'exp', 'one', 'f']);
  assert.deepEqual(new Set(chain), new Set([(p0 + p1) / 2]));
});

test('long chains stay on one axis where other cards press on them', () => {
  for (const [name, ids] of /** @type {[string, string][]} */ ([
    ['micrograd', 'c c1 c2 c3 c4 e f g h'], ['micrograd', 'd d2 d3'], ['mazur', 'a1 n1 h1'], ['mazur', 'a4 n4 o2 e2 q2'], ['residual', 'x h g f y z'],
  ])) assert.equal(new Set(axes(name, ids.split(' '))).size, 1, ids);
  const press = ['x', 'a x', 'b a', 'c b', 'd c', 'k x', 'l k', 'y d l a k'];
  const { nodes } = layout(graph(press));
  assert.equal(new Set(['x', 'a', 'b', 'c', 'd'].map((id) => at(nodes, id).y)).size, 1);
});

test('a long trunk runs straight past the cards between', () => {
  const { points } = at(laid('micrograd').edges, 'na>c4:1');
  assert.equal(points.length, 4);
});

test('the neuron is drawn as in the design: places, and the input w2 beside its first user', () => {
  const { width, height, nodes } = laid('neuron');
  assert.deepEqual([width, height], [822, 404]);
  const places = {
    w0: [0, 0], x0: [0, 108], w1: [0, 216], x1: [0, 324], p0: [106, 54], p1: [106, 270], s: [212, 162], w2: [212, 270], f: [742, 162],
  };
  for (const [id, place] of Object.entries(places)) assert.deepEqual([at(nodes, id).x, at(nodes, id).y], place, id);
});

test('a constant stands above and to the left of its user, over the operand it joins', () => {
  const { nodes } = laid('neuron');
  const [constant, exp, one] = ['#1', 'exp', 'one'].map((id) => at(nodes, id));
  assert.equal(constant.x + constant.w, exp.x + exp.w);
  assert.equal(constant.y + constant.h, exp.y - 12);
  assert.equal(one.x - constant.x - constant.w, 26);
});

test('a constant whose line would cross another one stands before its port', () => {
  const { nodes, edges } = laid('uses');
  assert.deepEqual(at(edges, '#3>q:0').points.length, 2);
  assert.ok(at(nodes, '#3').x > at(nodes, 'x').x + at(nodes, 'x').w);
});

test('the first operand stands above the second, also when the program names it later', () => {
  for (const [lines, first, second] of /** @type {[string[], string, string][]} */ ([
    [['a', 'b', 'y a b'], 'a', 'b'],
    [['a', 'b', 'y b a'], 'b', 'a'],
    [['x', 'h x', 'w', 'y w h'], 'w', 'h'],
    [['x', 'h x', 'w', 'y h w'], 'h', 'w'],
  ])) {
    const { nodes } = layout(graph(lines));
    assert.ok(at(nodes, first).y < at(nodes, second).y, lines.join('; '));
  }
});

test('the bypass of a residual runs on the side of its operand', () => {
  const around = (/** @type {string} */ name, /** @type {string} */ edge) => {
    const drawing = laid(name);
    return at(drawing.edges, edge).points.some(([, y]) => y < at(drawing.nodes, 'h').y);
  };
  assert.ok(around('residual', 'x>y:0'));
  assert.ok(!around('residualBelow', 'x>y:1'));
});

test('the users of a value stand around it', () => {
  const [x, a, b, c, d, y] = axes('fork', ['x', 'a', 'b', 'c', 'd', 'y']);
  assert.deepEqual([(a + d) / 2, (b + c) / 2, y], [x, x, x]);
});

test('a value used twice by one card forks at its vertical line, on one trunk', () => {
  const { edges } = laid('square');
  assert.deepEqual(at(edges, 'x>y:0').points, [[80, 52], [93, 52], [93, 40], [106, 40]]);
  assert.deepEqual(at(edges, 'x>y:1').points, [[80, 52], [93, 52], [93, 64], [106, 64]]);
  assert.equal(at(edges, 'x>y:0').trunk, 13);
});

test('two values that exchange their places do not run on one line', () => {
  const drawing = layout(graph(['x', 'y', 'p x', 'q y', 'a q', 'b p', 'r a', 's b']));
  check(graph(['x', 'y', 'p x', 'q y', 'a q', 'b p', 'r a', 's b']), drawing);
});

test('the same graph gives the same drawing, whole or in slices', () => {
  const input = graph(randomLines(120, 7, 12));
  const whole = layout(input);
  assert.deepEqual(layout(input), whole);
  const slices = layoutSlices(input);
  let count = 0;
  let step = slices.next();
  for (; !step.done; step = slices.next()) count++;
  assert.ok(count > 5);
  assert.deepEqual(step.value, whole);
});

test('the input stays as it was', () => {
  const input = graph(zoo.uses);
  const before = structuredClone(input);
  layout(input, { direction: 'down' });
  assert.deepEqual(input, before);
});

test('a line leaves the room an edge asks for before its port', () => {
  const input = graph(['b', 'y b']);
  const edges = input.edges.map((edge) => ({ ...edge, room: 60 }));
  assert.ok(at(layout({ ...input, edges }).nodes, 'y').x >= 80 + 60);
});

test('ranks stand as far apart as asked', () => {
  assert.equal(at(layout(graph(zoo.chain), { rankGap: 90 }).nodes, 'b').x, 170);
});

test('an edge to an unknown node, a port too many and a circle are named', () => {
  const nodes = graph(['a', 'b a', 'c b']).nodes;
  const edge = (/** @type {string} */ from, /** @type {string} */ to, port = 0) => ({ id: `${from}>${to}`, from, to, port });
  assert.throws(() => layout({ nodes, edges: [edge('a', 'z')] }), { message: 'layout: edge a>z names the unknown node z' });
  assert.throws(() => layout({ nodes, edges: [edge('a', 'b', 3)] }), { message: 'layout: edge a>b enters port 3, which b does not have' });
  assert.throws(() => layout({ nodes, edges: [edge('b', 'c'), edge('c', 'b')] }), { message: 'layout: b depends on itself' });
});
