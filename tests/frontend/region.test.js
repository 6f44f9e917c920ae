import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compact } from '../../frontend/src/store/format.js';
import { block, clamped, extents, large } from '../../frontend/src/views/region.js';

test('what fits is shown whole, the rest in parts of six rows and three columns', () => {
  assert.equal(large([]), false);
  assert.equal(large([6, 6]), false);
  assert.equal(large([4, 6, 6]), false);
  for (const dims of [[7], [7, 2], [2, 7], [5, 2, 2]]) assert.equal(large(dims), true, String(dims));
  assert.deepEqual(extents([100]), [3]);
  assert.deepEqual(extents([3, 100, 2]), [1, 6, 2]);
});

test('a part that no longer fits is moved to where it does', () => {
  assert.deepEqual(clamped([10, 10], [8, 9]), [4, 7]);
  assert.deepEqual(clamped([10, 10], [1]), [0, 0]);
  assert.deepEqual(clamped([10], undefined), [0]);
});

test('the block that is fetched holds the part whole and reaches no further than the tensor', () => {
  for (const dims of [[5000], [100, 80], [3, 100, 80], [2, 3, 40, 7]]) {
    const seen = extents(dims);
    const last = clamped(dims, dims);
    for (const offsets of [clamped(dims, dims.map(() => 0)), clamped(dims, dims.map((extent) => Math.floor(extent / 2))), last]) {
      const { offsets: start, shape } = block(dims, offsets);
      offsets.forEach((at, axis) => {
        assert.ok(start[axis] <= at && at + seen[axis] <= start[axis] + shape[axis], `${dims} ${offsets}`);
        assert.ok(start[axis] + shape[axis] <= dims[axis]);
      });
      assert.ok(shape.reduce((product, extent) => product * extent, 1) <= 4096);
    }
  }
});

test('numbers of narrow cells have at most eight letters', () => {
  assert.equal(compact(-0.00045292), '−4.53e−4');
  assert.equal(compact(-0.9566), '−0.9566');
  assert.equal(compact(123456), '123456');
  assert.equal(compact(NaN), 'NaN');
  assert.equal(compact(-Infinity), '−∞');
});
