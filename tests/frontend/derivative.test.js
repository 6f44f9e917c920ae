import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plainText } from '../../frontend/src/draw/sentence.js';
import { initial } from '../../frontend/src/store/state.js';
import { update } from '../../frontend/src/store/update.js';
import { choices, resolve, unasked } from '../../frontend/src/store/derivative.js';
import { members, title } from '../../frontend/src/views/derivative-asked.js';
import { cheaper, meaning, noPath, spoken } from '../../frontend/src/views/derivative-said.js';
import { words } from '../../frontend/src/words/en.js';
import { circuit } from './zoo.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */
/** @typedef {import('../../frontend/src/store/state.js').Derivative} Derivative */

/** f = (x + y) * z, with shapes of one's own. @param {Record<string, readonly number[]>} shapes @returns {Trace} */
function shaped(shapes = {}) {
  const trace = /** @type {any} */ (structuredClone(circuit()));
  for (const node of trace.nodes) if (shapes[node.name]) node.shape = shapes[node.name];
  return trace;
}

/** @param {Partial<Derivative>} [change] @returns {Derivative} */
const told = (change = {}) => ({ kind: 'row', of: null, by: null, entry: 0, direction: null, ...change });

/** @param {Trace} trace @param {Partial<Derivative>} [change] */
const asked = (trace, change) => /** @type {import('../../frontend/src/store/derivative.js').Asked} */ (resolve(trace, told(change)));

/** @param {Trace} trace @param {string} name */
const id = (trace, name) => trace.nodes.find((node) => node.name === name)?.id;

test('left alone it is the gradient of the target by the first input it depends on', () => {
  const trace = shaped();
  const found = asked(trace);
  assert.deepEqual([found.kind, found.of, found.by, found.entry], ['row', trace.targets[0], id(trace, 'x'), 0]);
  assert.equal(spoken(trace, found, words), 'Jacobian row. How fast f grows with x: one number, by one pass back from f.');
});

test('names become nodes, and the last of a name is meant', () => {
  const trace = /** @type {any} */ (shaped());
  trace.nodes.push({ ...trace.nodes[0], id: 'n9', version: 1 });
  assert.equal(choices(trace).find(({ name }) => name === 'x')?.node, 'n9');
  assert.equal(asked(trace, { by: 'x' }).by, 'n9');
  assert.equal(asked(trace, { by: 'gone' }).by, id(trace, 'x'), 'a name that left the text falls back');
});

test('the service is asked by ids, for what the kind needs and no more', () => {
  const trace = shaped({ z: [2, 2] });
  const [of, by] = [trace.targets[0], id(trace, 'z')];
  assert.deepEqual(members(trace, asked(trace, { kind: 'column', by: 'z', entry: 3 })), { kind: 'column', of, by, entry: 3 });
  assert.deepEqual(members(trace, asked(trace, { kind: 'jacobian', by: 'z', entry: 3 })), { kind: 'jacobian', of, by });
  assert.deepEqual(members(trace, asked(trace, { kind: 'tangent', by: 'z', direction: [1, 2, 3, 4] })), { kind: 'tangent', of, direction: { [String(by)]: [[1, 2], [3, 4]] } });
});

test('an entry there is not and a direction of another size are told', () => {
  const trace = shaped({ z: [2, 2] });
  const said = (/** @type {Partial<Derivative>} */ change) => unasked(trace, told(change));
  assert.deepEqual(said({ kind: 'tangent', by: 'z', direction: [1, 0] }), ['The direction has 2 entries, z has 4: it is ones instead.']);
  assert.deepEqual(said({ kind: 'column', by: 'z', entry: 4 }), ['There is no entry 4 of z, which has 4 entries: the first is entry 0.']);
  for (const fits of [{ kind: /** @type {const} */ ('hvp'), by: 'z', direction: [1, 0, 0, 1] }, { kind: /** @type {const} */ ('column'), by: 'z', entry: 3 }, {}]) assert.deepEqual(said(fits), []);
});

test('an entry or a direction of another shape is not sent', () => {
  const trace = shaped({ z: [2] });
  assert.equal(asked(trace, { kind: 'column', by: 'z', entry: 2 }).entry, 0);
  assert.deepEqual(asked(trace, { kind: 'hvp', by: 'z', direction: [1, 2, 3] }).direction, [1, 1]);
});

test('what is shown is written with the names of the learner', () => {
  const trace = shaped({ f: [3, 3], z: [2] });
  const titles = /** @type {const} */ (['row', 'column', 'jacobian', 'tangent', 'hessian', 'hvp']).map((kind) => title(trace, asked(trace, { kind, by: 'z', entry: 1 })));
  assert.deepEqual(titles, ['∂f[0, 1] / ∂z', '∂f / ∂z[1]', '∂f / ∂z', '∂f / ∂z · v', '∂²f / ∂z²', '∂²f / ∂z² · v']);
});

test('the meaning names the entry that starts the pass', () => {
  const trace = shaped({ f: [3, 3], z: [2] });
  assert.match(plainText(meaning(trace, asked(trace, { by: 'z', entry: 4 }), words)), /^How fast f\[1, 1\] grows with each entry of z\. One pass back that starts with 1 at f\[1, 1\]/);
  assert.match(plainText(meaning(trace, asked(trace, { kind: 'column', by: 'z', entry: 1 }), words)), /^How fast each entry of f grows with z\[1\]\. One pass forward/);
  assert.match(plainText(noPath(trace, asked(trace, { by: 'z' }), words)), /^No path from z to f:.*not the same as 0\.$/);
});

test('the way with fewer passes is named with its reason', () => {
  const trace = shaped();
  const said = (/** @type {number} */ reverse, /** @type {number} */ forward) =>
    plainText(cheaper(trace, asked(trace, { by: 'z' }), { values: 1, reverse: 1, forward: 1, reverse_passes: reverse, forward_passes: forward }, words));
  assert.match(said(1, 6), /f is one number\. One pass back gives its slope by all 6 entries of z at once/);
  assert.match(said(6, 1), /z is one number\. One pass forward tells how all 6 entries of f follow it/);
  assert.match(said(2, 6), /Reverse needs fewer/);
  assert.match(said(6, 2), /Forward needs fewer/);
  assert.match(said(3, 3), /There are 3 of either/);
  assert.match(said(1, 1), /one pass suffices either way/);
});

test('of second derivatives it says what they take, and nothing of the Jacobian', () => {
  const trace = shaped();
  for (const kind of /** @type {const} */ (['hessian', 'hvp'])) {
    const said = (/** @type {number} */ columns) => plainText(cheaper(trace, asked(trace, { kind, by: 'z' }), { values: 1, reverse: 1, forward: 1, reverse_passes: 1, forward_passes: columns }, words));
    assert.match(said(6), /each of the 6 rows of the Hessian takes one more pass back/);
    assert.match(said(1), /one more through it makes the second derivative/);
  }
});

test('another value has entries of its own, and another `by` a direction of its own', () => {
  const change = (/** @type {import('../../frontend/src/store/state.js').State} */ state, /** @type {Partial<Derivative>} */ next) => update(state, { type: 'derivative', change: next });
  let state = change(change(initial(), { entry: 5 }), { direction: [1, 2] });
  assert.deepEqual([state.derivative.entry, state.derivative.direction], [5, [1, 2]]);
  state = change(state, { of: 'z' });
  assert.deepEqual([state.derivative.of, state.derivative.entry, state.derivative.direction], ['z', 0, [1, 2]]);
  assert.equal(change(state, { by: 'x' }).derivative.direction, null);
});

test('where nothing depends on anything there is nothing to ask', () => {
  const trace = /** @type {any} */ (shaped());
  assert.equal(resolve({ ...trace, targets: [] }, told()), null);
  assert.equal(resolve({ ...trace, inputs: [], names: [] }, told()), null);
});
