import assert from 'node:assert/strict';
import { test } from 'node:test';

import { because, relative } from '../../frontend/src/views/check.js';
import { words } from '../../frontend/src/words/en.js';
import { circuit } from './zoo.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */
/** @typedef {import('../../frontend/src/wire.d.ts').CheckEntry} CheckEntry */

/** @param {CheckEntry['verdict']} verdict @param {Partial<CheckEntry>} [more] @returns {CheckEntry} */
const entry = (verdict, more = {}) => ({ node: 'n0', entry: 0, name: 'x', gradient: 0, difference: 0.5, error: 0.01, verdict, ...more });

/** @param {string} code @param {string} text @param {{op: string, kinks: object[]}} [card] @returns {Trace} */
function noticed(code, text, card) {
  const trace = /** @type {any} */ (structuredClone(circuit()));
  trace.notices = [{ code, text, nodes: ['n3'] }];
  if (card) {
    trace.nodes[3].card = 'told';
    trace.cards.told = card;
  }
  return trace;
}

test('the relative error is a share of the larger of the two', () => {
  assert.equal(relative({ gradient: 4, difference: 5, error: 1e-9 }), 0.2);
  assert.equal(relative({ gradient: 0, difference: 0, error: 1e-9 }), 0);
  assert.equal(relative({ gradient: -2e-16, difference: 3e-13, error: 1e-12 }), null);
});

test('a corner is named with the op that has it and the slope that is taken', () => {
  const relu = { op: 'relu', kinks: [{ where: 'a = 0', value: '0', why: '' }] };
  assert.equal(because(noticed('kink', '', relu), entry('kink'), words), 'Differs here on purpose: `relu` has a corner at 0, and we take slope 0.');
});

test('a convention of another form is told as the notice tells it', () => {
  const max = { op: 'max', kinks: [{ where: 'ties', value: 'split evenly', why: '' }] };
  assert.equal(because(noticed('kink', 'y meets a tie.', max), entry('tie'), words), 'Differs here on purpose. y meets a tie.');
  assert.match(because(circuit(), entry('kink'), words), /^Differs here on purpose: there is a corner/);
  const even = { ...entry('tie'), gradient: 0.5, difference: 0.5 + 1e-12 };
  assert.match(because(noticed('kink', 'y meets a tie.', max), even, words), /^There is a corner here. The slope we take lies midway/);
});

test('where nothing is finite, the birth of the NaN is the reason', () => {
  assert.equal(because(noticed('born', 'NaN was born at y.'), entry('not finite'), words), 'NaN was born at y.');
  assert.equal(because(circuit(), entry('not finite'), words), words.check.notFinite);
});

test('where the program states a derivative itself, that is the reason', () => {
  assert.equal(because(circuit(), entry('stated'), words), words.check.stated);
});

test('rounding and a plain difference are told with their numbers', () => {
  assert.match(because(circuit(), entry('rounding'), words), /±0\.01/);
  assert.match(because(circuit(), entry('differs', { gradient: 6, difference: 5.5 }), words), /5\.5.*6/);
});
