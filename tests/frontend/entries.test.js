// What is shown of one entry of a gradient comes to the number on the card, however many products there are.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { texts } from './plain-page.js';
import { gradientEntry } from '../../frontend/src/views/entries-gradient.js';
import { valueEntry } from '../../frontend/src/views/entries-value.js';
import { number, shownValue } from '../../frontend/src/store/format.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { words } from '../../frontend/src/words/en.js';
import { read } from '../../frontend/src/wire.js';
import { Builder } from './zoo-build.js';
import { einsum } from './zoo-ops.js';
import { all } from './zoo.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */

const context = /** @type {any} */ ({ words, ask: null, dispatch() {}, getState: () => ({}) });
const folder = new URL('../goldens/', import.meta.url);
/** @type {{name: string, trace: unknown}[]} */
const single = readFileSync(new URL('../ops.ndjson', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const traces = Object.fromEntries([
  ...readdirSync(folder).map((file) => [file, () => read(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))]),
  ...Object.entries(all),
  ...single.map(({ name, trace }) => [name, () => read(trace)]),
  ['matrices of 20 rows', tall],
]);

/** z = x @ w with 20 rows: more products than are listed, in one column. */
function tall() {
  const build = new Builder('z = x @ w');
  const counted = Array.from({ length: 40 }, (_, k) => (k * k) / 7 - 3);
  const [x, w] = [build.input('x', [20, 2], counted), build.input('w', [2, 1], [1, 2])];
  return build.trace(einsum(build, 'ik,kj->ij', [x, w], 'z'), counted.slice(0, 20));
}

/** What is told of how an entry of the target of a single op was made. @param {string} name @param {number} entry */
function made(name, entry) {
  const study = studied(read(single.find((each) => each.name === name)?.trace), []);
  return valueEntry(study, { node: study.trace.targets[0], entry }, context);
}

/** At the end of the pass. @param {Trace} trace @param {readonly string[]} open */
function studied(trace, open) {
  const stage = scene(trace, open);
  return { trace, scene: stage, pose: pose(trace, stage, stage.steps.length) };
}

/** The same but for the last digit shown, as sums in another order may be. @param {string} a @param {number} b */
const same = (a, b) => a === number(b) || Math.abs(shownValue(a) - b) <= 1e-3 * Math.abs(b) || Math.abs(shownValue(a) - b) < 1e-12;

for (const [name, make] of Object.entries(traces)) {
  test(`every entry of a gradient of ${name} comes to what its card shows`, () => {
    const trace = make();
    for (const open of trace.groups.length ? [[], trace.groups.map((group) => group.id)] : [[]]) {
      const study = studied(trace, open);
      for (const card of study.scene.cards.filter((each) => each.stack === 0)) {
        const node = trace.nodes.find((each) => each.id === card.node);
        node?.grad?.data?.forEach((expected, entry) => {
          const [total] = texts(gradientEntry(study, { node: node.id, entry }, context), 'big');
          assert.ok(total !== undefined && same(total, expected), `${node.label}[${entry}]: ${total} for ${number(expected)}`);
        });
      }
    }
  });
}

test('of many products the largest are listed, and the rest comes with them to the total', () => {
  const study = studied(tall(), []);
  const parts = gradientEntry(study, { node: study.trace.nodes[1].id, entry: 0 }, context);
  assert.equal(texts(parts, 'product').length, 8);
  assert.match(texts(parts, 'both').join(), /^and 12 more, together/);
});

for (const name of ['max 0', 'min 0', 'sort 0', 'topk 0', 'where 0', 'maximum 0', 'max_pool2d 0', 'global_max_pool2d 0', 'clip 0', 'relu 0', 'norm 0', 'layer_norm 0']) {
  test(`an entry of ${name} is no sum of products`, () => {
    assert.doesNotMatch(texts(made(name, 0), 'sentence').join(), /adds up|product/);
  });
}

test('an entry that was chosen is told with what was not', () => {
  const [said] = texts(made('max_pool2d 0', 0), 'sentence');
  assert.match(said, /^\S+\[0, 0\] is one of four entries, chosen among them: \w\[\d, \d\]\.$/);
  assert.deepEqual(texts(made('max_pool2d 0', 0), 'made').length, 2);
  assert.match(texts(made('sort 0', 0), 'sentence')[0], /is \w\[\d\], unchanged\.$/);
});

test('what adds up still does', () => {
  assert.match(texts(made('matmul 0', 0), 'sentence').join(), /adds up/);
});
