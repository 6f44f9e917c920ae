import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { labelPiece, matrixPiece, nameTree, numberPiece, short, slope } from '../../frontend/src/draw/math-name.js';
import { ATOM, MINUS, SUM, factor, fill, index, indexed, letters, mi, mn, slotsOf } from '../../frontend/src/draw/math-tree.js';

/** @typedef {import('../../frontend/src/draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('../../frontend/src/wire.d.ts').MathNode} MathNode */

/** The letters of a formula in reading order. @param {MathTree} tree @returns {string} */
const read = (tree) => tree.text ?? (tree.children ?? []).map(read).join(tree.tag === 'mfrac' ? '/' : tree.tag === 'msub' ? '_' : tree.tag === 'msup' ? '^' : '');

/** @param {string} slot @param {number} [prec] */
const gap = (slot, prec = 0) => ({ slot, prec });
/** @param {string} text */
const sign = (text) => ({ tag: 'mo', text });
/** @param {string} letter @param {number} [offset] */
const at = (letter, offset = 0) => ({ index: { terms: /** @type {[string, number][]} */ ([[letter, 1]]), offset } });

const product = { tag: 'mrow', children: [gap('d.out', 2), sign('·'), gap('b', 3)] };

test('a slot takes a name as it is', () => assert.equal(read(fill(product, { slot: (name) => ({ tree: mi(name), binds: ATOM }) })), 'd.out·b'));

test('a number that binds weaker than its place gets brackets', () => {
  const numbers = { 'd.out': numberPiece('−0.2'), b: numberPiece('−1') };
  assert.equal(read(fill({ ...product, children: [gap('d.out', 2), sign('·'), gap('b', 4)] }, { slot: (name) => numbers[/** @type {'b'} */ (name)] })), '−0.2·(−1)');
  assert.equal(read(fill(gap('b', ATOM), { slot: () => numberPiece('3') })), '3');
});

test('a negative number after a sign gets brackets, also at the beginning of a product', () => {
  const numbers = { slot: () => ({ ...numberPiece('−0.4'), className: 'fwd' }) };
  const one = { tag: 'mn', text: '1' };
  assert.equal(read(fill({ tag: 'mrow', children: [one, sign('−'), gap('a', 2)] }, numbers)), '1−(−0.4)');
  assert.equal(read(fill({ tag: 'mrow', children: [one, sign('+'), gap('a', 1)] }, numbers)), '1+(−0.4)');
  assert.equal(read(fill({ tag: 'mrow', children: [sign('−'), gap('a', 2)] }, numbers)), '−(−0.4)');
  assert.equal(read(fill({ tag: 'mrow', children: [one, sign('−'), { tag: 'mrow', children: [gap('a', 2), sign('·'), one] }] }, numbers)), '1−(−0.4·1)');
  assert.equal(read(fill({ tag: 'mrow', children: [one, sign('='), gap('a', 2)] }, numbers)), '1=−0.4');
});

test('a sum and a leading minus get brackets as the right factor of a product', () => {
  const names = { slot: (/** @type {string} */ name) => ({ tree: mi(name), binds: ATOM }) };
  assert.equal(read(fill(factor({ tag: 'mrow', children: [{ tag: 'mn', text: '1' }, sign('−'), gap('out')] }), names)), '(1−out)');
  assert.equal(read(fill(factor({ tag: 'mrow', children: [sign('−'), { tag: 'mn', text: '1' }] }), names)), '(−1)');
  assert.equal(read(fill(factor(product), names)), 'd.out·b');
  assert.equal(read(fill(factor(gap('b')), { slot: () => labelPiece('-dot') })), '(−dot)');
});

test('an index has the colour of what it belongs to', () => {
  const node = { tag: 'msub', children: [gap('d.out', ATOM), { tag: 'mrow', children: [at('i'), sign(','), at('j')] }] };
  const tree = fill(node, { slot: () => ({ tree: mi('dz'), binds: ATOM, className: 'bwd' }) });
  assert.equal(tree.className, 'bwd');
  assert.equal(read(tree), 'dz_ij');
});

test('an index prints what is known and keeps the letters that are not', () => {
  const node = { terms: /** @type {[string, number][]} */ ([['i', 2], ['m', 1]]), offset: -1 };
  assert.equal(read(index(node, {})), '2i+m−1');
  assert.equal(read(index(node, { m: 3 })), '2i+2');
  assert.equal(read(index(node, { i: 1, m: 0 })), '1');
  assert.equal(read(index({ terms: [['p', 1], ['i', -1]], offset: 0 }, {})), 'p−i');
  assert.equal(read(index({ terms: [['i', -1]], offset: 0 }, { i: 2 })), '−2');
});

test('an index does not begin with a minus that need not be there', () => {
  assert.equal(read(index({ terms: [['p', 1], ['i', -1]], offset: 0 }, { p: 1 })), '1−i');
  assert.equal(read(index({ terms: [['i', -1], ['p', 1]], offset: 1 }, {})), 'p−i+1');
  assert.equal(read(index({ terms: [['i', -1]], offset: -2 }, {})), '−i−2');
});

test('commas stand between indices unless each is a single letter or digit', () => {
  const row = { tag: 'mrow', children: [at('m'), sign(','), at('n')] };
  const slots = { slot: () => ({ tree: mi('x'), binds: ATOM }) };
  assert.equal(read(fill(row, { ...slots, known: { m: 0, n: 1 } })), '01');
  assert.equal(read(fill(row, { ...slots, known: { m: 0, n: 12 } })), '0,12');
});

test('a sum whose letters have a size is printed with its bounds, one sign each', () => {
  const sum = { tag: 'munder', children: [sign('∑'), { tag: 'mrow', children: [{ tag: 'mi', text: 'i' }, sign(','), { tag: 'mi', text: 'j' }] }] };
  const filled = fill(sum, { slot: () => ({ tree: mi('x'), binds: ATOM }), sizes: { i: 3, j: 2 } });
  assert.equal(read(filled), '∑i=02∑j=01');
  assert.equal(fill(sum, { slot: () => ({ tree: mi('x'), binds: ATOM }), sizes: { i: 3 } }).tag, 'munder');
});

test('a factor carries its shape below, a transposed one its turned shape', () => {
  const matrix = { tag: 'mrow', children: [gap('d.out', 2), sign('·'), { tag: 'msup', children: [gap('b', ATOM), { tag: 'mi', text: 'T' }] }] };
  const tree = fill(matrix, { slot: (name) => ({ tree: mi(name), binds: ATOM }), caption: (slot, turned) => `${slot}${turned ? ' turned' : ''}` });
  assert.deepEqual(tree.children?.map((child) => [child.tag, child.children?.[1]?.text ?? '']), [['munder', 'd.out'], ['mo', ''], ['munder', 'b turned']]);
});

test('the letters of an indexed slot are those that stand alone on an axis', () => {
  const node = { tag: 'msub', children: [gap('d.w', ATOM), { tag: 'mrow', children: [at('m'), sign(','), at('n', 1)] }] };
  assert.deepEqual(letters(node, 'd.w'), ['m', null]);
  assert.deepEqual(letters(node, 'x'), []);
  assert.equal(indexed(node), true);
  assert.equal(indexed(product), false);
});

test('slots are told once each, in the order of the formula', () => assert.deepEqual(slotsOf({ tag: 'mrow', children: [gap('b'), gap('a'), gap('b')] }), ['b', 'a']));

test('trailing digits of a name become a subscript', () => {
  assert.equal(read(nameTree('w0')), 'w_0');
  assert.equal(read(nameTree('w12', 'd')), 'dw_12');
  assert.equal(read(nameTree('x′')), 'x^′');
  assert.deepEqual(nameTree('y′⁶⁰⁰'), { tag: 'msup', children: [mi('y'), { tag: 'mrow', children: [sign('′'), mn('600')] }] });
  assert.equal(read(labelPiece('w0′¹² + 1').tree), 'w^′12_0+1');
  assert.deepEqual(nameTree('dot'), mi('dot'));
});

test('digits in a path are no index', () => {
  assert.deepEqual(nameTree('train[0][0]', 'd'), mi('dtrain[0][0]'));
  assert.deepEqual(nameTree('net.fc1'), mi('net.fc1'));
  assert.equal(read(nameTree('train[0][1]′')), 'train[0][1]^′');
  assert.equal(read(labelPiece('net.fc1 * w1').tree), 'net.fc1·w_1');
});

test('of a long name its end is written where it is a path, else its beginning, and its primes', () => {
  assert.deepEqual(['logits', 'dcounts_sum_inv', 'train[0][0]'].map(short), ['logits', 'dcounts_sum_inv', 'train[0][0]']);
  assert.equal(short('model.token_embedding_table.weight′′'), '…weight′′');
  assert.equal(short('model.blocks.0.sa.heads.1.key.weight'), '…1.key.weight');
  assert.equal(short('token_embedding_table′⁴'), 'token_embedding…′⁴');
});

test('typed text becomes a formula that knows how tightly it binds', () => {
  assert.equal(read(labelPiece('w0*x0 + w1').tree), 'w_0·x_0+w_1');
  assert.equal(labelPiece('a + b').binds, SUM);
  assert.equal(labelPiece('-dot').binds, MINUS);
  assert.equal(labelPiece('exp(a + b)').binds, ATOM);
  assert.equal(read(labelPiece('x**2').tree), 'x^2');
  assert.equal(read(labelPiece('a ** (b - 1) + 3').tree), 'a^b−1+3');
  assert.equal(read(labelPiece('2**-x').tree), '2^−x');
  assert.equal(read(labelPiece('a**b**c').tree), 'a^b^c');
  assert.equal(read(labelPiece('a - 2').tree), 'a−2');
});

test('a slope puts brackets round what is not a name', () => {
  assert.equal(read(slope(labelPiece('-dot'), labelPiece('dot'))), '∂(−dot)/∂dot');
  assert.equal(slope(labelPiece('f'), labelPiece('x'), 'bwd').className, 'bwd');
});

test('a matrix is a table of numbers between brackets', () => {
  const { tree } = matrixPiece([['1', '−2'], ['3', '4']]);
  assert.equal(tree.children?.[1].tag, 'mtable');
  assert.equal(read(tree), '[1−234]');
});

const folder = new URL('../goldens/', import.meta.url);

test('every formula of the goldens is filled to the last slot', () => {
  for (const file of readdirSync(folder)) {
    const trace = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    for (const card of Object.values(/** @type {Record<string, import('../../frontend/src/wire.d.ts').OpCard>} */ (trace.cards))) {
      const formulas = [card.forward, ...Object.values(card.rules).flatMap((rule) => [rule.local, rule.pointwise, rule.matrix, rule.index])];
      for (const formula of formulas.flatMap((each) => each ?? [])) {
        const tree = fill(formula.mathml, { slot: (name) => ({ tree: mn(`<${name}>`), binds: ATOM }) });
        for (const slot of slotsOf(formula.mathml)) assert.ok(read(tree).includes(`<${slot}>`), `${file} ${card.op} ${slot}`);
      }
    }
  }
});
