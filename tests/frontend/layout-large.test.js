import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout } from '../../frontend/src/layout/index.js';
import { at } from './layout-checks.js';
import { graph, randomLines } from './layout-zoo.js';

const COUNT = 20000;
/** Far above what it takes (under a second): the test must not depend on the machine, but a quadratic step must show. */
const MOST_MS = 30000;

/** @param {string[]} lines */
function timed(lines) {
  const input = graph(lines);
  const begin = performance.now();
  const drawing = layout(input);
  assert.ok(performance.now() - begin < MOST_MS);
  assert.equal(drawing.nodes.size, lines.length);
  for (const { from, to } of input.edges) assert.ok(at(drawing.nodes, from).x < at(drawing.nodes, to).x);
  for (const { y } of drawing.nodes.values()) assert.ok(Number.isFinite(y));
  return drawing;
}

test('a chain of 20,000 cards stands on one axis', () => {
  const drawing = timed(Array.from({ length: COUNT }, (_, i) => (i ? `n${i} n${i - 1}` : 'n0')));
  assert.deepEqual([drawing.width, drawing.height], [COUNT * 106 - 26, 80]);
});

test('a chain of 20,000 cards in which every second one uses the same input', () => {
  timed(['x', 'n0', ...Array.from({ length: COUNT - 2 }, (_, i) => (i % 2 ? `n${i + 1} n${i}` : `n${i + 1} n${i} x`))]);
});

test('20,000 cards whose operands are near', () => {
  timed(randomLines(COUNT, 1, 30));
});

test('20,000 cards whose operands are anywhere', () => {
  timed(randomLines(COUNT, 1));
});

test('20,000 users of one value', () => {
  timed(['x', ...Array.from({ length: COUNT - 1 }, (_, i) => `n${i} x`)]);
});

test('one card with 2,000 operands', () => {
  const operands = Array.from({ length: 2000 }, (_, i) => `x${i}`);
  timed([...operands, ['y', ...operands].join(' ')]);
});
