// A closed group with several outputs: a card for the first that is used, a wire for each.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { Builder } from './zoo-build.js';
import { add, mul } from './zoo-ops.js';

/** h = x * w and c = x + w inside the group; L = h * h + c. @param {'both' | 'memory'} uses */
function cell(uses) {
  const build = new Builder('h, c = cell(x, w)');
  const [x, w] = [build.input('x', [], [2]), build.input('w', [], [3])];
  let h = '';
  const c = build.group('cell', { x, w }, () => {
    h = mul(build, x, w, 'h');
    return add(build, x, w, 'c');
  });
  build.groups[0].outputs.unshift(h);
  return build.trace(uses === 'both' ? add(build, mul(build, h, h), c, 'L') : mul(build, c, c, 'L'));
}

test('the card of a closed cell shows its state, and every output it hands out has a wire', () => {
  const stage = scene(cell('both'));
  assert.equal(stage.cardById.get('g0')?.name, 'h');
  assert.deepEqual(
    stage.wires.filter((wire) => wire.from === 'g0').map((wire) => wire.node),
    ['n2', 'n2', 'n3'],
  );
});

test('its gradient is the sum of what came back to that output alone', () => {
  const trace = cell('both');
  const stage = scene(trace);
  const end = pose(trace, stage, stage.steps.length);
  assert.deepEqual([...(end.cards.get('g0')?.total ?? [])], [12]);
  assert.equal(end.cards.get('g0')?.expected, 2);
  for (const wire of stage.wires.filter(({ from }) => from === 'g0')) assert.equal(end.wires.get(wire.id)?.state, 'returned');
  assert.deepEqual([...(end.cards.get('n0')?.total ?? [])], [12 * 3 + 1]);
});

test('an output nobody uses gives way to one that is used', () => {
  const trace = cell('memory');
  const stage = scene(trace);
  assert.equal(stage.cardById.get('g0')?.name, 'c');
  assert.deepEqual([...(pose(trace, stage, stage.steps.length).cards.get('g0')?.total ?? [])], [10]);
});
