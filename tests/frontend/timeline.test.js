import assert from 'node:assert/strict';
import { test } from 'node:test';

import { geometry, playhead, stepAt } from '../../frontend/src/views/timeline-geometry.js';

/** @typedef {import('../../frontend/src/views/timeline-geometry.js').Slot} Slot */

/** @param {Slot['zone']} zone @param {string} kind @param {string} node @param {Partial<Slot>} [more] @returns {Slot} */
const slot = (zone, kind, node, more = {}) => ({ zone, kind, node, glyph: node, to: '', lot: null, ...more });
/** @param {string} node @param {string} to */
const back = (node, to) => [slot('backward', 'local', node, { to }), slot('backward', 'accumulate', node, { to })];

const product = [slot('forward', 'compute', 'given'), slot('forward', 'compute', '*'), slot('seed', 'seed', 'seed'), ...back('*', 'x'), ...back('*', 'y')];
const many = (/** @type {number} */ count) => [
  ...Array.from({ length: count }, (_, k) => slot('forward', 'compute', `n${k}`, { lot: k < count / 2 ? { id: 'g0', label: 'block 1' } : { id: 'g1', label: 'block 2' } })),
  slot('seed', 'seed', 'seed'),
  ...Array.from({ length: count }, (_, k) => slot('backward', 'local', `n${k}`)),
];

test('a slot is 72 wide at most, and less when the steps need it', () => {
  assert.equal(geometry(product, 2000, { labelled: true }).slot, 72);
  assert.equal(geometry(product, 280, { labelled: true }).slot, 40);
  assert.equal(geometry(product, 2000, { labelled: false }).slot, 28);
});

test('a rule has a long tick and an arrival a short one', () => {
  const { ticks } = geometry(product, 700, { labelled: true });
  assert.deepEqual(ticks.map((tick) => tick.length), [10, 10, 10, 6, 10, 6]);
  assert.deepEqual(ticks.map((tick) => tick.step), [1, 2, 4, 5, 6, 7]);
});

test('the seed stands between the two zones', () => {
  const { forward, backward, seeds } = geometry(product, 490, { labelled: true });
  assert.deepEqual(forward, [0, 140]);
  assert.deepEqual(backward, [210, 490]);
  assert.equal(seeds[0].x, 175);
});

test('brackets name the operand where that has room, else one joins all ticks of the node', () => {
  assert.deepEqual(geometry(product, 504, { labelled: true }).brackets.map((each) => each.label), ['* to x', '* to y']);
  const narrow = geometry(product, 140, { labelled: true }).brackets;
  assert.deepEqual(narrow.map((each) => [each.label, each.first, each.last]), [['*', 4, 7]]);
});

test('labels above never touch', () => {
  const { labels } = geometry([...product.slice(0, 1), ...Array.from({ length: 9 }, (_, k) => slot('forward', 'compute', `softmax${k}`)), ...product.slice(2)], 400, { labelled: true });
  labels.reduce((before, label) => {
    if (before) assert.ok(label.x - before.x >= ((label.text.length + before.text.length) * 7.2) / 2);
    return label;
  });
});

test('labels that are left out are left out by a rule, and none sticks out to the left', () => {
  const long = [slot('forward', 'compute', 'given'), ...Array.from({ length: 24 }, (_, k) => slot('forward', 'compute', k === 3 ? 'relu' : '+')), slot('seed', 'seed', 'seed')];
  const { labels } = geometry(long, 260, { labelled: true });
  assert.ok(labels[0].x >= (labels[0].text.length * 7.2) / 2);
  const gaps = new Set(labels.slice(1).map((label, place, all) => (place === 0 ? null : label.step - all[place - 1].step)).filter((gap) => gap !== null));
  assert.equal(gaps.size, 1);
});

test('where there is no room for labels, bars have none either', () => {
  const { bars } = geometry(many(200), 800, { labelled: false });
  assert.ok(bars.length > 1 && bars.every((bar) => bar.label === ''));
});

test('steps too many for ticks become bars of whole groups', () => {
  const { bars, ticks } = geometry(many(200), 800, { labelled: true });
  assert.equal(ticks.length, 0);
  assert.deepEqual(bars.map((bar) => [bar.zone, bar.label, bar.first, bar.last]), [
    ['forward', 'block 1', 1, 100],
    ['forward', 'block 2', 101, 200],
    ['backward', '', 202, 401],
  ]);
});

test('the playhead stands on its tick, and the pointer finds the step under it', () => {
  const at = geometry(product, 490, { labelled: true });
  for (const tick of at.ticks) {
    assert.equal(playhead(at, tick.step), tick.x);
    assert.equal(stepAt(at, tick.x, product.length), tick.step);
  }
  assert.equal(playhead(at, 0), 0);
  assert.equal(stepAt(at, -5, product.length), 0);
  assert.equal(stepAt(at, 9999, product.length), product.length);
});

test('a program without steps has a place for the playhead', () => {
  const at = geometry([], 300, { labelled: true });
  assert.equal(at.forward, null);
  assert.equal(playhead(at, 0), 0);
});
