import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innermost, lineOf, lines } from '../../frontend/src/draw/lines.js';

/** 'f = {exp(}[-x]' reads: marks in brackets, by class. @param {ReturnType<typeof lines>} drawn */
const shown = (drawn) =>
  drawn.map((line) => line.stretches.map(({ text, classes }) => (classes.length === 0 ? text : `${text}<${classes.join(' ')}>`)).join('|'));

test('a marked span becomes a stretch of its own', () => {
  assert.deepEqual(shown(lines('f = -x + 1', [{ from: 4, to: 6, mark: 'lit' }])), ['f = |-x<lit>| + 1']);
});

test('a span over two lines marks a part of each, and offsets count the line break', () => {
  const drawn = lines('x = a +\n b', [{ from: 4, to: 10, mark: 'lit' }]);
  assert.deepEqual(shown(drawn), ['x = |a +<lit>', ' b<lit>']);
  assert.deepEqual(drawn.map((line) => line.start), [0, 8]);
});

test('an empty line has no stretches', () => {
  assert.deepEqual(lines('\n', []), [{ start: 0, stretches: [] }, { start: 1, stretches: [] }]);
});

test('overlapping marks share a stretch', () => {
  const marks = [{ from: 0, to: 3, mark: 'a' }, { from: 2, to: 5, mark: 'b' }];
  assert.deepEqual(shown(lines('vwxyz', marks)), ['vw<a>|x<a b>|yz<b>']);
});

test('brackets are signs, and a hash begins a comment unless it stands in a string', () => {
  assert.deepEqual(shown(lines('f(x) # (why)', [])), ['f|(<sign>|x|)<sign>| |# (why)<comment>']);
  assert.deepEqual(shown(lines('einsum("#")', [])), ['einsum|(<sign>|"#"|)<sign>']);
});

test('a line with thousands of quotes is drawn in linear time', () => {
  const text = '"'.repeat(20_001);
  const start = performance.now();
  lines(text, []);
  assert.ok(performance.now() - start < 10_000);
});

test('the line of an offset counts the breaks before it', () => {
  assert.deepEqual([0, 1, 2, 3].map((offset) => lineOf('a\nbc', offset)), [0, 0, 1, 1]);
});

test('the innermost span over an offset wins, and its end is outside', () => {
  const things = [{ id: 'sum', span: [0, 7] }, { id: 'product', span: [0, 3] }, { id: 'given', span: null }];
  assert.equal(innermost(things, 2)?.id, 'product');
  assert.equal(innermost(things, 3)?.id, 'sum');
  assert.equal(innermost(things, 7), null);
});
