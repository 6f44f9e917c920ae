import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asking } from '../../frontend/src/stage/asking.js';

const REFUSAL = { problems: [], partial: null };

/** A service whose answers come when the test says so; a store that only counts. @param {import('node:test').TestContext} t */
function workshop(t) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let state = { text: 'x', vars: {}, target: null, upstream: null, seed: 0, asked: 1 };
  /** @type {{expr: string, vars?: object, aborted: () => boolean, answer: (ok: boolean) => Promise<void>}[]} */
  const questions = [];
  /** @type {string[]} */
  const told = [];
  const source = {
    /** @param {any} request @param {AbortSignal} signal */
    trace: (request, signal) =>
      new Promise((resolve) => {
        const answer = async (/** @type {boolean} */ ok) => {
          resolve(ok ? { ok, trace: {} } : { ok, problem: REFUSAL });
          await new Promise((next) => setImmediate(next));
        };
        questions.push({ ...request, aborted: () => signal.aborted, answer });
      }),
  };
  const store = { get: () => state, dispatch: (/** @type {any} */ action) => told.push(action.trace ? 'trace' : 'problem') };
  const service = asking(/** @type {any} */ (store), /** @type {any} */ (source));
  const change = (/** @type {object} */ part) => {
    state = { ...state, ...part, asked: state.asked + 1 };
    service.check();
  };
  service.check();
  return { questions, told, change, service, pass: (/** @type {number} */ ms) => t.mock.timers.tick(ms), asked: () => questions.map((each) => each.expr) };
}

test('the first text is asked for at once, and a state that asks nothing new asks nothing', (t) => {
  const { asked, service } = workshop(t);
  service.check();
  assert.deepEqual(asked(), ['x']);
});

test('a single key is asked for at once, the rest of a burst when it ends', (t) => {
  const { asked, change, pass } = workshop(t);
  for (const text of ['x*', 'x*x', 'x*x*x']) {
    change({ text });
    pass(50);
  }
  assert.deepEqual(asked(), ['x', 'x*']);
  pass(150);
  assert.deepEqual(asked(), ['x', 'x*', 'x*x*x']);
});

test('other changes of the state do not prolong a burst', (t) => {
  const { asked, change, pass, service } = workshop(t);
  change({ text: 'x*' });
  change({ text: 'x*x' });
  for (let k = 0; k < 3; k += 1) {
    pass(50);
    service.check();
  }
  assert.deepEqual(asked(), ['x', 'x*', 'x*x']);
});

test('a newer text calls the older question off, and a late answer to it is not told', async (t) => {
  const { questions, told, change } = workshop(t);
  change({ text: 'x*x' });
  assert.equal(questions[0].aborted(), true);
  await questions[0].answer(true);
  await questions[1].answer(true);
  assert.deepEqual(told, ['trace']);
});

test('what is wrong with half a word is told only when the typing rests', async (t) => {
  const { questions, told, change, pass } = workshop(t);
  await questions[0].answer(true);
  change({ text: 'x*' });
  await questions[1].answer(false);
  assert.deepEqual(told, ['trace']);
  pass(150);
  assert.deepEqual(told, ['trace', 'problem']);
});

test('what was wrong with half a word is never told once the word is whole', async (t) => {
  const { questions, told, change, pass } = workshop(t);
  await questions[0].answer(true);
  change({ text: 'x*' });
  await questions[1].answer(false);
  change({ text: 'x*x' });
  pass(150);
  await questions[2].answer(true);
  assert.deepEqual(told, ['trace', 'trace']);
});

test('a dragged input is asked one question at a time, the next with the newest value', async (t) => {
  const { questions, told, change } = workshop(t);
  await questions[0].answer(true);
  for (const x of [1, 2, 3]) change({ vars: { x } });
  assert.equal(questions.length, 2);
  await questions[1].answer(true);
  assert.deepEqual(questions[2].vars, { x: 3 });
  assert.equal(questions[1].aborted(), false);
  await questions[2].answer(true);
  assert.equal(told.length, 3);
});
