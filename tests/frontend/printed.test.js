import assert from 'node:assert/strict';
import { test } from 'node:test';
import { said } from '../../frontend/src/views/printed.js';

/** @param {import('../../frontend/src/wire.d.ts').Watch['values']} values */
const line = (...values) => said({ span: [0, 1], values });

test('a printed line is its words and tensors one after another, blanks as they are', () => {
  assert.equal(line({ text: 'step   1: loss ' }, { shape: [], data: [0.12345] }, { text: '!' }), 'step   1: loss 0.1235!');
});

test('what colours a terminal is not read', () => assert.equal(line({ text: '\x1b[92mok\x1b[0m' }), 'ok'));

test('a tensor is written in rows, a large one by its shape', () => {
  assert.equal(line({ shape: [2, 2], data: [1, 2, 3, -4] }), '[[1, 2],\n [3, −4]]');
  assert.equal(line({ shape: [2, 1, 2], data: [1, 2, 3, 4] }), '[[[1, 2]],\n [[3, 4]]]');
  assert.equal(line({ shape: [100, 2] }), '[100 × 2]');
  assert.equal(line({ shape: [0], data: [] }), '[]');
});
