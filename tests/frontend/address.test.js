import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAddress, writeAddress } from '../../frontend/src/store/address.js';
import { selectionOf, selectionText } from '../../frontend/src/store/select.js';
import { initial } from '../../frontend/src/store/state.js';
import { update } from '../../frontend/src/store/update.js';
import { conv, fork, versions } from './zoo.js';

/** @typedef {import('../../frontend/src/store/update.js').Action} Action */

/** @param {string} search @param {string} [hash] */
const read = (search, hash) => {
  const { notices, unknown, offer, ...params } = readAddress(search, hash);
  return params;
};

test('every parameter is read', () => {
  const search =
    '?expr=z+%3D+x*y&vars=x:2,w:[[1,2],[3,-4.5]]&target=z&upstream=[1,2]&seed=7&step=8&open=g4,-g1&select=grad(w)[0,1]&tab=modes&derivative=row:z:w:3&theme=dark&chrome=min';
  assert.deepEqual(read(search), {
    expr: 'z = x*y',
    vars: {
      x: 2,
      w: [
        [1, 2],
        [3, -4.5],
      ],
    },
    target: 'z',
    upstream: [1, 2],
    seed: 7,
    step: '8',
    open: ['g4', '-g1'],
    select: 'grad(w)[0,1]',
    tab: 'modes',
    derivative: { kind: 'row', of: 'z', by: 'w', entry: 3, direction: null },
    theme: 'dark',
    chrome: 'min',
  });
});

test('a plus in an address is a blank, an encoded plus is a plus', () => {
  assert.equal(read('?expr=x+y').expr, 'x y');
  assert.equal(read('?expr=x%2By').expr, 'x+y');
});

test('the fragment wins over the query', () => {
  assert.deepEqual(read('?expr=x&step=3', '#step=end'), { expr: 'x', step: 'end' });
});

test('NaN, infinities and the minus sign of the page are numbers', () => {
  assert.deepEqual(read('?vars=x:NaN,y:-Infinity,z:\u22123').vars, { x: NaN, y: -Infinity, z: -3 });
});

for (const [name, value] of [
  ['vars', 'x:1,x:2'],
  ['vars', 'x:two'],
  ['vars', '2x:1'],
  ['vars', 'w:[1,[2]'],
  ['vars', 'x:"1"'],
  ['upstream', '[1,true]'],
  ['seed', '-1'],
  ['step', 'last'],
  ['step', '-1'],
  ['step', '8.2'],
  ['open', 'z'],
  ['tab', 'code'],
  ['derivative', 'slope:z:w'],
  ['derivative', 'row:z:w:1.5'],
  ['derivative', 'tangent:z:w:[1,x]'],
  ['derivative', 'row:z:w:1:2'],
  ['theme', 'pink'],
  ['chrome', 'some'],
  ['target', 'a b'],
  ['select', ' '],
]) {
  test(`${name}=${value} falls back with a notice`, () => {
    const { notices, unknown, offer, ...params } = readAddress(`?${new URLSearchParams({ [name]: value })}`);
    assert.deepEqual(params, {});
    assert.equal(notices.length, 1);
    assert.ok(notices[0].includes(`${name}=${value}`));
  });
}

test('a long bad value is cut short in its notice', () => {
  assert.ok(readAddress(`?seed=${'9'.repeat(5000)}`).notices[0].length < 120);
});

test('unknown names change nothing and are told', () => {
  assert.deepEqual(readAddress('?utm=1&expr=x&utm=2', '#to=y'), { expr: 'x', notices: [], unknown: ['utm', 'to'], offer: null });
});

test('of a repeated name the first counts, and a notice says so', () => {
  const { expr, notices } = readAddress('?expr=x&expr=y');
  assert.equal(expr, 'x');
  assert.match(notices[0], /expr more than once/);
});

test('values are read as the service reads them', () => {
  assert.deepEqual(read('?vars=x=2,w:[[.5,2.],[-.25,%2B01e2]]').vars, { x: 2, w: [[0.5, 2], [-0.25, 100]] });
});

test('the names every object has are names like others', () => {
  const { vars } = read('?vars=constructor:1,__proto__:2,toString:3');
  assert.deepEqual(Object.entries(vars ?? {}), [['constructor', 1], ['__proto__', 2], ['toString', 3]]);
});

test('where a plus became a blank, the text it may have meant is offered', () => {
  assert.equal(readAddress('?expr=(x+y)*z').offer, '(x + y)*z');
  assert.equal(readAddress('', '#expr=a+%3D+2%0Ab+%3D+a+a').offer, 'a = 2\nb = a + a');
  assert.equal(readAddress('?expr=(x%2By)*z').offer, null);
  assert.equal(readAddress('?expr=x%20y').offer, null);
  assert.equal(readAddress('?expr=x+*+y').offer, null);
  assert.equal(readAddress('?expr=x+if+y+else+z').offer, null);
});

/** @param {ReturnType<typeof conv>} trace @param {Action[]} actions */
const after = (trace, actions, params = {}) =>
  [{ type: 'answer', asked: 1, trace }, ...actions].reduce(
    (state, action) => update(state, /** @type {Action} */ (action)),
    initial({ expr: trace.program.text, ...params }),
  );

test('an address leads back to the state it was written from', () => {
  const params = {
    vars: {
      x: [
        [1, -0],
        [NaN, 4],
      ],
    },
    target: 'z',
    upstream: 2.5,
    seed: 3,
    theme: /** @type {const} */ ('contrast'),
    chrome: /** @type {const} */ ('min'),
  };
  for (const open of [[], ['g0']]) {
    const actions = /** @type {Action[]} */ ([
      ...open.map((id) => ({ type: 'toggle-group', id })),
      { type: 'step', to: 6 },
      { type: 'select', node: 'n1', of: 'grad', entry: 1 },
    ]);
    const state = after(conv(), actions, params);
    const { notices, unknown, offer, ...back } = readAddress(writeAddress(state));
    assert.deepEqual(notices, []);
    assert.deepEqual(back, { expr: 'z = conv2d(x, w)', ...params, step: '6', ...(open.length ? { open } : {}), select: 'grad(w)[0,1]' });
    const again = after(conv(), [], back);
    assert.deepEqual([again.open, again.step, again.select], [state.open, state.step, state.select]);
  }
});

test('the end is written as the end, the start as 0, and defaults are left out', () => {
  const trace = fork();
  assert.equal(writeAddress(after(trace, [{ type: 'step', to: Infinity }])), '?expr=y+%3D+x*x+%2B+3*x&step=end');
  assert.equal(writeAddress(after(trace, [{ type: 'step', to: 0 }])), '?expr=y+%3D+x*x+%2B+3*x&step=0');
  assert.equal(writeAddress(initial()), '?step=1');
});

test('a selection is written the shortest way that means it', () => {
  const trace = versions();
  const told = (/** @type {string} */ node) => selectionText(trace, { node, of: 'value', entry: null });
  assert.deepEqual(['n0', 'n1', 'n2', 'n3'].map(told), ['n0', 'n1', 'x', 'y']);
  for (const node of trace.nodes) {
    for (const of of /** @type {const} */ (['value', 'grad'])) {
      const selection = { node: node.id, of, entry: null };
      assert.deepEqual(selectionOf(trace, selectionText(trace, selection)), selection);
    }
  }
});

test('a name with brackets of its own is read as it is written', () => {
  const trace = structuredClone(conv());
  const w = /** @type {import('../../frontend/src/wire.d.ts').Node} */ (trace.nodes.find(({ name }) => name === 'w'));
  Object.assign(w, { name: 'train[0][1]' });
  for (const entry of [null, 3]) {
    for (const of of /** @type {const} */ (['value', 'grad'])) {
      const selection = { node: w.id, of, entry };
      assert.deepEqual(selectionOf(trace, selectionText(trace, selection)), selection);
    }
  }
  const vars = { 'train[0][1]': [[1, 2]], 'net.fc1.weight': [3], b: 4 };
  const address = writeAddress(initial({ expr: 'train', vars }));
  assert.deepEqual(readAddress(address).vars, vars);
});

for (const text of ['nobody', 'w[2,0]', 'w[0]', 'w[0,1', 'grad(w', 'w)', 'grad()', 'x[-1,0]', '']) {
  test(`${JSON.stringify(text)} selects nothing`, () => assert.equal(selectionOf(conv(), text), null));
}

test('the address says which tab is open, unless the selection opens it, and which derivative it shows', () => {
  const arrived = (/** @type {object} */ params) => update(initial({ expr: 'z = conv2d(x, w)', ...params }), { type: 'answer', asked: 1, trace: conv() });
  /** @param {Action[]} actions @param {object} [params] */
  const after = (actions, params = {}) => {
    const query = new URLSearchParams(writeAddress(actions.reduce(update, arrived(params))));
    return [query.get('tab'), query.get('derivative')];
  };
  const entry = /** @type {const} */ ({ type: 'select', node: 'n1', of: 'grad', entry: 1 });
  assert.deepEqual(after([]), [null, null]);
  assert.deepEqual(after([entry]), [null, null]);
  assert.deepEqual(after([entry, { type: 'tab', tab: 'explain' }]), ['explain', null]);
  const change = /** @type {const} */ ({ kind: 'column', by: 'w' });
  assert.deepEqual(after([{ type: 'tab', tab: 'modes' }, { type: 'derivative', change }, { type: 'derivative', change: { entry: 2 } }]), ['modes', 'column::w:2']);
  assert.deepEqual(after([{ type: 'derivative', change: { kind: 'tangent', by: 'w' } }, { type: 'derivative', change: { direction: [1, 0, 0, -2] } }]), [null, 'tangent::w:[1,0,0,-2]']);
});

test('a direction is a number, a list, or lists as deep as the value', () => {
  const direction = (/** @type {string} */ text) => readAddress(`?derivative=${text}`).derivative?.direction;
  assert.deepEqual(['tangent:z:x:-2.5', 'hvp:z:w:[1,0]', 'tangent:z:w:[[1,0],[0,-1]]', 'row:z:w:3'].map(direction), [[-2.5], [1, 0], [1, 0, 0, -1], null]);
});

test('on a phone a tab of the address is the place that shows it', () => {
  const place = (/** @type {string} */ search) => initial(readAddress(search)).place;
  assert.deepEqual(['', '?tab=entries', '?tab=explain', '?tab=table', '?tab=code'].map(place), ['graph', 'explain', 'explain', 'table', 'graph']);
  const table = initial(readAddress('?tab=table'));
  const { tab, place: shown } = update(table, { type: 'tab', tab: 'paths' });
  assert.deepEqual([tab, shown], ['paths', 'explain']);
});

test('what an address says of tab and derivative comes back from it', () => {
  for (const search of ['?expr=f&step=1&tab=table', '?expr=f&step=1&select=grad(w)[0,1]&tab=paths', '?expr=f&step=1&derivative=tangent::w:[1,0,0,-2]', '?expr=f&step=1&tab=modes&derivative=hessian:z']) {
    const state = update(initial(readAddress(search)), { type: 'answer', asked: 1, trace: conv() });
    assert.equal(decodeURIComponent(writeAddress(state)), search);
  }
});

test('a name of a derivative that the program does not have is told', () => {
  const state = update(initial(readAddress('?expr=f&derivative=row:qq:w')), { type: 'answer', asked: 1, trace: conv() });
  assert.match(state.notices.join(), /qq/);
});

test('a group that came open and was closed is closed again, and what an address cannot open is passed over', () => {
  const call = structuredClone(conv());
  Object.assign(call.groups[0], { kind: 'call' });
  const state = after(call, [{ type: 'toggle-group', id: 'g0' }, { type: 'step', to: 3 }]);
  assert.equal(new URLSearchParams(writeAddress(state)).get('open'), '-g0');
  const again = after(call, [], readAddress(writeAddress(state)));
  assert.deepEqual([again.open, again.step], [[], 3]);
  const elsewhere = after(conv(), [], readAddress('?expr=f&step=3&open=g7,-g9'));
  assert.deepEqual([elsewhere.open, elsewhere.step, elsewhere.notices], [[], 3, []]);
});
