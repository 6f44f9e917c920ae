// Traces of the gallery and of every single op, made by the engine: what it says and what the page makes of it must agree.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { behind } from '../../frontend/src/local.js';
import { scene } from '../../frontend/src/store/scene.js';
import { position, written } from '../../frontend/src/store/steps.js';
import { lookup, read } from '../../frontend/src/wire.js';
import { disagreement } from './replay.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */
/** @typedef {import('../../frontend/src/wire.d.ts').Edge} Edge */

const folder = new URL('../goldens/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** What each edge brings back, as the engine says; [] for none. @param {Edge} edge */
const dataOf = (edge) => edge.contribution?.data ?? [];

/** Sums in another order differ in the last bits: by this much at most. */
const ROUNDING = 1e-12;

/** @param {number} a @param {number} b @param {number} scale */
const close = (a, b, scale) => Object.is(a, b) || Math.abs(a - b) <= ROUNDING * scale || (Number.isNaN(a) && Number.isNaN(b));

/** @typedef {import('../../frontend/src/local.js').Term} Term */

/** The products' magnitudes. @param {Trace} trace @param {readonly Term[]} terms @param {number} entry */
const magnitude = (trace, terms, entry) => terms.reduce((sum, term) => sum + Math.abs(term.value) + cancelled(trace, term, entry), 0);

/**
 * A slope of a fibre, such as s * (1 - s) of a softmax, is itself a sum that may cancel: its two products count.
 * @param {Trace} trace @param {Term} term @param {number} entry
 */
function cancelled(trace, { factors }, entry) {
  const [upstream, slope] = factors;
  const relation = lookup(trace).edges.get(slope?.edge ?? '')?.relation;
  if (relation?.kind !== 'fibre' || slope.entry !== entry) return 0;
  const at = (/** @type {import('../../frontend/src/wire.d.ts').Tensor} */ { shape, data }) => data?.[shape.length === 0 ? 0 : entry] ?? 0;
  return Math.abs(upstream.value) * (Math.abs(at(relation.diagonal)) + Math.abs(at(relation.left) * at(relation.right)));
}

/** Nothing open, each group open alone with those around it, all open. @param {Trace} trace */
function stages(trace) {
  const { groups } = lookup(trace);
  const alone = trace.groups.map((group) => {
    const open = [];
    for (let at = /** @type {string | null} */ (group.id); at !== null; at = groups.get(at)?.parent ?? null) open.push(at);
    return open;
  });
  return [[], ...alone, trace.groups.map((group) => group.id)].map((open) => ({ open, stage: scene(trace, open) }));
}

test('there are goldens', () => assert.ok(files.length > 0, 'tests/goldens is empty: write the traces of the gallery into it'));

/** @param {string} file */
const text = (file) => readFileSync(new URL(file, folder), 'utf8');

/** @type {{name: string, trace: unknown}[]} */
const single = text('../ops.ndjson').trim().split('\n').map((line) => JSON.parse(line));
const all = [...files.map((file) => ({ name: file, trace: JSON.parse(text(file)) })), ...single];

for (const { name: file, trace: sent } of all) {
  const trace = read(sent);
  const { nodes, edges } = lookup(trace);
  // Some of its tensors are too large to travel, so some sums have numbers missing.
  const large = [...trace.nodes.map((node) => node.grad), ...trace.edges.map((edge) => edge.partial)].some(
    (tensor) => tensor && !tensor.data,
  );

  test(`${file}: a gradient is the sum of what its edges bring, in the order of the steps`, () => {
    /** @type {Map<string, number[]>} */
    const totals = new Map(
      trace.targets.map((id) => [id, nodes.get(id)?.value.data?.map((_, i) => trace.upstream.data?.[i] ?? NaN) ?? []]),
    );
    const tooLarge = new Set(trace.edges.filter((edge) => edge.contribution && !edge.contribution.data).map((edge) => edge.from));
    for (const step of trace.steps) {
      const edge = step.kind === 'accumulate' ? edges.get(step.edge ?? '') : undefined;
      if (!edge) continue;
      const before = totals.get(edge.from);
      totals.set(
        edge.from,
        dataOf(edge).map((each, i) => (before ? before[i] + each : each)),
      );
    }
    for (const node of trace.nodes) {
      if (node.kind === 'constant' || tooLarge.has(node.id)) continue;
      assert.deepEqual(node.grad ? [...(node.grad.data ?? [])] : null, totals.get(node.id) ?? null, node.id);
    }
  });

  test(`${file}: every contribution is rebuilt from its relation`, () => {
    for (const edge of trace.edges) {
      if (!edge.contribution?.data) continue;
      dataOf(edge).forEach((expected, i) => {
        const { terms, total, complete } = behind(trace, [edge.id], i);
        if (large && !complete) return;
        assert.ok(complete && close(total, expected, magnitude(trace, terms, i)), `${edge.id}[${i}]: ${total} for ${expected}`);
      });
    }
  });

  test(`${file}: what comes back over the border of a closed group has its products in values outside`, () => {
    for (const { open, stage } of stages(trace)) {
      for (const wire of stage.wires) {
        if (!wire.live || !lookup(trace).groups.has(wire.to)) continue;
        nodes.get(wire.node)?.value.data?.forEach((_, i) => {
          const parts = wire.edges.flatMap((id) => dataOf(/** @type {Edge} */ (edges.get(id)))[i] ?? []);
          const { terms, total, complete } = behind(trace, wire.edges, i, { closed: wire.to });
          const expected = parts.reduce((sum, each) => sum + each, 0);
          if (large && !complete) return;
          assert.ok(complete && close(total, expected, magnitude(trace, terms, i)), `[${open}] ${wire.id}[${i}]: ${total} for ${expected}`);
        });
      }
    }
  });

  test(`${file}: jumping to a step is taking all steps before it, and its number leads back to it`, () => {
    for (const { stage } of stages(trace)) {
      assert.equal(disagreement(trace, stage), '');
      for (let k = 0; k <= stage.steps.length; k++) assert.equal(position(stage, written(stage, k)), k);
    }
  });
}
