import assert from 'node:assert/strict';
import { test } from 'node:test';

import { spread, touches } from '../../frontend/src/views/graph-room.js';

test('the boxes that touch a place are found whichever way they spread, long ones too', () => {
  const some = (/** @type {number} */ k) => (k * 7919) % 101;
  const wide = Array.from({ length: 60 }, (_, k) => ({ x: some(k) * 20, y: some(k + 7), w: 5 + (k % 9 === 0 ? 400 : some(k)), h: some(k + 3) }));
  for (const boxes of [wide, wide.map(({ x, y, w, h }) => ({ x: y, y: x, w: h, h: w })), []]) {
    const touching = spread(boxes);
    for (const place of wide.slice(0, 20)) {
      for (const clear of [0, 4]) assert.deepEqual(new Set(touching(place, clear)), new Set(boxes.filter((box) => touches(box, place, clear))));
    }
  }
});
