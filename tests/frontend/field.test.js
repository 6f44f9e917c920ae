import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsed, stepOf, stepped, typed } from '../../frontend/src/draw/field.js';
import { flat, nested } from '../../frontend/src/draw/fields.js';

test('a number is shown with every digit and the real minus sign', () => {
  assert.equal(typed(-0.12345678), '−0.12345678');
  assert.equal(typed(1e-9), '1e−9');
  assert.equal(typed(-Infinity), '−∞');
});

test('what is shown reads back as the same number', () => {
  for (const value of [0, -0.1, 1 / 3, -1e-12, 6.02e23, Infinity, -Infinity, NaN]) assert.ok(Object.is(parsed(typed(value)), value), String(value));
});

test('half a number is not yet one', () => {
  for (const text of ['', ' ', '-', '−', '1e', '.', 'two', '0x10', '1,5']) assert.equal(parsed(text), null, text);
});

test('a number too large for 64 bits is not taken for infinity, which has a sign of its own', () => {
  assert.deepEqual(['1e400', '-1e400', '∞', '−∞', '1e308'].map(parsed), [null, null, Infinity, -Infinity, 1e308]);
});

test('a step does not collect rounding', () => {
  let value = 0;
  for (let k = 0; k < 3; k += 1) value = stepped(value, 0.1);
  assert.equal(value, 0.3);
});

test('an arrow key goes as far as the number is fine', () => {
  const steps = [[0, 1], [2, 1], [-30, 1], [0.1, 0.1], [0.25, 0.01], [-0.1966, 0.01], [1.5, 0.1], [1234.5, 1], [1e-9, 1e-9], [NaN, 1], [-Infinity, 1]];
  for (const [value, step] of steps) assert.equal(stepOf(value), step, String(value));
});

test('flat numbers nest by shape and come back', () => {
  const data = [1, 2, 3, 4, 5, 6];
  assert.deepEqual(nested(data, [3, 2]), [[1, 2], [3, 4], [5, 6]]);
  assert.deepEqual(nested([7], []), 7);
  assert.deepEqual(flat(nested(data, [1, 2, 3])), data);
});
