import assert from 'node:assert/strict';
import { test } from 'node:test';

import { operand, which } from '../../frontend/src/views/twins.js';
import { words } from '../../frontend/src/words/en.js';
import { lookup, read } from '../../frontend/src/wire.js';
import { Builder } from './zoo-build.js';

const relation = { kind: 'pointwise', broadcast: [] };

/** @param {string} text @param {number} squares */
function squares(text, squares) {
  const b = new Builder(text);
  const x = b.input('x', [], [3]);
  const way = (/** @type {string} */ arg) => ({ arg, from: x, relation, partial: { shape: [], data: [3] }, vjp: (/** @type {number[]} */ g) => g });
  const made = Array.from({ length: squares }, () => b.op('mul', { shape: [], data: [9] }, [way('a'), way('b')]));
  const trace = JSON.parse(JSON.stringify(b.trace(made[0])));
  const starts = [...text.matchAll(/x\*x/g)].map(({ index }) => index);
  const ops = trace.nodes.filter((/** @type {any} */ node) => node.kind === 'op');
  ops.forEach((/** @type {any} */ node, /** @type {number} */ k) => Object.assign(node, { label: 'x*x', span: [starts[k], starts[k] + 3] }));
  return { trace: read(trace), ids: ops.map((/** @type {any} */ { id }) => id) };
}

test('values of the same text are told apart by their lines, or by which of them they are', () => {
  const lines = squares('x*x\nx*x', 2);
  assert.deepEqual(lines.ids.map((id) => which(lines.trace, id, words)), ['line 1', 'line 2']);
  const one = squares('x*x + x*x', 2);
  assert.deepEqual(one.ids.map((id) => which(one.trace, id, words)), ['1 of 2', '2 of 2']);
  const alone = squares('x*x', 1);
  assert.equal(which(alone.trace, alone.ids[0], words), null);
});

test('a value that is both operands is told apart by the place of each', () => {
  const { trace, ids } = squares('x*x', 1);
  const { edges, nodes } = lookup(trace);
  const into = /** @type {import('../../frontend/src/wire.d.ts').Node} */ (nodes.get(ids[0])).edges_in;
  assert.deepEqual(into.map((id) => operand(trace, /** @type {import('../../frontend/src/wire.d.ts').Edge} */ (edges.get(id)), words)), ['operand 1', 'operand 2']);
});
