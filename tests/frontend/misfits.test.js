// What an address or an older text gave beside the text: kept while it fits, dropped when it does not.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { initial } from '../../frontend/src/store/state.js';
import { update } from '../../frontend/src/store/update.js';
import { circuit } from './zoo.js';

/** @typedef {import('../../frontend/src/store/state.js').State} State */

/** @param {object} params */
const arrived = (params) => update(initial({ expr: circuit().program.text, ...params }), { type: 'answer', asked: 1, trace: circuit() });

/** @param {string} code @param {string} detail @param {Record<string, any>} facts */
const problem = (code, detail, facts = {}) => ({ code, title: '', detail, span: null, hint: null, facts, node: null });

/** @param {Parameters<typeof problem>} one */
const refusal = (...one) => ({ problems: [problem(...one)], partial: null });

test('an input and a target the program does not have are told once and leave the state', () => {
  const state = arrived({ vars: { x: 3, q: 1 }, target: 'qq' });
  assert.deepEqual([state.vars, state.target], [{ x: 3 }, null]);
  assert.deepEqual(state.notices, ['The program has no input q.', 'The program gives no value the name qq.']);
});

test('a derivative of what there is not, or along another direction, is told once', () => {
  const asked = (/** @type {object} */ change) => arrived({ derivative: { kind: 'tangent', of: 'f', by: 'z', entry: 0, direction: null, ...change } }).notices;
  assert.deepEqual(asked({ by: 'q', direction: [1, 2] }), ['The program gives no value the name q.']);
  assert.deepEqual(asked({ direction: [1, 2] }), ['The direction has 2 entries, z has 1: it is ones instead.']);
  assert.deepEqual(asked({ direction: [2] }), []);
});

test('what an edit leaves behind goes without a word', () => {
  const state = update(update(arrived({ vars: { x: 3 } }), { type: 'var', name: 'gone', value: 1 }), { type: 'answer', asked: 2, trace: circuit() });
  assert.deepEqual([state.vars, state.notices], [{ x: 3 }, []]);
});

test('a refusal about what was given beside the text asks again without it', () => {
  const first = initial({ expr: 'y = x*x', vars: { y: 3, x: 2 }, target: 'x', upstream: 2 });
  const second = update(first, { type: 'answer', asked: 1, problem: refusal('bad-vars', 'The program has no input y.', { name: 'y' }) });
  assert.deepEqual([second.vars, second.asked, second.status, second.notices], [{ x: 2 }, 2, 'asking', ['The program has no input y.']]);
  const third = update(second, { type: 'answer', asked: 2, problem: refusal('bad-target', 'No target.') });
  assert.deepEqual([third.target, third.upstream, third.asked], [null, null, 3]);
  const last = update(third, { type: 'answer', asked: 3, problem: refusal('bad-target', 'No target.') });
  assert.deepEqual([last.status, last.asked], ['problem', 3], 'nothing is left to drop');
});

test('a value that does not fit is dropped beside a fault of the text, of which alone is told', () => {
  const misfit = problem('bad-vars', 'x has the shape [2], the value given for it [].', { name: 'x' });
  const fault = problem('unknown-attribute', 'torch.frobnicate is not known here.', { name: 'frobnicate' });
  const before = arrived({ vars: { x: 3 } });
  const edited = update(before, { type: 'edit', text: `${before.text}; x = [1, 2]; torch.frobnicate(x)` });
  const again = update(edited, { type: 'answer', asked: 2, problem: { problems: [misfit, fault], partial: null } });
  assert.deepEqual([again.vars, again.asked, again.status, again.notices], [{}, 3, 'asking', []]);
  const told = update(again, { type: 'answer', asked: 3, problem: { problems: [fault], partial: circuit() } });
  assert.deepEqual([told.status, told.asked, told.problems, told.late], ['problem', 3, [fault], false]);
  const linked = update(initial({ expr: 'x = [1, 2]; z = (', vars: { x: 3 } }), { type: 'answer', asked: 1, problem: { problems: [misfit, fault], partial: null } });
  assert.deepEqual([linked.vars, linked.asked, linked.notices], [{}, 2, [misfit.detail]], 'an address that is wrong is told so');
});

test('a step past the end is the last step, with a notice', () => {
  const state = arrived({ step: '999' });
  assert.equal(state.step, arrived({ step: 'end' }).step);
  assert.match(state.notices[0], /no step 999/);
});

test('the first example keeps what the address asked for, the next one does not', () => {
  /** @type {any} */
  const item = { id: 'a', title: 'A', goal: '', source: '', url: '', program: circuit().program.text, target: null, upstream: null, topic: '' };
  const asked = initial({ step: '3', vars: { x: 7 } });
  const loaded = update(asked, { type: 'load', item });
  assert.deepEqual([loaded.wanted.step, loaded.vars], ['3', { x: 7 }]);
  const shown = update(loaded, { type: 'answer', asked: 2, trace: circuit() });
  assert.equal(shown.step, 3);
  const again = update(shown, { type: 'load', item: { ...item, program: 'y = x' } });
  assert.deepEqual([again.wanted.step, again.vars], ['1', {}]);
});

test('names every object has are overridden and reset like others', () => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];
  const start = initial({ expr: 'y = x' });
  assert.equal(update(start, { type: 'reset-var', name: 'constructor' }), start);
  const given = names.reduce((state, name) => update(state, { type: 'var', name, value: 2 }), start);
  assert.deepEqual(Object.keys(given.vars), names);
  const reset = names.reduce((state, name) => update(state, { type: 'reset-var', name }), given);
  assert.deepEqual(Object.keys(reset.vars), []);
});
