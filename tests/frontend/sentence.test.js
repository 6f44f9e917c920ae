import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plainText, sentence } from '../../frontend/src/draw/sentence.js';

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
