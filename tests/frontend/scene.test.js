import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scene } from '../../frontend/src/store/scene.js';
import { moved, placeAfter, placeBefore, position, written } from '../../frontend/src/store/steps.js';
import { circuit, conv, fork, padded, versions } from './zoo.js';

/** @param {import('../../frontend/src/store/scene.js').Scene} stage */
const told = ({ steps }) =>
  steps.map(({ kind, card, wire }) => [kind, card, wire].filter((each) => each !== null).join(' '));

test('a scalar circuit has a card per node, a wire per operand, a step per event', () => {
  const stage = scene(circuit());
  assert.deepEqual(
    stage.cards.map((card) => [card.id, card.kind, card.name]),
    [
      ['n0', 'input', 'x'],
      ['n1', 'input', 'y'],
      ['n2', 'input', 'z'],
      ['n3', 'op', null],
      ['n4', 'op', 'f'],
    ],
  );
  assert.deepEqual(
    stage.wires.map(({ id, from, to, port, ports, live }) => [id, from, to, port, ports, live]),
    [
      ['e0', 'n0', 'n3', 0, 2, true],
      ['e1', 'n1', 'n3', 1, 2, true],
      ['e2', 'n3', 'n4', 0, 2, true],
      ['e3', 'n2', 'n4', 1, 2, true],
    ],
  );
  assert.deepEqual(told(stage), [
    'compute',
    'compute n3',
    'compute n4',
    'seed n4',
    'local n4 e2',
    'accumulate n4 e2',
    'local n4 e3',
    'accumulate n4 e3',
    'local n3 e0',
    'accumulate n3 e0',
    'local n3 e1',
    'accumulate n3 e1',
  ]);
});

test('x*x is two wires', () => {
  const stage = scene(fork());
  assert.deepEqual(
    stage.wires.filter((wire) => wire.to === 'n1').map(({ id, from, port }) => [id, from, port]),
    [
      ['e0', 'n0', 0],
      ['e1', 'n0', 1],
    ],
  );
});

test('the second version of a name has a prime', () => {
  assert.deepEqual(
    scene(versions()).cards.map((card) => card.name),
    ['x', null, 'x′', 'y'],
  );
});

test('a closed group is one card with a wire per argument, and one step forward', () => {
  const stage = scene(conv());
  assert.deepEqual(
    stage.cards.map(({ id, kind, node, name }) => [id, kind, node, name]),
    [
      ['n0', 'input', 'n0', 'x'],
      ['n1', 'input', 'n1', 'w'],
      ['g0', 'group', 'n3', 'z'],
    ],
  );
  assert.deepEqual(
    stage.wires.map(({ id, arg, port, edges }) => [id, arg, port, edges]),
    [
      ['g0:n0', 'x', 0, ['e0']],
      ['g0:n1', 'w', 1, ['e2']],
    ],
  );
  assert.deepEqual(told(stage), [
    'compute',
    'compute g0',
    'seed g0',
    'local g0 g0:n0',
    'accumulate g0 g0:n0',
    'local g0 g0:n1',
    'accumulate g0 g0:n1',
  ]);
});

test('an opened group has the steps of its parts, in the order of its own', () => {
  const stage = scene(conv(), ['g0']);
  assert.deepEqual(told(stage), [
    'compute',
    'compute n2',
    'compute n3',
    'seed n3',
    'local n3 e1',
    'accumulate n3 e1',
    'local n2 e0',
    'accumulate n2 e0',
    'local n3 e2',
    'accumulate n3 e2',
  ]);
});

test('before a gradient goes on through an open group, all that pays into it has arrived', () => {
  for (const trace of [conv(), padded()]) {
    const stage = scene(trace, ['g0', 'g1']);
    const arrived = new Set();
    for (const step of stage.steps) {
      if (step.kind === 'local') for (const wire of stage.wires) if (wire.from === step.card && wire.live) assert.ok(arrived.has(wire.id), `${step.card} before ${wire.id}`);
      if (step.kind === 'accumulate') arrived.add(step.wire);
    }
  }
});

test('a group inside an open group is a card of its own, inside a closed one it is not there', () => {
  const trace = padded();
  assert.deepEqual(
    scene(trace, ['g1']).cards.map((card) => card.id),
    scene(trace).cards.map((card) => card.id),
  );
  assert.ok(scene(trace, ['g0']).cardById.has('g1'));
});

test('a scene is made once', () => {
  const trace = padded();
  assert.equal(scene(trace, ['g0', 'g1']), scene(trace, ['g1', 'g0']));
});

test('a position is a tick of the strip as shown', () => {
  for (const stage of [scene(conv()), scene(conv(), ['g0'])]) {
    const { length } = stage.steps;
    assert.deepEqual(['0', '4', 'end', '99'].map((wanted) => position(stage, wanted)), [0, 4, length, null]);
    for (let k = 0; k <= length; k++) assert.equal(position(stage, written(stage, k)), k);
  }
});

test('opening and closing a group keeps the moment, and never shows what was not yet known', () => {
  const trace = padded();
  const [closed, open] = [scene(trace), scene(trace, ['g0', 'g1'])];
  const time = (/** @type {typeof closed} */ stage, /** @type {number} */ k) => (k === 0 ? -1 : stage.steps[k - 1].time);
  for (const [from, to] of [
    [closed, open],
    [open, closed],
  ]) {
    for (let k = 0; k <= from.steps.length; k++) assert.ok(time(to, moved(from, k, to)) <= time(from, k));
    assert.equal(moved(from, from.steps.length, to), to.steps.length);
    assert.equal(moved(from, 0, to), 0);
  }
});

test('places are the cards at work, each in its direction', () => {
  const stage = scene(circuit());
  const forward = [0];
  for (let k = 0; k < stage.steps.length;) forward.push((k = placeAfter(stage, k)));
  assert.deepEqual(forward, [0, 1, 2, 3, 4, 8, 12]);
  const back = [12];
  for (let k = 12; k > 0;) back.push((k = placeBefore(stage, k)));
  assert.deepEqual(back, [12, 8, 4, 3, 2, 1, 0]);
});
