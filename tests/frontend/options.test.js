import assert from 'node:assert/strict';
import { test } from 'node:test';

import { grouped } from '../../frontend/src/draw/options.js';

const names = (/** @type {readonly string[]} */ all) => grouped(all.map((text) => ({ value: text, text }))).map(([owner, own]) => [owner, own.map(({ text }) => text)]);

test('names of the program come first, then those of each object', () => {
  assert.deepEqual(names(['x', 'net.0.w', 'y', 'net.1.w', 'opt.lr']), [['', ['x', 'y']], ['net', ['net.0.w', 'net.1.w']], ['opt', ['opt.lr']]]);
  assert.deepEqual(names([]), [['', []]]);
});
