import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scene } from '../../frontend/src/store/scene.js';
import { staging } from '../../frontend/src/views/graph-staging.js';
import { all, circuit } from './zoo.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */

/** @param {Trace} trace */
const site = (trace) => ({ trace, scene: scene(trace), direction: /** @type {const} */ ('right'), chrome: /** @type {const} */ ('full'), room: { w: 816, h: 600 } });

function watched() {
  const told = { changed: 0, replaced: 0 };
  const count = (/** @type {'changed' | 'replaced'} */ name) => () => { told[name] += 1; };
  return { told, staged: staging(1500, { changed: count('changed'), replaced: count('replaced'), late: () => {} }) };
}

/** The same program with other numbers. @param {Trace} trace @param {(value: number) => number} change @returns {Trace} */
function moved(trace, change) {
  const tensor = (/** @type {any} */ of) => of && (of.data ? { ...of, data: of.data.map(change) } : of);
  return { ...trace, nodes: trace.nodes.map((node) => ({ ...node, value: tensor(node.value), grad: tensor(node.grad) })) };
}

test('another run of the same program stands where the one before stood, whatever the program', () => {
  for (const [name, make] of Object.entries(all)) {
    const trace = make();
    const { told, staged } = watched();
    staged.set(site(trace));
    const before = staged.stage();
    const next = moved(trace, (value) => value);
    assert.equal(staged.set(site(next)), false, name);
    const after = staged.stage();
    assert.equal(after?.trace, next, 'and shows its numbers');
    assert.equal(after?.boxes, before?.boxes, name);
    assert.deepEqual(told, { changed: 2, replaced: 1 });
  }
});

test('a card grows for a long number and stays so, and the others stay as they are', () => {
  const { staged } = watched();
  const trace = circuit();
  staged.set(site(trace));
  const first = staged.stage()?.sizes;
  staged.set(site(moved(trace, (value) => (value === 5 ? -1234.5678e-7 : value))));
  const wide = staged.stage();
  const grown = [...(wide?.sizes ?? [])].filter(([id, size]) => size.w !== first?.get(id)?.w);
  assert.equal(grown.length, 1);
  staged.set(site(moved(trace, (value) => value)));
  assert.equal(staged.stage()?.boxes, wide?.boxes, 'there is room for the short one');
});

test('when one has to grow, all whose numbers change get room at once: the places change once', () => {
  const { staged } = watched();
  const trace = circuit();
  staged.set(site(trace));
  const places = new Set([staged.stage()?.boxes]);
  for (const by of [-0.1, -0.012345, 1.2345e-7, -1234.5, 0.00012345, -98765.4]) {
    staged.set(site(moved(trace, (value) => value * by)));
    places.add(staged.stage()?.boxes);
  }
  assert.equal(places.size, 2);
});

test('another program is laid out by itself', () => {
  const { staged } = watched();
  const trace = circuit();
  staged.set(site(moved(trace, (value) => -1234.5678e-7 * value)));
  staged.set(site({ ...trace, program: { ...trace.program, text: `${trace.program.text}\n` } }));
  const alone = watched().staged;
  alone.set(site(trace));
  assert.deepEqual(staged.stage()?.boxes, alone.stage()?.boxes);
});
