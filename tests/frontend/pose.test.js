import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { disagreement } from './replay.js';
import { all, circuit, conv, fork, matmul } from './zoo.js';

for (const [name, make] of Object.entries(all)) {
  test(`in ${name}, jumping to a step is taking all steps before it`, () => {
    const trace = make();
    for (const open of [[], trace.groups.map((group) => group.id), ['g0']]) {
      const stage = scene(trace, open);
      assert.equal(disagreement(trace, stage), '');
    }
  });
}

/** What a card shows at each position. @param {ReturnType<typeof fork>} trace @param {string} card */
const seen = (trace, card) => {
  const stage = scene(trace);
  return Array.from({ length: stage.steps.length + 1 }, (_, k) => {
    const at = /** @type {import('../../frontend/src/store/pose.js').CardPose} */ (pose(trace, stage, k).cards.get(card));
    return [at.value ? 'value' : '', at.grad, at.total?.[0] ?? '', at.incoming?.data?.[0] ?? ''].filter((each) => each !== '').join(' ');
  });
};

test('at the start everything is blank', () => {
  const trace = circuit();
  const { cards, wires, seeded, step } = pose(trace, scene(trace), 0);
  assert.ok([...cards.values()].every((card) => !card.value && card.grad === 'blank' && card.total === null));
  assert.ok([...wires.values()].every(({ state }) => state === 'idle'));
  assert.deepEqual([seeded, step], [false, null]);
});

test('at the end the gradients of (x + y) * z at -2, 5, -4 are -4, -4, 3', () => {
  const trace = circuit();
  const stage = scene(trace);
  const { cards } = pose(trace, stage, stage.steps.length);
  assert.deepEqual(
    ['n0', 'n1', 'n2'].map((id) => cards.get(id)?.total?.[0]),
    [-4, -4, 3],
  );
});

test('x*x + 3*x at 2 receives 3, then 2, then 2, and shows the sum so far', () => {
  const trace = fork();
  const events = seen(trace, 'n0').filter((each, k, list) => k === 0 || each !== list[k - 1]);
  assert.deepEqual(events, [
    'blank',
    'value blank',
    'value blank 3',
    'value partial 3',
    'value partial 3 2',
    'value partial 5',
    'value partial 5 2',
    'value known 7',
  ]);
});

test('no path is said once the backward pass has begun, and only of what could have a gradient', () => {
  const trace = fork();
  const [unused, constant] = [seen(trace, 'n5'), seen(trace, 'n2')];
  const seeding = scene(trace).steps.findIndex((step) => step.seed) + 1;
  assert.equal(unused[seeding - 1], 'value blank');
  assert.equal(unused[seeding], 'value none');
  assert.ok(constant.every((each) => !/none|known|partial/.test(each)));
  const { wires } = pose(trace, scene(trace), seeding);
  assert.deepEqual(
    scene(trace)
      .wires.filter((wire) => wire.to === 'n5')
      .map((wire) => wires.get(wire.id)?.state),
    ['nopath', 'nopath'],
  );
});

test('a step is at work on its card and its wire', () => {
  const trace = circuit();
  const stage = scene(trace);
  const forward = pose(trace, stage, 2);
  assert.equal(forward.cards.get('n3')?.working, 'forward');
  assert.deepEqual(
    ['e0', 'e1', 'e2'].map((id) => forward.wires.get(id)?.state),
    ['forward', 'forward', 'idle'],
  );
  const backward = pose(trace, stage, 5);
  assert.equal(backward.cards.get('n4')?.working, 'backward');
  assert.deepEqual(
    ['e0', 'e2', 'e3'].map((id) => backward.wires.get(id)?.state),
    ['delivered', 'backward', 'delivered'],
  );
  assert.equal(pose(trace, stage, 6).wires.get('e2')?.state, 'returned');
});

test('what comes back over the border of a closed group is the sum of its edges', () => {
  const trace = conv();
  const stage = scene(trace);
  assert.deepEqual([...(pose(trace, stage, 6).cards.get('n1')?.incoming?.data ?? [])], [96, 114, 114, 132]);
  assert.deepEqual([...(pose(trace, stage, 7).cards.get('n1')?.total ?? [])], [96, 114, 114, 132]);
});

test('a target shows its upstream gradient from the seed on', () => {
  const trace = matmul();
  const stage = scene(trace);
  const at = stage.steps.findIndex((step) => step.seed) + 1;
  assert.equal(pose(trace, stage, at - 1).cards.get('n2')?.grad, 'blank');
  assert.deepEqual([...(pose(trace, stage, at).cards.get('n2')?.total ?? [])], [1, 2, 3, 4]);
});

test('what did not change is the identical object', () => {
  const trace = circuit();
  const stage = scene(trace);
  const [before, after] = [pose(trace, stage, 5), pose(trace, stage, 6)];
  assert.equal(before.cards.get('n0'), after.cards.get('n0'));
  assert.equal(before.wires.get('e0'), after.wires.get('e0'));
  assert.notEqual(before.wires.get('e2'), after.wires.get('e2'));
});
