import assert from 'node:assert/strict';
import { test } from 'node:test';

import { questions } from '../../frontend/src/stage/questions.js';
import { initial } from '../../frontend/src/store/state.js';
import { createStore } from '../../frontend/src/store/store.js';
import { circuit, fork } from './zoo.js';

/** @typedef {import('../../frontend/src/source.js').Told} Told */

const PAUSE = 200;

/** A page with a trace, whose service answers when the test says so. @param {import('node:test').TestContext} t */
function page(t) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const store = createStore(initial({ expr: 'f = (x + y) * z', seed: 3 }));
  const looks = { now: true };
  /** @type {{question: string, request: any, answer: (told: Told) => Promise<void>}[]} */
  const sent = [];
  /** @type {any} */
  const source = {
    ask: (/** @type {string} */ question, /** @type {any} */ request) =>
      new Promise((resolve) => {
        const answer = async (/** @type {Told} */ told) => {
          resolve(told);
          await new Promise((next) => setImmediate(next));
        };
        sent.push({ question, request, answer });
      }),
  };
  const asker = questions(store, source, () => looks.now);
  store.subscribe(asker.check);
  store.dispatch({ type: 'answer', asked: 1, trace: circuit() });
  const ask = /** @type {import('../../frontend/src/views/view.d.ts').Ask} */ (asker.ask);
  return { store, sent, looks, ask, pass: (ms = PAUSE) => t.mock.timers.tick(ms) };
}

test('a question goes with the program it is about, once, and is answered from memory after', async (t) => {
  const { store, sent, ask, pass } = page(t);
  assert.deepEqual(ask('check', { node: 'n0', entry: 0 }), { status: 'asking' });
  assert.equal(sent.length, 0, 'not before it was looked at for a while');
  pass();
  assert.deepEqual(sent[0].request, { expr: 'f = (x + y) * z', seed: 3, node: 'n0', entry: 0 });
  ask('check', { node: 'n0', entry: 0 });
  pass();
  assert.equal(sent.length, 1);
  const before = store.get().told;
  await sent[0].answer({ ok: true, answer: { entries: [] } });
  assert.equal(store.get().told, before + 1);
  assert.deepEqual(ask('check', { node: 'n0', entry: 0 }), { status: 'answered', answer: { entries: [] } });
});

test('who steps through the graph asks about the place where the steps end', (t) => {
  const { sent, ask, pass } = page(t);
  for (const node of ['n0', 'n1', 'n2']) {
    ask('check', { node, entry: 0 });
    pass(50);
  }
  pass();
  assert.deepEqual(sent.map(({ request }) => request.node), ['n2']);
});

test('value and gradient of one node are asked for side by side', (t) => {
  const { sent, ask, pass } = page(t);
  ask('slice', { node: 'n0', of: 'value' });
  ask('slice', { node: 'n0', of: 'grad' });
  pass();
  assert.deepEqual(sent.map(({ request }) => request.of), ['value', 'grad']);
});

test('what is out of sight is asked for when it comes into sight', (t) => {
  const { store, sent, looks, ask, pass } = page(t);
  looks.now = false;
  ask('paths', { node: 'n0' });
  pass();
  assert.equal(sent.length, 0);
  looks.now = true;
  store.dispatch({ type: 'panel', name: 'inspector' });
  pass();
  assert.equal(sent.length, 1);
});

test('nothing is asked about a trace the text has left behind', (t) => {
  const { store, sent, ask, pass } = page(t);
  ask('check', { node: 'n0', entry: 0 });
  store.dispatch({ type: 'edit', text: 'f = x * x' });
  pass();
  assert.equal(sent.length, 0);
  store.dispatch({ type: 'answer', asked: 2, trace: fork() });
  pass();
  assert.equal(sent.length, 0, 'the new trace was not asked about');
});

test('a refusal and a silence are answers too', async (t) => {
  const { sent, ask, pass } = page(t);
  ask('check', { node: 'n0' });
  ask('paths', { node: 'n0' });
  pass();
  const problem = { code: 'too-much-work', title: '', detail: 'Too much.', span: null, hint: 'Take less.', facts: {}, node: null };
  await sent[0].answer({ ok: false, problem: { problems: [problem], partial: null } });
  await sent[1].answer({ ok: false, offline: true });
  assert.deepEqual(ask('check', { node: 'n0' }), { status: 'refused', detail: 'Too much.', hint: 'Take less.' });
  assert.deepEqual(ask('paths', { node: 'n0' }), { status: 'offline' });
});

test('where nothing can be computed there is nobody to ask', () => {
  const store = createStore(initial());
  assert.equal(questions(store, { trace: async () => ({ ok: false, offline: true }), ask: null, gallery: async () => [] }, () => true).ask, null);
});
