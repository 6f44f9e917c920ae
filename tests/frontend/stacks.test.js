import assert from 'node:assert/strict';
import { test } from 'node:test';

import { words } from '../../frontend/src/words/en.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { stacked, stacksOf } from '../../frontend/src/store/stacks.js';
import { initial } from '../../frontend/src/store/state.js';
import { update } from '../../frontend/src/store/update.js';
import { sizeOf } from '../../frontend/src/views/graph-size.js';
import { spoken } from '../../frontend/src/views/graph-say.js';
import { lookup, read } from '../../frontend/src/wire.js';
import { Builder } from './zoo-build.js';

const relation = { kind: 'pointwise', broadcast: [] };

/** @param {Builder} b @param {string} from @param {number} factor @param {string | null} [name] */
const scaled = (b, from, factor, name = null) => {
  const [x] = b.node(from).value.data;
  const partial = { shape: [], data: [factor] };
  return b.op('scale', { shape: [], data: [x * factor] }, [{ arg: 'a', from, relation, partial, vjp: ([g]) => [g * factor] }], name);
};

/** @param {Builder} b @param {string} one @param {string} other */
const sum = (b, one, other) => {
  const value = b.node(one).value.data[0] + b.node(other).value.data[0];
  const way = (/** @type {string} */ arg, /** @type {string} */ from) => ({ arg, from, relation, partial: { shape: [], data: [1] }, vjp: (/** @type {number[]} */ g) => g });
  return b.op('add', { shape: [], data: [value] }, [way('a', one), way('b', other)]);
};

/**
 * y = [f(2 * x) for ...] with its sum: each member has `deep` nodes, and between them stands what they are given.
 * @param {object} [how]
 * @param {number} [how.count]
 * @param {number} [how.deep]
 * @param {boolean} [how.chain] each member is given the result of the one before
 * @param {(k: number) => string | null} [how.named] the name of a result
 * @param {boolean} [how.last] the last member is the target
 */
function calls({ count = 4, deep = 8, chain = false, named = () => null, last = false } = {}) {
  const b = new Builder('f');
  const x = b.input('x', [], [1]);
  let before = x;
  const results = [];
  for (let k = 0; k < count; k++) {
    const given = scaled(b, chain ? before : x, 2);
    before = b.group('f(x)', { x: given }, () => {
      let at = given;
      for (let i = 0; i < deep; i++) at = scaled(b, at, 1, i === deep - 1 ? named(k) : null);
      return at;
    });
    results.push(before);
  }
  const target = last ? before : results.reduce((one, other) => sum(b, one, other));
  const made = JSON.parse(JSON.stringify(b.trace(target)));
  made.groups.forEach((/** @type {any} */ group, /** @type {number} */ k) => {
    group.kind = 'call';
    group.twin_of = k === 0 ? null : 'g0';
  });
  return read(made);
}

/** @param {import('../../frontend/src/wire.d.ts').Trace} trace */
const membersOf = (trace) => [...stacksOf(stacked(trace)).values()];

/** @param {import('../../frontend/src/wire.d.ts').Trace} trace @param {object} [params] */
const arrived = (trace, params = {}) => update(initial({ expr: 'f', ...params }), { type: 'answer', asked: 1, trace });

test('three and more that are alike and side by side are one stack, two are not', () => {
  assert.deepEqual(membersOf(calls()), [['g0', 'g1', 'g2', 'g3']]);
  assert.deepEqual(membersOf(calls({ count: 3 })), [['g0', 'g1', 'g2']]);
  const two = calls({ count: 2 });
  assert.equal(stacked(two), two);
});

test('in a chain each result is the next argument: no stack hides that', () => {
  const trace = calls({ chain: true });
  assert.equal(stacked(trace), trace);
});

test('results with names of their own and the target stand for themselves', () => {
  assert.deepEqual(membersOf(calls({ named: (k) => `y${k}` })), []);
  assert.deepEqual(membersOf(calls({ named: () => 'y' })), [['g0', 'g1', 'g2', 'g3']]);
  // Of four the last is the target, and no gradient comes to the three before it.
  assert.deepEqual(membersOf(calls({ last: true })), [['g0', 'g1', 'g2']]);
});

test('a stack is one card with one port per argument, and a wire for every value', () => {
  const stage = scene(stacked(calls()), []);
  const card = stage.cardById.get('g0-stack');
  assert.equal(card?.title, 'f(x) × 4');
  assert.equal(card?.stack, 4);
  assert.equal(stage.cards.filter((each) => each.kind === 'group').length, 1);
  assert.deepEqual((stage.wiresInto.get('g0-stack') ?? []).map(({ port, ports }) => `${port} of ${ports}`), Array(4).fill('0 of 1'));
  assert.equal(stage.wires.filter((wire) => wire.from === 'g0-stack').length, 4);
});

test('whatever is open, nothing is computed before its operands nor goes back before its gradient is whole', () => {
  const trace = stacked(calls());
  for (const open of [[], ['g0-stack'], ['g0-stack', 'g1'], ['g0-stack', 'g0', 'g1', 'g2', 'g3']]) {
    const stage = scene(trace, open);
    const computed = new Map(stage.steps.flatMap((step, k) => (step.phase === 'forward' ? [[step.card, k]] : [])));
    for (const { from, to } of stage.wires) assert.ok((computed.get(from) ?? -1) < (computed.get(to) ?? -1), `${from} before ${to}`);
    const left = new Set();
    for (const step of stage.steps) {
      const wire = step.wire === null ? undefined : stage.wireById.get(step.wire);
      if (!wire) continue;
      left.add(wire.to);
      if (step.kind === 'accumulate') assert.ok(!left.has(wire.from), `${wire.from} has gone back already`);
    }
  }
});

test('opening a stack moves no step outside it', () => {
  const trace = stacked(calls());
  const outside = (/** @type {string[]} */ open) => {
    const { steps } = scene(trace, open);
    return steps.filter(({ card }) => card !== 'g0-stack' && !card?.startsWith('g')).map(({ kind, card, wire }) => `${kind} ${card} ${wire}`);
  };
  assert.deepEqual(outside(['g0-stack']), outside([]));
});

test('its card has counts and no number, at every step', () => {
  const trace = stacked(calls());
  const stage = scene(trace, []);
  const card = /** @type {import('../../frontend/src/store/scene.js').Card} */ (stage.cardById.get('g0-stack'));
  const node = /** @type {any} */ (lookup(trace).nodes.get(card.node));
  const said = new Set();
  for (let k = 0; k <= stage.steps.length; k++) {
    const at = /** @type {import('../../frontend/src/store/pose.js').CardPose} */ (pose(trace, stage, k).cards.get('g0-stack'));
    assert.equal(at.total, null);
    said.add(spoken(card, node, at, 32, words.graph));
  }
  const begin = 'f(x) × 4, stack of 4 closed groups that are alike, 8 nodes each, ';
  const end = ['values not yet known, gradients not yet known', '4 values, gradients not yet known', '4 values, 1 of 4 gradients have come', '4 values, 2 of 4 gradients have come', '4 values, 3 of 4 gradients have come', '4 values, 4 gradients'];
  assert.deepEqual([...said], end.map((rest) => begin + rest));
});

test('its card is as large whatever the numbers are', () => {
  const card = /** @type {import('../../frontend/src/store/scene.js').Card} */ (scene(stacked(calls()), []).cardById.get('g0-stack'));
  const node = (/** @type {number} */ value) => /** @type {any} */ ({ shape: [], value: { shape: [], data: [value] }, grad: null });
  for (const direction of /** @type {const} */ (['right', 'down'])) assert.deepEqual(sizeOf(card, node(1), 1, direction), sizeOf(card, node(-123456.789), 1, direction));
});

test('a stack of many nodes comes closed with its members, a small one open', () => {
  assert.deepEqual(arrived(calls()).open, []);
  assert.deepEqual(arrived(calls({ count: 3, deep: 2 })).open, ['g0-stack', 'g0', 'g1', 'g2']);
});

test('an address that selects inside a stacked member opens the stack and that member', () => {
  const inside = stacked(calls()).nodes.find((node) => node.group === 'g2');
  assert.deepEqual(arrived(calls(), { select: inside?.id }).open, ['g0-stack', 'g2']);
  assert.deepEqual(arrived(calls(), { step: '3' }).open, []);
});

test('closing a stack keeps the moment, and lets go of an entry inside it', () => {
  const state = arrived(calls(), { step: '0' });
  const opened = update(state, { type: 'toggle-group', id: 'g0-stack' });
  const stage = scene(/** @type {any} */ (opened.trace), opened.open);
  assert.deepEqual(stage.cards.filter((card) => card.kind === 'group').map((card) => card.id), ['g0', 'g1', 'g2', 'g3']);
  const node = /** @type {string} */ (stage.cardById.get('g2')?.node);
  const chosen = update(opened, { type: 'select', node, of: 'grad', entry: 0 });
  assert.equal(chosen.select?.entry, 0);
  const closed = update(chosen, { type: 'toggle-group', id: 'g0-stack' });
  assert.deepEqual(closed.select, { node, of: 'grad', entry: null });
  assert.equal(update(closed, { type: 'select', node, of: 'grad', entry: 0 }).select?.entry, null);
});
