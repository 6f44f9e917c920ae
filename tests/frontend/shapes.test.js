// Shapes that do not fit, one under the other.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { aligned } from '../../frontend/src/store/shapes.js';

/** Sizes in columns, the failing ones in stars. @param {any} facts */
const said = (facts) => aligned(facts).map((row) => row.map(({ size, bad }) => (bad ? `*${size}` : size)));

test('axes stand under axes from the right, the failing pair marked', () => {
  assert.deepEqual(said({ shapes: [[2, 3], [4]], axis: -1 }), [['2', '*3'], ['', '*4']]);
  assert.deepEqual(said({ shapes: [[5, 2, 3], [4, 3]], axis: -2 }), [['5', '*2', '3'], ['', '*4', '3']]);
});

test('a matrix product marks the sizes that were to be joined', () => {
  assert.deepEqual(said({ shapes: [[1, 2], [3, 4]], inner: [2, 3] }), [['1', '*2'], ['*3', '4']]);
  assert.deepEqual(said({ shapes: [[1, 2], [3]], inner: [2, 3] }), [['1', '*2'], ['', '*3']]);
});

test('an axis that is counted from the left, and none', () => {
  assert.deepEqual(said({ shapes: [[1, 5, 3], [1, 4, 3]], axis: 1 }), [['1', '*5', '3'], ['1', '*4', '3']]);
  assert.deepEqual(said({ shapes: [[2], [3]] }), [['2'], ['3']]);
  assert.deepEqual(said({ shapes: [[2]] }), []);
  assert.deepEqual(said({}), []);
});
