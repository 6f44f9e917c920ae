import assert from 'node:assert/strict';
import { test } from 'node:test';

import { named } from '../../frontend/src/views/explain-math.js';
import { namer } from '../../frontend/src/views/explain-names.js';
import { ownLetters, starred, starredIn } from '../../frontend/src/views/own-letters.js';

/** @typedef {import('../../frontend/src/draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('../../frontend/src/wire.d.ts').MathNode} MathNode */

/** @param {string} text @returns {MathNode} */
const mi = (text) => ({ tag: 'mi', text });
/** @param {...MathNode} children @returns {MathNode} */
const row = (...children) => ({ tag: 'mrow', children });
const minus = { tag: 'mo', text: '−' };

/** d.a = d.out · (p − y), y summed over n below the sign. */
const slope = row({ slot: 'd.out', prec: 2 }, { tag: 'mo', text: '·' }, row({ tag: 'munder', children: [{ tag: 'mo', text: '∑' }, mi('n')] }, mi('p'), minus, mi('y')));
const rule = { local: null, pointwise: null, matrix: null, index: { text: [], latex: [], mathml: slope } };
const op = { forward: { text: [], latex: [], mathml: row(mi('loss'), { slot: 'a', prec: 0 }) }, rules: { a: rule, b: { local: null, pointwise: null, matrix: null, index: null } } };

/** @param {string} logits @param {string} labels */
function studied(logits, labels) {
  const node = (/** @type {string} */ id, /** @type {string} */ name, /** @type {string[]} */ edges = []) => ({ id, name, version: 0, label: name, kind: 'op', shape: [], edges_in: edges });
  const trace = { nodes: [node('n0', logits), node('n1', labels), node('n2', 'loss', ['e0', 'e1'])], edges: [{ id: 'e0', from: 'n0', to: 'n2', arg: 'a' }, { id: 'e1', from: 'n1', to: 'n2', arg: 'b' }], groups: [], steps: [], cards: { one: op } };
  return { study: /** @type {any} */ ({ trace }), card: /** @type {any} */ ({ group: null, node: 'n2', card: op }) };
}

/** @param {MathTree} tree @returns {string} */
const read = (tree) => tree.text ?? (tree.children ?? []).map(read).join('');

test('the letters of an op are those of its formulas that are no slot and do not run', () => assert.deepEqual(ownLetters(/** @type {any} */ (op)), ['p', 'y']));

test('a letter that is also a name of the program gets a star, in the formula and in the sentence', () => {
  const { study, card } = studied('y', 'n');
  assert.equal(read(named(study, card, rule.index, namer(study))), 'dloss·∑np−y*');
  assert.equal(starredIn(study, card, 'p are the shares of {y}, y is 1 for `y`; my y, y′ and yy stay, p − y.'), 'p are the shares of {y}, y* is 1 for `y`; my y*, y′ and yy stay, p − y*.');
});

test('it stays as it is where nothing has its name', () => {
  const { study, card } = studied('logits', 'labels');
  assert.equal(read(named(study, card, rule.index, namer(study))), 'dloss·∑np−y');
  assert.equal(starredIn(study, card, 'p − y'), 'p − y');
  assert.equal(starred(study, card)('y'), 'y');
});
