import assert from 'node:assert/strict';
import { test } from 'node:test';

import { initial, request } from '../../frontend/src/store/state.js';
import { createStore } from '../../frontend/src/store/store.js';
import { update } from '../../frontend/src/store/update.js';
import { read } from '../../frontend/src/wire.js';
import { circuit, conv, fork, padded } from './zoo.js';

/** @typedef {import('../../frontend/src/store/update.js').Action} Action */
/** @typedef {import('../../frontend/src/store/state.js').State} State */

/** @param {State} state @param {Action[]} actions */
const through = (state, ...actions) => actions.reduce(update, state);

/** @param {import('../../frontend/src/wire.d.ts').Trace} trace @param {object} [params] */
const ready = (trace, params = {}) => update(initial({ expr: trace.program.text, ...params }), { type: 'answer', asked: 1, trace });

/** @type {import('../../frontend/src/wire.d.ts').Refusal} */
const refusal = {
  problems: [{ code: 'syntax', title: 'Unclosed', detail: '', span: null, hint: null, facts: {}, node: null }],
  partial: null,
};

/** @type {import('../../frontend/src/wire.d.ts').GalleryItem} */
const item = {
  id: 'conv',
  title: 'A convolution',
  goal: '',
  source: '',
  url: '',
  program: 'z = conv2d(x, w)',
  target: 'z',
  upstream: [[1]],
  topic: 'conv',
};

/** One of each. @type {Action[]} */
const actions = [
  { type: 'edit', text: 'y = 1' },
  { type: 'var', name: 'x', value: 3 },
  { type: 'reset-var', name: 'y' },
  { type: 'target', name: 'f' },
  { type: 'upstream', value: 2 },
  { type: 'load', item },
  { type: 'answer', asked: 1, trace: fork() },
  { type: 'answer', asked: 1, problem: refusal },
  { type: 'undrawn', asked: 2, error: new Error('no') },
  { type: 'offline', asked: 1 },
  { type: 'step', to: 5 },
  { type: 'move', by: 1 },
  { type: 'play' },
  { type: 'pause' },
  { type: 'speed', speed: 2 },
  { type: 'select', node: 'n0', of: 'grad', entry: 0 },
  { type: 'hover', node: 'n1' },
  { type: 'term', index: 1 },
  { type: 'toggle-group', id: 'g0' },
  { type: 'tab', tab: 'table' },
  { type: 'place', place: 'program' },
  { type: 'panel', name: 'program' },
  { type: 'theme', theme: 'dark' },
  { type: 'dialog', dialog: 'help' },
  { type: 'gallery', items: [item] },
  { type: 'region', node: 'n0', offsets: [1] },
  { type: 'derivative', change: { kind: 'jacobian' } },
  { type: 'told' },
  { type: 'format', format: 'json' },
];

for (const action of actions) {
  test(`${action.type} leaves the state before it as it was, and answers the same twice`, () => {
    const before = ready(padded(), { vars: { y: 1 }, fresh: true });
    const copy = JSON.stringify(before);
    const [first, second] = [update(before, action), update(before, action)];
    assert.equal(JSON.stringify(before), copy);
    assert.deepEqual(first, second);
    assert.ok(Object.isFrozen(first));
  });
}

test('a change that changes nothing is the identical state', () => {
  const state = ready(circuit());
  for (const action of /** @type {Action[]} */ ([
    { type: 'edit', text: state.text },
    { type: 'step', to: state.step },
    { type: 'pause' },
    { type: 'reset-var', name: 'x' },
    { type: 'target', name: null },
    { type: 'hover' },
    { type: 'select', node: 'nobody' },
    { type: 'toggle-group', id: 'g7' },
    { type: 'answer', asked: 1, trace: fork() },
  ]))
    assert.equal(update(state, action), state, action.type);
  const selected = update(state, { type: 'select', node: 'n0' });
  assert.equal(update(selected, { type: 'select', node: 'n0', of: 'value', entry: null }), selected);
});

test('a first answer stands at what is given, with the rest blank', () => {
  const state = ready(circuit());
  assert.deepEqual([state.step, state.status, state.playing], [1, 'ready', false]);
});

test('an address that asks for a step and an entry gets both with the first answer', () => {
  const state = ready(conv(), { step: '6', select: 'grad(w)[0,1]' });
  assert.equal(state.step, 6);
  assert.deepEqual(state.select, { node: 'n1', of: 'grad', entry: 1 });
  assert.equal(state.tab, 'entries');
  assert.equal(ready(conv(), { step: 'end' }).step, 7);
});

test('what an address asks for and is not there leaves a notice each', () => {
  const state = ready(conv(), { step: '99', select: 'nobody' });
  assert.equal(state.notices.length, 2);
  assert.equal(state.select, null);
});

test('a wish outlives a refused text and is met once', () => {
  const wishing = update(initial({ expr: '(', step: 'end' }), { type: 'answer', asked: 1, problem: refusal });
  const met = through(wishing, { type: 'edit', text: 'ok' }, { type: 'answer', asked: 2, trace: circuit() });
  assert.equal(met.step, 12);
  const later = through(met, { type: 'step', to: 3 }, { type: 'edit', text: 'ok ok' }, { type: 'answer', asked: 3, trace: circuit() });
  assert.equal(later.step, 3);
});

test('every change of the program asks anew, and an answer to an older question moves the picture only', () => {
  const asking = through(ready(circuit()), { type: 'var', name: 'x', value: 1 }, { type: 'var', name: 'x', value: 2 });
  assert.deepEqual([asking.asked, asking.status, asking.late], [3, 'asking', false]);
  const newer = fork();
  const between = update(asking, { type: 'answer', asked: 2, trace: newer });
  assert.deepEqual([between.trace, between.status], [newer, 'asking']);
  const done = update(between, { type: 'answer', asked: 3, trace: circuit() });
  assert.deepEqual([done.status, done.late], ['ready', false]);
  assert.equal(update(done, { type: 'answer', asked: 2, trace: newer }), done);
});

test('a refused text keeps the last good graph, marked as out of date', () => {
  const good = ready(circuit());
  const bad = through(good, { type: 'play' }, { type: 'edit', text: '(' }, { type: 'answer', asked: 2, problem: refusal });
  assert.deepEqual([bad.trace, bad.status, bad.problems, bad.playing, bad.late], [good.trace, 'problem', refusal.problems, false, true]);
  const gone = through(bad, { type: 'edit', text: 'x' }, { type: 'offline', asked: 3 });
  assert.deepEqual([gone.trace, gone.status, gone.late], [good.trace, 'offline', true]);
  const fine = through(bad, { type: 'edit', text: 'x' }, { type: 'answer', asked: 3, trace: good.trace ?? undefined });
  assert.deepEqual([fine.problems, fine.status, fine.late], [[], 'ready', false]);
});

test('a text that runs up to a fault shows that part, as a link to it does; what is left of it is out of date with the next text', () => {
  const partial = fork();
  const faulty = { ...refusal, partial };
  const step = (/** @type {number} */ to) => update(ready(circuit()), { type: 'step', to });
  const pasted = through(step(7), { type: 'edit', text: 'y = x*' }, { type: 'answer', asked: 2, problem: faulty });
  const linked = update(initial({ expr: 'y = x*' }), { type: 'answer', asked: 1, problem: faulty });
  const seen = (/** @type {State} */ { trace, partial, late, status, select, open }) => ({ trace, partial, late, status, select, open });
  assert.deepEqual(seen(pasted), seen(linked));
  assert.deepEqual([pasted.trace, pasted.partial, pasted.late], [null, partial, false]);
  assert.equal(update(pasted, { type: 'move', by: 1 }), pasted);
  const broken = through(pasted, { type: 'edit', text: '(' }, { type: 'answer', asked: 3, problem: refusal });
  assert.deepEqual([broken.trace, broken.partial, broken.late], [null, partial, true]);
  const mended = (/** @type {State} */ state) => through(state, { type: 'edit', text: 'ok' }, { type: 'answer', asked: state.asked + 1, trace: circuit() });
  assert.deepEqual([mended(broken).step, mended(broken).partial, mended(broken).late], [7, null, false]);
  assert.equal(mended(through(step(Infinity), { type: 'edit', text: 'y' }, { type: 'answer', asked: 2, problem: faulty })).step, 12);
});

test('editing keeps the step, and the end stays the end', () => {
  const next = (/** @type {State} */ state) =>
    through(state, { type: 'edit', text: 'other' }, { type: 'answer', asked: 2, trace: fork() }).step;
  assert.equal(next(update(ready(circuit()), { type: 'step', to: 7 })), 7);
  assert.equal(next(update(ready(circuit()), { type: 'step', to: Infinity })), 16);
  const shorter = through(
    update(ready(fork()), { type: 'step', to: 14 }),
    { type: 'edit', text: 'other' },
    { type: 'answer', asked: 2, trace: circuit() },
  );
  assert.equal(shorter.step, 12);
});

/** A trace with changes to one of its nodes. @param {import('../../frontend/src/wire.d.ts').Trace} trace @param {number} which @param {object} change */
const changed = (trace, which, change) => {
  const copy = JSON.parse(JSON.stringify(trace));
  Object.assign(copy.nodes[which], change);
  return read(copy);
};

test('a selection stays while its node has the same label, its entry while the shape is the same', () => {
  const selected = update(ready(conv()), { type: 'select', node: 'n1', of: 'grad', entry: 1 });
  const next = (/** @type {object} */ change) =>
    through(selected, { type: 'edit', text: 'other' }, { type: 'answer', asked: 2, trace: changed(conv(), 1, change) }).select;
  assert.deepEqual(next({}), { node: 'n1', of: 'grad', entry: 1 });
  assert.equal(next({ label: 'kernel' }), null);
  assert.deepEqual(next({ shape: [4] }), { node: 'n1', of: 'grad', entry: null });
});

test('an entry is explained on its own tab, and leaving it leaves the tab', () => {
  const entry = update(ready(conv()), { type: 'select', node: 'n1', of: 'grad', entry: 1 });
  assert.equal(entry.tab, 'entries');
  assert.equal(update(entry, { type: 'select', node: null }).tab, 'explain');
  assert.equal(through(entry, { type: 'tab', tab: 'table' }, { type: 'select', node: 'n0' }).tab, 'table');
});

test('a focused product is forgotten with the entry it belonged to', () => {
  const focused = through(ready(conv()), { type: 'select', node: 'n1', of: 'grad', entry: 1 }, { type: 'term', index: 5 });
  assert.equal(focused.term, 5);
  assert.equal(update(focused, { type: 'select', node: 'n1', of: 'grad', entry: 2 }).term, null);
});

test('steps stop at both ends, and so does playing', () => {
  const state = through(ready(circuit()), { type: 'step', to: 11 }, { type: 'play' });
  assert.equal(state.playing, true);
  const end = update(state, { type: 'move', by: 1 });
  assert.deepEqual([end.step, end.playing], [12, false]);
  assert.equal(update(end, { type: 'move', by: 1 }).step, 12);
  assert.equal(update(end, { type: 'step', to: -3 }).step, 0);
  assert.deepEqual([update(end, { type: 'play' }).step, update(end, { type: 'play' }).playing], [0, true]);
  assert.equal(update(initial(), { type: 'play' }).playing, false);
});

test('a dialog stops what plays behind it', () => {
  const state = through(ready(circuit()), { type: 'play' });
  assert.equal(update(state, { type: 'dialog', dialog: 'export' }).playing, false);
  assert.equal(update(state, { type: 'dialog', dialog: null }).playing, true);
});

test('a ready program replaces everything typed, and starts at what is given', () => {
  const state = update(update(ready(fork(), { vars: { x: 9 } }), { type: 'step', to: 9 }), { type: 'load', item });
  assert.deepEqual([state.text, state.vars, state.target, state.upstream, state.title], [item.program, {}, null, [[1]], item.title]);
  const answered = update(state, { type: 'answer', asked: state.asked, trace: conv() });
  assert.deepEqual([answered.step, answered.select], [1, null]);
});

test('the service is asked for what is shown; overrides of names that have left the text wait', () => {
  const state = initial({ expr: 'y = x*w_1', vars: { x: 2, z: 3, w: 4, w_1: [1] }, target: 'gone', upstream: 0, seed: 0 });
  assert.deepEqual(request(state), { expr: 'y = x*w_1', vars: { x: 2, w_1: [1] }, upstream: 0 });
  const paths = { 'net.fc1.weight': [1], 'train[0][1]': [2], 'gone.bias': 3 };
  assert.deepEqual(request(initial({ expr: 'net = f(train)', vars: paths })).vars, { 'net.fc1.weight': [1], 'train[0][1]': [2] });
  assert.deepEqual(request(initial({ expr: 'α = β', vars: { β: 1 }, target: 'α', seed: 5 })), {
    expr: 'α = β',
    vars: { β: 1 },
    target: 'α',
    seed: 5,
  });
});

test('an edit keeps what was chosen for the text, and another program begins without it', () => {
  const chosen = { vars: { x: 9 }, target: 'y', upstream: 2, seed: 5 };
  const of = (/** @type {State} */ { vars, target, upstream, seed }) => ({ vars, target, upstream, seed });
  const state = ready(fork(), chosen);
  for (const text of [`${state.text}\nz = y*y`, 'y = x*x', 'y = x*x + 4*x']) assert.deepEqual(of(update(state, { type: 'edit', text })), chosen, text);
  const bare = { vars: {}, target: null, upstream: null, seed: 0 };
  for (const text of ['', 'import torch\na = torch.ones(3)\nb = a.sum()']) assert.deepEqual(of(update(state, { type: 'edit', text })), bare, text);
});

test('a new target takes away the upstream gradient that had the shape of the old one', () => {
  assert.equal(update(ready(conv(), { upstream: 3 }), { type: 'target', name: 'w' }).upstream, null);
});

test('listeners see each change once, in order, also those that listeners make', () => {
  const store = createStore(ready(circuit()));
  const seen = /** @type {[string, number][]} */ ([]);
  const stop = store.subscribe((state) => {
    seen.push(['a', state.step]);
    if (state.step === 3) store.dispatch({ type: 'move', by: 1 });
  });
  store.subscribe((state) => seen.push(['b', state.step]));
  store.dispatch({ type: 'step', to: 3 });
  assert.deepEqual(seen, [
    ['a', 3],
    ['b', 3],
    ['a', 4],
    ['b', 4],
  ]);
  stop();
  store.dispatch({ type: 'step', to: 4 });
  store.dispatch({ type: 'step', to: 5 });
  assert.deepEqual(seen.slice(4), [['b', 5]]);
});

test('a listener that fails does not stop the store', () => {
  const store = createStore(ready(circuit()));
  const stop = store.subscribe(() => assert.fail('listener'));
  assert.throws(() => store.dispatch({ type: 'step', to: 3 }), /listener/);
  stop();
  store.dispatch({ type: 'step', to: 5 });
  assert.equal(store.get().step, 5);
});
