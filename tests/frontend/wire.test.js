import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WireError, lookup, read, readAnswer, readRefusal } from '../../frontend/src/wire.js';
import { circuit, conv, fork } from './zoo.js';

/** A trace as it came over the wire, for a test to break. @returns {any} */
const raw = (make = circuit) => JSON.parse(JSON.stringify(make()));

test('a trace that is read is frozen to its last list', () => {
  const trace = read(raw(conv));
  const waiting = /** @type {any[]} */ ([trace]);
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    assert.ok(Object.isFrozen(value));
    waiting.push(...Object.values(value).filter((part) => part !== null && typeof part === 'object'));
  }
});

test('lists that begin with a word and go on with objects are frozen too', () => {
  const value = raw();
  value.cards = { c0: { forward: { text: ['exp(', { slot: 'a', prec: 1 }, ')'] } } };
  const { forward } = /** @type {any} */ (read(value).cards.c0);
  assert.ok(Object.isFrozen(forward.text[1]));
});

test('NaN and the infinities come back, in values and in summaries, and nowhere else', () => {
  const value = raw();
  value.nodes[0].value.data = ['NaN'];
  value.nodes[1].value.data = ['-Infinity'];
  value.nodes[2].label = 'Infinity';
  value.nodes[4].grad = {
    shape: [9000],
    summary: { min: '-Infinity', max: 'Infinity', mean: 'NaN', std: 1, histogram: [] },
    preview: { offsets: [0], shape: [1], data: ['Infinity'] },
  };
  const { nodes } = read(value);
  assert.ok(Number.isNaN(nodes[0].value.data?.[0]));
  assert.equal(nodes[1].value.data?.[0], -Infinity);
  assert.equal(nodes[2].label, 'Infinity');
  assert.equal(nodes[4].grad?.summary?.min, -Infinity);
  assert.ok(Number.isNaN(nodes[4].grad?.summary?.mean));
  assert.equal(nodes[4].grad?.preview?.data[0], Infinity);
});

for (const [what, spoil, message] of /** @type {[string, (trace: any) => void, RegExp][]} */ ([
  ['another version', (trace) => (trace.version = 2), /^version: this page reads version 1, the trace has 2$/],
  ['no nodes', (trace) => delete trace.nodes, /^trace\.nodes: expected array, found undefined$/],
  ['a number for a label', (trace) => (trace.nodes[3].label = 7), /^nodes\[3\]\.label: expected string, found number$/],
  ['null for a value', (trace) => (trace.nodes[3].value = null), /^nodes\[3\]\.value: expected a tensor, found null$/],
  [
    'too few entries',
    (trace) => (trace.nodes[3].value = { shape: [2, 2], data: [1, 2, 3] }),
    /^nodes\[3\]\.value: shape 2 × 2 and 3 entries$/,
  ],
  ['neither data nor preview', (trace) => (trace.upstream = { shape: [] }), /^trace\.upstream: neither data nor summary and preview$/],
  ['an edge from nowhere', (trace) => (trace.edges[1].from = 'n99'), /^edges\[1\]\.from: nothing is called "n99"$/],
  ['a step of an unknown edge', (trace) => (trace.steps[4].edge = 'e99'), /^steps\[4\]\.edge: nothing is called "e99"$/],
  ['a target that is not there', (trace) => (trace.targets = ['n99']), /^targets: nothing is called "n99"$/],
])) {
  test(`${what} is refused with its place`, () => {
    const trace = raw();
    spoil(trace);
    assert.throws(
      () => read(trace),
      (error) =>
        error instanceof WireError && message.test(error.message) && message.source.includes(error.path.split('[')[0].split('.')[0]),
    );
  });
}

for (const value of [null, undefined, 7, 'trace', []]) {
  test(`${JSON.stringify(value)} is no trace`, () => assert.throws(() => read(value), WireError));
}

test('a refusal keeps its problems and the part before the error', () => {
  const problem = {
    code: 'shapes-differ',
    title: 'Shapes differ',
    detail: '2 × 3 with 2 × 4',
    span: [4, 9],
    hint: 'Try x.T @ w.',
    facts: { a: [2, 3] },
    node: null,
  };
  const { problems, partial } = readRefusal({
    ...problem,
    status: 422,
    problems: [problem, { ...problem, code: 'unknown-name' }],
    trace: raw(),
  });
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['shapes-differ', 'unknown-name'],
  );
  assert.deepEqual(problems[0], problem);
  assert.equal(partial?.nodes.length, 5);
});

test('a refusal without a list is its own only problem', () => {
  assert.deepEqual(
    readRefusal({ code: 'queue-full', title: 'Too many at once' }).problems.map(({ code, hint }) => [code, hint]),
    [['queue-full', null]],
  );
});

for (const value of [null, 'gateway timeout', { problems: [null] }, { problems: [], trace: { version: 7 } }]) {
  test(`reading ${JSON.stringify(value)} as a refusal still says something`, () => {
    const { problems, partial } = readRefusal(value);
    assert.equal(problems.length, 1);
    assert.ok(problems[0].title.length > 0);
    assert.equal(partial, null);
  });
}

test('parts are found by their id, edges by the node they leave', () => {
  const trace = fork();
  const { nodes, edges, users } = lookup(trace);
  assert.equal(nodes.get('n1'), trace.nodes[1]);
  assert.equal(edges.get('e2'), trace.edges[2]);
  assert.deepEqual(
    users.get('n0')?.map(({ id }) => id),
    ['e0', 'e1', 'e3', 'e6', 'e7'],
  );
  assert.equal(lookup(trace), lookup(trace));
});

test('20,000 nodes are read in linear time', () => {
  const value = raw();
  const [node, edge, step] = [value.nodes[3], value.edges[0], value.steps[4]];
  for (let i = 5; i < 20_000; i++) {
    value.nodes.push({ ...node, id: `n${i}`, aliases: [], value: { shape: [], data: [i] }, grad: { shape: [], data: [i] } });
    value.edges.push({ ...edge, id: `e${i}`, partial: { shape: [], data: [i] }, contribution: { shape: [], data: [i] } });
    value.steps.push({ ...step });
  }
  const begun = performance.now();
  read(value);
  const took = performance.now() - begun;
  // Far above what it takes: the test must not depend on the machine, but a quadratic step must show.
  assert.ok(took < 30_000, `${took} ms`);
});

test('an answer is restored and frozen, its names are left alone', () => {
  const answer = /** @type {any} */ (
    readAnswer({ entries: [{ name: 'NaN', gradient: 'NaN', difference: '-Infinity', error: 0 }], paths: [{ slopes: [1, 'Infinity'], product: 'NaN' }], count: 'Infinity', window: { data: ['NaN', 2] } })
  );
  assert.deepEqual(answer.entries[0], { name: 'NaN', gradient: NaN, difference: -Infinity, error: 0 });
  assert.deepEqual([answer.paths[0].slopes, answer.paths[0].product, answer.count, answer.window.data], [[1, Infinity], NaN, Infinity, [NaN, 2]]);
  assert.ok(Object.isFrozen(answer.window.data) && Object.isFrozen(answer.entries[0]));
});
