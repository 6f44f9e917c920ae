import assert from 'node:assert/strict';
import { test } from 'node:test';

import { subject } from '../../frontend/src/store/subject.js';

const program = 'w0, x0 = 2, -1\ndot = w0*x0 + 3\nf = 1 / (1 + exp(-dot))  # a gate';
/** @type {any} */
const gallery = [{ title: 'A neuron', goal: 'Follow it.', program }];
/** @param {string} text */
const told = (text) => subject({ gallery, text, title: 'A neuron' });

test('an example has its title and goal', () => {
  assert.deepEqual(subject({ gallery, text: program, title: '' }), { title: 'A neuron', goal: 'Follow it.', changed: false });
});

test('other numbers, signs, blanks and comments leave it that example, changed', () => {
  assert.equal(told('w0, x0 = -2.5, 1e3\ndot = w0 * x0 + 3\nf = 1 / (1 + exp(-dot))')?.changed, true);
});

test('any other program is untitled', () => {
  for (const text of ['x*x', '', program.replace('exp(-dot)', 'exp(dot)'), program.replaceAll('w0', 'w1'), `${program}\ny = f`]) assert.equal(told(text), null, text);
});
