import assert from 'node:assert/strict';
import { test } from 'node:test';

import { initial } from '../../frontend/src/store/state.js';
import { update } from '../../frontend/src/store/update.js';
import { read } from '../../frontend/src/wire.js';
import { Builder } from './zoo-build.js';
import { mul } from './zoo-ops.js';
import { circuit, conv } from './zoo.js';

/** @param {import('../../frontend/src/wire.d.ts').Trace} trace */
const ready = (trace) => update(initial({ expr: trace.program.text }), { type: 'answer', asked: 1, trace });

test('opening a group stays at the moment and closing it comes back', () => {
  const at = update(ready(conv()), { type: 'step', to: 2 });
  const open = update(at, { type: 'toggle-group', id: 'g0' });
  assert.deepEqual([open.open, open.step], [['g0'], 3]);
  assert.deepEqual([update(open, { type: 'toggle-group', id: 'g0' }).open, update(open, { type: 'toggle-group', id: 'g0' }).step], [[], 2]);
});

test('calls and loops come open, and what is closed by hand stays closed', () => {
  const nodes = JSON.parse(JSON.stringify(circuit()));
  const group = { id: 'g0', label: 'f(x)', parent: null, kind: 'call', card: null, args: {}, outputs: ['n3'], params: {}, span: null, twin_of: null };
  nodes.nodes[3].group = 'g0';
  const trace = () => read({ ...JSON.parse(JSON.stringify(nodes)), groups: [group] });
  const state = ready(trace());
  assert.deepEqual(state.open, ['g0']);
  const closed = update(state, { type: 'toggle-group', id: 'g0' });
  const again = update(update(closed, { type: 'edit', text: 'y' }), { type: 'answer', asked: 2, trace: trace() });
  assert.deepEqual(again.open, []);
});

test('what a large program computes beside its target comes closed, and is opened by hand', () => {
  /** @param {number} length */
  const program = (length) => {
    const build = new Builder('y = f(x)\nreport(x)');
    const x = build.input('x', [], [2]);
    const y = build.group('f', { x }, () => mul(build, x, x, 'y'));
    build.group('report', { x }, () => Array.from({ length }).reduce((/** @type {string} */ last) => mul(build, last, x), x));
    for (const group of build.groups) group.kind = 'call';
    return ready(build.trace(y));
  };
  assert.deepEqual(program(4).open, ['g0', 'g1']);
  assert.deepEqual(program(30).open, ['g0']);
  assert.deepEqual(update(program(30), { type: 'toggle-group', id: 'g1' }).open, ['g0', 'g1']);
});
