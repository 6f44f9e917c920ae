import assert from 'node:assert/strict';
import { test } from 'node:test';

import { roomy } from '../../frontend/src/views/inputs-range.js';
import { readValue } from '../../frontend/src/views/inputs-row.js';

const five = { min: -5, max: 5, step: 0.1 };

test('a number at the end of its range gets a wider one, with room on both sides', () => {
  assert.deepEqual(roomy(five, 5, false), { min: -10, max: 10, step: 0.2 });
  assert.deepEqual(roomy(five, -4000, false), { min: -5000, max: 5000, step: 100 });
});

test('while one drags, and while the number stands well in it, the range stays', () => {
  assert.equal(roomy(five, 5, true), five);
  for (const value of [0, 0.5, -4.5]) assert.equal(roomy(five, value, false), five);
});

test('a number too small to be seen in its range gets a narrower one', () => {
  assert.deepEqual(roomy({ min: -500, max: 500, step: 10 }, 2, false), { min: -5, max: 5, step: 0.1 });
  assert.deepEqual(roomy(five, 0.01, false), { min: -1, max: 1, step: 0.02 });
});

test('a whole number keeps its steps of 1', () => {
  const whole = { min: -5, max: 5, step: 1 };
  assert.deepEqual(roomy(whole, 40, false), { min: -100, max: 100, step: 1 });
  assert.deepEqual(roomy(roomy(whole, 400, false), 1, false), whole);
});

test('a free input takes a number or a list whose rows are equally long', () => {
  assert.equal(readValue('−2.5'), -2.5);
  assert.deepEqual(readValue(' [1, 2] '), [1, 2]);
  assert.deepEqual(readValue('[[1,2],[3,4.5]]'), [[1, 2], [3, 4.5]]);
  for (const text of ['', 'abc', '1/3', '1,5', '[', '[]', '[1,', '[[1],[2,3]]', '[1,[2]]', '{"a":1}', '"1"', 'null']) assert.equal(readValue(text), null, text);
});
