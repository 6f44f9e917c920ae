import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { plainText, sentence } from '../../frontend/src/draw/sentence.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { selectionOf } from '../../frontend/src/store/select.js';
import { arithmetic } from '../../frontend/src/views/arithmetic.js';
import { narrate } from '../../frontend/src/views/narration-text.js';
import { sumText } from '../../frontend/src/views/phrases.js';
import { words } from '../../frontend/src/words/en.js';
import { read } from '../../frontend/src/wire.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */

const folder = new URL('../goldens/', import.meta.url);
/** @param {string} name @returns {Trace} */
const golden = (name) => read(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')));

/** @param {Trace} trace @param {readonly string[]} [open] @param {string} [select] */
function sentences(trace, open = [], select) {
  const stage = scene(trace, open);
  const chosen = select ? selectionOf(trace, select) : null;
  return [null, ...stage.steps].map((_, k) => plainText(narrate({ trace, scene: stage, pose: pose(trace, stage, k) }, chosen, words)));
}

for (const file of readdirSync(folder)) {
  const trace = golden(file.replace('.json', ''));
  for (const open of trace.groups.length ? [[], trace.groups.map((group) => group.id)] : [[]]) {
    test(`each step of ${file} ${open.length ? 'with its groups open ' : ''}is one sentence`, () => {
      for (const [k, text] of sentences(trace, open).entries()) {
        assert.match(text, /\.$/, `step ${k}: ${text}`);
        assert.doesNotMatch(text, /[{}`]|undefined|null|\[object/, `step ${k}: ${text}`);
      }
    });
  }
}

test('a backward step says what the receiver gets, with its numbers', () => {
  assert.ok(sentences(golden('cs231n-neuron')).includes('Negation flips the sign: dot receives −0.1966 × (−1) = 0.1966.'));
});

test('a value used several times tells what is in and what is on its way', () => {
  const told = sentences(golden('colah-graph'));
  assert.ok(told.includes('b was used twice: 3 is in, and the last 2 is on its way.') || told.includes('b was used twice: 2 is in, and the last 3 is on its way.'), told.join('\n'));
  assert.ok(told.some((text) => /^b was used twice, and all have arrived: . \+ . = 5\.$/.test(text)));
});

test('with an entry selected the sentence is about its products', () => {
  const told = sentences(golden('article-conv'), [], 'grad(w)[0,1]');
  assert.equal(told.at(-1), 'w[0, 1] took part in nine outputs, so nine products come back: 15 + 36 + 63 = 114.');
});

test('at the end the sentence follows whichever entry is chosen', () => {
  assert.equal(sentences(golden('article-conv'), [], 'grad(x)[1,1]').at(-1), 'x[1, 1] took part in four outputs, so four products come back: 4 + 3 + 4 + 2 = 13.');
});

test('an input that no gradient reaches is named at the end, and whenever it is chosen', () => {
  const trace = golden('tf-guide-none');
  const said = 'No path from x to z, so it has no gradient. That is not the same as 0.';
  assert.ok(sentences(trace).at(-1)?.endsWith(` ${said}`));
  assert.equal(sentences(trace, [], 'x').at(-1), said);
  assert.ok(!sentences(trace).slice(0, 3).some((text) => text.includes('No path')));
});

test('nobody asks for the gradient of a size', () => {
  const trace = golden('tf-guide-none');
  const sized = { ...trace, inputs: trace.inputs.map((input) => (input.name === 'x' ? { ...input, slider: { min: -100, max: 100, step: 1 } } : input)) };
  assert.doesNotMatch(sentences(sized).at(-1) ?? '', /No path/);
  assert.match(sentences(sized, [], 'x').at(-1) ?? '', /^No path from x to z/);
});

test('of a weight that a loop changed it is said where its gradient stands', () => {
  const trace = golden('pytorch-loop');
  const first = 'No path from w to loss′′, which is computed from w′′: the gradient stands there, and none leads back to w. That is not the same as 0.';
  const id = trace.inputs.find((input) => input.name === 'w')?.node ?? '';
  assert.equal(sentences(trace, [], id).at(-1), first);
  const open = trace.groups.map((group) => group.id);
  assert.match(sentences(trace, open, 'w').at(-1) ?? '', /^No path from w′′′ to loss′′, which was computed before it/);
});

test('negative numbers stand in brackets after an operator, and what does not add up as shown is nearly equal', () => {
  const said = (/** @type {string} */ text) => plainText(arithmetic(sentence(text, () => null)));
  assert.equal(said('4 + −3 = 1.'), '4 + (−3) = 1.');
  assert.equal(said('3 × −4 = −12 and 2 − −1.5e−5.'), '3 × (−4) = −12 and 2 − (−1.5e−5).');
  assert.equal(said('x receives −0.5344 × 0.3679 = −0.1966.'), 'x receives −0.5344 × 0.3679 ≈ −0.1966.');
  assert.equal(said('15 + 36 + 63 = 114.'), '15 + 36 + 63 = 114.');
  assert.equal(said('1 − 2 × 3 = −5, x · 3 + 2 = 5'), '1 − 2 × 3 = −5, x · 3 + 2 = 5');
  const parts = arithmetic([{ kind: 'grad', text: '2' }, { kind: 'plain', text: ' × ' }, { kind: 'local', text: '−1' }, { kind: 'plain', text: ' = −2' }]);
  assert.deepEqual(parts[2], { kind: 'local', text: '(−1)' });
});

test('a vector has entries, not a shape of one number', () => {
  const told = sentences(golden('article-softmax'));
  assert.ok(told.includes('Shares that add up to 1: z has 3 entries.'), told.join('\n'));
});

test('of a long sum the first terms and the last are written', () => {
  assert.equal(sumText([1, -2, 3]), '1 − 2 + 3');
  assert.equal(sumText(Array.from({ length: 601 }, (_, k) => k)), '0 + 1 + 2 + … + 600');
});
