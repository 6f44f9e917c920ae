import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plainText, sentence } from '../../frontend/src/draw/sentence.js';
import { arithmetic } from '../../frontend/src/views/arithmetic.js';

test('a slot becomes a part of its own kind', () => {
  const parts = sentence('{to} receives {g} × {local}.', (slot) => ({ to: { kind: 'name', text: 'dot' }, g: { kind: 'grad', text: '−0.2' }, local: { kind: 'local', text: '−1' } })[slot] ?? null);
  assert.deepEqual(parts, [
    { kind: 'name', text: 'dot' },
    { kind: 'plain', text: ' receives ' },
    { kind: 'grad', text: '−0.2' },
    { kind: 'plain', text: ' × ' },
    { kind: 'local', text: '−1' },
    { kind: 'plain', text: '.' },
  ]);
});

test('what stands between backticks is code, and so is a slot there', () => {
  const parts = sentence('`{name}` came from `*`.', () => 'x');
  assert.deepEqual(parts, [{ kind: 'name', text: 'x' }, { kind: 'plain', text: ' came from ' }, { kind: 'name', text: '*' }, { kind: 'plain', text: '.' }]);
});

test('plain words that meet become one part', () => {
  assert.deepEqual(sentence('Summed over {axes}.', () => 'axis 0'), [{ kind: 'plain', text: 'Summed over axis 0.' }]);
});

test('a slot may hold several parts', () => {
  const list = /** @type {const} */ ([{ kind: 'name', text: 'x' }, { kind: 'plain', text: ' = ' }, { kind: 'value', text: '2' }]);
  assert.equal(plainText(sentence('Given: {inputs}.', () => [...list])), 'Given: x = 2.');
});

test('an unknown slot shows its name instead of nothing', () => assert.equal(plainText(sentence('{what} now', () => null)), 'what now'));

test('a sum called by its own text stands in brackets where it is multiplied', () => {
  const said = (/** @type {string} */ template, /** @type {string} */ text) => plainText(arithmetic(sentence(template, () => ({ kind: 'name', text }))));
  assert.equal(said('A square has slope 2 {a}.', 'x + 1'), 'A square has slope 2 (x + 1).');
  assert.equal(said('The slope is {b} · e.', '-x'), 'The slope is (-x) · e.');
  assert.equal(said('The slope is 1 − {a}².', 'f(x + 1)[0, 1]'), 'The slope is 1 − f(x + 1)[0, 1]².');
  assert.equal(said('The slope is 1 + ln {a}.', 'x*y'), 'The slope is 1 + ln (x*y).');
  assert.equal(said('{a} receives the gradient.', 'x + 1'), 'x + 1 receives the gradient.');
});
