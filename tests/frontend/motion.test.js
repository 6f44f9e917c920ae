import assert from 'node:assert/strict';
import { test } from 'node:test';

import { arrow, inside, lengthOf, part, path, pointAt } from '../../frontend/src/draw/line.js';
import { bezier, out, travel } from '../../frontend/src/motion/ease.js';
import { REST, duration, moment } from '../../frontend/src/motion/packet.js';
import { packetAt } from '../../frontend/src/views/graph-wire.js';

/** @typedef {import('../../frontend/src/store/steps.js').PlayerStep} PlayerStep */
/** @typedef {import('../../frontend/src/draw/line.js').Point} Point */

/** @param {string} phase @param {string} kind */
const step = (phase, kind) => /** @type {PlayerStep} */ (/** @type {unknown} */ ({ phase, kind }));
/** An elbow of 10 right, 20 down, 30 right. @type {Point[]} */
const elbow = [[0, 0], [10, 0], [10, 20], [40, 20]];

test('an easing starts at 0, ends at 1 and never turns back', () => {
  for (const ease of [travel, out, bezier(0.42, 0, 0.58, 1)]) {
    assert.equal(ease(0), 0);
    assert.equal(ease(1), 1);
    for (let i = 1; i <= 50; i++) assert.ok(ease(i / 50) >= ease((i - 1) / 50));
  }
  assert.ok(Math.abs(bezier(0.25, 0.25, 0.75, 0.75)(0.3) - 0.3) < 1e-6);
});

test('a product stops halfway, and its arrival takes it the rest of the way', () => {
  const [local, accumulate] = [step('backward', 'local'), step('backward', 'accumulate')];
  assert.equal(moment(local, 0).flight, 0);
  assert.equal(moment(local, 1).flight, 0.5);
  assert.equal(moment(accumulate, 0).flight, 0.5);
  assert.equal(moment(accumulate, 1).flight, 1);
  assert.equal(moment(step('backward', 'unbroadcast'), 1).flight, 0.5);
});

test('a number is there only once its packet has landed, and settles after', () => {
  const accumulate = step('backward', 'accumulate');
  assert.equal(moment(accumulate, 0.5).landed, false);
  const late = moment(accumulate, 0.9);
  assert.equal(late.landed, true);
  assert.ok(late.settle > 0 && late.settle < 1);
  assert.deepEqual(moment(accumulate, 1), REST);
});

test('what is only given, and the sum over copies, do not move', () => {
  assert.equal(duration(null), 0);
  assert.equal(duration(step('given', 'compute')), 0);
  assert.equal(duration(step('backward', 'unbroadcast')), 0);
  assert.equal(duration(step('forward', 'compute')), 420);
  assert.equal(duration(step('backward', 'accumulate')), 580);
});

test('a point on a line is found by its distance from the start', () => {
  assert.equal(lengthOf(elbow), 60);
  assert.deepEqual(pointAt(elbow, 0), [0, 0]);
  assert.deepEqual(pointAt(elbow, 20), [10, 10]);
  assert.deepEqual(pointAt(elbow, 60), [40, 20]);
  assert.deepEqual(pointAt(elbow, 99), [40, 20]);
});

test('a packet goes from value to user forward and from user to value backward', () => {
  assert.deepEqual(packetAt(elbow, 'forward', 0), [0, 0]);
  assert.deepEqual(packetAt(elbow, 'backward', 0), [40, 20]);
  assert.deepEqual(packetAt(elbow, 'forward', 0.5), packetAt(elbow, 'backward', 0.5));
});

test('the two parts of a line meet where it was cut', () => {
  for (const at of [0, 5, 10, 17, 30, 60]) {
    const [before, after] = [part(elbow, 0, at), part(elbow, at, 60)];
    assert.equal(lengthOf(before) + lengthOf(after), 60);
    if (at > 0 && at < 60) assert.deepEqual(before.at(-1), after[0]);
  }
});

test('corners are rounded by 6, by less where a side is short', () => {
  assert.equal(path([[0, 0], [20, 0], [20, 20]]), 'M0 0L14 0Q20 0 20 6L20 20');
  assert.equal(path([[0, 0], [4, 0], [4, 20]]), 'M0 0L2 0Q4 0 4 2L4 20');
  assert.equal(path([[0, 0], [5, 0], [9, 0]]), 'M0 0L5 0L9 0');
});

test('an arrow has its tip at the start of its line', () => {
  assert.equal(arrow([[10, 5], [0, 5]], 5, 7), 'M10 5L5 1.5L5 8.5Z');
  assert.equal(arrow([[10, 5], [10, 50]], 8, 8), 'M10 5L6 13L14 13Z');
});

test('of a line is in a box what lies between coming in first and going out last', () => {
  const box = { x: 0, y: 0, w: 100, h: 50 };
  assert.deepEqual(inside([[-1000, 10], [1000, 10]], box), [1000, 1100]);
  assert.deepEqual(inside([[1000, 10], [20, 10], [20, 400]], box), [900, 1020]);
  assert.deepEqual(inside([[-10, 10], [10, 10], [10, -300], [60, -300], [60, 20]], box), [10, 700]);
  assert.deepEqual(inside([[10, 10], [90, 10]], box), [0, 80]);
  assert.equal(inside([[-1000, 60], [1000, 60], [1000, -60]], box), null);
});
