// A step back through a closed group names the gradients that flow there, and what has come to the value it reaches.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plainText } from '../../frontend/src/draw/sentence.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { bringing, ledgerOf } from '../../frontend/src/views/facts.js';
import { narrate } from '../../frontend/src/views/narration-text.js';
import { words } from '../../frontend/src/words/en.js';
import { Builder } from './zoo-build.js';
import { add, mul } from './zoo-ops.js';

/** h = x * w and c = x + v inside the group; L = c * c * h. The card shows h. */
function trace() {
  const build = new Builder('h, c = cell(x, w, v)');
  const [x, w, v] = [build.input('x', [], [2]), build.input('w', [], [3]), build.input('v', [], [5])];
  let h = '';
  const c = build.group('cell', { x, w, v }, () => {
    h = mul(build, x, w, 'h');
    return add(build, x, v, 'c');
  });
  build.groups[0].outputs.unshift(h);
  return build.trace(mul(build, mul(build, c, c), h, 'L'));
}

const made = trace();
const stage = scene(made);
/** @param {number} k */
const study = (k) => ({ trace: made, scene: stage, pose: pose(made, stage, k) });
const end = stage.steps.length;

test('a wire into a closed group brings the gradients of the outputs it leads to', () => {
  const found = stage.wires.filter((wire) => wire.to === 'g0').map((wire) => bringing(study(end), wire));
  assert.deepEqual(found, [['h', 'c'], ['h'], ['c']]);
});

test('an output that the card does not show has a ledger of its own', () => {
  const ledger = ledgerOf(study(end), 'g0', 'n4');
  assert.deepEqual([ledger?.expected, ledger?.waiting, ledger?.rows.length], [2, 0, 2]);
  assert.deepEqual([...(ledger?.total ?? [])], [84]);
  assert.deepEqual([...(ledgerOf(study(end), 'g0')?.total ?? [])], [49]);
});

test('the sentence of a step back through a closed group says what comes back', () => {
  const told = stage.steps.flatMap((step, k) => (step.phase === 'backward' && step.card === 'g0' ? [plainText(narrate(study(k + 1), null, words))] : []));
  assert.deepEqual(told.slice(0, 2), ['A gradient, 231, comes back to x through cell, from that of h, c.', 'x was used once, so this is its whole gradient: 231.']);
});

test('an output whose gradient comes from inside alone is not named', () => {
  const build = new Builder('loss, out = step(x, w)');
  const [x, w] = [build.input('x', [], [2]), build.input('w', [], [3])];
  let out = '';
  const loss = build.group('step', { x, w }, () => {
    out = mul(build, x, w, 'out');
    return mul(build, out, out, 'loss');
  });
  build.groups[0].outputs.push(out);
  const trace = build.trace(loss);
  const closed = scene(trace);
  const all = { trace, scene: closed, pose: pose(trace, closed, closed.steps.length) };
  assert.deepEqual(closed.wires.filter((wire) => wire.to === 'g0').map((wire) => bringing(all, wire)), [['loss'], ['loss']]);
});
