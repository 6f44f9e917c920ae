import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dataSource, fetchSource } from '../../frontend/src/source.js';
import { circuit } from './zoo.js';

/** A service that answers always the same, and keeps what it was asked. @param {unknown} body @param {ResponseInit} [init] */
function service(body, init = { status: 200, headers: { 'Content-Type': 'application/json' } }) {
  const asked = /** @type {{url: string, init: RequestInit | undefined}[]} */ ([]);
  const send = async (/** @type {any} */ url, /** @type {RequestInit | undefined} */ init_) => {
    asked.push({ url: String(url), init: init_ });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), init);
  };
  return { asked, source: fetchSource('http://chainrule.test/math/', /** @type {typeof fetch} */ (send)) };
}

test('a question goes to the service under the prefix of the page, without credentials', async () => {
  const { asked, source } = service(circuit());
  const answer = await source.trace({ expr: 'x', vars: { x: NaN, y: [1, -Infinity] } });
  assert.ok(answer.ok && answer.trace.nodes.length === 5);
  assert.equal(asked[0].url, 'http://chainrule.test/math/api/v1/trace');
  assert.equal(asked[0].init?.credentials, 'omit');
  assert.deepEqual(JSON.parse(String(asked[0].init?.body)), { expr: 'x', vars: { x: 'NaN', y: [1, '-Infinity'] } });
});

test('a refused program is a problem', async () => {
  const { source } = service(
    { code: 'syntax', title: 'Unclosed' },
    { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
  );
  const answer = await source.trace({ expr: '(' });
  assert.ok(!answer.ok && 'problem' in answer && answer.problem.problems[0].code === 'syntax');
});

test('a trace of another version is a problem that says what to do', async () => {
  const answer = await service({ ...circuit(), version: 9 }).source.trace({ expr: 'x' });
  assert.ok(!answer.ok && 'problem' in answer);
  const [{ code, detail, hint }] = answer.problem.problems;
  assert.equal(code, 'unreadable-trace');
  assert.match(detail, /version 1/);
  assert.match(String(hint), /Reload/);
});

for (const [what, source] of /** @type {const} */ ([
  ['a page of a proxy', service('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }).source],
  ['half an answer', service('{"version": 1, "nod').source],
  [
    'no connection',
    fetchSource('http://chainrule.test/', async () => {
      throw new TypeError('Failed to fetch');
    }),
  ],
  [
    'an abort',
    fetchSource('http://chainrule.test/', async () => {
      throw new DOMException('aborted', 'AbortError');
    }),
  ],
])) {
  test(`${what} is offline`, async () => assert.deepEqual(await source.trace({ expr: 'x' }), { ok: false, offline: true }));
}

test('the gallery is a list, and empty without a service', async () => {
  const { asked, source } = service({ items: [{ id: 'a' }] });
  assert.deepEqual(await source.gallery(), [{ id: 'a' }]);
  assert.equal(asked[0].url, 'http://chainrule.test/math/api/v1/gallery');
  assert.deepEqual(await service({ oops: 1 }).source.gallery(), []);
  assert.deepEqual(await service('', { status: 503 }).source.gallery(), []);
});

test('a trace in the page answers every question', async () => {
  const trace = circuit();
  assert.deepEqual(await dataSource(trace).trace({ expr: 'anything' }), { ok: true, trace });
  assert.deepEqual(await dataSource(trace).gallery(), []);
});

test('a question goes to its own address and comes back restored', async () => {
  const { asked, source } = service({ entries: [{ difference: 'NaN' }] });
  const told = await source.ask?.('check', { expr: 'x', node: 'n0' });
  assert.equal(asked[0].url, 'http://chainrule.test/math/api/v1/check');
  assert.deepEqual(told, { ok: true, answer: { entries: [{ difference: NaN }] } });
});

test('a refused question is a problem, a broken answer is offline', async () => {
  const refused = service({ code: 'unknown-node', detail: 'No such value.' }, { status: 422, headers: { 'Content-Type': 'application/problem+json' } });
  const told = await refused.source.ask?.('paths', { expr: 'x' });
  assert.ok(told && !told.ok && 'problem' in told && told.problem.problems[0].detail === 'No such value.');
  assert.deepEqual(await service('<h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }).source.ask?.('check', {}), { ok: false, offline: true });
  assert.equal(dataSource(/** @type {any} */ (circuit())).ask, null, 'data in the page can answer nothing');
});
