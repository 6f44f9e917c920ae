/** The slopes along a fibre, entry by entry: ∂z_i/∂x_j = z_i · (δ_ij − z_j), and each of them with its numbers. */

import { numberPiece, slope } from '../draw/math-name.js';
import { ATOM, MINUS, POWER, PRODUCT, mi, mo, put, row } from '../draw/math-tree.js';
import { fibreOf, numberAt, readingOf } from '../local/fibre.js';
import { entryName, equals, number, shownValue } from '../store/format.js';
import { nodeOf } from './facts.js';
import { brief } from './phrases.js';

/** @typedef {import('../draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('../draw/math-tree.js').Piece} Piece */
/** @typedef {import('../local/factor.js').Factor} Factor */
/** @typedef {import('../local/fibre.js').Source} Source */
/** @typedef {import('./explain-names.js').Namer} Namer */
/** @typedef {import('./facts.js').Study} Study */

/** @param {MathTree} base @param {...MathTree} letters @returns {MathTree} */
const below = (base, ...letters) => ({ tag: 'msub', children: [base, row(...letters)] });
const [I, J] = [mi('i'), mi('j')];
const DELTA = below(mi('δ'), I, J);

/** All slopes are one number: there is nothing to explain. @param {import('../local/fibre.js').Reading} reading */
const plain = ({ diagonal, left, right }) => diagonal.everywhere === 0 && left.everywhere !== null && right.everywhere !== null;

/**
 * The rule for all slopes of an edge; a letter stands for numbers that are nobody's value, and is told with them.
 * @param {Study} study
 * @param {Factor} factor
 * @param {Namer} names
 * @returns {{tree: MathTree, where: string | null, delta: boolean} | null} null where the slope is not one of a fibre
 */
export function fibreRule({ trace }, factor, names) {
  const edge = fibreOf(trace, factor);
  const reading = edge && readingOf(trace, edge);
  if (!edge || !reading || plain(reading)) return null;
  /** @type {string[]} */
  const told = [];
  const taken = new Set(trace.nodes.map((node) => node.name));
  const free = ['a', 'b', 'c', 'r', 'm', 'h'].filter((letter) => !taken.has(letter));
  const named = (/** @type {Source} */ source, /** @type {MathTree} */ index) => {
    if (source.everywhere !== null) return numberPiece(number(source.everywhere));
    if (source.node !== null) {
      const piece = names.piece(source.node);
      const tree = { ...below(put(piece, ATOM), index), className: 'fwd' };
      return source.sign < 0 ? { tree: row(mo('−'), tree), binds: MINUS } : { tree, binds: ATOM };
    }
    const letter = free.shift() ?? 'a';
    told.push(`${letter} = ${source.tensor.data ? brief(source.tensor.data, [source.tensor.data.length]) : '…'}`);
    return { tree: below(mi(letter), index), binds: ATOM };
  };
  const left = slope({ tree: below(put(names.piece(edge.to), ATOM), I), binds: ATOM }, { tree: below(put(names.piece(edge.from), ATOM), J), binds: ATOM });
  const { diagonal, left: outer, right, common } = reading;
  const tree = row(left, mo('='), common ? shared(named(diagonal, I), named(right, J)) : apart(named(diagonal, I), named(outer, I), named(right, J)));
  return { tree, where: told.length ? told.join(', ') : null, delta: diagonal.everywhere !== 0 };
}

/** @param {Piece} outer @param {Piece} right @returns {MathTree} outer · (δ − right) */
function shared(outer, right) {
  const difference = [DELTA, mo('−'), put(right, POWER)];
  return outer.tree.text === '1' ? row(...difference) : row(put(outer, PRODUCT), mo('·'), mo('('), ...difference, mo(')'));
}

/** @param {Piece} diagonal @param {Piece} left @param {Piece} right @returns {MathTree} diagonal · δ + left · right */
function apart(diagonal, left, right) {
  const first = diagonal.tree.text === '0' ? [] : diagonal.tree.text === '1' ? [DELTA] : [put(diagonal, PRODUCT), mo('·'), DELTA];
  const second = left.tree.text === '1' ? [put(right, PRODUCT)] : [put(left, POWER), mo('·'), put(right, POWER)];
  return row(...first, ...(first.length ? [mo('+')] : []), ...second);
}

/**
 * One slope with its numbers: "0.2447 · (0 − 0.09003) = −0.02203", and what the numbers are called: "z[1] · (0 − z[0])".
 * @param {Study} study
 * @param {Factor} factor
 * @param {Namer} names
 * @returns {{numbers: string, names: string | null} | null}
 */
export function fibreSlope({ trace }, factor, names) {
  const edge = fibreOf(trace, factor);
  const reading = edge && readingOf(trace, edge);
  if (!edge || !reading || plain(reading) || factor.entry === null || factor.at === undefined) return null;
  const { diagonal, left, right, common } = reading;
  const [o, i] = [factor.entry, factor.at];
  const delta = o === i ? '1' : '0';
  const shown = (/** @type {Source} */ source, /** @type {number} */ at) => number(numberAt(source, at) ?? NaN);
  const called = (/** @type {Source} */ source, /** @type {number} */ at) =>
    source.node === null ? shown(source, at) : `${source.sign < 0 ? '−' : ''}${entryName(names.text(source.node), nodeOf(trace, source.node).shape, at)}`;
  const write = (/** @type {typeof shown} */ say) => {
    const inner = `${delta} − ${bracketed(say(right, i))}`;
    if (common) return diagonal.everywhere === 1 ? inner : `${say(diagonal, o)} · (${inner})`;
    const product = `${say(left, o)} · ${bracketed(say(right, i))}`;
    if (diagonal.everywhere === 0) return product;
    return o === i ? `${say(diagonal, o)} + ${bracketed(say(left, o))} · ${bracketed(say(right, i))}` : product;
  };
  const [d, l, r] = [diagonal, left, right].map((source, k) => shownValue(shown(source, k === 2 ? i : o)));
  const computed = common ? d * (Number(delta) - r) : (o === i ? d : 0) + l * r;
  const result = number(factor.value);
  return { numbers: `${write(shown)} ${equals(computed, shownValue(result))} ${result}`, names: [diagonal, left, right].some((source) => source.node !== null) ? write(called) : null };
}

/** @param {string} text */
const bracketed = (text) => (text.startsWith('−') ? `(${text})` : text);
