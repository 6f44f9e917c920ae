import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crossings } from '../../frontend/src/layout/crossings.js';
import { indexed } from '../../frontend/src/layout/graph.js';
import { layered } from '../../frontend/src/layout/layers.js';
import { order } from '../../frontend/src/layout/order.js';
import { rank } from '../../frontend/src/layout/rank.js';
import { tracks } from '../../frontend/src/layout/tracks.js';
import { graph, randomLines, zoo } from './layout-zoo.js';

/** @param {string[]} lines @returns {Record<string, number>} */
function ranks(lines) {
  const input = graph(lines);
  const found = rank(indexed(input, 'right'));
  return Object.fromEntries(input.nodes.map(({ id }, v) => [id, found[v]]));
}

/** @param {string[]} lines */
function ordered(lines) {
  const input = indexed(graph(lines), 'right');
  const layers = layered(input, rank(input));
  const slices = order(layers);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return { layers, rows: value };
  }
}

test('ranks increase along every edge and none is empty', () => {
  for (const lines of [...Object.values(zoo), ...[1, 2, 3, 4, 5].map((seed) => randomLines(80, seed, 15))]) {
    const found = ranks(lines);
    for (const { from, to } of graph(lines).edges) assert.ok(found[from] < found[to], `${from} -> ${to}`);
    const used = new Set(Object.values(found));
    for (let r = 0; r < used.size; r++) assert.ok(used.has(r), `rank ${r}`);
  }
});

test('an input, a constant and a product of inputs stand just before their first user', () => {
  assert.deepEqual(ranks(['x', 'a x', 'b a', 'w', 'y b w']), { x: 0, a: 1, b: 2, w: 2, y: 3 });
  assert.deepEqual(ranks(['x', 'a x', 'b a', 'u', 'v', 'p u v', 'y b p']), { x: 0, a: 1, b: 2, u: 1, v: 1, p: 2, y: 3 });
});

test('an operation moves along the trunk of its operand, but never lengthens it', () => {
  assert.equal(ranks(['x', 'a x', 'b a', 'c b', 'd c x', 's x', 'y d s']).s, 4);
  assert.equal(ranks(['x', 'a x', 'b a', 'c b', 's x', 'y c s']).s, 1);
});

test('trees are ordered without a crossing, the rest with few', () => {
  for (const name of ['neuron', 'sum', 'chain', 'diamond', 'fork', 'residual', 'residualBelow']) {
    const { layers, rows } = ordered(zoo[name]);
    assert.equal(crossings(layers, rows), 0, name);
  }
});

test('crossings are counted as by comparing every pair', () => {
  for (const seed of [1, 2, 3]) {
    const { layers, rows } = ordered(randomLines(60, seed, 12));
    let expected = 0;
    const { from, to, slot, rank: at } = layers;
    for (let s = 0; s < from.length; s++) {
      for (let t = 0; t < s; t++) {
        if (at[from[s]] !== at[from[t]]) continue;
        const end = rows.pos[to[s]] - rows.pos[to[t]] || slot[s] - slot[t];
        if ((rows.pos[from[s]] - rows.pos[from[t]]) * end < 0) expected++;
      }
    }
    assert.equal(crossings(layers, rows), expected);
  }
});

test('an order is a permutation of every rank', () => {
  const { layers, rows } = ordered(randomLines(100, 3, 20));
  assert.deepEqual([...rows.items].sort((a, b) => a - b), [...rows.items.keys()]);
  rows.items.forEach((x, i) => assert.equal(i - rows.start[layers.rank[x]], rows.pos[x]));
});

test('values that do not meet share a track, straight ones need none', () => {
  assert.deepEqual(tracks([{ start: 0, ends: [20] }, { start: 60, ends: [40] }, { start: 80, ends: [80] }]), {
    turns: [{ track: 0, level: NaN, second: -1 }, { track: 0, level: NaN, second: -1 }, { track: -1, level: NaN, second: -1 }],
    count: 1,
  });
});

test('of two values going down the lower one turns first', () => {
  const { turns, count } = tracks([{ start: 0, ends: [100] }, { start: 50, ends: [150] }]);
  assert.deepEqual([turns[0].track, turns[1].track, count], [1, 0, 2]);
});

test('a value that starts where another one ends turns first', () => {
  const { turns } = tracks([{ start: 0, ends: [-50, 100] }, { start: 100, ends: [30] }]);
  assert.ok(turns[1].track < turns[0].track);
});

test('of two values that exchange their places one turns twice, on a level of its own', () => {
  const nets = [{ start: 0, ends: [100] }, { start: 100, ends: [0] }];
  const { turns, count } = tracks(nets);
  const [once, twice] = Number.isNaN(turns[0].level) ? turns : [turns[1], turns[0]];
  assert.ok(twice.track < once.track && once.track < twice.second, JSON.stringify(turns));
  assert.ok(twice.level > 4 && twice.level < 96 && count === 3);
});

test('three values in a circle are drawn apart', () => {
  const { turns } = tracks([{ start: 0, ends: [50] }, { start: 50, ends: [100] }, { start: 100, ends: [0] }]);
  assert.equal(turns.filter(({ level }) => !Number.isNaN(level)).length, 1);
});
