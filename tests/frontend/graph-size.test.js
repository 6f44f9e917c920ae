import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HEAT, heat, scale } from '../../frontend/src/draw/heat.js';
import { around } from '../../frontend/src/views/graph-marks.js';
import { scene } from '../../frontend/src/store/scene.js';
import { boxes, flat } from '../../frontend/src/views/graph-grid.js';
import { CAPTION, CHEVRON, entryAt, portsOf, rms, shownScalar, sizeOf } from '../../frontend/src/views/graph-size.js';
import { fitted, mono, sans } from '../../frontend/src/views/graph-text.js';
import { lookup } from '../../frontend/src/wire.js';
import { words } from '../../frontend/src/words/en.js';
import { circuit, conv, fork } from './zoo.js';

/** @typedef {import('../../frontend/src/store/scene.js').Card} Card */
/** @typedef {import('../../frontend/src/wire.d.ts').Node} Node */

/** @param {number[]} shape @param {number[] | null} data @param {object} [more] @returns {Node} */
const node = (shape, data, more = {}) => /** @type {any} */ ({
  shape,
  value: data ? { shape, data } : { shape, summary: { min: -1, max: 1, mean: 0, std: 0.5, zeros: 0, nonfinite: 0, histogram: [1, 2, 1] }, preview: {} },
  grad: data ? { shape, data } : null,
  connected: true,
  ...more,
});
/** @param {object} [more] @returns {Card} */
const card = (more = {}) => /** @type {any} */ ({ kind: 'op', glyph: '+', name: 'y', group: null, ...more });
const zeros = (/** @type {number} */ n) => new Array(n).fill(0);

test('a scalar card is 80 by 80 with its line at 52', () => {
  const size = sizeOf(card(), node([], [0.1966]), 2, 'right');
  assert.deepEqual([size.kind, size.w, size.h, size.rule, size.axis], ['scalar', 80, 80, 52, 52]);
});

test('a card grows by 16 for a long number or name, to 160 at most', () => {
  assert.equal(sizeOf(card(), node([], [-0.01234]), 2, 'right').w, 96);
  assert.equal(sizeOf(card({ name: 'a_rather_long_name' }), node([], [1]), 2, 'right').w, 160);
  assert.equal(fitted('a_rather_long_name', 14, 60), 'a_rath…');
});

test('sign, name and shape of a tensor stand apart at the size a small picture sets them in', () => {
  const [glyph, name] = ['backward from loss2', 'h'];
  const size = sizeOf(card({ kind: 'group', group: 'g', glyph, name }), node([2, 1], [1, 2]), 1, 'right');
  const shape = sans('2 × 1', 14.5);
  assert.ok(12 + CHEVRON + mono(glyph, 15) + 8 + mono(name, 15) + 8 + shape + 12 <= size.w);
});

test('a card of one number without a name has room for the word above its gradient', () => {
  const width = (/** @type {object} */ more, /** @type {object} */ own = {}) => sizeOf(card({ name: null, ...more }), node([1], [3], own), 1, 'right').w;
  assert.ok(width({}) >= 24 + sans(words.graph.gradient, CAPTION));
  for (const narrow of [width({ glyph: '', name: 'y' }), width({ kind: 'constant' }), width({}, { grad: null, connected: false })]) assert.equal(narrow, 64);
});

test('the longest number that is written keeps clear of its cell', () => {
  const size = sizeOf(card(), node([2], [-0.0001975, 1]), 1, 'right');
  assert.ok((size.grid?.cellW ?? 0) >= 0.955 * sans('−0.0001975', 15) + 6);
});

test('a constant is 28 by 24 and small', () => {
  const size = sizeOf(card({ kind: 'constant', glyph: '', name: null }), node([], [1]), 0, 'right');
  assert.deepEqual([size.w, size.h, size.small], [28, 24, true]);
});

test('one operand enters at the line, two at -12 and 12, more 16 apart', () => {
  assert.deepEqual(portsOf(1, 'right'), [0]);
  assert.deepEqual(portsOf(2, 'right'), [-12, 12]);
  assert.deepEqual(portsOf(4, 'right'), [-24, -8, 8, 24]);
  assert.deepEqual(portsOf(3, 'right', true), [-24, 0, 24]);
  assert.deepEqual(portsOf(2, 'down'), [-14, 14]);
});

test('a card with many operands has room for all their ports', () => {
  const size = sizeOf(card(), node([], [1]), 9, 'right');
  for (const port of size.ports) assert.ok(size.axis + port >= 8 && size.axis + port <= size.h - 8);
});

test('the 4 by 4 input of the convolution is 200 by 354, as drawn in the mock', () => {
  const trace = conv();
  const [x, w] = scene(trace).cards;
  const of = (/** @type {Card} */ each) => sizeOf(each, /** @type {Node} */ (lookup(trace).nodes.get(each.node)), 0, 'right');
  assert.deepEqual([of(x).w, of(x).h, of(x).rule], [200, 354, 178]);
  assert.deepEqual([of(w).w, of(w).h], [120, 226]);
});

test('a heat map of few columns is no taller than one of many', () => {
  const of = (/** @type {number[]} */ shape) => sizeOf(card(), node(shape, zeros(shape[0] * shape[1])), 2, 'right');
  assert.equal(of([64, 3]).h, of([64, 64]).h);
  assert.deepEqual([of([64, 3]).grid?.cellW, of([64, 3]).grid?.cellH, of([14, 14]).grid?.cellH], [12, 4, 12]);
});

test('numbers up to 6 by 6, a heat map up to 64 by 64, a histogram beyond', () => {
  assert.equal(sizeOf(card(), node([6, 6], zeros(36)), 2, 'right').kind, 'matrix');
  assert.equal(sizeOf(card(), node([7, 2], zeros(14)), 2, 'right').kind, 'heat');
  assert.equal(sizeOf(card(), node([64, 64], zeros(4096)), 2, 'right').kind, 'heat');
  assert.equal(sizeOf(card(), node([65, 1], zeros(65)), 2, 'right').kind, 'bars');
  assert.equal(sizeOf(card(), node([2, 2], null), 2, 'right').kind, 'bars');
});

test('a 16 by 16 heat map is 136 wide with cells of 7', () => {
  const size = sizeOf(card({ glyph: '', name: 'o' }), node([16, 16], zeros(256)), 0, 'right');
  assert.deepEqual([size.w, size.grid?.cellW], [136, 7]);
});

test('on a phone a scalar card is 48 high and its wires leave in the middle', () => {
  const size = sizeOf(card(), node([], [0.1966]), 2, 'down');
  assert.deepEqual([size.kind, size.h, size.axis * 2], ['compact', 48, size.w]);
  assert.ok(size.w >= 80 && size.w <= 112);
});

test('a phone shows a tensor as such, never as one number: cells, heat, a histogram, each with its shape', () => {
  const shown = (/** @type {number[]} */ shape) => sizeOf(card(), node(shape, zeros(shape.reduce((a, b) => a * b))), 2, 'down');
  assert.deepEqual([[6, 6], [16, 8], [100]].map((shape) => shown(shape).kind), ['matrix', 'heat', 'bars']);
  for (const shape of [[16, 8], [100]]) {
    assert.equal(shown(shape).axis * 2, shown(shape).w);
  }
  assert.equal(shown([100]).w, 160, 'two stand side by side');
});

test('a tensor no gradient can reach has no empty matrix for it', () => {
  const lost = sizeOf(card(), node([4, 4], zeros(16), { grad: null, connected: false }), 0, 'right');
  assert.equal(lost.h, lost.rule + 28);
});

test('a point on a card is the entry drawn there', () => {
  const size = sizeOf(card({ glyph: '', name: 'x' }), node([4, 4], zeros(16)), 0, 'right');
  assert.equal(entryAt(size, 'value', 28 + 45, 40 + 5), 1);
  assert.equal(entryAt(size, 'value', 28 + 159, 40 + 127), 15);
  assert.equal(entryAt(size, 'value', 20, 50), null);
  assert.equal(entryAt(sizeOf(card(), node([], [1]), 1, 'right'), 'grad', 4, 70), 0);
});

test('four axes lie as blocks, and every entry has one place', () => {
  const windows = flat([3, 3, 2, 2]);
  assert.deepEqual([windows.rows, windows.cols], [6, 6]);
  const [i, j, m, n] = [1, 2, 0, 1];
  assert.deepEqual(windows.place(((i * 3 + j) * 2 + m) * 2 + n), [2 * i + m, 2 * j + n]);
  for (const shape of [[], [5], [2, 3], [2, 3, 4], [2, 3, 4, 5], [1, 1, 3, 3], [2, 1, 3, 1, 2]]) {
    const layout = flat(shape);
    const count = shape.reduce((a, b) => a * b, 1);
    assert.equal(layout.rows * layout.cols, count);
    for (let k = 0; k < count; k++) assert.equal(layout.entry(...layout.place(k)), k);
  }
});

test('rows and columns are named by their indices, without axes of size 1', () => {
  assert.deepEqual(flat([2, 3]).down, ['0', '1']);
  assert.deepEqual(flat([3]).down, []);
  assert.deepEqual(flat([1, 1, 2, 2]).down, ['0', '1']);
  assert.deepEqual(flat([2, 1, 2, 2]).down, ['0,0', '0,1', '1,0', '1,1']);
  assert.deepEqual(flat([1, 2, 3, 1]).down, ['0', '1']);
});

test('last axes of size 1 change nothing of how a tensor lies', () => {
  for (const shape of [[1, 2, 3, 1], [2, 3, 1, 1], [1, 1, 2, 3]]) {
    const { rows, cols, block, place, entry } = flat(shape);
    assert.deepEqual([rows, cols, block], [2, 3, [2, 3]], String(shape));
    for (let k = 0; k < 6; k++) {
      assert.deepEqual(place(k), [Math.floor(k / 3), k % 3]);
      assert.equal(entry(Math.floor(k / 3), k % 3), k);
    }
  }
});

test('entries that fill a rectangle have one frame, others one per stretch', () => {
  assert.deepEqual(boxes([1, 2, 5, 6], flat([4, 4])), [[0, 1, 2, 2]]);
  assert.deepEqual(boxes([0, 1, 7], flat([2, 4])), [[0, 0, 1, 2], [1, 3, 1, 1]]);
  assert.deepEqual(boxes([], flat([2, 4])), []);
});

test('heat is sign and size on the scale of its matrix', () => {
  assert.equal(heat(0, 5), 'heat-0');
  assert.equal(heat(-0, 5), 'heat-0');
  assert.equal(heat(5, 5), 'heat-p5');
  assert.equal(heat(-5, 5), 'heat-n5');
  assert.equal(heat(1, 5), 'heat-p1');
  assert.equal(heat(-1.01, 5), 'heat-n2');
  assert.equal(heat(1e-300, 5), 'heat-p1');
  assert.equal(heat(NaN, 5), 'heat-nan');
  assert.equal(heat(Infinity, 0), 'heat-p5');
  assert.equal(scale([1, -3, NaN, Infinity]), 3);
  assert.equal(heat(7e-18, scale([7e-18, -7e-18], 1)), 'heat-p1', 'what rounding leaves is no strong colour');
  assert.equal(heat(1e-9, scale([1e-9], 1)), 'heat-p5', 'what is small is');
  assert.deepEqual(around(circuit(), 'n0'), { value: 0, grad: 4 });
  assert.equal(HEAT.length, 11);
});

test('a tensor as one number is its rms, in powers of ten below 0.1', () => {
  assert.equal(shownScalar({ shape: [], data: [2] }), '2');
  assert.equal(shownScalar({ shape: [2], data: [0.0177, 0.0177] }), '1.77e−2');
  assert.equal(rms({ shape: [2], data: [3, -3] }), 3);
  assert.equal(rms(node([9], null).value), 0.5);
});

test('digits are as wide as each other in both faces', () => {
  assert.equal(sans('111', 16), sans('888', 16));
  assert.equal(Math.round(mono('exp', 15)), 27);
});

test('every card of the small traces gets a size that holds its ports', () => {
  for (const trace of [circuit(), fork(), conv()]) {
    const stage = scene(trace);
    for (const each of stage.cards) {
      const size = sizeOf(each, /** @type {Node} */ (lookup(trace).nodes.get(each.node)), stage.wires.filter((wire) => wire.to === each.id).length, 'right');
      for (const port of size.ports) assert.ok(size.axis + port > 0 && size.axis + port < size.h);
    }
  }
});
