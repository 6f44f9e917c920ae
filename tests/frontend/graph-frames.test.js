import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scene } from '../../frontend/src/store/scene.js';
import { framesOf } from '../../frontend/src/views/graph-frames.js';
import { touches } from '../../frontend/src/views/graph-room.js';
import { Builder } from './zoo-build.js';
import { mul } from './zoo-ops.js';

test('the name of a group among other cards fits between two of them, one above the other', () => {
  const build = new Builder('y = f(x)');
  const [x, w] = [build.input('x', [], [2]), build.input('w', [], [3])];
  const trace = build.trace(build.group('f', { x, w }, () => mul(build, x, w)));
  const stage = scene(trace, ['g0']);
  // x stands above what is in the group, w below, with the gap that the layout leaves.
  const places = [...stage.cards].sort((a, b) => Number(a.node === w) - Number(b.node === w) || Number(a.kind !== 'input') - Number(b.kind !== 'input'));
  const boxes = new Map(places.map((card, place) => [card.id, { x: 0, y: place * 108, w: 80, h: 80 }]));
  const [frame] = framesOf(trace, stage, boxes);
  assert.equal(frame.whole, false);
  assert.ok([...boxes.values()].every((box) => !touches(box, frame.box, 3)), JSON.stringify(frame.box));
  // Above the first card of the group there is room; a wire that passes there sends the name to the other end of it.
  const wire = { x: 0, y: frame.box.y + 8, w: 4, h: 0 };
  const [other] = framesOf(trace, stage, boxes, [], [wire]);
  assert.ok(!touches(other.box, wire, 1) && [...boxes.values()].every((box) => !touches(box, other.box, 2)), JSON.stringify(other.box));
  const [crossed] = framesOf(trace, stage, boxes, [], [{ x: -500, y: -500, w: 1000, h: 1000 }]);
  assert.deepEqual(crossed.box, frame.box);
});

test('the name of a group around groups covers none of their names', () => {
  const build = new Builder('y = f(x)');
  const [x, w] = [build.input('x', [], [2]), build.input('w', [], [3])];
  const trace = build.trace(build.group('f', { x, w }, () => build.group('g', { x, w }, () => mul(build, x, w))));
  const stage = scene(trace, ['g0', 'g1']);
  // The frame of the inner one has room, that of the outer one would reach the inputs.
  const boxes = new Map(stage.cards.map((card, place) => [card.id, { x: place < 2 ? 0 : 110, y: place === 1 ? 120 : 0, w: 80, h: 80 }]));
  const [outer, inner] = framesOf(trace, stage, boxes);
  assert.deepEqual([outer.whole, inner.whole], [false, true]);
  assert.ok(!touches(outer.box, { ...inner.box, h: 40 }, 2), JSON.stringify([outer.box, inner.box]));
});
