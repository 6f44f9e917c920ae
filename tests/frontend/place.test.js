// An index is shown where it stands: on the card, and in the rule of its node.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { labelPiece } from '../../frontend/src/draw/math-name.js';
import { placeText } from '../../frontend/src/store/format.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { named, numbered } from '../../frontend/src/views/explain-math.js';
import { Builder } from './zoo-build.js';

/** @typedef {import('../../frontend/src/draw/math-tree.js').MathTree} MathTree */

/** @param {MathTree} tree @returns {string} */
const text = (tree) => (tree.text ?? '') + (tree.children ?? []).map(text).join('');

test('an index is written as in a program, and cut short where it is long', () => {
  assert.deepEqual([[1], ['1:3'], [0, [0, 2]], [null, '...'], [[0, 1, 2, 3, 4, 5, 6]]].map(placeText), ['1', '1:3', '0, [0, 2]', 'None, ...', '[0, 1, 2, …, 6]']);
});

test('the card, the rule and the rule with numbers say which entry is picked', () => {
  const build = new Builder('a[2]');
  const a = build.input('a', [3], [4, 5, 6]);
  const picked = build.op('index', { shape: [], data: [6] }, [{ arg: 'a', from: a, relation: { kind: 'map', form: 'indices', offset: 0, strides: [], indices: [2] }, partial: null, vjp: (g) => [0, 0, g[0]] }]);
  Object.assign(build.node(picked), { params: { key: [2] }, card: 'c0' });
  const plain = build.trace(picked);
  /** @type {import('../../frontend/src/wire.d.ts').Formula} */
  const forward = { text: [], latex: [], mathml: { tag: 'mrow', children: [{ slot: 'a', prec: 5 }, { tag: 'mo', text: '[' }, { slot: 'key', prec: 0 }, { tag: 'mo', text: ']' }] } };
  const told = { op: 'index', glyph: '[ ]', title: 'Index', family: 'movement', args: ['a'], forward, rules: {}, sentences: { forward: '', backward: {}, because: {}, question: {} }, kinks: [], sources: [] };
  const trace = { ...plain, cards: { c0: told } };
  const stage = scene(trace);
  const study = { trace, scene: stage, pose: pose(trace, stage, 2) };
  const card = /** @type {import('../../frontend/src/store/scene.js').Card} */ (stage.cardById.get(picked));
  assert.equal(card.glyph, '[2]');
  const piece = (/** @type {string} */ id) => labelPiece(id === a ? 'a' : id);
  assert.equal(text(named(study, card, forward, { text: String, grad: piece, piece, standIns: [] })), 'a[2]');
  assert.match(text(/** @type {MathTree} */ (numbered(study, card, forward))), /4.*5.*6.*\[2\]$/);
});
