import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { plainText } from '../../frontend/src/draw/sentence.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { selectionOf } from '../../frontend/src/store/select.js';
import { narrate } from '../../frontend/src/views/narration-text.js';
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
  assert.ok(sentences(golden('cs231n-neuron')).includes('Negation flips the sign: dot receives −0.1966 × −1 = 0.1966.'));
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
