import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behind, valueSources } from '../../frontend/src/local.js';
import { entriesOf } from '../../frontend/src/local/indexing.js';
import { scene } from '../../frontend/src/store/scene.js';
import { lookup, read } from '../../frontend/src/wire.js';
import { Builder } from './zoo-build.js';
import { einsum } from './zoo-ops.js';
import { all, broadcast, circuit, conv, fibre, matmul, padded, reaching } from './zoo.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */

/** @param {Parameters<typeof behind>} asked */
const terms = (...asked) => behind(...asked).terms;

/** The wire into a card, by the name of its argument. @param {Trace} trace @param {string} to @param {string} from */
function wireFrom(trace, to, from) {
  const found = scene(trace).wires.find((wire) => wire.to === to && lookup(trace).nodes.get(wire.node)?.name === from);
  assert.ok(found);
  return found;
}

/** @param {Trace} trace @param {readonly import('../../frontend/src/local.js').Term[]} list */
const written = (trace, list) =>
  list.map(({ factors }) =>
    factors
      .map(
        ({ node, of, entry, value }) =>
          `${of === 'grad' ? 'd' : ''}${of === 'local' ? 'slope' : lookup(trace).nodes.get(node)?.name}[${entry}]=${value}`,
      )
      .join(' * '),
  );

for (const [name, make] of Object.entries(all)) {
  test(`every contribution of ${name} is rebuilt from its relation`, () => {
    const trace = make();
    for (const edge of trace.edges) {
      if (edge.contribution === null) continue;
      edge.contribution.data?.forEach((expected, i) => {
        const { total, terms: list } = behind(trace, [edge.id], i);
        const scale = list.reduce((sum, term) => sum + Math.abs(term.value), 0);
        assert.ok(Math.abs(total - expected) <= 1e-12 * scale, `${edge.id}[${i}]: ${total} for ${expected}`);
      });
    }
  });

  test(`every wire of ${name} with its groups closed has the products of what comes back over it`, () => {
    const trace = make();
    const { nodes, edges } = lookup(trace);
    for (const wire of scene(trace).wires.filter((each) => each.live)) {
      const closed = lookup(trace).groups.has(wire.to) ? wire.to : undefined;
      nodes.get(wire.node)?.value.data?.forEach((_, i) => {
        const expected = wire.edges.reduce((sum, id) => sum + (edges.get(id)?.contribution?.data?.[i] ?? 0), 0);
        const { total, terms: list } = behind(trace, wire.edges, i, { closed });
        const scale = list.reduce((sum, term) => sum + Math.abs(term.value), 0);
        assert.ok(Math.abs(total - expected) <= 1e-12 * scale, `${wire.id}[${i}]: ${total} for ${expected}`);
      });
    }
  });
}

test('dw[0, 1] of the convolution is nine products of dz and x that sum to 114', () => {
  const trace = conv();
  const wire = wireFrom(trace, 'g0', 'w');
  const { terms: list, total, count, complete } = behind(trace, wire.edges, 1, { closed: 'g0' });
  assert.equal(total, 114);
  assert.equal(count, 9);
  assert.ok(complete);
  assert.deepEqual(
    list.map((term) => term.value),
    [4, 5, 6, 10, 12, 14, 18, 21, 24],
  );
  assert.deepEqual(written(trace, list).slice(0, 4), ['dz[0]=1 * x[1]=4', 'dz[1]=1 * x[2]=5', 'dz[2]=1 * x[3]=6', 'dz[3]=2 * x[5]=5']);
});

test('dx[1, 1] of the convolution is four products, one per place of the kernel that met it', () => {
  const trace = conv();
  const list = terms(trace, wireFrom(trace, 'g0', 'x').edges, 5, { closed: 'g0' });
  assert.deepEqual(written(trace, list), ['dz[0]=1 * w[3]=4', 'dz[1]=1 * w[2]=3', 'dz[3]=2 * w[1]=2', 'dz[4]=2 * w[0]=1']);
  assert.equal(
    list.reduce((sum, term) => sum + term.value, 0),
    13,
  );
});

test('a corner of x met one place of the kernel only', () => {
  const trace = conv();
  assert.deepEqual(written(trace, terms(trace, wireFrom(trace, 'g0', 'x').edges, 0, { closed: 'g0' })), ['dz[0]=1 * w[0]=1']);
});

test('zeros of a padding stand in the sum as numbers without an entry', () => {
  const trace = padded();
  const list = terms(trace, wireFrom(trace, 'g0', 'w').edges, 0, { closed: 'g0' });
  const zeros = list.filter(({ factors }) => factors[1].entry === null);
  assert.ok(zeros.length > 0 && zeros.every(({ value }) => Math.abs(value) === 0));
  const met = list.filter(({ factors }) => factors[1].entry !== null);
  assert.ok(met.every(({ factors }) => lookup(trace).nodes.get(factors[1].node)?.name === 'x'));
});

test('a bias in a closed group receives the upstream entries, each times one', () => {
  const trace = padded();
  const list = terms(trace, wireFrom(trace, 'g0', 'b').edges, 0, { closed: 'g0' });
  assert.equal(list.length, 9);
  assert.ok(list.every(({ factors }) => factors.length === 2 && factors[1].of === 'local' && factors[1].value === 1));
});

test('a product of scalars is upstream times the local slope', () => {
  const trace = circuit();
  const [term, ...others] = terms(trace, ['e2'], 0);
  assert.deepEqual(others, []);
  assert.deepEqual(term, {
    factors: [
      { node: 'n4', of: 'grad', entry: 0, value: 1 },
      { node: 'n4', of: 'local', entry: 0, value: -4, edge: 'e2' },
    ],
    value: -4,
    sign: -1,
    stopped: null,
  });
});

test('an entry of a matrix product walks the other matrix', () => {
  const trace = matmul();
  assert.deepEqual(written(trace, terms(trace, ['e0'], 1)), ['dz[0]=1 * y[2]=3', 'dz[1]=2 * y[3]=-4']);
  assert.deepEqual(written(trace, terms(trace, ['e1'], 0)), ['dz[0]=1 * x[0]=1', 'dz[2]=3 * x[3]=4']);
});

test('an entry that was copied collects from every copy', () => {
  const trace = broadcast();
  const edge = trace.edges.find((each) => each.from === 'n1');
  assert.deepEqual(
    terms(trace, [edge?.id ?? ''], 0).map((term) => term.factors[0].entry),
    [0, 3],
  );
});

test('an entry of a softmax collects from its own row only', () => {
  const trace = fibre();
  assert.deepEqual(
    terms(trace, ['e0'], 4).map((term) => term.factors[0].entry),
    [3, 4, 5],
  );
});

test('an entry collects from its own place on where the result reaches only so far', () => {
  const trace = reaching();
  const reached = (/** @type {string} */ edge, /** @type {number} */ entry) => terms(trace, [edge], entry).map((term) => term.factors[0].entry);
  assert.deepEqual(reached('e0', 1), [1, 4]);
  assert.deepEqual(reached('e0', 4), [4]);
  assert.deepEqual(reached('e1', 2), [0, 2]);
  assert.deepEqual(reached('e2', 0), [0, 2]);
  assert.deepEqual(reached('e2', 1), [2]);
});

test('an entry of a block was made from the entries of its own block up to its place', () => {
  const trace = reaching();
  const made = (/** @type {string} */ node, /** @type {number} */ entry) => valueSources(trace, node, entry).map((each) => each.entry);
  assert.deepEqual(made('n1', 4), [1, 4]);
  assert.deepEqual(made('n2', 1), [3, 4, 5]);
  assert.deepEqual(made('n3', 0), [0]);
  assert.deepEqual(made('n3', 3), [2, 3]);
});

test('a Jacobian too large to travel leaves its numbers missing', () => {
  const whole = reaching();
  const bare = (/** @type {any} */ edge) => (edge.id === 'e1' ? { ...edge, relation: { ...edge.relation, jacobian: null } } : edge);
  const { terms: list, complete } = behind({ ...whole, edges: whole.edges.map(bare) }, ['e1'], 0);
  assert.equal(complete, false);
  assert.equal(list.length, 2);
});

test('products through a closed group are composed up to a few thousand, and add up where that stops', () => {
  const build = new Builder('z = both(x, a, b)');
  const numbers = (/** @type {number} */ count) => Array.from({ length: count }, (_, k) => Math.sin(k + 1));
  const [x, a, b] = [build.input('x', [1, 2], [1, 2]), build.input('a', [2, 80], numbers(160)), build.input('b', [80, 80], numbers(6400))];
  const z = build.group('both', { x, a, b }, () => einsum(build, 'jk,ij->ik', [b, einsum(build, 'ij,jk->ik', [x, a])], 'z'));
  const trace = build.trace(z, numbers(80));
  const wire = wireFrom(trace, 'g0', 'x');
  const { terms: list, total, count } = behind(trace, wire.edges, 1, { closed: 'g0' });
  assert.ok(count > 4_096 && count < 5_100, `${count}`);
  assert.ok(new Set(list.map(({ factors }) => factors[0].node)).size === 2);
  const expected = lookup(trace).edges.get(wire.edges[0])?.contribution?.data?.[1];
  assert.ok(Math.abs(total - (expected ?? NaN)) < 1e-9);
});

test('a long sum lists the largest terms in their order and counts the rest', () => {
  const trace = conv();
  const wire = wireFrom(trace, 'g0', 'w');
  const { terms: list, count, total, rest } = behind(trace, wire.edges, 1, { closed: 'g0', limit: 3 });
  assert.deepEqual(
    list.map((term) => term.value),
    [18, 21, 24],
  );
  assert.deepEqual({ count, total, rest }, { count: 9, total: 114, rest: { count: 6, total: 51 } });
});

test('an entry of a convolution was made from its window and the whole kernel', () => {
  const trace = conv();
  const names = valueSources(trace, 'n3', 0, { closed: 'g0' }).map(({ node, entry }) => `${lookup(trace).nodes.get(node)?.name}${entry}`);
  assert.deepEqual(names.sort(), ['w0', 'w1', 'w2', 'w3', 'x0', 'x1', 'x4', 'x5']);
});

test('an entry of a matrix product was made from a row and a column', () => {
  const trace = matmul();
  assert.deepEqual(valueSources(trace, 'n2', 1), [
    { node: 'n0', entry: 0 },
    { node: 'n0', entry: 1 },
    { node: 'n0', entry: 2 },
    { node: 'n1', entry: 1 },
    { node: 'n1', entry: 3 },
    { node: 'n1', entry: 5 },
  ]);
});

test('a number that is too large to travel is missing, never made up', () => {
  const whole = circuit();
  const bare = { shape: [], summary: /** @type {any} */ ({}), preview: { offsets: [], shape: [0], data: [] } };
  const trace = { ...whole, nodes: whole.nodes.map((node) => (node.id === 'n4' ? { ...node, grad: bare } : node)) };
  const { terms: list, complete } = behind(trace, ['e2'], 0);
  assert.equal(complete, false);
  assert.equal(list[0].factors[0].missing, true);
});

test('over a flat edge nothing comes back, even where infinity arrives', () => {
  const build = new Builder('y = step(x)');
  const x = build.input('x', [], [2]);
  const partial = { shape: [], data: [0] };
  build.op('step', { shape: [], data: [1] }, [{ arg: 'x', from: x, relation: { kind: 'pointwise', broadcast: [] }, partial, vjp: () => [0], flat: true }], 'y');
  const trace = build.trace('n1', [1]);
  const told = JSON.parse(JSON.stringify(trace));
  told.nodes[1].grad.data = ['Infinity'];
  assert.equal(behind(read(told), ['e0'], 0).total, 0);
});

test('what was not selected gets 0, even where infinity arrives, and only there', () => {
  const build = new Builder('y = relu(x)');
  const x = build.input('x', [3], [-2, 1, 3]);
  const partial = { shape: [3], data: [0, 1, 1] };
  build.op('relu', { shape: [3], data: [0, 1, 3] }, [{ arg: 'x', from: x, relation: { kind: 'pointwise', broadcast: [] }, partial, vjp: () => [0, 1, 1], selects: true }], 'y');
  const told = JSON.parse(JSON.stringify(build.trace('n1', [1, 1, 1])));
  told.nodes[1].grad.data = ['Infinity', 'Infinity', 2];
  const found = [0, 1, 2].map((entry) => behind(read(told), ['e0'], entry).terms[0]);
  assert.deepEqual(found.map(({ value, stopped }) => [value, stopped]), [[0, 'unselected'], [Infinity, null], [2, null]]);
});

test('of a summary the entries are known that its preview or its extremes tell', () => {
  const figures = { min: 1, max: 2, mean: 1.5, std: 0.5, zeros: 0, nonfinite: 0, histogram: [] };
  const preview = { offsets: [0, 0], shape: [2, 2], data: [1, 2, 2, 1] };
  assert.deepEqual(entriesOf({ shape: [2, 2], summary: figures, preview }), [1, 2, 2, 1]);
  assert.equal(entriesOf({ shape: [2, 3], summary: figures, preview }), null);
  assert.deepEqual(entriesOf({ shape: [2, 3], summary: { ...figures, max: 1 }, preview }), [1, 1, 1, 1, 1, 1]);
  assert.equal(entriesOf({ shape: [2, 3], summary: { ...figures, max: 1, nonfinite: 1 }, preview }), null);
});
