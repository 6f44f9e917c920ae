import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toldOnce } from '../../frontend/src/views/explain-notices.js';

test('what is said of many places in the same words is said once, in the order it came', () => {
  assert.deepEqual(toldOnce(['a.', 'b.', 'a.', 'a.'], (count) => `${count} times.`), ['a. 3 times.', 'b.']);
});
