import assert from 'node:assert/strict';
import { test } from 'node:test';

import { REST, moment } from '../../frontend/src/motion/packet.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { initial } from '../../frontend/src/store/state.js';
import { entryView } from '../../frontend/src/views/graph-entry.js';
import { heatIn } from '../../frontend/src/views/graph-matrix.js';
import { neighbour } from '../../frontend/src/views/graph-keys.js';
import { captionOf, productOf } from '../../frontend/src/views/graph-packet.js';
import { picture } from '../../frontend/src/views/graph-picture.js';
import { describe } from '../../frontend/src/views/graph-say.js';
import { arrange } from '../../frontend/src/views/graph-arrange.js';
import { sizeOf } from '../../frontend/src/views/graph-size.js';
import { plan, stage } from '../../frontend/src/views/graph-stage.js';
import { drawWire } from '../../frontend/src/views/graph-wire.js';
import { words } from '../../frontend/src/words/en.js';
import { mul } from './zoo-ops.js';
import { Builder } from './zoo-build.js';
import { touches } from '../../frontend/src/views/graph-room.js';
import { all, broadcast, circuit, conv, fork, scaled } from './zoo.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */
/** @typedef {import('../../frontend/src/draw/svg.js').Drawing} Drawing */

const EVERYWHERE = { x: -1e6, y: -1e6, w: 2e6, h: 2e6 };

/** @param {Trace} trace @param {import('../../frontend/src/store/scene.js').Scene} of @param {'right' | 'down'} direction */
function staged(trace, of, direction) {
  const planned = plan({ trace, scene: of, direction, chrome: 'full', room: { w: 816, h: 600 } });
  return stage(planned, arrange(planned));
}

/** @param {Trace} trace @param {number} k @param {object} [more] @param {Map<string, any>} [memory] */
function drawn(trace, k, more = {}, memory = new Map()) {
  const of = scene(trace);
  const study = { trace, scene: of, pose: pose(trace, of, k) };
  const state = { ...initial(), trace, status: /** @type {const} */ ('ready') };
  const stage = staged(trace, of, 'right');
  const told = { study, state, stage, before: study.pose, moment: { ...REST, ...moment(study.pose.step, 1) }, resting: true, callouts: true, stop: of.cards[0].id, entry: null, seen: EVERYWHERE, near: EVERYWHERE, view: null, words: words.graph };
  const layers = /** @type {Drawing[]} */ (picture({ ...told, ...more }, memory));
  return { layers, all: layers.flatMap(every), study, stage };
}

/** @param {Drawing} drawing @returns {Drawing[]} */
const every = (drawing) => [drawing, ...drawing.children.flatMap(every)];
/** @param {Drawing[]} drawings @param {string} name */
const withClass = (drawings, name) => drawings.filter((each) => String(each.attributes.class ?? '').split(' ').includes(name));
/** @param {Drawing[]} drawings @param {string} name */
const texts = (drawings, name) => withClass(drawings, name).map((each) => each.text);

const end = (/** @type {Trace} */ trace) => scene(trace).steps.length;

for (const direction of /** @type {const} */ (['right', 'down'])) {
  test(`tags on the wires of one card stand clear of each other, ${direction}`, () => {
    const trace = scaled();
    const tags = [...staged(trace, scene(trace), direction).tags.values()];
    assert.equal(tags.length, 2);
    assert.equal(touches(tags[0], tags[1], 2), false, JSON.stringify(tags));
  });
}

test('a target says upstream where the word has room beside the name of its gradient', () => {
  const { all: wide } = drawn(scaled(), 0);
  assert.ok(texts(wide, 'caption--grad').includes('upstream'));
  const build = new Builder('y = x * 2');
  const { all: narrow } = drawn(build.trace(mul(build, build.input('x', [2], [1, 3]), build.constant(2), 'longer'), [1, 1]), 0);
  assert.ok(!texts(narrow, 'caption--grad').includes('upstream'));
});

test('before anything there is no number on any card', () => {
  const { all: found } = drawn(circuit(), 0);
  assert.deepEqual(texts(found, 'number--value'), []);
  assert.deepEqual(texts(withClass(found, 'cards').flatMap(every), 'number--grad'), []);
});

test('at the end the gradients of (x + y) * z at -2, 5, -4 are -4, -4, 3, -4 and 1', () => {
  const { all: found } = drawn(circuit(), end(circuit()));
  assert.deepEqual(texts(withClass(found, 'cards').flatMap(every), 'number--grad'), ['−4', '−4', '3', '−4', '1']);
});

test('one card holds the tab stop, and every card has a name', () => {
  const { all: found } = drawn(circuit(), 3);
  const cards = withClass(found, 'card');
  assert.equal(cards.filter((each) => each.attributes.tabindex === 0).length, 1);
  for (const each of cards) assert.match(String(each.attributes['aria-label']), /value/);
});

test('wires and packets are hidden from the accessibility tree', () => {
  const { layers } = drawn(circuit(), end(circuit()));
  for (const layer of layers) if (layer.attributes.class !== 'cards') assert.equal(layer.attributes['aria-hidden'], 'true');
});

test('no drawing carries an inline style', () => {
  for (const make of Object.values(all)) {
    const trace = make();
    for (let k = 0; k <= end(trace); k += 3) for (const each of drawn(trace, k).all) assert.ok(!('style' in each.attributes));
  }
});

test('jumping to a step draws what going there draws', () => {
  for (const make of [circuit, fork, conv, broadcast]) {
    const trace = make();
    const walked = new Map();
    for (let k = 0; k <= end(trace); k++) assert.deepEqual(drawn(trace, k, {}, walked).layers, drawn(trace, k).layers);
  }
});

test('a card whose pose has not changed is the same drawing', () => {
  const trace = fork();
  const memory = new Map();
  const stage = drawn(trace, 4, {}, memory).stage;
  const cards = (/** @type {number} */ k) => drawn(trace, k, { stage }, memory).layers.find((layer) => layer.attributes.class === 'cards')?.children ?? [];
  const [before, after] = [cards(4), cards(5)];
  assert.ok(before.filter((each, i) => each === after[i]).length > 0);
  assert.ok(before.some((each, i) => each !== after[i]));
});

test('a product on its way shows its factors, its packet and a chip where it will arrive', () => {
  const trace = circuit();
  const local = scene(trace).steps.findIndex((step) => step.kind === 'local') + 1;
  const { all: found } = drawn(trace, local);
  assert.equal(withClass(found, 'packet').length, 1);
  assert.deepEqual(texts(found, 'callout-text'), ['1', '×', '−4', '=', '−4']);
  assert.deepEqual(withClass(found, 'chip')[0].children[1].text, '−4');
});

test('without call-outs the packet still travels', () => {
  const trace = circuit();
  const local = scene(trace).steps.findIndex((step) => step.kind === 'local') + 1;
  const { all: found } = drawn(trace, local, { callouts: false });
  assert.deepEqual([withClass(found, 'packet').length, withClass(found, 'callout').length], [1, 0]);
});

test('a value used three times says what is in and what is to come', () => {
  const trace = fork();
  const of = scene(trace);
  const captions = of.steps.map((_, i) => withClass(drawn(trace, i + 1).all, 'waiting').map((each) => each.children.map((part) => part.text).join('')));
  assert.ok(captions.flat().includes('3 + 2 in, 1 to come'));
  assert.ok(captions.flat().includes('3 in, 2 to come'));
  assert.equal(withClass(drawn(trace, of.steps.length).all, 'waiting').length, 0);
});

test('a negative contribution is subtracted in the caption', () => {
  const waits = /** @type {any} */ ({ expected: 3, arrived: ['a', 'b'] });
  assert.deepEqual(captionOf(waits, [3, -2], words.graph), ['3 − 2', ' in, 1 to come']);
  assert.deepEqual(captionOf({ ...waits, arrived: [] }, [], words.graph), ['', '3 to come']);
  assert.equal(captionOf({ ...waits, expected: 2 }, [1, 1], words.graph), null);
});

test('a tensor has no product of three numbers', () => {
  const trace = conv();
  const user = /** @type {any} */ (trace.nodes.at(-1));
  assert.equal(productOf(trace.edges.slice(-1), user, words.graph), null);
});

test('what was not selected is told in words where the numbers have no product', () => {
  const scalar = (/** @type {number} */ each) => ({ shape: [], data: [each] });
  const edge = /** @type {any} */ ({ partial: scalar(0), contribution: scalar(0), flat: false, selects: true });
  const told = (/** @type {number} */ grad) => productOf([edge], /** @type {any} */ ({ grad: scalar(grad) }), words.graph)?.map(([text]) => text).join(' ');
  assert.equal(told(2), '2 × 0 = 0');
  assert.equal(told(Infinity), 'not selected: 0');
});

test('a copied axis is named on its wire', () => {
  const tags = withClass(drawn(broadcast(), 0).all, 'tag').flatMap((each) => each.children.map((part) => part.text));
  assert.ok(tags.includes('axis 0 × 2'));
});

test('a moving step draws what was known before its packet lands', () => {
  const trace = circuit();
  const of = scene(trace);
  const before = pose(trace, of, 1);
  const at = moment(of.steps[1], 0.5);
  const { all: found } = drawn(trace, 2, { before, moment: at, resting: false });
  assert.equal(withClass(found, 'packet--forward').length, 2);
  assert.deepEqual(texts(found, 'number--value'), ['−2', '5', '−4']);
});

test('dw[0, 1] of the convolution comes from nine entries of x and nine of dz', () => {
  const trace = conv();
  const of = scene(trace);
  const study = { trace, scene: of, pose: pose(trace, of, of.steps.length) };
  const state = { ...initial(), trace, select: { node: 'n1', of: /** @type {const} */ ('grad'), entry: 1 }, term: 5 };
  const found = entryView(study, state);
  assert.ok(found);
  assert.deepEqual([found.value, found.count], [114, 9]);
  assert.deepEqual(found.ends.map((each) => [each.of, each.entries.size, each.focus.size]), [['grad', 9, 1], ['value', 9, 1]]);
  assert.deepEqual([...(found.lit.get('n1')?.grad?.entries ?? [])], [1]);
});

test('an entry not yet known has no element view', () => {
  const trace = conv();
  const of = scene(trace);
  const study = { trace, scene: of, pose: pose(trace, of, 2) };
  assert.equal(entryView(study, { ...initial(), trace, select: { node: 'n1', of: 'grad', entry: 1 } }), null);
});

test('left goes to the first operand, right to the first user, up and down to siblings', () => {
  const { stage } = drawn(circuit(), 0);
  const [x, y, z, sum, f] = stage.scene.cards.map((each) => each.id);
  assert.equal(neighbour(stage, sum, 'operand'), x);
  assert.equal(neighbour(stage, sum, 'user'), f);
  assert.equal(neighbour(stage, x, 'after'), y);
  assert.equal(neighbour(stage, y, 'before'), x);
  assert.equal(neighbour(stage, f, 'user'), null);
  assert.ok([sum, y].includes(/** @type {string} */ (neighbour(stage, z, 'before'))));
});

test('the graph is said in one or two sentences', () => {
  const trace = circuit();
  const of = scene(trace);
  const say = (/** @type {number} */ k) => describe({ state: { ...initial(), trace }, scene: of, pose: pose(trace, of, k) }, words.graph);
  assert.equal(describe({ state: initial(), scene: null, pose: null }, words.graph), 'Nothing to show yet.');
  assert.equal(say(0), 'Graph of f, 5 cards. Nothing has been computed yet.');
  assert.match(say(of.steps.findIndex((step) => step.kind === 'local') + 1), /^Graph of f, 5 cards\. A gradient is on its way from f to /);
});

test('a heat map keeps its heat, paler, beside the entry that is marked', () => {
  const { grid } = sizeOf(/** @type {any} */ ({ kind: 'op', glyph: '', name: 'x', stack: 0, group: null }), /** @type {any} */ ({ shape: [8, 2], value: { data: new Array(16).fill(1) }, grad: null, connected: true }), 0, 'right');
  const data = Float64Array.from({ length: 16 }, (_, i) => i - 8);
  const lit = { entries: new Set([15]), focus: new Set() };
  const kinds = (/** @type {any} */ look) => heatIn(/** @type {any} */ (grid), 'value', data, { tinted: true, around: 0, ...look }).map(({ attributes }) => String(attributes.class));
  const plain = kinds({ lit: null, dim: false });
  assert.ok(!plain.some((kind) => kind.includes('pale')));
  const dimmed = kinds({ lit: null, dim: true });
  assert.deepEqual(dimmed.map((kind) => kind.replace(' is-pale', '')), plain);
  assert.ok(dimmed.filter((kind) => kind.startsWith('heat')).every((kind) => kind.endsWith('is-pale')));
  const marked = kinds({ lit, dim: true });
  assert.deepEqual([marked.filter((kind) => kind === 'window').length, marked.filter((kind) => kind === 'heat-p5').length], [1, 1]);
});

test('a card says for far views whether its value and its gradient are known', () => {
  const trace = circuit();
  const first = (/** @type {number} */ k) => String(withClass(drawn(trace, k).all, 'card')[0].attributes.class);
  assert.doesNotMatch(first(0), /is-computed|is-known/);
  assert.match(first(1), /is-computed/);
  assert.doesNotMatch(first(1), /is-known/);
  assert.match(first(end(trace)), /is-computed is-known/);
});

test('every small trace is drawn at every step, in both directions', () => {
  for (const make of Object.values(all)) {
    const trace = make();
    const of = scene(trace);
    for (const direction of /** @type {const} */ (['right', 'down'])) {
      const stage = staged(trace, of, direction);
      for (let k = 0; k <= of.steps.length; k++) assert.ok(drawn(trace, k, { stage }).all.length > of.cards.length);
    }
  }
});

test('of a long wire only what is in view is drawn, its dashes where they would be anyway', () => {
  const { scene: of, pose: at } = drawn(fork(), 3).study;
  const wire = of.wires[0];
  const pathOf = (/** @type {number} */ start) => {
    const now = { .../** @type {any} */ (at.wires.get(wire.id)), state: 'nopath' };
    const line = every(drawWire(wire, [[start, 10], [1e6, 10]], now, 1, false, { x: 5e5, y: 0, w: 800, h: 600 })).find((each) => each.attributes.class === 'wire-line');
    return (String(line?.attributes.d).match(/[\d.]+/g) ?? []).map(Number);
  };
  const [from, , to] = pathOf(0);
  assert.ok(from <= 5e5 && 5e5 - from < 200 && to === 5e5 + 800, `${from} ${to}`);
  assert.equal(from % 5.5, 0);
});

test('on a phone a name is as long as the number beside it allows', () => {
  const build = new Builder('y = x1_data * x1_data');
  const x = build.input('x1_data', [], [2]);
  const trace = build.trace(mul(build, x, x));
  const of = scene(trace);
  const { all } = drawn(trace, end(trace), { stage: staged(trace, of, 'down') });
  assert.ok(texts(all, 'name').includes('x1_data'), texts(all, 'name').join());
});
