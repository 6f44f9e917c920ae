import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fibreOf, readingOf as fibreReading } from '../../frontend/src/local/fibre.js';
import { behind, mostCopies } from '../../frontend/src/local.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { makingOf } from '../../frontend/src/views/entries-made.js';
import { answer, readingOf } from '../../frontend/src/views/explain-answer.js';
import { exampleEntry } from '../../frontend/src/views/explain-entry.js';
import { copiedInto } from '../../frontend/src/views/explain-math.js';
import { fibreSlope } from '../../frontend/src/views/explain-fibre.js';
import { brought } from '../../frontend/src/views/facts.js';
import { namer } from '../../frontend/src/views/explain-names.js';
import { words } from '../../frontend/src/words/en.js';
import { read } from '../../frontend/src/wire.js';
import { Builder } from './zoo-build.js';
import { mean, mul } from './zoo-ops.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */
/** @typedef {import('../../frontend/src/wire.d.ts').Rule} Rule */

/** @param {string} name @param {readonly string[]} [open] */
function study(name, open = []) {
  const trace = /** @type {Trace} */ (read(JSON.parse(readFileSync(new URL(`../goldens/${name}.json`, import.meta.url), 'utf8'))));
  const stage = scene(trace, open);
  return { trace, scene: stage, pose: pose(trace, stage, stage.steps.length) };
}

/** @param {ReturnType<typeof study>} at @param {string} name */
const cardNamed = (at, name) => /** @type {NonNullable<ReturnType<typeof at.scene.cardById.get>>} */ (at.scene.cards.find((card) => card.name === name));

test('"Why the transpose?" says where the letter that runs stands in each factor', () => {
  const at = study('article-matmul');
  const card = cardNamed(at, 'z');
  const arg = Object.keys(card.card?.rules ?? {})[0];
  const said = answer(at, card, /** @type {Rule} */ (card.card?.rules[arg]), arg, namer(at), words);
  assert.match(said ?? '', /k is the second index of `dz` and the second index of `y`\..*transposing `y` brings k there\./);
});

test('"Why the flip?" names the index that falls', () => {
  const at = study('article-conv');
  const card = cardNamed(at, 'z');
  const rule = /** @type {Rule} */ (card.card?.rules.x);
  assert.deepEqual(readingOf(rule, 'x')?.falling, [{ slot: 'w', index: 'p − i, q − j' }]);
  assert.deepEqual(readingOf(/** @type {Rule} */ (card.card?.rules.w), 'w')?.falling, []);
});

test('the flip is shown at an entry where it can be seen', () => {
  const at = study('article-conv');
  const wire = /** @type {typeof at.scene.wires[number]} */ (at.scene.wires.find((each) => each.to === cardNamed(at, 'z').id && each.arg === 'x'));
  const entry = exampleEntry(at, wire);
  assert.equal(behind(at.trace, wire.edges, entry, { closed: cardNamed(at, 'z').group ?? undefined }).count, 4);
});

test('a slope in a fibre is explained by the entries whose numbers it is made of', () => {
  const at = study('article-softmax');
  const [edge] = at.trace.edges;
  assert.equal(fibreReading(at.trace, edge)?.common, true);
  const [own, other] = behind(at.trace, [edge.id], 0).terms.map((term) => term.factors[1]);
  assert.equal(fibreOf(at.trace, own), edge);
  assert.deepEqual(own.parts, [{ node: edge.to, entry: 0 }, { node: edge.to, entry: 0 }]);
  assert.deepEqual(other.parts, [{ node: edge.to, entry: 1 }, { node: edge.to, entry: 0 }]);
  assert.deepEqual(fibreSlope(at, own, namer(at)), { numbers: '0.09003 · (1 − 0.09003) ≈ 0.08193', names: 'z[0] · (1 − z[0])' });
  assert.deepEqual(fibreSlope(at, other, namer(at)), { numbers: '0.2447 · (0 − 0.09003) ≈ −0.02203', names: 'z[1] · (0 − z[0])' });
});

test('an entry of a closed convolution is the products of window and kernel', () => {
  const at = study('article-conv');
  const card = cardNamed(at, 'z');
  const made = makingOf(at, card, 4);
  const named = made?.products.map((factors) => factors.map((each) => `${each.node} ${each.entry} ${each.value}`));
  assert.deepEqual(named, [['n0 5 5', 'n1 0 1'], ['n0 6 6', 'n1 1 2'], ['n0 9 6', 'n1 2 3'], ['n0 10 7', 'n1 3 4']]);
  assert.deepEqual(made?.values, [5, 12, 18, 28]);
});

test('a value that is no sum of products is not told as one', () => {
  const at = study('article-softmax');
  assert.equal(makingOf(at, cardNamed(at, 'z'), 0), null);
});

test('a letter means the same value at every step', () => {
  const at = study('cs231n-neuron');
  const long = at.trace.nodes.filter((node) => node.name === null && node.label.length > 4);
  const forward = namer(at);
  const letters = long.map((node) => forward.text(node.id));
  const back = namer(at);
  assert.deepEqual([...long].reverse().map((node) => back.text(node.id)), [...letters].reverse());
  assert.equal(new Set(letters).size, long.length);
});

test('what comes back to copies inside a closed group has the shape they had there', () => {
  const build = new Builder('loss = mse(a, b)');
  const a = build.input('a', [2, 1], [1, 2]);
  const b = build.input('b', [3], [1, 2, 3]);
  const loss = build.group('mse', { a, b }, () => mean(build, mul(build, a, b), [0, 1], false, 'loss'));
  const trace = /** @type {Trace} */ (build.trace(loss));
  const stage = scene(trace, []);
  const at = { trace, scene: stage, pose: pose(trace, stage, stage.steps.length) };
  for (const wire of stage.wires) assert.deepEqual(copiedInto(at, wire).shape, [2, 3]);
  assert.equal(stage.wires.length, 2);
});

test('copies of an entry are counted', () => {
  const at = study('article-conv');
  assert.deepEqual(at.trace.edges.map((edge) => mostCopies(at.trace, edge.id)), [4, 0, 0]);
});

test('a result that is too large to travel is told by what came along this wire, not by all that came', () => {
  const at = study('article-matmul');
  const wire = at.scene.wires[0];
  const [edge] = at.trace.edges.filter(({ id }) => wire.edges.includes(id));
  assert.equal(brought(at, wire), edge.contribution);
  assert.equal(brought(at, { ...wire, edges: [edge.id, edge.id] }), null);
});
